"""Changes: what a correction does to the sequences of a project, with exact inverses."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from aligned.bitext import Bead, counts
from aligned.errors import CorrectionError
from aligned.project import Project
from aligned.text import Segment

__all__ = ["BeadSplice", "Change", "SegmentSplice", "Splice", "apply", "invert", "rebase"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class SegmentSplice:
    """In the segments of version `key`, at `start`, `inserted` takes the place of `removed`."""

    key: str
    start: int
    removed: tuple[Segment, ...]
    inserted: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class BeadSplice:
    """In the bitext of target `key`, at `start`, `inserted` takes the place of `removed`."""

    key: str
    start: int
    removed: tuple[Bead, ...]
    inserted: tuple[Bead, ...]


Splice = SegmentSplice | BeadSplice
Change = tuple[Splice, ...]


def apply(project: Project, change: Change) -> Project:
    """The project after the change; CorrectionError if it does not hold what the change removes.

    O(project + change): each sequence is copied once, however many splices it takes.
    """
    segments: dict[str, list[Segment]] = {}
    beads: dict[str, list[Bead]] = {}
    recounted: set[str] = set()
    for splice in change:
        if isinstance(splice, SegmentSplice):
            if splice.key not in segments:
                segments[splice.key] = list(project.version(splice.key).segments)
            _put(segments[splice.key], splice.start, splice.removed, splice.inserted)
        else:
            if splice.key not in beads:
                beads[splice.key] = list(project.bitexts[splice.key])
            _put(beads[splice.key], splice.start, splice.removed, splice.inserted)
            if counts(splice.removed) != counts(splice.inserted):
                recounted.add(splice.key)
    for key, sequence in segments.items():
        version = replace(project.version(key), segments=tuple(sequence))
        project = project.with_version(version)
    for key, run in beads.items():
        bitext = project.bitexts[key].replaced(tuple(run), same_counts=key not in recounted)
        project = project.with_bitext(key, bitext)
    return project


def _put(sequence: list[_T], start: int, removed: tuple[_T, ...], inserted: tuple[_T, ...]) -> None:
    """Put a run in the place of another; CorrectionError if that is not there."""
    end = start + len(removed)
    if tuple(sequence[start:end]) != removed:
        raise CorrectionError("this place was changed meanwhile: look at it again, then repeat")
    sequence[start:end] = inserted


def invert(change: Change) -> Change:
    """The change that undoes this one."""
    return tuple(_inverse(splice) for splice in reversed(change))


def _inverse(splice: Splice) -> Splice:
    if isinstance(splice, SegmentSplice):
        return replace(splice, removed=splice.inserted, inserted=splice.removed)
    return replace(splice, removed=splice.inserted, inserted=splice.removed)


def rebase(change: Change, over: Iterable[Change]) -> Change:
    """The same change as it must be after `over`, later changes in their order, have been applied.

    Raises CorrectionError if one of those touched the same segments or beads.
    """
    for later in over:
        for other in later:
            moved: list[Splice] = []
            for splice in change:
                moved.append(_rebased(splice, other, yields=True))
                # The next splice of the change stands on the ground that this one left.
                other = _rebased(other, splice, yields=False)
            change = tuple(moved)
    return change


def _rebased(splice: Splice, other: Splice, *, yields: bool) -> Splice:
    """The splice as it must be once `other` has been applied.

    Where both only insert, at one place, the one that yields goes behind.
    """
    if type(splice) is not type(other) or splice.key != other.key:
        return splice
    inserts_behind = yields and _only_insert_at_one_place(splice, other)
    if other.start >= splice.start + len(splice.removed) and not inserts_behind:
        return splice
    if other.start + len(other.removed) <= splice.start:
        grown = len(other.inserted) - len(other.removed)
        return replace(splice, start=splice.start + grown)
    raise CorrectionError("a later correction changed the same place: look at it again first")


def _only_insert_at_one_place(splice: Splice, other: Splice) -> bool:
    return not splice.removed and not other.removed and splice.start == other.start
