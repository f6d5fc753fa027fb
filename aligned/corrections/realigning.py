"""Realignment as a correction: a run of beads gives way to what the aligner makes of it anew."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from aligned.bitext import Bead, Bitext
from aligned.corrections.changes import BeadSplice, Change
from aligned.errors import CorrectionError
from aligned.project import Project

__all__ = ["NEAR", "Reach", "realigned", "run_to_realign"]


Reach = Literal["anchor", "near", "end"] | int
"""How far to realign from a bead: to the nearest confirmed ones on both sides, to them or at most
`NEAR` beads, from it to the end, or from it to the bead of that number."""

NEAR = 10


def run_to_realign(bitext: Bitext, bead: int, reach: Reach = "anchor") -> range:
    """The beads that are aligned anew when that is asked for at one of them.

    Confirmed beads in the run stay. IndexError if there is no such bead, CorrectionError where
    nothing would be aligned anew.
    """
    beads = bitext.beads
    if reach == "end":
        run = range(bead, len(beads))
    elif isinstance(reach, int):
        run = range(min(bead, reach), max(bead, reach) + 1)
    else:
        run = _between_anchors(beads, bead, NEAR if reach == "near" else len(beads))
    if all(beads[number].status == "confirmed" for number in run):
        raise CorrectionError("a confirmed bead is not realigned: take it back first")
    return run


def _between_anchors(beads: Sequence[Bead], bead: int, most: int) -> range:
    """The beads around one up to the nearest confirmed ones, and no more than so many a side."""
    if beads[bead].status == "confirmed":
        return range(bead, bead)
    start, stop = bead, bead + 1
    while start > max(bead - most, 0) and beads[start - 1].status != "confirmed":
        start -= 1
    while stop < min(bead + most + 1, len(beads)) and beads[stop].status != "confirmed":
        stop += 1
    return range(start, stop)


def realigned(project: Project, key: str, bitext: Bitext) -> Change:
    """The change that makes `bitext`, of the same segments, that of target `key`.

    Only the run of beads that differ gives way. Bookmarks, comments and dismissed checks go to the
    new bead that holds the old one's first segment. The change is empty where nothing is new.
    """
    old = project.bitexts[key]
    bitext.check(int(old.source_starts[-1]), int(old.target_starts[-1]))
    start = _alike(old.beads, bitext.beads)
    rest = min(len(old), len(bitext)) - start
    end = min(_alike(old.beads[::-1], bitext.beads[::-1]), rest)
    gone, new = old.beads[start : len(old) - end], list(bitext.beads[start : len(bitext) - end])
    for number, bead in enumerate(gone, start):
        if bead.bookmarked or bead.comment or bead.dismissed:
            sources, targets = old.sources_of(number), old.targets_of(number)
            heir = (
                bitext.bead_of_source(sources[0]) if sources else bitext.bead_of_target(targets[0])
            )
            new[heir - start] = _with_marks(new[heir - start], bead)
    return (BeadSplice(key, start, gone, tuple(new)),) if tuple(new) != gone else ()


def _alike(one: Iterable[Bead], other: Iterable[Bead]) -> int:
    """How many beads both begin with."""
    alike = 0
    for ours, theirs in zip(one, other, strict=False):
        if ours is not theirs and ours != theirs:
            break
        alike += 1
    return alike


def _with_marks(heir: Bead, bead: Bead) -> Bead:
    return replace(
        heir,
        bookmarked=heir.bookmarked or bead.bookmarked,
        comment="\n".join(filter(None, (heir.comment, bead.comment))),
        dismissed=tuple(sorted({*heir.dismissed, *bead.dismissed})),
    )
