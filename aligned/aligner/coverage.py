"""How well each segment's tokens are covered by runs of segments of the other side.

A token is **covered** by a run of segments of the other side as well as its best match there: the
greatest cosine with any of their tokens. This is the maximum-similarity matching of ColBERT
(Khattab and Zaharia 2020, arXiv:2004.12832), taken in both directions. The best match within a run
of n segments is the greatest of the n best matches within each, so beads of every shape come from
one table of token-by-segment maxima, and no concatenation is ever encoded.

The **reach** of a token is its best match anywhere in the band: what the bead could hope for. A
token whose best match in the bead falls short of its reach has its counterpart elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from aligned.aligner.encoding import Encoding, Vectors
from aligned.aligner.lattice import LARGEST, Band
from aligned.aligner.workers import shared

__all__ = ["COVERED", "REACHED", "Coverage", "cover"]

_BLOCK = 8
_COSINES = (0.0, 0.2, 0.4, 0.6)
_SHORTFALLS = (0.0, 0.05, 0.1, 0.2)
_REACHES = (0.0, 0.4)
COVERED = (
    *(f"cosine over {knot}" for knot in _COSINES),
    *(f"shortfall over {knot}" for knot in _SHORTFALLS),
)
REACHED = tuple(f"reach over {knot}" for knot in _REACHES)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the tokens of one side find in runs of segments of the other.

    `table[n - 1, place(segment, start), k]` is the k-th figure of `COVERED`, summed over the tokens
    of `segment`, for the run of n segments of the other side from `start`. `reach`, shape
    (segments, figures of `REACHED`): the same for the reach of the tokens of each segment.
    """

    table: NDArray[np.float32]
    offsets: NDArray[np.int64]
    reach: NDArray[np.float64]

    def place(self, segments: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where in the table the runs from `starts` are, for each segment."""
        return self.offsets[segments] + starts


def cover(source: Encoding, target: Encoding, band: Band) -> tuple[Coverage, Coverage]:
    """Cover the segments of each side, the rows and the columns of the band, by the other's.

    Both directions come from the same products of vectors, a few segments of the source at a time.
    """
    sides = _Matches(source, target, band), _Matches(target, source, band.transposed())
    for _ in shared(lambda block: _match(block, *sides), _blocks(len(source))):
        pass
    return sides[0].coverage(), sides[1].coverage()


def _blocks(segments: int) -> list[range]:
    return [range(start, min(start + _BLOCK, segments)) for start in range(0, segments, _BLOCK)]


class _Matches:
    """The best match of each token of a side in each segment that runs may reach to.

    The segments of the other side from `first` on may begin a run for a segment of `own`, `widths`
    of them, and the last run ends at `stop`. The match of a token in segment j is at
    `best[places[token] + j]`; the last place is nobody's.
    """

    def __init__(self, own: Encoding, other: Encoding, band: Band) -> None:
        self.own = own
        self.first = band.low[np.maximum(np.arange(len(own)) - LARGEST + 1, 0)]
        self.widths = band.high[: len(own)] - self.first + 1
        self.stop = np.minimum(self.first + self.widths + LARGEST - 1, len(other))
        tokens = np.diff(own.starts)
        room = np.repeat(self.stop - self.first, tokens)
        self.places = np.cumsum(room) - room - np.repeat(self.first, tokens)
        self.best = np.full(int(room.sum()) + 1, -1, np.float32)

    def reached_from(self, others: range) -> range:
        """The segments whose runs may reach to one of those of the other side."""
        start = np.searchsorted(self.stop, others.start, side="right")
        stop = np.searchsorted(self.first, others.stop - 1, side="right")
        return range(int(start), max(int(start), int(stop)))

    def coverage(self) -> Coverage:
        """What the runs cover."""
        ends = np.cumsum(self.widths)
        table = np.empty((LARGEST, int(self.widths.sum()), len(COVERED)), np.float32)
        reach = np.empty((len(self.own), len(_REACHES)))

        def fill(block: range) -> None:
            widths = self.widths[block.start : block.stop]
            best = self._padded(block, int(widths.max()) + LARGEST - 1)
            starts = self.own.starts[block.start : block.stop] - self.own.starts[block.start]
            inside = np.arange(widths.max()) < widths[:, None]
            places = slice(ends[block.start] - widths[0], ends[block.stop - 1])
            reached = best.max(axis=1)
            for number, knot in enumerate(_REACHES):
                reach[block.start : block.stop, number] = np.add.reduceat(
                    np.maximum(reached - knot, 0), starts
                )
            for number, figure in enumerate(_figures(_runs(best, int(widths.max())), reached)):
                table[:, places, number] = np.add.reduceat(figure, starts, axis=1)[:, inside]

        for _ in shared(fill, _blocks(len(self.own))):
            pass
        return Coverage(table, ends - self.widths - self.first, reach)

    def _padded(self, block: range, width: int) -> NDArray[np.float32]:
        """The matches of the tokens of some segments, -1 beyond what a run may reach to."""
        tokens = slice(self.own.starts[block.start], self.own.starts[block.stop])
        segments = np.repeat(block, np.diff(self.own.starts[block.start : block.stop + 1]))
        columns = self.first[segments, None] + np.arange(width)
        places = self.places[tokens, None] + columns
        places[columns >= self.stop[segments, None]] = -1
        best: NDArray[np.float32] = self.best[places]
        return best


def _match(block: range, ours: _Matches, theirs: _Matches) -> None:
    """Match the tokens of some segments of our side with all that they may be matched with."""
    reaching = theirs.reached_from(block)
    start = min(int(ours.first[block.start]), reaching.start)
    stop = max(int(ours.stop[block.stop - 1]), reaching.stop)
    if start == stop:
        return
    rows = theirs.own.starts[start : stop + 1]
    columns = ours.own.starts[block.start : block.stop + 1]
    cosines = _product(
        theirs.own.vectors[rows[0] : rows[-1]], ours.own.vectors[columns[0] : columns[-1]]
    )
    for_ours = np.maximum.reduceat(cosines, rows[:-1] - rows[0], axis=0)
    for_theirs = np.maximum.reduceat(
        np.ascontiguousarray(cosines.T), columns[:-1] - columns[0], axis=0
    )
    for number, segment in enumerate(block):
        first, last = ours.first[segment], ours.stop[segment]
        tokens = slice(columns[number], columns[number + 1])
        place = ours.places[tokens.start] + first
        found = for_ours[
            first - start : last - start, tokens.start - columns[0] : tokens.stop - columns[0]
        ].T
        ours.best[place : place + found.size] = found.ravel()
        reaching = theirs.reached_from(range(segment, segment + 1))
        tokens = slice(theirs.own.starts[reaching.start], theirs.own.starts[reaching.stop])
        theirs.best[theirs.places[tokens] + segment] = for_theirs[
            number, tokens.start - rows[0] : tokens.stop - rows[0]
        ]


def _product(one: Vectors, other: Vectors) -> NDArray[np.float32]:
    """The cosines of two sets of unit vectors, computed in float32 whatever they are kept in."""
    tensors = [torch.from_numpy(np.array(each, np.float32)) for each in (one, other)]
    return np.asarray(tensors[0] @ tensors[1].T)


def _runs(best: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    """The best match of each token in each run: shape (LARGEST, tokens, width)."""
    runs = np.empty((LARGEST, len(best), width), np.float32)
    runs[0] = best[:, :width]
    for size in range(1, LARGEST):
        np.maximum(runs[size - 1], best[:, size : size + width], out=runs[size])
    return runs


def _figures(
    runs: NDArray[np.float32], reached: NDArray[np.float32]
) -> Iterator[NDArray[np.float32]]:
    """The figures of `COVERED` of each token, each of the shape of the runs."""
    for knot in _COSINES:
        yield np.maximum(runs - knot, 0)
    shortfall = reached[:, None] - runs
    for knot in _SHORTFALLS:
        yield np.maximum(shortfall - knot, 0)
