"""Beads and bitexts: how the segments of two versions correspond.

A **bead** is a minimal group of aligned segments, m of the source with n of the target. A
**bitext** is the ordered list of beads of one pair. A bead stores how many segments it takes from
each side, not which: which they are follows from the beads before it. So a bitext covers every
segment of both sides exactly once and in order *by construction*; the only thing left to check is
that the counts add up to the lengths of the two versions (`Bitext.check`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

__all__ = ["STATUSES", "Bead", "Bitext", "Signature", "Status", "counts"]

Status = Literal["machine", "edited", "confirmed"]
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who corrected something, and when, with the time zone."""

    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Bead:
    """A minimal group of aligned segments.

    `sources` and `targets` count segments (never both zero). `status` says who last touched it; a
    confirmed bead is an anchor that realignment never changes. `score`, 0..1, is the aligner's
    probability that the bead is right, or the translator's confidence in a sentence that it wrote;
    None where nothing was estimated or a correction has made it void.
    """

    sources: int
    targets: int
    status: Status = "machine"
    score: float | None = None
    bookmarked: bool = False
    comment: str = ""
    dismissed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.sources < 0 or self.targets < 0 or self.sources + self.targets == 0:
            raise ValueError(f"a bead needs segments, not {self.sources}-{self.targets}")
        if self.status not in STATUSES:
            raise ValueError(f"a bead's status is one of {', '.join(STATUSES)}, not {self.status}")

    @property
    def kind(self) -> str:
        """The counts as aligners write them: "1-1", "2-1", "1-0" ..."""
        return f"{self.sources}-{self.targets}"


class Bitext:
    """The ordered beads of one source-target pair; an immutable value.

    Indices are those of segments in their versions, 0-based. Look-ups by segment take O(log beads).
    """

    def __init__(self, beads: Iterable[Bead] = ()) -> None:
        self.beads: tuple[Bead, ...] = tuple(beads)

    def __len__(self) -> int:
        return len(self.beads)

    def __iter__(self) -> Iterator[Bead]:
        return iter(self.beads)

    def __getitem__(self, index: int) -> Bead:
        return self.beads[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bitext) and self.beads == other.beads

    def __hash__(self) -> int:
        return hash(self.beads)

    def __repr__(self) -> str:
        return f"Bitext({list(self.beads)!r})"

    @classmethod
    def from_links(cls, links: Iterable[tuple[int, int, float | None]]) -> "Bitext":
        """Make one from (source count, target count, score) triples."""
        return cls(Bead(sources, targets, score=score) for sources, targets, score in links)

    @cached_property
    def source_starts(self) -> NDArray[np.int64]:
        """Shape (beads + 1,): the first source segment of each bead, then how many there are."""
        return _starts([bead.sources for bead in self.beads])

    @cached_property
    def target_starts(self) -> NDArray[np.int64]:
        """Shape (beads + 1,): the first target segment of each bead, then how many there are."""
        return _starts([bead.targets for bead in self.beads])

    def spliced(self, start: int, end: int, beads: tuple[Bead, ...]) -> "Bitext":
        """The bitext with these beads in the place of those from `start` up to `end`."""
        everything = self.beads[:start] + beads + self.beads[end:]
        return self.replaced(everything, same_counts=counts(beads) == counts(self.beads[start:end]))

    def replaced(self, beads: tuple[Bead, ...], *, same_counts: bool) -> "Bitext":
        """The bitext of these beads; `same_counts`: each holds the segments of the one before it.

        Then they are not counted again, and who shows the bitext sees at once that they stayed.
        """
        bitext = Bitext(beads)
        if same_counts:
            bitext.source_starts = self.source_starts
            bitext.target_starts = self.target_starts
        return bitext

    def sources_of(self, bead: int) -> range:
        """The source segments of a bead."""
        return range(int(self.source_starts[bead]), int(self.source_starts[bead + 1]))

    def targets_of(self, bead: int) -> range:
        """The target segments of a bead."""
        return range(int(self.target_starts[bead]), int(self.target_starts[bead + 1]))

    def bead_of_source(self, segment: int) -> int:
        """The bead that holds a source segment; IndexError if there is no such segment."""
        return _holder(self.source_starts, segment)

    def bead_of_target(self, segment: int) -> int:
        """The bead that holds a target segment; IndexError if there is no such segment."""
        return _holder(self.target_starts, segment)

    def links(self) -> Iterator[tuple[range, range, Bead]]:
        """Every bead with the source and target segments it holds, in order."""
        source = target = 0
        for bead in self.beads:
            sources = range(source, source + bead.sources)
            targets = range(target, target + bead.targets)
            source, target = sources.stop, targets.stop
            yield sources, targets, bead

    def check(self, sources: int, targets: int) -> None:
        """Raise ValueError unless the beads cover that many segments of each side."""
        covered = int(self.source_starts[-1]), int(self.target_starts[-1])
        if covered != (sources, targets):
            raise ValueError(
                f"the beads cover {covered[0]} source and {covered[1]} target segments, "
                f"the versions have {sources} and {targets}"
            )


def counts(beads: Iterable[Bead]) -> list[tuple[int, int]]:
    """How many source and target segments each bead holds."""
    return [(bead.sources, bead.targets) for bead in beads]


def _starts(counts: list[int]) -> NDArray[np.int64]:
    starts = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def _holder(starts: NDArray[np.int64], segment: int) -> int:
    if not 0 <= segment < int(starts[-1]):
        raise IndexError(f"no segment {segment} among {int(starts[-1])}")
    # Empty beads at the same place come before or after; the last start at or before the segment
    # is always that of the bead with the segment in it.
    return int(np.searchsorted(starts[:-1], segment, side="right")) - 1
