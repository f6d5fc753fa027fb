"""Paths through the lattice: the best one, and the probability of each bead.

A path's score is the sum of its beads' scores, and its probability the exponential of it, over the
sum of that over all paths: a semi-Markov conditional random field (Sarawagi and Cohen 2004). The
best path is found by Viterbi's recursion, the probability of a bead by the forward-backward
recursion: both visit each node once, in time proportional to nodes x kinds of bead.

Rows are done one after another. Within a row everything is vectorised: beads that take source
segments come from earlier rows, and a chain of 0-1 beads along the row is a running maximum (or sum
of exponentials) once the chain's own scores are taken off.
"""

import sys
from collections.abc import Iterator
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from aligned.aligner.lattice import KINDS, Lattice

__all__ = ["best_path", "probabilities"]

_COMPILED_FROM = 100_000

_Floats = NDArray[np.float64]
_INSERTED = KINDS.index((0, 1))


def best_path(lattice: Lattice, scores: _Floats) -> list[int]:
    """The numbers (in `KINDS`) of the beads of the best path, in order.

    `scores`: shape (kinds, nodes), the score of the bead of each kind that starts at each node,
    minus infinity where it would leave the lattice.
    """
    values = _backward(lattice, scores, np.maximum)
    path: list[int] = []
    row = column = 0
    while (row, column) != (lattice.sources, lattice.targets):
        node = lattice.node(row, column)
        best, chosen = -np.inf, 0
        for kind, (m, n) in enumerate(KINDS):
            score = scores[kind, node]
            if score > -np.inf:
                value = score + values[lattice.node(row + m, column + n)]
                if value > best:
                    best, chosen = value, kind
        path.append(chosen)
        row, column = row + KINDS[chosen][0], column + KINDS[chosen][1]
    return path


def probabilities(lattice: Lattice, scores: _Floats) -> tuple[_Floats, float]:
    """The probability that a path takes each bead, shape (kinds, nodes), and the log of the sum."""
    before = _forward(lattice, scores)
    after = _backward(lattice, scores, np.logaddexp)
    result = np.zeros_like(scores)
    for kind, (m, n) in enumerate(KINDS):
        starts = lattice.starts((m, n))
        rows = lattice.rows[starts] + m
        ends = lattice.offsets[rows] + lattice.columns[starts] + n - lattice.band.low[rows]
        result[kind, starts] = np.exp(
            before[starts] + scores[kind, starts] + after[ends] - after[0]
        )
    return result, float(after[0])


def _backward(lattice: Lattice, scores: _Floats, add: np.ufunc) -> _Floats:
    """For each node the sum (in the sense of `add`) over all paths from it to the end."""
    if _compiled(lattice):
        from aligned.aligner.kernels import backward

        compiled: _Floats = backward(*_tables(lattice), scores, add is np.maximum)
        return compiled
    values = np.full(len(lattice), -np.inf)
    for row in range(lattice.sources, -1, -1):
        nodes = slice(lattice.offsets[row], lattice.offsets[row + 1])
        line = values[nodes]
        if row == lattice.sources:
            line[-1] = 0.0
        for kind, here, there in _steps(lattice, row):
            add(line[here], scores[kind, nodes][here] + values[there], out=line[here])
        chain = _chain(scores[_INSERTED, nodes])
        line[:] = add.accumulate((line + chain)[::-1])[::-1] - chain
    return values


def _forward(lattice: Lattice, scores: _Floats) -> _Floats:
    """For each node the log of the sum over all paths from the beginning to it."""
    if _compiled(lattice):
        from aligned.aligner.kernels import forward

        compiled: _Floats = forward(*_tables(lattice), scores)
        return compiled
    values = np.full(len(lattice), -np.inf)
    values[0] = 0.0
    for row in range(lattice.sources + 1):
        nodes = slice(lattice.offsets[row], lattice.offsets[row + 1])
        line = values[nodes]
        chain = _chain(scores[_INSERTED, nodes])
        line[:] = np.logaddexp.accumulate(line - chain) + chain
        for kind, here, there in _steps(lattice, row):
            step = line[here] + scores[kind, nodes][here]
            np.logaddexp(values[there], step, out=values[there])
    return values


def _compiled(lattice: Lattice) -> bool:
    """Whether numba is worth its second of loading, or is loaded already."""
    if len(lattice) < _COMPILED_FROM:
        return "aligned.aligner.kernels" in sys.modules
    return find_spec("numba") is not None


def _tables(lattice: Lattice) -> tuple[NDArray[np.int64], ...]:
    return lattice.band.low, lattice.band.high, lattice.offsets, np.array(KINDS)


def _chain(scores: _Floats) -> _Floats:
    """The score of 0-1 beads all along a row from its first node to each."""
    chain = np.zeros(len(scores))
    np.cumsum(scores[:-1], out=chain[1:])
    return chain


def _steps(lattice: Lattice, row: int) -> Iterator[tuple[int, slice, slice]]:
    """Each kind that takes source segments from a row, with the nodes it joins.

    The starts are counted from the beginning of the row, the ends are numbers of nodes.
    """
    low, high = lattice.band.low, lattice.band.high
    for kind, (m, n) in enumerate(KINDS):
        end = row + m
        if m == 0 or end > lattice.sources:
            continue
        first = max(low[row] + n, low[end])
        last = min(high[row] + n, high[end])
        if first <= last:
            here = slice(first - n - low[row], last - n - low[row] + 1)
            there = lattice.offsets[end] - low[end]
            yield kind, here, slice(there + first, there + last + 1)
