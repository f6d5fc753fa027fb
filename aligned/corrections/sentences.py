"""How corrections of sentences are carried out: what happens to segments and to their beads."""

from collections.abc import Iterator
from dataclasses import replace

from aligned.corrections.changes import BeadSplice, SegmentSplice, Splice
from aligned.corrections.filling import fill, is_pending
from aligned.corrections.operations import (
    DeleteSegment,
    EditText,
    EditTexts,
    InsertSegment,
    JoinSegments,
    Rewrite,
    SplitSegment,
    Swap,
)
from aligned.corrections.places import at, beads_holding, edited, segment_at, side, whole
from aligned.errors import CorrectionError
from aligned.project import Project
from aligned.text import separator

__all__ = [
    "delete_segment",
    "edit_text",
    "edit_texts",
    "insert_segment",
    "join_segments",
    "rewrite",
    "split_segment",
    "swap",
]


def edit_text(project: Project, operation: EditText) -> Iterator[Splice]:
    """Plan an `EditText`."""
    yield from edit_texts(project, EditTexts((operation,)))


def edit_texts(project: Project, operation: EditTexts) -> Iterator[Splice]:
    """Plan `EditTexts`; of two edits of one segment the last counts."""
    touched: dict[tuple[str, int], None] = {}
    edits = {(edit.version, edit.segment): edit for edit in operation.edits}
    for edit in edits.values():
        segment = segment_at(project, edit.version, edit.segment)
        if segment.text == edit.text:
            continue
        after = replace(segment, text=whole(edit.text))
        yield SegmentSplice(edit.version, edit.segment, (segment,), (after,))
        touched.update(dict.fromkeys(beads_holding(project, edit.version, edit.segment)))
    yield from _touch(project, touched)


def split_segment(project: Project, operation: SplitSegment) -> Iterator[Splice]:
    """Plan a `SplitSegment`."""
    segment = segment_at(project, operation.version, operation.segment)
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
    more = side(project, operation.version)
    for target, index in beads_holding(project, operation.version, operation.segment):
        bead = project.bitexts[target][index]
        if is_pending(project.version(target), bead):
            yield BeadSplice(target, index, (bead,), (bead, bead))
        else:
            grown = edited([bead], bead.sources + more[0], bead.targets + more[1])
            yield BeadSplice(target, index, (bead,), (grown,))


def join_segments(project: Project, operation: JoinSegments) -> Iterator[Splice]:
    """Plan a `JoinSegments`."""
    version = project.version(operation.version)
    first = at(version.segments, operation.segment)
    if operation.segment + 1 >= len(version.segments):
        raise CorrectionError(
            "there is no sentence after this one to join it with: join the one before"
        )
    second = version.segments[operation.segment + 1]
    gap = separator(version.language) if "\n" in first.after else first.after
    joined = replace(first, text=first.text + gap + second.text, after=second.after)
    yield SegmentSplice(operation.version, operation.segment, (first, second), (joined,))
    less = side(project, operation.version)
    firsts = beads_holding(project, operation.version, operation.segment)
    lasts = beads_holding(project, operation.version, operation.segment + 1)
    for (target, start), (_, end) in zip(firsts, lasts, strict=True):
        beads = project.bitexts[target].beads[start : end + 1]
        sources = sum(bead.sources for bead in beads) - less[0]
        targets = sum(bead.targets for bead in beads) - less[1]
        yield BeadSplice(target, start, beads, (edited(beads, sources, targets),))


def insert_segment(project: Project, operation: InsertSegment) -> Iterator[Splice]:
    """Plan an `InsertSegment`."""
    if operation.version == project.source.key:
        raise CorrectionError("a sentence cannot be inserted into the source: split one")
    bead = at(project.bitexts[operation.version].beads, operation.bead)
    if bead.targets:
        raise CorrectionError("this cell has a sentence already: edit that")
    text = whole(operation.text)
    yield from fill(project, operation.version, {operation.bead: text}, status="edited")


def rewrite(project: Project, operation: Rewrite) -> Iterator[Splice]:
    """Plan a `Rewrite`. What follows the last sentence stays behind the new one.

    In the source, where a bead is named by a segment, it is an `EditText` of that one.
    """
    key, text = operation.version, operation.text
    if key == project.source.key:
        yield from edit_text(project, EditText(key, operation.bead, text))
        return
    bead = at(project.bitexts[key].beads, operation.bead)
    places = project.bitexts[key].targets_of(operation.bead)
    if not places:
        yield from insert_segment(project, InsertSegment(key, operation.bead, text))
    elif len(places) == 1:
        yield from edit_text(project, EditText(key, places[0], text))
    else:
        old = project.version(key).segments[places.start : places.stop]
        new = replace(old[0], text=whole(text), after=old[-1].after)
        yield SegmentSplice(key, places.start, old, (new,))
        yield BeadSplice(key, operation.bead, (bead,), (edited([bead], bead.sources, 1),))


def delete_segment(project: Project, operation: DeleteSegment) -> Iterator[Splice]:
    """Plan a `DeleteSegment`. What stood after it now stands after the segment before."""
    version = project.version(operation.version)
    segment = at(version.segments, operation.segment)
    if operation.version == project.source.key and len(version.segments) == 1:
        raise CorrectionError("the source needs a sentence: edit this one")
    if operation.segment and "\n" in segment.after:
        before = version.segments[operation.segment - 1]
        kept = replace(before, after=segment.after)
        yield SegmentSplice(operation.version, operation.segment - 1, (before, segment), (kept,))
    else:
        yield SegmentSplice(operation.version, operation.segment, (segment,), ())
    less = side(project, operation.version)
    for target, index in beads_holding(project, operation.version, operation.segment):
        bead = project.bitexts[target][index]
        left = (bead.sources - less[0], bead.targets - less[1])
        yield BeadSplice(target, index, (bead,), (edited([bead], *left),) if any(left) else ())


def swap(project: Project, operation: Swap) -> Iterator[Splice]:
    """Plan a `Swap`: the texts change places, what stands between and after them stays."""
    first = segment_at(project, operation.version, operation.segment)
    second = segment_at(project, operation.version, operation.segment + 1)
    edits = (
        EditText(operation.version, operation.segment, second.text),
        EditText(operation.version, operation.segment + 1, first.text),
    )
    yield from edit_texts(project, EditTexts(edits))


def _touch(project: Project, touched: dict[tuple[str, int], None]) -> Iterator[Splice]:
    """Beads whose text a person changed are edited, unless they still wait for a translation."""
    for target, index in touched:
        bead = project.bitexts[target][index]
        after = edited([bead], bead.sources, bead.targets)
        if after != bead and not is_pending(project.version(target), bead):
            yield BeadSplice(target, index, (bead,), (after,))
