"""A coarse band: which segments are surely counterparts, and so where the band should lie.

Segments (or, in a long text, pools of consecutive segments) get one vector each, the mean of their
tokens'. The best chain of 1-1 pairs is found by the recursion

    best[i, j] = max(best[i - 1, j], best[i, j - 1], best[i - 1, j - 1] + gain[i, j])

where the gain of a pair is how far its cosine, in standard deviations over all pairs, is above
`_CHANCE`. Pairs no better than chance are passed over, so whole chapters may be missing on a side.
This is the first of Bertalign's two passes (Liu and Zhu 2022) without its window about the
diagonal; the pools are Vecalign's averages (Thompson and Koehn 2019), which let it grow linearly.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

import numpy as np
from numpy.typing import NDArray

from aligned.aligner.encoding import Encoding, unit
from aligned.aligner.lattice import Band
from aligned.aligner.lengths import length_path

__all__ = ["coarse_band", "segment_vectors"]

_CHANCE = 2.0  # standard deviations above the mean cosine; beyond, two segments are a pair
_MOST_SHARED = 3.0  # of the same, what two segments can have in common to the path of lengths
_MATRIX = 16_000_000  # cosines held at a time: 64 MB
_POOL = 16  # segments taken together at the most
_STRETCH = 1_000  # segments looked at together where the whole would not fit
_RECTANGLE = 10_000  # nodes; what the path leaps over is searched whole up to here
_STEP = 20  # segments from node to node of the diagonal through a larger one

_Floats = NDArray[np.float32]
_Nodes = NDArray[np.int64]


def coarse_band(
    source: Sequence[Encoding],
    target: Sequence[Encoding],
    margin: int,
    lengths: tuple[Sequence[int], Sequence[int]] | None = None,
) -> Band:
    """The band of that margin around the best chain of pairs.

    Each side is given as each encoder sees it; the cosines of the encoders are added up. `lengths`,
    the characters of the segments of both sides, are given where vectors may tell too little, as
    spelling does between two scripts: the band then holds the path that lengths tell too, unless
    the text is too long for it.
    """
    left, right = (
        np.concatenate([segment_vectors(encoding) for encoding in side], axis=1)
        for side in (source, target)
    )
    path = _leaps_filled(_path(_pairs(left, right), len(left), len(right)))
    band = Band.around(path, margin)
    if lengths is None or not 0 < len(left) * len(right) <= _MATRIX:
        return band
    shared = np.clip(_gains(left @ right.T), 0, _MOST_SHARED)
    other = Band.around(length_path(lengths, shared), margin)
    return Band(np.minimum(band.low, other.low), np.maximum(band.high, other.high))


def _path(pairs: _Nodes, sources: int, targets: int) -> _Nodes:
    """The nodes before and after each pair, between the corners."""
    nodes = np.stack([pairs, pairs + 1], axis=1).reshape(-1, 2)
    return np.concatenate([[[0, 0]], nodes, [[sources, targets]]])


def _leaps_filled(path: _Nodes) -> _Nodes:
    """The path with a diagonal of nodes through each rectangle too large to be searched whole."""
    filled = [path[:1]]
    for start, stop in pairwise(path):
        rows, columns = stop - start
        steps = min(rows, columns) // _STEP if rows * columns > _RECTANGLE else 0
        filled.append(np.linspace(start, stop, steps + 2).astype(np.int64)[1:])
    return np.concatenate(filled)


def _pairs(left: _Floats, right: _Floats) -> _Nodes:
    """The pairs of the best chain, exactly, or by way of pools where the matrix would be large.

    Pools are pooled again until their matrix is small enough, so that the cost stays linear.
    """
    if not len(left) or not len(right):
        return np.empty((0, 2), np.int64)
    if len(left) * len(right) <= _MATRIX:
        return _chain(_gains(left @ right.T))
    size = min(ceil((len(left) * len(right) / _MATRIX) ** 0.5), _POOL)
    pools = _pairs(_pooled(left, size), _pooled(right, size))
    band = Band.around(
        np.minimum(
            _path(pools, -(-len(left) // size), -(-len(right) // size)) * size,
            [len(left), len(right)],
        ),
        2 * size,
    )
    found: list[_Nodes] = []
    reached = 0
    for first in range(0, len(left), _STRETCH):
        last = min(first + _STRETCH, len(left))
        rows = max(first - size, 0), min(last + size, len(left))
        columns = int(band.low[rows[0]]), int(band.high[rows[1]])
        chain = _pairs(left[slice(*rows)], right[slice(*columns)])
        chain = chain + np.array([rows[0], columns[0]])
        inside = (chain[:, 0] >= first) & (chain[:, 0] < last) & (chain[:, 1] >= reached)
        found.append(chain[inside])
        reached = max([reached, *(chain[inside][:, 1] + 1)])
    return np.concatenate(found)


def _pooled(vectors: _Floats, size: int) -> _Floats:
    """The means of consecutive vectors, centred and scaled."""
    starts = np.arange(0, len(vectors), size)
    means = np.add.reduceat(vectors, starts, axis=0)
    means /= np.minimum(size, len(vectors) - starts)[:, None]
    return unit(means)


def segment_vectors(encoding: Encoding) -> NDArray[np.float32]:
    """The mean of each segment's token vectors, centred and scaled: shape (segments, dimension)."""
    means = np.empty((len(encoding), encoding.vectors.shape[1]), np.float32)
    for start in range(0, len(encoding), _STRETCH):  # the vectors may be a file's
        part = encoding.part(start, min(start + _STRETCH, len(encoding)))
        tokens = np.asarray(part.vectors, np.float32)
        means[start : start + _STRETCH] = np.add.reduceat(tokens, part.starts[:-1], axis=0)
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
