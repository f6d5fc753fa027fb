"""Versions: read from files, translated, aligned; not kept anywhere yet."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from aligned.bitext import Bead, Bitext
from aligned.corrections import apply, fill
from aligned.errors import InputError
from aligned.project import Origin, Project, Version
from aligned.text import Document, cut, cut_lines, identify, language_name, language_tag
from translate.errors import TranslateError
from translate.memory import Memory, default_path

if TYPE_CHECKING:
    from aligned.formats import Span, WordLinks
    from translate import Translation, Translator
    from translate.guards import Flag

__all__ = [
    "DEFAULT_SETTINGS",
    "CancelledError",
    "Existing",
    "Progress",
    "Translated",
    "TranslationSettings",
    "align_versions",
    "made_with",
    "pair_project",
    "read_version",
    "realign_version",
    "refuse_same_text",
    "same_file",
    "translated",
    "translating",
    "translator",
    "unwatched",
    "watched",
    "with_version",
]


class CancelledError(Exception):
    """What a Progress raises to stop the work that tells it; what is done by then is kept."""


@dataclass(frozen=True, slots=True)
class TranslationSettings:
    """How to translate; see `translate.Translator` for what each means.

    `memory` says whether the user's own translation memory takes part.
    """

    model: str | None = None
    pivot: str = "en"
    glossary: Path | None = None
    keep: tuple[str, ...] = ()
    memory: bool = True
    beam: int | None = None


DEFAULT_SETTINGS = TranslationSettings()


class Progress(Protocol):
    """Is told how far long work has come: what is being done, how much of it, out of how much."""

    def __call__(self, doing: str, done: int, total: int | None) -> None:
        """Show it."""


def unwatched(doing: str, done: int, total: int | None) -> None:
    """Show nothing."""


@dataclass(frozen=True, slots=True)
class Existing:
    """An existing translation, and how it is aligned with the source; None: to be aligned here."""

    version: Version
    bitext: Bitext | None = None


def read_version(
    document: Document, language: str | None, origin: Origin, *, segmented: bool = False
) -> Version:
    """Cut a document into a version; its language is identified unless given.

    With `segmented`, every line is a segment as it stands. The version's record has the SHA-256 of
    the text, by which it is known again after corrections.
    """
    tag = language_tag(language) if language else identify(document.text)
    lead, segments = cut_lines(document) if segmented else cut(document, tag)
    digest = hashlib.sha256(document.text.encode()).hexdigest()
    return Version(tag, tag, origin, segments, lead, {"sha256": digest})


def align_versions(
    source: Version,
    target: Version,
    *,
    encoder: str = "auto",
    anyway: bool = False,
    progress: Progress = unwatched,
) -> tuple[Version, Bitext]:
    """Align an existing translation: the version, with what it was aligned by, and the bitext.

    `encoder` is as for `aligned.aligner.align`.

    Raises InputError where both are the same text, or, unless `anyway`, where the target does not
    seem to be a translation of the source.
    """
    from aligned.aligner import align

    refuse_same_text([source, target])
    doing = f"aligning {language_name(target.language)}"
    alignment = align(
        source.texts,
        target.texts,
        source_language=source.language,
        target_language=target.language,
        encoder=encoder,
        progress=lambda done, total: progress(doing, done, total),
    )
    if not (alignment.related or anyway):
        raise InputError(
            f"the {language_name(target.language)} text does not seem to be a translation of the "
            f"{language_name(source.language)} one (similarity {alignment.similarity:.2f}): "
            "give the right file, or have it aligned anyway (--anyway)"
        )
    made_with = {"encoder": alignment.encoder, "similarity": f"{alignment.similarity:.2f}"}
    return replace(target, made_with={**made_with, **target.made_with}), alignment.bitext


def realign_version(
    project: Project, key: str, beads: range, *, progress: Progress = unwatched
) -> Bitext:
    """The bitext of a target with a run of its beads aligned anew; nothing else is touched."""
    from aligned.aligner import realign

    target = project.version(key)
    doing = f"aligning {language_name(target.language)}"
    return realign(
        project.bitexts[key],
        beads,
        project.source.texts,
        target.texts,
        source_language=project.source.language,
        target_language=target.language,
        progress=lambda done, total: progress(doing, done, total),
    )


def refuse_same_text(versions: Iterable[Version]) -> None:
    """Raise InputError where two versions are the same text: neither translates the other.

    Those of one language that were read from the same file are not, if one was corrected since.
    """
    for version, other in combinations(versions, 2):
        elsewhere = version.language != other.language and same_file(version, other)
        if elsewhere or version.texts == other.texts:
            raise InputError(
                f"both files are the same text: the {language_name(version.language)} version and "
                f"the {language_name(other.language)} one; give a translation instead"
            )


def same_file(version: Version, other: Version) -> bool:
    """Whether both were read from the same text, whatever has been corrected since."""
    digest = version.made_with.get("sha256")
    return digest is not None and digest == other.made_with.get("sha256")


def pair_project(name: str, source: Version, target: Version, bitext: Bitext) -> Project:
    """A project in memory of two versions."""
    return with_version(Project(name, source), target, bitext)


def with_version(project: Project, target: Version, bitext: Bitext) -> Project:
    """The project with one more target, under a key that is free."""
    return project.with_target(replace(target, key=project.free_key(target.language)), bitext)


@dataclass(frozen=True, slots=True)
class Translated:
    """A text translated into one language, kept nowhere.

    `word_links` tells the word alignment of its sentences, for `formats.rewrite`; `flags` counts
    the sentences by what is said of them (`translate.guards.Flag`).
    """

    project: Project
    word_links: "WordLinks"
    flags: "Mapping[Flag, int]"

    @property
    def version(self) -> Version:
        """The translation."""
        return self.project.targets[0]


def translated(
    name: str,
    source: Version,
    language: str,
    *,
    settings: TranslationSettings = DEFAULT_SETTINGS,
    progress: Progress = unwatched,
) -> Translated:
    """Translate a version, with its paragraphs, into a project that is kept nowhere."""
    language = language_tag(language)
    wanted = [number for number, one in enumerate(source.segments) if one.kind != "code"]
    with translating(source.language, language, settings, progress) as loaded:
        stream = watched(loaded, [source.segments[number].text for number in wanted], progress)
        translations = dict(zip(wanted, stream, strict=True))
    texts = {number: segment.text for number, segment in enumerate(source.segments)}
    texts |= {number: translation.text for number, translation in translations.items()}
    by_texts = {(one.source, one.text): one for one in translations.values()}
    project = pair_project(
        name,
        source,
        Version(language, language, "machine", (), source.lead, loaded.made_with),
        Bitext(Bead(1, 0) for _ in source.segments),
    )

    def word_links(key: str, source: str, target: str) -> "tuple[tuple[Span, Span], ...]":
        one = by_texts.get((source, target))
        return loaded.links(one) if one else ()

    return Translated(
        apply(project, fill(project, project.targets[0].key, texts)),
        word_links,
        Counter(flag for one in translations.values() for flag in one.flags),
    )


def made_with(version: Version) -> str:
    """By what a version was translated or aligned, in one line for the user."""
    return ", ".join(f"{what} {by}" for what, by in version.made_with.items() if what != "sha256")


@contextmanager
def translating(
    source: str, target: str, settings: TranslationSettings, progress: Progress
) -> Iterator["Translator"]:
    """What translates this pair, as `translator`, with the user's memory where they want it."""
    wanted = _memory(source, target, progress) if settings.memory else None
    with wanted or nullcontext() as memory:
        yield translator(source, target, settings, progress, memory)


def translator(
    source: str,
    target: str,
    settings: TranslationSettings = DEFAULT_SETTINGS,
    progress: Progress = unwatched,
    memory: Memory | None = None,
) -> "Translator":
    """Load what translates this pair; TranslateError if nothing does."""
    from translate import Translator, glossary

    progress(f"loading a model for {language_name(target)}", 0, None)

    def fetching(name: str, done: int, total: int | None) -> None:
        progress(f"fetching {name} (MB)", done // 1_000_000, total and total // 1_000_000)

    return Translator(
        source,
        target,
        model=settings.model,
        pivot=settings.pivot,
        keep=settings.keep,
        glossary=glossary.read(settings.glossary, source, target) if settings.glossary else None,
        memory=memory,
        beam=settings.beam,
        progress=fetching,
    )


def _memory(source: str, target: str, progress: Progress) -> Memory | None:
    """The user's memory; None, which is told, where there can be none: a home without room."""
    try:
        return Memory(default_path(), source, target)
    except TranslateError:
        progress(f"going on without the memory, as {default_path()} cannot be used", 0, None)
        return None


def watched(
    loaded: "Translator", texts: Sequence[str], progress: Progress
) -> Iterator["Translation"]:
    """The translations of texts one by one, telling how far they have come."""
    doing = f"translating into {language_name(loaded.route.target)}"
    progress(doing, 0, len(texts))
    for done, translation in enumerate(loaded.stream(texts), 1):
        yield translation
        progress(doing, done, len(texts))
