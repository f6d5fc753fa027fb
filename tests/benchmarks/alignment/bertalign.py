"""Bertalign's procedure, written from the paper: Liu and Zhu 2022, "Bertalign: Improved word
embedding-based sentence alignment for Chinese-English parallel corpora of literary texts".

The first pass finds the best chain of 1-1 pairs among the nearest of each source segment. The
second looks for beads of every shape around it. A bead's score is the cosine of its two runs, less
the mean of their cosines with the segments next to the other, times log2(1 + the ratio of the
shorter length to the longer); leaving a segment out scores -0.1.
"""

from collections.abc import Sequence

import numpy as np

from aligned.aligner.lattice import KINDS, Band, Lattice
from aligned.aligner.search import best_path
from tests.benchmarks.alignment.concatenations import LARGEST, Floats
from tests.benchmarks.alignment.vecalign import Nodes, cosines

LARGEST_TOTAL = LARGEST + 1
NEAREST = 3
WINDOW = 5
LEFT_OUT = -0.1


def bertalign(
    source: Floats, target: Floats, texts: tuple[Sequence[str], Sequence[str]]
) -> list[tuple[int, int]]:
    """The beads (m, n) of the best path; runs as `concatenations` makes them."""
    band = Band.around(first_pass(source[0], target[0]), WINDOW)
    lattice = Lattice(band)
    lengths = [np.cumsum([0, *(len(text.encode()) for text in side)]) for side in texts]
    ratio = lengths[1][-1] / lengths[0][-1]
    scores = np.full((len(KINDS), len(lattice)), -np.inf)
    for number, (m, n) in enumerate(KINDS):
        nodes = lattice.starts((m, n))
        rows, columns = lattice.rows[nodes], lattice.columns[nodes]
        if not (m and n):
            scores[number, nodes] = LEFT_OUT
        elif m + n <= LARGEST_TOTAL:
            similar = cosines(source[m - 1], target[n - 1], rows, columns)
            similar -= (
                neighbours(source[m - 1], target[0], rows, columns, n)
                + neighbours(target[n - 1], source[0], columns, rows, m)
            ) / 2
            one = (lengths[0][rows + m] - lengths[0][rows]) * ratio
            other = lengths[1][columns + n] - lengths[1][columns]
            shorter = np.minimum(one, other) / np.maximum(np.maximum(one, other), 1)
            scores[number, nodes] = similar * np.log2(1 + shorter)
    return [KINDS[kind] for kind in best_path(lattice, scores)]


def first_pass(source: Floats, target: Floats) -> Nodes:
    """The nodes of the best chain of 1-1 pairs, from corner to corner."""
    lattice = Lattice(Band.full(len(source), len(target)))
    similar = source @ target.T
    near = np.argpartition(-similar, min(NEAREST, len(target) - 1), axis=1)[:, :NEAREST]
    scores = np.full((len(KINDS), len(lattice)), -np.inf)
    for number, kind in enumerate(KINDS[:3]):
        scores[number, lattice.starts(kind)] = 0.0
    rows = np.repeat(np.arange(len(source)), near.shape[1])
    pairs = lattice.offsets[rows] + near.ravel()
    scores[2, pairs] = np.maximum(similar[rows, near.ravel()], 0)
    beads = np.array([KINDS[kind] for kind in best_path(lattice, scores)])
    nodes = np.concatenate([[[0, 0]], np.cumsum(beads, axis=0)])
    paired = np.flatnonzero(beads.min(axis=1))
    return np.concatenate([[[0, 0]], nodes[paired + 1], nodes[-1:]])


def neighbours(run: Floats, others: Floats, rows: Nodes, columns: Nodes, size: int) -> Floats:
    """The mean cosine with the segments before and after a run of the other side."""
    total, count = np.zeros(len(rows), np.float32), np.zeros(len(rows), np.float32)
    for beside in (columns - 1, columns + size):
        there = np.flatnonzero((beside >= 0) & (beside < len(others)))
        total[there] += cosines(run, others, rows[there], beside[there])
        count[there] += 1
    return total / np.maximum(count, 1)
