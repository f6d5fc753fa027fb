"""The recursions of `search` node by node, compiled by numba where it is installed.

Worth its compilation from about a hundred thousand nodes on. The sums are those of `search`, so the
path is the same.
"""

import numba  # type: ignore[import-not-found, import-untyped, unused-ignore]
import numpy as np
from numpy.typing import NDArray

__all__ = ["backward", "forward"]

_Floats = NDArray[np.float64]
_Scores = NDArray[np.float64] | NDArray[np.float32]
_Ints = NDArray[np.int64]


@numba.njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def _add(one: float, other: float, best: bool) -> float:
    if one < other:
        one, other = other, one
    if best or other == -np.inf:
        return one
    return float(one + np.log1p(np.exp(other - one)))


@numba.njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def backward(
    low: _Ints, high: _Ints, offsets: _Ints, kinds: _Ints, scores: _Scores, best: bool
) -> _Floats:
    """For each node the greatest score (or log of the sum) of the paths from it to the end."""
    values = np.full(offsets[-1], -np.inf)
    values[-1] = 0.0
    for row in range(len(low) - 1, -1, -1):
        for column in range(high[row], low[row] - 1, -1):
            node = offsets[row] + column - low[row]
            value = values[node]
            for kind in range(len(kinds)):
                score = scores[kind, node]
                if score > -np.inf:
                    end = row + kinds[kind, 0]
                    there = offsets[end] + column + kinds[kind, 1] - low[end]
                    value = _add(value, score + values[there], best)
            values[node] = value
    return values


@numba.njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def forward(low: _Ints, high: _Ints, offsets: _Ints, kinds: _Ints, scores: _Scores) -> _Floats:
    """For each node the log of the sum over the paths from the beginning to it."""
    values = np.full(offsets[-1], -np.inf)
    values[0] = 0.0
    for row in range(len(low)):
        for column in range(low[row], high[row] + 1):
            node = offsets[row] + column - low[row]
            for kind in range(len(kinds)):
                score = scores[kind, node]
                if score > -np.inf:
                    end = row + kinds[kind, 0]
                    there = offsets[end] + column + kinds[kind, 1] - low[end]
                    values[there] = _add(values[there], values[node] + score, False)
    return values
