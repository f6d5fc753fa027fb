"""Translating versions, with the user's settings and memory; not kept in any project yet."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligned.bitext import Bead, Bitext
from aligned.corrections import apply, fill
from aligned.project import Project, Version
from aligned.text import language_name, language_tag
from translate.errors import TranslateError
from translate.memory import Memory, default_path
from ui.versions import Progress, pair_project, unwatched

if TYPE_CHECKING:
    from aligned.formats import Span, WordLinks
    from translate import Translation, Translator
    from translate.guards import Flag

__all__ = [
    "DEFAULT_SETTINGS",
    "Translated",
    "TranslationSettings",
    "translated",
    "translating",
    "translator",
    "watched",
]


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
