"""Operations: what an editor asks for, and the change that carries it out.

A place is named by a version's key and a number. In a target, `bead` counts the beads of its
bitext. In the source, which all bitexts share, `bead` is the number of a source segment, and the
operation is done in the bead of every target that holds that segment.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from aligned.bitext import Bead, Bitext, Status
from aligned.corrections.changes import BeadSplice, Change, SegmentSplice, Splice
from aligned.corrections.filling import fill, is_pending
from aligned.errors import CorrectionError
from aligned.project import Project, Version
from aligned.text import Segment, separator

__all__ = [
    "Confirm",
    "EditText",
    "InsertSegment",
    "JoinSegments",
    "Merge",
    "Move",
    "Operation",
    "Split",
    "SplitSegment",
    "plan",
]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class EditText:
    """Give a segment another text."""

    version: str
    segment: int
    text: str


@dataclass(frozen=True, slots=True)
class SplitSegment:
    """Make two segments of one, at `offset` code points; white space there goes between them."""

    version: str
    segment: int
    offset: int


@dataclass(frozen=True, slots=True)
class JoinSegments:
    """Make one segment of this one and the next; beads that they were in are merged."""

    version: str
    segment: int


@dataclass(frozen=True, slots=True)
class InsertSegment:
    """Write a segment into a bead of target `version` that has none on that side."""

    version: str
    bead: int
    text: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Merge a bead with the one before it."""

    version: str
    bead: int


@dataclass(frozen=True, slots=True)
class Split:
    """Split a bead: its first `keep` segments of this side stay, the others make a bead after it.

    The other side is cut where the lengths fit best. A 1-1 bead becomes 1-0 and 0-1. In the
    source, the segment named by `bead` is the first of the new bead and `keep` has no meaning.
    """

    version: str
    bead: int
    keep: int = 1


@dataclass(frozen=True, slots=True)
class Move:
    """Move the first segment of a bead's side to the bead before, or the last to the one after."""

    version: str
    bead: int
    direction: Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Confirm:
    """Confirm a bead, or take the confirmation back."""

    version: str
    bead: int
    confirmed: bool = True


Operation = EditText | SplitSegment | JoinSegments | InsertSegment | Merge | Split | Move | Confirm


def plan(project: Project, operation: Operation) -> Change:
    """The change that carries out an operation; CorrectionError if it cannot be done there.

    The change is never empty.
    """
    if operation.version not in {version.key for version in project.versions}:
        raise CorrectionError(f"the project has no version {operation.version}")
    try:
        change = tuple(_PLANNERS[type(operation)](project, operation))
    except IndexError as error:
        raise CorrectionError("there is no such place any more: look again, then repeat") from error
    if not change:
        raise CorrectionError("there is nothing to change")
    return change


def _edit_text(project: Project, operation: EditText) -> Iterator[Splice]:
    segment = _segment(project.version(operation.version), operation.segment)
    if segment.text == operation.text:
        return
    edited = replace(segment, text=_whole(operation.text))
    yield SegmentSplice(operation.version, operation.segment, (segment,), (edited,))
    for target, index in _beads_holding(project, operation.version, operation.segment):
        bead = project.bitexts[target][index]
        touched = _edited(bead.sources, bead.targets)
        if touched != bead and not is_pending(project.version(target), bead):
            yield BeadSplice(target, index, (bead,), (touched,))


def _split_segment(project: Project, operation: SplitSegment) -> Iterator[Splice]:
    segment = _segment(project.version(operation.version), operation.segment)
    before, after = segment.text[: operation.offset], segment.text[operation.offset :]
    first, second = before.rstrip(), after.lstrip()
    if operation.offset < 0 or not first or not second:
        raise CorrectionError("put the caret between two words, then split")
    gap = segment.text[len(first) : len(segment.text) - len(second)]
    pieces = (
        replace(segment, text=first, after=gap),
        replace(segment, text=second, start=segment.start + len(first) + len(gap)),
    )
    yield SegmentSplice(operation.version, operation.segment, (segment,), pieces)
    is_source = operation.version == project.source.key
    for target, index in _beads_holding(project, operation.version, operation.segment):
        bead = project.bitexts[target][index]
        if is_pending(project.version(target), bead):
            yield BeadSplice(target, index, (bead,), (bead, bead))
        else:
            grown = _edited(bead.sources + is_source, bead.targets + (not is_source))
            yield BeadSplice(target, index, (bead,), (grown,))


def _join_segments(project: Project, operation: JoinSegments) -> Iterator[Splice]:
    version = project.version(operation.version)
    first = _segment(version, operation.segment)
    if operation.segment + 1 >= len(version.segments):
        raise CorrectionError("this is the last sentence: there is none to join it with")
    second = version.segments[operation.segment + 1]
    gap = first.after if "\n" not in first.after else separator(version.language)
    joined = replace(first, text=first.text + gap + second.text, after=second.after)
    yield SegmentSplice(operation.version, operation.segment, (first, second), (joined,))
    is_source = operation.version == project.source.key
    firsts = _beads_holding(project, operation.version, operation.segment)
    lasts = _beads_holding(project, operation.version, operation.segment + 1)
    for (target, start), (_, end) in zip(firsts, lasts, strict=True):
        beads = project.bitexts[target].beads[start : end + 1]
        sources = sum(bead.sources for bead in beads) - is_source
        targets = sum(bead.targets for bead in beads) - (not is_source)
        yield BeadSplice(target, start, beads, (_edited(sources, targets),))


def _insert_segment(project: Project, operation: InsertSegment) -> Iterator[Splice]:
    if operation.version == project.source.key:
        raise CorrectionError("a sentence cannot be inserted into the source: split one")
    bead = _at(project.bitexts[operation.version].beads, operation.bead)
    if bead.targets:
        raise CorrectionError("this cell has a sentence already: edit that")
    yield from fill(
        project, operation.version, {operation.bead: _whole(operation.text)}, status="edited"
    )


def _merge(project: Project, operation: Merge) -> Iterator[Splice]:
    for target, index in _places(project, operation.version, operation.bead):
        if index == 0:
            raise CorrectionError("there is no bead above the first")
        beads = tuple(_at(project.bitexts[target].beads, i) for i in (index - 1, index))
        merged = _edited(sum(b.sources for b in beads), sum(b.targets for b in beads))
        yield BeadSplice(target, index - 1, beads, (merged,))


def _split(project: Project, operation: Split) -> Iterator[Splice]:
    for target, index in _places(project, operation.version, operation.bead):
        bitext = project.bitexts[target]
        bead = _bead(bitext, index)
        if operation.version == project.source.key:
            keep = operation.bead - int(bitext.source_starts[index])
            if keep == 0:
                continue
            sources, targets = bead.sources, bead.targets
            kept = (keep, _fitting(project, target, index, keep, is_source=True))
        else:
            keep = operation.keep
            sources, targets = bead.sources, bead.targets
            kept = (_fitting(project, target, index, keep, is_source=False), keep)
        if bead.kind == "1-1":
            kept = (1, 0)
        rest = (sources - kept[0], targets - kept[1])
        if min(*kept, *rest) < 0 or not any(kept) or not any(rest):
            raise CorrectionError("a bead of one sentence cannot be split: split the sentence")
        yield BeadSplice(target, index, (bead,), (_edited(*kept), _edited(*rest)))


def _fitting(project: Project, target: str, index: int, keep: int, *, is_source: bool) -> int:
    """How many segments of the other side go with the first `keep` of this one, by length."""
    bitext = project.bitexts[target]
    source = [len(project.source.segments[i].text) for i in bitext.sources_of(index)]
    segments = project.version(target).segments
    other = [len(segments[i].text) for i in bitext.targets_of(index)]
    if not is_source:
        source, other = other, source
    share = sum(source[:keep]) / max(1, sum(source))
    total = max(1, sum(other))
    misfit = [abs(sum(other[:count]) / total - share) for count in range(len(other) + 1)]
    return max(range(len(misfit)), key=lambda count: (-misfit[count], count))


def _move(project: Project, operation: Move) -> Iterator[Splice]:
    is_source = operation.version == project.source.key
    step = -1 if operation.direction == "up" else 1
    for target, index in _places(project, operation.version, operation.bead):
        bitext = project.bitexts[target]
        if is_source and not _at_edge(bitext, index, operation):
            continue
        bead = _bead(bitext, index)
        if not (bead.sources if is_source else bead.targets):
            raise CorrectionError("there is no sentence in this cell to move")
        if not 0 <= index + step < len(bitext):
            raise CorrectionError("there is no bead to move the sentence to")
        taken, given = bead, bitext[index + step]
        change = (1, 0) if is_source else (0, 1)
        left = (taken.sources - change[0], taken.targets - change[1])
        grown = _edited(given.sources + change[0], given.targets + change[1])
        after = [grown, *([_edited(*left)] if any(left) else [])]
        before = [given, taken]
        if step == 1:
            after.reverse()
            before.reverse()
        yield BeadSplice(target, min(index, index + step), tuple(before), tuple(after))


def _at_edge(bitext: Bitext, index: int, operation: Move) -> bool:
    segments = bitext.sources_of(index)
    edge = segments[0] if operation.direction == "up" else segments[-1]
    return operation.bead == edge


def _confirm(project: Project, operation: Confirm) -> Iterator[Splice]:
    status: Status = "confirmed" if operation.confirmed else "edited"
    for target, index in _places(project, operation.version, operation.bead):
        bead = _bead(project.bitexts[target], index)
        if bead.status != status:
            yield BeadSplice(target, index, (bead,), (replace(bead, status=status),))


_PLANNERS: dict[type, Callable[[Project, Any], Iterator[Splice]]] = {
    EditText: _edit_text,
    SplitSegment: _split_segment,
    JoinSegments: _join_segments,
    InsertSegment: _insert_segment,
    Merge: _merge,
    Split: _split,
    Move: _move,
    Confirm: _confirm,
}


def _places(project: Project, version: str, number: int) -> list[tuple[str, int]]:
    """The (target, bead) pairs that a place means."""
    if version == project.source.key:
        return _beads_holding(project, version, number)
    return [(version, number)]


def _beads_holding(project: Project, version: str, segment: int) -> list[tuple[str, int]]:
    """The (target, bead) pairs that hold a segment."""
    if version == project.source.key:
        return [(key, bitext.bead_of_source(segment)) for key, bitext in project.bitexts.items()]
    return [(version, project.bitexts[version].bead_of_target(segment))]


def _segment(version: Version, index: int) -> Segment:
    return _at(version.segments, index)


def _bead(bitext: Bitext, index: int) -> Bead:
    return _at(bitext.beads, index)


def _at(sequence: Sequence[_T], index: int) -> _T:
    if index < 0:
        raise IndexError(index)
    return sequence[index]


def _whole(text: str) -> str:
    """The text, if it can be kept: half of a surrogate pair cannot."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CorrectionError("the text has half of a character in it: retype it") from error
    return text


def _edited(sources: int, targets: int) -> Bead:
    return Bead(sources, targets, status="edited")
