"""Learn the weights of the evidence from gold bitexts.

    python -m aligned.aligner.learning FOLDER...     # folders of NAME.xx, NAME.yy, NAME.gold

The likelihood of a gold bitext is the share of its path among all paths through the lattice, all
weighted by the exponential of their scores. Its gradient is the evidence of the gold beads less the
expected evidence, which the forward-backward recursion gives; L-BFGS climbs it, with a Gaussian
prior of unit variance on the weights of figures scaled to unit mean square. Where a gold bitext
crosses itself or leaves segments out of a bead, any path through that stretch counts as gold.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from aligned.aligner.evidence import FEATURES, Evidence, Side
from aligned.aligner.lattice import KINDS, Band, Lattice
from aligned.aligner.search import probabilities

__all__ = ["Example", "example", "learn"]

_Floats = NDArray[np.float64]
_FORBIDDEN = -1e4

Links = Sequence[tuple[Sequence[int], Sequence[int]]]


@dataclass(frozen=True, slots=True)
class Example:
    """A lattice with the evidence of its beads, and which of them a gold path may take.

    `nodes`: per kind, the nodes that such a bead may start at. `figures`: per kind, shape
    (nodes, FEATURES). `gold`: per kind, shape (nodes,).
    """

    lattice: Lattice
    nodes: list[NDArray[np.int64]]
    figures: list[_Floats]
    gold: list[NDArray[np.bool_]]


def example(source: Side, target: Side, band: Band, gold: Links) -> Example:
    """Gather the evidence of a pair of sides whose gold links are known."""
    lattice = Lattice(band)
    evidence = Evidence(lattice, source, target)
    nodes = [lattice.starts(kind) for kind in KINDS]
    stretches = gold_stretches(gold, lattice.sources, lattice.targets)
    return Example(
        lattice,
        nodes,
        [evidence.of(kind, starts) for kind, starts in zip(KINDS, nodes, strict=True)],
        [_in_gold(lattice, kind, at, stretches) for kind, at in zip(KINDS, nodes, strict=True)],
    )


Stretch = tuple[int, int, int, int, bool]


def gold_stretches(gold: Links, sources: int, targets: int) -> list[Stretch]:
    """The gold path as (row, column, m, n, free) from corner to corner.

    A stretch is one bead, or, where `free`, a place where the links cross or have gaps: there any
    beads count as gold.
    """
    joined: list[list[int]] = []
    for left, right in sorted((sorted(a), sorted(b)) for a, b in gold if a and b):
        whole = len(right) == right[-1] - right[0] + 1 and len(left) == left[-1] - left[0] + 1
        stretch = [left[0], left[-1] + 1, right[0], right[-1] + 1, int(not whole)]
        while joined and (joined[-1][3] > stretch[2] or joined[-1][1] > stretch[0]):
            other = joined.pop()
            stretch = [
                min(other[0], stretch[0]),
                max(other[1], stretch[1]),
                min(other[2], stretch[2]),
                max(other[3], stretch[3]),
                1,
            ]
        joined.append(stretch)
    path: list[Stretch] = []
    row = column = 0
    for start, stop, first, last, free in [*joined, [sources, sources, targets, targets, 1]]:
        path += [(number, column, 1, 0, False) for number in range(row, start)]
        path += [(start, number, 0, 1, False) for number in range(column, first)]
        if stop > start:
            path.append((start, first, stop - start, last - first, bool(free)))
        row, column = stop, last
    return path


def _in_gold(
    lattice: Lattice, kind: tuple[int, int], nodes: NDArray[np.int64], stretches: Iterable[Stretch]
) -> NDArray[np.bool_]:
    rows, columns = lattice.rows[nodes], lattice.columns[nodes]
    gold = np.zeros(len(nodes), np.bool_)
    for row, column, m, n, free in stretches:
        if free:
            gold |= (
                (rows >= row)
                & (columns >= column)
                & (rows + kind[0] <= row + m)
                & (columns + kind[1] <= column + n)
            )
        elif kind == (m, n):
            gold |= (rows == row) & (columns == column)
    return gold


def learn(examples: Sequence[Example], prior: float = 1.0, rounds: int = 200) -> _Floats:
    """The weights that make the gold of the examples likeliest, in the order of `FEATURES`."""
    scale = _scale(examples)
    weights = torch.zeros(len(FEATURES), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=rounds, line_search_fn="strong_wolfe")

    def loss() -> float:
        current = weights.detach().numpy()
        total, gradient = 0.5 * prior * float(current @ current), prior * current
        for pair in examples:
            cost, slope = _cost(pair, current / scale)
            total, gradient = total + cost, gradient + slope / scale
        weights.grad = torch.from_numpy(gradient)
        return total

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    learned: _Floats = weights.detach().numpy() / scale
    return learned


def _scale(examples: Sequence[Example]) -> _Floats:
    """The root mean square of each figure."""
    figures = np.concatenate([part for pair in examples for part in pair.figures])
    scale: _Floats = np.sqrt((figures**2).mean(axis=0)) + 1e-9
    return scale


def _cost(pair: Example, weights: _Floats) -> tuple[float, _Floats]:
    """The negative log-likelihood of a gold path, and its gradient."""
    scores = np.full((len(KINDS), len(pair.lattice)), -np.inf)
    golden = scores.copy()
    for kind, (nodes, figures, gold) in enumerate(
        zip(pair.nodes, pair.figures, pair.gold, strict=True)
    ):
        scores[kind, nodes] = figures @ weights
        golden[kind, nodes] = np.where(gold, scores[kind, nodes], _FORBIDDEN)
    chances, total = probabilities(pair.lattice, scores)
    golden_chances, golden_total = probabilities(pair.lattice, golden)
    return total - golden_total, _expected(pair, chances) - _expected(pair, golden_chances)


def _expected(pair: Example, chances: _Floats) -> _Floats:
    return sum(
        (
            chances[kind, nodes] @ figures
            for kind, (nodes, figures) in enumerate(zip(pair.nodes, pair.figures, strict=True))
        ),
        start=np.zeros(len(FEATURES)),
    )
