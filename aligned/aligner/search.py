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

__all__ = ["Chances", "best_beads", "best_path"]

_COMPILED_FROM = 100_000

_Floats = NDArray[np.float64]
_Scores = NDArray[np.float64] | NDArray[np.float32]
_INSERTED = KINDS.index((0, 1))


def best_path(lattice: Lattice, scores: _Scores) -> list[int]:
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


def best_beads(lattice: Lattice, scores: _Scores) -> Iterator[tuple[int, int, float]]:
    """The beads of the best path, in order: m, n, and the probability of being right.

    A segment may be left out before or after one of the other side: what counts is that it is, so
    the probabilities of all places are added up.
    """
    path = np.array(best_path(lattice, scores), np.int64)
    steps = np.array(KINDS)[path]
    rows, columns = (np.cumsum(steps, axis=0) - steps).T
    nodes = lattice.offsets[rows] + columns - lattice.band.low[rows]
    chances = Chances(lattice, scores)
    found = np.empty(len(path))
    for number, kind in enumerate(KINDS):
        here = np.flatnonzero(path == number)
        if kind == (1, 0):
            found[here] = chances.by(kind, lattice.rows)[rows[here]]
        elif kind == (0, 1):
            found[here] = chances.by(kind, lattice.columns)[columns[here]]
        else:
            found[here] = chances.of(kind, nodes[here])
    for kind, chance in zip(path.tolist(), np.minimum(found, 1).tolist(), strict=True):
        yield *KINDS[kind], chance


class Chances:
    """The probability that a path takes a bead; `total`: the log of the sum over all paths."""

    def __init__(self, lattice: Lattice, scores: _Scores) -> None:
        self._lattice, self._scores = lattice, scores
        self._before = _forward(lattice, scores)
        self._after = _backward(lattice, scores, np.logaddexp)
        self.total = float(self._after[0])

    def of(self, kind: tuple[int, int], starts: NDArray[np.int64]) -> _Floats:
        """The probability of each bead of a kind that starts at these nodes."""
        lattice = self._lattice
        rows = lattice.rows[starts] + kind[0]
        ends = lattice.offsets[rows] + lattice.columns[starts] + kind[1] - lattice.band.low[rows]
        score = self._scores[KINDS.index(kind), starts]
        chances: _Floats = np.exp(self._before[starts] + score + self._after[ends] - self.total)
        return chances

    def by(self, kind: tuple[int, int], places: NDArray[np.int64]) -> _Floats:
        """The probability of a bead of a kind at each place, at whichever of the place's nodes."""
        starts = self._lattice.starts(kind)
        chances = np.zeros(int(places.max()) + 1)
        np.add.at(chances, places[starts], self.of(kind, starts))
        return chances


def _backward(lattice: Lattice, scores: _Scores, add: np.ufunc) -> _Floats:
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


def _forward(lattice: Lattice, scores: _Scores) -> _Floats:
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


def _chain(scores: _Scores) -> _Floats:
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
