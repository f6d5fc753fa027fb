"""How well each segment's tokens are covered by runs of segments of the other side.

A token is **covered** by a run of segments of the other side as well as its best match there: the
greatest cosine with any of their tokens. This is the maximum-similarity matching of ColBERT
(Khattab and Zaharia 2020, arXiv:2004.12832), taken in both directions. The best match within a run
of n segments is the greatest of the n best matches within each, so beads of every shape come from
one table of token-by-segment maxima, and no concatenation is ever encoded.

The **reach** of a token is its best match anywhere in the band: what the bead could hope for. A
token whose best match in the bead falls short of its reach has its counterpart elsewhere.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligned.aligner.encoding import Encoding
from aligned.aligner.lattice import LARGEST, Band

__all__ = ["COVERED", "REACHED", "Coverage", "cover"]

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


def cover(own: Encoding, other: Encoding, band: Band) -> Coverage:
    """Cover the segments of `own`, the rows of the band, by those of `other`, its columns."""
    low = band.low[np.maximum(np.arange(len(own)) - LARGEST + 1, 0)]
    widths = band.high[:-1] - low + 1
    ends = np.cumsum(widths)
    table = np.zeros((LARGEST, int(widths.sum()), len(COVERED)), np.float32)
    reach = np.zeros((len(own), len(_REACHES)))
    for segment, (start, width, end) in enumerate(zip(low, widths, ends, strict=True)):
        stop = min(start + width + LARGEST - 1, len(other))
        if start == stop:
            continue
        best = _best(own, segment, other, int(start), int(stop))
        reached = best.max(axis=1)
        reach[segment] = [np.maximum(reached - knot, 0).sum() for knot in _REACHES]
        table[:, end - width : end] = _figures(_runs(best, int(width)), reached)
    return Coverage(table, ends - widths - low, reach)


def _best(
    own: Encoding, segment: int, other: Encoding, start: int, stop: int
) -> NDArray[np.float32]:
    """The best match of each token of a segment in each segment of a stretch of the other side."""
    tokens = own.vectors[own.starts[segment] : own.starts[segment + 1]]
    edges = other.starts[start : stop + 1]
    cosines = tokens @ other.vectors[edges[0] : edges[-1]].T
    best: NDArray[np.float32] = np.maximum.reduceat(cosines, edges[:-1] - edges[0], axis=1)
    return best


def _runs(best: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    """The best match of each token in each run: shape (LARGEST, tokens, width).

    Runs that would go beyond the last segment stop there.
    """
    padded = np.full((len(best), width + LARGEST), -1, np.float32)
    padded[:, : best.shape[1]] = best[:, : width + LARGEST]
    runs = np.empty((LARGEST, len(best), width), np.float32)
    runs[0] = padded[:, :width]
    for size in range(1, LARGEST):
        np.maximum(runs[size - 1], padded[:, size : size + width], out=runs[size])
    return runs


def _figures(runs: NDArray[np.float32], reached: NDArray[np.float32]) -> NDArray[np.float32]:
    """The figures of `COVERED`, summed over tokens: shape (LARGEST, width, figures)."""
    shortfall = reached[:, None] - runs
    figures = [np.maximum(runs - knot, 0).sum(axis=1) for knot in _COSINES]
    figures += [np.maximum(shortfall - knot, 0).sum(axis=1) for knot in _SHORTFALLS]
    return np.stack(figures, axis=-1)
