"""Where an operation takes place, and what becomes of the beads there."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from aligned.bitext import Bead
from aligned.errors import CorrectionError
from aligned.project import Project
from aligned.text import Segment

__all__ = ["at", "beads_holding", "edited", "places", "runs", "segment_at", "side", "whole"]

_T = TypeVar("_T")


def at(sequence: Sequence[_T], index: int) -> _T:
    """The item of that number; IndexError also for a negative one."""
    if index < 0:
        raise IndexError(index)
    return sequence[index]


def segment_at(project: Project, version: str, number: int) -> Segment:
    """A segment of a version; IndexError if it has no such one."""
    return at(project.version(version).segments, number)


def places(project: Project, version: str, number: int) -> list[tuple[str, int]]:
    """The (target, bead) pairs that a place means; see `operations`."""
    if version == project.source.key:
        return beads_holding(project, version, number)
    at(project.bitexts[version].beads, number)
    return [(version, number)]


def beads_holding(project: Project, version: str, segment: int) -> list[tuple[str, int]]:
    """The (target, bead) pairs that hold a segment."""
    if version == project.source.key:
        return [(key, bitext.bead_of_source(segment)) for key, bitext in project.bitexts.items()]
    return [(version, project.bitexts[version].bead_of_target(segment))]


def runs(numbers: Iterable[int]) -> list[list[int]]:
    """Numbers in order, those that follow one another together."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][-1] == number - 1:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def side(project: Project, version: str) -> tuple[int, int]:
    """What one segment of a version counts in a bead: (1, 0) for the source, or (0, 1)."""
    return (1, 0) if version == project.source.key else (0, 1)


def edited(beads: Iterable[Bead], sources: int, targets: int) -> Bead:
    """What a correction makes of beads: one with these counts, with all their marks.

    Its score no longer holds, and nobody has confirmed it yet.
    """
    first, *others = beads
    comments = dict.fromkeys(bead.comment for bead in (first, *others) if bead.comment)
    return replace(
        first,
        sources=sources,
        targets=targets,
        status="edited",
        score=None,
        bookmarked=any(bead.bookmarked for bead in (first, *others)),
        comment="\n".join(comments),
        dismissed=tuple(sorted({name for bead in (first, *others) for name in bead.dismissed})),
    )


def whole(text: str) -> str:
    """The text, if it can be kept: half of a surrogate pair cannot."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CorrectionError("the text has half of a character in it: retype it") from error
    return text
