"""How corrections of the alignment are carried out: which segments stand in which bead."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from aligned.bitext import Bead, Bitext, Status
from aligned.corrections.changes import BeadSplice, Splice
from aligned.corrections.filling import is_pending
from aligned.corrections.operations import (
    Bookmark,
    Comment,
    Confirm,
    ConfirmAbove,
    Dismiss,
    Link,
    Merge,
    Move,
    MoveTo,
    Shift,
    Split,
    Unlink,
)
from aligned.corrections.places import at, beads_holding, edited, places, runs, whole
from aligned.errors import CorrectionError
from aligned.project import Project

__all__ = [
    "bookmark",
    "comment",
    "confirm",
    "confirm_above",
    "dismiss",
    "link",
    "merge",
    "move",
    "move_to",
    "shift",
    "split",
    "unlink",
]


def merge(project: Project, operation: Merge) -> Iterator[Splice]:
    """Plan a `Merge`."""
    for target, index in places(project, operation.version, operation.bead):
        if index == 0:
            raise CorrectionError("there is no bead above the first: merge it with the one below")
        beads = project.bitexts[target].beads[index - 1 : index + 1]
        merged = edited(beads, sum(b.sources for b in beads), sum(b.targets for b in beads))
        yield BeadSplice(target, index - 1, beads, (merged,))


def split(project: Project, operation: Split) -> Iterator[Splice]:
    """Plan a `Split`."""
    is_source = operation.version == project.source.key
    for target, index in places(project, operation.version, operation.bead):
        bitext = project.bitexts[target]
        bead = bitext[index]
        keep = operation.keep
        if is_source:
            keep = operation.bead - bitext.sources_of(index)[0]
            if keep == 0:
                continue
        if bead.kind == "1-1":
            kept = (1, 0)
        else:
            other = _fitting(project, target, index, keep, is_source=is_source)
            kept = (keep, other) if is_source else (other, keep)
        rest = (bead.sources - kept[0], bead.targets - kept[1])
        if min(*kept, *rest) < 0 or not any(kept) or not any(rest):
            raise CorrectionError("a bead of one sentence cannot be split: split the sentence")
        pieces = (edited([bead], *kept), Bead(*rest, status="edited"))
        yield BeadSplice(target, index, (bead,), pieces)


def _fitting(project: Project, target: str, index: int, keep: int, *, is_source: bool) -> int:
    """How many segments of the other side go with the first `keep` of this one, by length."""
    bitext = project.bitexts[target]
    own = [len(project.source.segments[i].text) for i in bitext.sources_of(index)]
    segments = project.version(target).segments
    other = [len(segments[i].text) for i in bitext.targets_of(index)]
    if not is_source:
        own, other = other, own
    share = sum(own[:keep]) / max(1, sum(own))
    total = max(1, sum(other))
    misfit = [abs(sum(other[:count]) / total - share) for count in range(len(other) + 1)]
    return max(range(len(misfit)), key=lambda count: (-misfit[count], count))


def link(project: Project, operation: Link) -> Iterator[Splice]:
    """Plan a `Link`."""
    for target, index in places(project, operation.version, operation.bead):
        beads = project.bitexts[target].beads
        if beads[index].sources and beads[index].targets:
            continue
        # Below a source segment and above a target segment: where unlinking puts the other side.
        step = 1 if beads[index].sources else -1
        first = next((n for n in (index + step, index - step) if _fits(beads, index, n)), None)
        if first is None:
            raise CorrectionError("nothing is left over beside this sentence: move one here")
        low = min(index, first)
        pair = beads[low : low + 2]
        linked = edited(pair, sum(b.sources for b in pair), sum(b.targets for b in pair))
        yield BeadSplice(target, low, pair, (linked,))


def _fits(beads: Sequence[Bead], index: int, other: int) -> bool:
    """Whether a bead has just that side that the one-sided bead `index` has not."""
    if not 0 <= other < len(beads):
        return False
    lacks_source, lacks_target = not beads[other].sources, not beads[other].targets
    return lacks_source if beads[index].sources else lacks_target


def unlink(project: Project, operation: Unlink) -> Iterator[Splice]:
    """Plan an `Unlink`."""
    for target, index in places(project, operation.version, operation.bead):
        bead = project.bitexts[target][index]
        if bead.sources and bead.targets:
            pieces = (edited([bead], bead.sources, 0), Bead(0, bead.targets, status="edited"))
            yield BeadSplice(target, index, (bead,), pieces)


def move(project: Project, operation: Move) -> Iterator[Splice]:
    """Plan a `Move`."""
    is_source = operation.version == project.source.key
    step = -1 if operation.direction == "up" else 1
    for target, index in places(project, operation.version, operation.bead):
        bitext = project.bitexts[target]
        own = bitext.sources_of(index) if is_source else bitext.targets_of(index)
        if not own:
            raise CorrectionError("there is no sentence in this cell to move")
        edge = own[0] if step == -1 else own[-1]
        if is_source and operation.bead != edge:
            continue
        if not 0 <= index + step < len(bitext):
            raise CorrectionError("there is no bead to move the sentence to")
        yield _regrouped(bitext, target, edge, index, index + step, is_source=is_source)


def move_to(project: Project, operation: MoveTo) -> Iterator[Splice]:
    """Plan a `MoveTo`."""
    is_source = operation.version == project.source.key
    origins = beads_holding(project, operation.version, operation.segment)
    goals = places(project, operation.version, operation.bead)
    for (target, index), (_, goal) in zip(origins, goals, strict=True):
        if index != goal:
            bitext = project.bitexts[target]
            between = bitext.beads[min(index, goal) + 1 : max(index, goal)]
            if any(_is_anchored(bead, is_source=is_source) for bead in between):
                raise CorrectionError("a confirmed bead stands between: take that back first")
            yield _regrouped(bitext, target, operation.segment, index, goal, is_source=is_source)


def _is_anchored(bead: Bead, *, is_source: bool) -> bool:
    """Whether nobody may take the segments of this side out of a bead in passing."""
    return bead.status == "confirmed" and bool(bead.sources if is_source else bead.targets)


def _regrouped(
    bitext: Bitext, target: str, segment: int, index: int, goal: int, *, is_source: bool
) -> Splice:
    """Segment `segment` of bead `index` goes to bead `goal`, with all of its side in between."""
    low, high = min(index, goal), max(index, goal)
    starts = bitext.source_starts if is_source else bitext.target_starts
    counts = [0] * (high - low + 1)
    border = segment + 1 if goal < index else segment
    counts[0] = border - int(starts[low])
    counts[-1] = int(starts[high + 1]) - border
    return BeadSplice(
        target,
        low,
        bitext.beads[low : high + 1],
        _recounted(bitext.beads[low : high + 1], counts, is_source=is_source),
    )


def _recounted(
    beads: Sequence[Bead], counts: Sequence[int], *, is_source: bool
) -> tuple[Bead, ...]:
    """The beads with other counts of one side; those that are left with nothing go."""
    recounted = []
    for bead, count in zip(beads, counts, strict=True):
        pair = (count, bead.targets) if is_source else (bead.sources, count)
        if count == (bead.sources if is_source else bead.targets) == 0:
            recounted.append(bead)
        elif any(pair):
            recounted.append(edited([bead], *pair))
    return tuple(recounted)


def shift(project: Project, operation: Shift) -> Iterator[Splice]:
    """Plan a `Shift`."""
    if operation.version == project.source.key:
        raise CorrectionError("the source stays: shift a target against it")
    beads = project.bitexts[operation.version].beads
    at(beads, operation.bead)
    start = operation.bead - (operation.direction == "up")
    anchors = (i for i in range(max(start, 0), len(beads)) if beads[i].status == "confirmed")
    end = next(anchors, len(beads))
    if start < 0 or end - start < 2:
        raise CorrectionError("there is no room to shift: take back a confirmation near here")
    counts = [bead.targets for bead in beads[start:end]]
    if operation.direction == "down":
        counts = [0, *counts[:-2], counts[-2] + counts[-1]]
    else:
        counts = [counts[0] + counts[1], *counts[2:], 0]
    shifted = _recounted(beads[start:end], counts, is_source=False)
    if shifted != beads[start:end]:
        yield BeadSplice(operation.version, start, beads[start:end], shifted)


def confirm(project: Project, operation: Confirm) -> Iterator[Splice]:
    """Plan a `Confirm`."""
    status: Status = "confirmed" if operation.confirmed else "edited"
    for target, index in places(project, operation.version, operation.bead):
        yield from _replaced(project, target, index, status=status)


def confirm_above(project: Project, operation: ConfirmAbove) -> Iterator[Splice]:
    """Plan a `ConfirmAbove`; beads that still wait for a translation are passed over."""
    for target, last in places(project, operation.version, operation.bead):
        version = project.version(target)
        beads = project.bitexts[target].beads[: last + 1]
        wanted = [
            index
            for index, bead in enumerate(beads)
            if bead.status != "confirmed"
            and not is_pending(version, bead)
            and (operation.score is None or (bead.score or 0.0) >= operation.score)
        ]
        for run in runs(wanted):
            before = beads[run[0] : run[-1] + 1]
            after = tuple(replace(bead, status="confirmed") for bead in before)
            yield BeadSplice(target, run[0], before, after)


def bookmark(project: Project, operation: Bookmark) -> Iterator[Splice]:
    """Plan a `Bookmark`."""
    for target, index in places(project, operation.version, operation.bead):
        yield from _replaced(project, target, index, bookmarked=operation.bookmarked)


def comment(project: Project, operation: Comment) -> Iterator[Splice]:
    """Plan a `Comment`."""
    text = whole(operation.text.strip())
    for target, index in places(project, operation.version, operation.bead):
        yield from _replaced(project, target, index, comment=text)


def dismiss(project: Project, operation: Dismiss) -> Iterator[Splice]:
    """Plan a `Dismiss`."""
    for target, index in places(project, operation.version, operation.bead):
        names = set(project.bitexts[target][index].dismissed) - {operation.check}
        if operation.dismissed:
            names.add(operation.check)
        yield from _replaced(project, target, index, dismissed=tuple(sorted(names)))


def _replaced(
    project: Project, target: str, index: int, **fields: str | bool | tuple[str, ...]
) -> Iterator[Splice]:
    """One bead with some fields replaced, if that changes it."""
    bead = project.bitexts[target][index]
    after = replace(bead, **fields)  # type: ignore[arg-type]
    if after != bead:
        yield BeadSplice(target, index, (bead,), (after,))
