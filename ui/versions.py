"""Versions: read from files, aligned; not kept anywhere yet. A machine's: see `translation`."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Protocol

from aligned.bitext import Bitext
from aligned.errors import InputError
from aligned.project import Origin, Project, Version
from aligned.text import Document, cut, cut_lines, identify, language_name, language_tag

__all__ = [
    "CancelledError",
    "Existing",
    "Progress",
    "align_versions",
    "made_with",
    "pair_project",
    "read_version",
    "realign_version",
    "refuse_same_text",
    "same_file",
    "unwatched",
    "with_version",
]


class CancelledError(Exception):
    """What a Progress raises to stop the work that tells it; what is done by then is kept."""


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


def made_with(version: Version) -> str:
    """By what a version was translated or aligned, in one line for the user."""
    return ", ".join(f"{what} {by}" for what, by in version.made_with.items() if what != "sha256")
