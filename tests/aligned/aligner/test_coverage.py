"""Coverage, against the plain definition."""

import numpy as np
import pytest

from aligned.aligner.coverage import COVERED, cover
from aligned.aligner.encoding import Encoding, Tokens, pack, unit
from aligned.aligner.lattice import LARGEST, Band, Lattice


def some_side(segments: int, seed: int) -> Encoding:
    chance = np.random.default_rng(seed)
    texts = []
    for _ in range(segments):
        tokens = int(chance.integers(0, 5))
        vectors = chance.normal(size=(tokens, 8)).astype(np.float16)
        texts.append(Tokens(vectors, np.zeros((tokens, 2), np.int64)))
    return pack(texts)


@pytest.mark.parametrize("margin", [2, 20])
def test_a_bead_is_covered_by_the_best_matches_of_its_tokens(margin: int) -> None:
    source, target = some_side(9, 1), some_side(11, 2)
    band = Band.around(np.array([[0, 0], [3, 4], [4, 5], [9, 11]]), margin)
    lattice = Lattice(band)
    table, _ = cover(source, target, band)
    first, second = COVERED.index("cosine over 0.0"), COVERED.index("cosine over 0.4")
    for run in range(1, LARGEST + 1):
        for node in lattice.starts((1, run)):
            row, column = int(lattice.rows[node]), int(lattice.columns[node])
            tokens = source.part(row, row + 1).vectors
            others = target.part(column, column + run).vectors
            best = (tokens @ others.T).max(axis=1)
            place = table.place(np.array([row]), np.array([column]))[0]
            figures = table.table[run - 1, place]
            assert figures[first] == pytest.approx(np.maximum(best, 0).sum(), abs=1e-4)
            assert figures[second] == pytest.approx(np.maximum(best - 0.4, 0).sum(), abs=1e-4)


def test_every_segment_has_a_token() -> None:
    side = some_side(9, 1)
    assert len(side) == 9
    assert (np.diff(side.starts) >= 1).all()


def test_unit_vectors_are_centred() -> None:
    vectors = unit(np.array([[1, 5], [3, 5], [2, 5]], np.float32))
    np.testing.assert_allclose(vectors, [[-1, 0], [1, 0], [0, 0]])
