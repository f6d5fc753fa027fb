"""A coarse path: which segments are surely counterparts, and so where the band should lie.

Segments (or, in a long text, pools of consecutive segments) get one vector each, the mean of their
tokens'. The best chain of 1-1 pairs is found by the recursion

    best[i, j] = max(best[i - 1, j], best[i, j - 1], best[i - 1, j - 1] + gain[i, j])

where the gain of a pair is how far its cosine, in standard deviations over all pairs, is above
`_CHANCE`. Pairs no better than chance are passed over, so whole chapters may be missing on a side.
This is the first of Bertalign's two passes (Liu and Zhu 2022) without its window about the
diagonal; the pools are Vecalign's averages (Thompson and Koehn 2019), which let it grow linearly.
"""

import numpy as np
from numpy.typing import NDArray

from aligned.aligner.encoding import Encoding, unit

__all__ = ["coarse_path"]

_CHANCE = 3.0


def coarse_path(source: Encoding, target: Encoding) -> NDArray[np.int64]:
    """Nodes (i, j) that a path should go near, from (0, 0) to the far corner: shape (n, 2)."""
    left, right = segment_vectors(source), segment_vectors(target)
    corner = np.array([[len(left), len(right)]])
    if not len(left) or not len(right):
        return np.concatenate([np.zeros((1, 2), np.int64), corner])
    pairs = _chain(_gains(left @ right.T))
    nodes = np.stack([pairs, pairs + 1], axis=1).reshape(-1, 2)
    return np.concatenate([np.zeros((1, 2), np.int64), nodes, corner])


def segment_vectors(encoding: Encoding) -> NDArray[np.float32]:
    """The mean of each segment's token vectors, centred and scaled: shape (segments, dimension)."""
    if not len(encoding):
        return encoding.vectors
    means = np.add.reduceat(encoding.vectors, encoding.starts[:-1], axis=0)
    means /= np.diff(encoding.starts)[:, None]
    return unit(means)


def _gains(cosines: NDArray[np.float32]) -> NDArray[np.float32]:
    deviation = max(float(cosines.std()), 1e-6)
    gains: NDArray[np.float32] = (cosines - cosines.mean()) / deviation - _CHANCE
    return gains


def _chain(gains: NDArray[np.float32]) -> NDArray[np.int64]:
    """The pairs of the best chain, in order: shape (pairs, 2)."""
    rows, columns = gains.shape
    best = np.zeros((rows + 1, columns + 1), np.float32)
    for row in range(rows):
        best[row + 1, 1:] = np.maximum(best[row, 1:], best[row, :-1] + gains[row])
        np.maximum.accumulate(best[row + 1], out=best[row + 1])
    pairs: list[tuple[int, int]] = []
    row, column = rows, columns
    while row and column:
        if best[row, column] == best[row - 1, column]:
            row -= 1
        elif best[row, column] == best[row, column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            pairs.append((row, column))
    return np.array(pairs[::-1], dtype=np.int64).reshape(-1, 2)
