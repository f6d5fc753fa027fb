"""Vecalign's procedure, written from the paper: Thompson and Koehn 2019, D19-1136.

The cost of pairing run x with run y, of |x| and |y| segments, is

    (1 - cos(x, y)) |x| |y| 2S / (sum of 1 - cos(x, y_s) + sum of 1 - cos(x_s, y))

with S runs drawn at random from each side. Leaving a segment out costs what the best fifth of pairs
drawn at random cost at most. The search is first done on averages of neighbours, halving the text
until it is short, and then again within a window around what was found.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from aligned.aligner.encoding import unit
from aligned.aligner.lattice import KINDS, Band, Lattice
from aligned.aligner.search import best_path
from tests.benchmarks.alignment.concatenations import LARGEST, Floats

LARGEST_TOTAL = LARGEST + 1
SAMPLES = 100
PAIRS = 20_000
LEFT_OUT_SHARE = 0.2
SEARCHED_WHOLE = 300
WINDOW = 8

Nodes = NDArray[np.int64]


def vecalign(source: Floats, target: Floats) -> list[tuple[int, int]]:
    """The beads (m, n) of the best path; runs as `concatenations` makes them."""
    chance = np.random.default_rng(0)
    levels = [(source, target)]
    while max(levels[-1][0].shape[1], levels[-1][1].shape[1]) > SEARCHED_WHOLE:
        levels.append((halved(levels[-1][0]), halved(levels[-1][1])))
    band = Band.full(levels[-1][0].shape[1], levels[-1][1].shape[1])
    for number, (left, right) in reversed(list(enumerate(levels))):
        lattice = Lattice(band)
        beads = best(lattice, left, right, LARGEST_TOTAL if number == 0 else 2, chance)
        if number == 0:
            return beads
        path = np.concatenate([[[0, 0]], np.cumsum(np.array(beads).reshape(-1, 2), axis=0)]) * 2
        size = np.array([side.shape[1] for side in levels[number - 1]])
        band = Band.around(np.concatenate([np.minimum(path, size), [size]]), WINDOW)
    raise AssertionError("there is always a level")


def halved(runs: Floats) -> Floats:
    """The averages of pairs of neighbours, as runs of one."""
    single = runs[0]
    means = np.add.reduceat(single, np.arange(0, len(single), 2), axis=0)
    return unit(means)[None]


def best(
    lattice: Lattice, left: Floats, right: Floats, total: int, chance: np.random.Generator
) -> list[tuple[int, int]]:
    """The best path of beads of at most that many segments on both sides together."""
    norms = norm(left, sample(right, chance)), norm(right, sample(left, chance))
    scores = np.full((len(KINDS), len(lattice)), -np.inf)
    left_out = -penalty(left, right, norms, chance)
    for number, (m, n) in enumerate(KINDS):
        nodes = lattice.starts((m, n))
        if not (m and n):
            scores[number, nodes] = left_out
        elif m + n <= total:
            rows, columns = lattice.rows[nodes], lattice.columns[nodes]
            distance = 1 - cosines(left[m - 1], right[n - 1], rows, columns)
            around = norms[0][m - 1, rows] + norms[1][n - 1, columns]
            scores[number, nodes] = -distance * m * n * 2 / around
    return [KINDS[kind] for kind in best_path(lattice, scores)]


def sample(runs: Floats, chance: np.random.Generator) -> Floats:
    every = runs.reshape(-1, runs.shape[-1])
    return every[chance.choice(len(every), min(SAMPLES, len(every)), replace=False)]


def norm(runs: Floats, samples: Floats) -> Floats:
    """The mean distance of each run to the samples: shape (LARGEST, segments)."""
    return np.maximum(1 - (runs @ samples.T).mean(axis=-1), 1e-6)


def penalty(
    left: Floats, right: Floats, norms: tuple[Floats, Floats], chance: np.random.Generator
) -> float:
    """What it costs to leave a segment out."""
    rows, columns = (chance.integers(0, side.shape[1], PAIRS) for side in (left, right))
    distance = 1 - cosines(left[0], right[0], rows, columns)
    costs = distance * 2 / (norms[0][0, rows] + norms[1][0, columns])
    return float(np.quantile(costs, LEFT_OUT_SHARE))


def cosines(left: Floats, right: Floats, rows: Nodes, columns: Nodes) -> Floats:
    """The cosine of each pair of unit vectors."""
    result = np.empty(len(rows), np.float32)
    for part in parts(len(rows)):
        result[part] = np.einsum("id,id->i", left[rows[part]], right[columns[part]])
    return result


def parts(length: int) -> Iterator[slice]:
    for start in range(0, length, 4096):
        yield slice(start, start + 4096)
