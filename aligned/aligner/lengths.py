"""The path that lengths tell, where vectors tell too little to find it.

Long sentences have long translations. Gale and Church (1993), "A program for aligning sentences in
bilingual corpora", look for the path that explains the characters of both sides best:

    best[i, j] = max over beads m-n of best[i - m, j - n] + prior[m, n] - deviation^2 / 2

What segments have in common (names, numbers, words spelt alike) adds to it, as in hunalign (Varga
et al. 2005).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["length_path"]

_Floats = NDArray[np.float32]

# Gale and Church, table 5, as logarithms relative to 1-1.
_PRIORS = {(1, 1): 0.0, (2, 1): -3.0, (1, 2): -3.0, (2, 2): -4.4}
_LEFT_OUT = -5.0
_KINDS = (*_PRIORS, (1, 0), (0, 1))
_VARIANCE = 6.8  # the same, section 2.3: of a length in characters, for each character
_FARTHEST = 4.0  # standard deviations; beyond, segments are as unlike as can be


def length_path(lengths: tuple[Sequence[int], Sequence[int]], shared: _Floats) -> NDArray[np.int64]:
    """The nodes of the best path, from corner to corner: shape (n, 2).

    `lengths`: the characters of the segments of both sides. `shared`: what each pair of segments
    has in common, in units of log-likelihood, shape (sources, targets). Time and room grow with the
    size of that.
    """
    rows, columns = shared.shape
    ours, theirs = (np.array(side, np.float32) for side in lengths)
    ratio = np.sqrt(max(theirs.sum(), 1) / max(ours.sum(), 1))
    ours, theirs = ours * ratio, theirs / ratio
    slide = _LEFT_OUT * np.arange(columns + 1, dtype=np.float32)
    best = np.zeros((rows + 1, columns + 1), np.float32)
    taken = np.full((rows + 1, columns + 1), _KINDS.index((0, 1)), np.int8)
    best[0] = slide
    for row in range(1, rows + 1):
        line = best[row - 1] + _LEFT_OUT
        kinds = np.full(columns + 1, _KINDS.index((1, 0)), np.int8)
        for number, (m, n) in enumerate(_PRIORS):
            if m <= row and n <= columns:
                value = best[row - m, :-n] + _values(
                    ours[row - m : row], theirs, shared[row - m : row], n
                )
                better = np.flatnonzero(value > line[n:])
                line[n + better], kinds[n + better] = value[better], number
        best[row] = np.maximum.accumulate(line - slide) + slide
        there = best[row] <= line + 1e-3  # else more of the targets are left out to get there
        taken[row, there] = kinds[there]
    return _walked(taken)


def _values(own: _Floats, others: _Floats, shared: _Floats, n: int) -> _Floats:
    """The values of the beads of these own segments with each run of n others."""
    runs = np.convolve(others, np.ones(n, np.float32), "valid")
    mean = np.maximum((own.sum() + runs) / 2, 1)
    deviation = np.abs(runs - own.sum()) / np.sqrt(_VARIANCE * mean)
    common = np.stack([shared[:, step : step + len(runs)] for step in range(n)])
    values: _Floats = (
        _PRIORS[len(own), n]
        - np.minimum(deviation, _FARTHEST) ** 2 / 2
        + common.sum(axis=(0, 1)) / max(len(own), n)
    )
    return values


def _walked(taken: NDArray[np.int8]) -> NDArray[np.int64]:
    """The nodes from the first corner to the last, by the bead taken to each."""
    row, column = taken.shape[0] - 1, taken.shape[1] - 1
    path = [(row, column)]
    while row or column:
        m, n = _KINDS[taken[row, column]]
        row, column = row - m, column - n
        path.append((row, column))
    return np.array(path[::-1], np.int64)
