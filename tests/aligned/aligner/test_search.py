"""The lattice and the search, against every path there is."""

import importlib.util
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligned.aligner import search
from aligned.aligner.lattice import KINDS, Band, Lattice
from aligned.aligner.search import Chances, best_beads, best_path


def random_scores(lattice: Lattice, seed: int) -> np.ndarray:
    scores = np.full((len(KINDS), len(lattice)), -np.inf)
    chance = np.random.default_rng(seed)
    for number, kind in enumerate(KINDS):
        nodes = lattice.starts(kind)
        scores[number, nodes] = chance.normal(size=len(nodes))
    return scores


def paths(lattice: Lattice, row: int = 0, column: int = 0) -> Iterator[list[tuple[int, int]]]:
    """Every path from a node to the far corner, as (kind, node) beads."""
    if (row, column) == (lattice.sources, lattice.targets):
        yield []
        return
    for number, (m, n) in enumerate(KINDS):
        end = row + m, column + n
        if (
            end[0] <= lattice.sources
            and lattice.band.low[end[0]] <= end[1] <= lattice.band.high[end[0]]
        ):
            for rest in paths(lattice, *end):
                yield [(number, lattice.node(row, column)), *rest]


sizes = st.integers(0, 4)


@given(sizes, sizes, st.integers(0, 9))
def test_full_search_finds_the_best_path_and_the_exact_probabilities(
    sources: int, targets: int, seed: int
) -> None:
    lattice = Lattice(Band.full(sources, targets))
    scores = random_scores(lattice, seed)
    every = list(paths(lattice))
    values = np.array([sum(scores[bead] for bead in path) for path in every])
    assert best_path(lattice, scores) == [kind for kind, _ in every[int(values.argmax())]]
    shares = np.exp(values - np.logaddexp.reduce(values))
    expected = np.zeros_like(scores)
    for path, share in zip(every, shares, strict=True):
        for bead in path:
            expected[bead] += share
    chances = Chances(lattice, scores)
    for number, kind in enumerate(KINDS):
        nodes = lattice.starts(kind)
        np.testing.assert_allclose(chances.of(kind, nodes), expected[number, nodes], atol=1e-9)
    assert chances.total == pytest.approx(np.logaddexp.reduce(values))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=8), st.integers(0, 3))
def test_a_band_holds_its_path_and_transposes(steps: list[tuple[int, int]], margin: int) -> None:
    path = np.concatenate([[[0, 0]], np.cumsum(np.array(steps, int).reshape(-1, 2), axis=0)])
    band = Band.around(path, margin)
    targets = path[-1, 1]
    inside = {
        (row, column)
        for row, (low, high) in enumerate(zip(band.low, band.high, strict=True))
        for column in range(low, high + 1)
    }
    assert {tuple(node) for node in path.tolist()} <= inside
    assert all(0 <= column <= targets for _, column in inside)
    assert (np.diff(band.low) >= 0).all() and (np.diff(band.high) >= 0).all()
    turned = band.transposed()
    assert inside == {
        (row, column)
        for column, (low, high) in enumerate(zip(turned.low, turned.high, strict=True))
        for row in range(low, high + 1)
    }


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 99))
def test_a_band_as_wide_as_the_text_gives_the_full_search(
    sources: int, targets: int, seed: int
) -> None:
    full = Lattice(Band.full(sources, targets))
    path = np.array([[0, 0], [sources, targets]])
    banded = Lattice(Band.around(path, 1))
    assert best_path(banded, random_scores(banded, seed)) == best_path(
        full, random_scores(full, seed)
    )


@pytest.mark.skipif(importlib.util.find_spec("numba") is None, reason="numba is not installed")
@settings(max_examples=10)
@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 99))
def test_compiled_search_is_the_same(sources: int, targets: int, seed: int) -> None:
    lattice = Lattice(Band.full(sources, targets))
    scores = random_scores(lattice, seed)
    plain = list(best_beads(lattice, scores))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "_COMPILED_FROM", 0)
        compiled = list(best_beads(lattice, scores))
    assert [bead[:2] for bead in compiled] == [bead[:2] for bead in plain]
    np.testing.assert_allclose([bead[2] for bead in compiled], [bead[2] for bead in plain])
