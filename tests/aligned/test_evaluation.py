"""Strict and lax accuracy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligned.evaluation import Link, evaluate, evaluate_all

GOLD: list[Link] = [([0], [0]), ([1, 2], [1]), ([], [2]), ([3], [3])]


@pytest.mark.parametrize(
    ("system", "strict", "lax"),
    [
        pytest.param(GOLD, (1.0, 1.0), (1.0, 1.0), id="the gold itself"),
        pytest.param([], (0.0, 0.0), (0.0, 0.0), id="nothing"),
        pytest.param([([], [])], (0.0, 0.0), (0.0, 0.0), id="an empty link is none"),
        pytest.param(
            [([0], [0]), ([1], [1]), ([2], []), ([], [2]), ([3], [3])],
            (3 / 5, 2 / 3),
            (4 / 5, 1.0),
            id="a merge missed: left-out segments count for precision only",
        ),
        pytest.param(
            [([0], [3]), ([1], [1])], (0.0, 0.0), (1 / 2, 1 / 3), id="laxly right, and wrong"
        ),
        pytest.param([([0], [0])] * 3, (1.0, 1 / 3), (1.0, 1 / 3), id="repeated links count once"),
        pytest.param([((0,), range(1))], (1.0, 1 / 3), (1.0, 1 / 3), id="any sequence will do"),
    ],
)
def test_counts(system: list[Link], strict: tuple[float, float], lax: tuple[float, float]) -> None:
    result = evaluate(system, GOLD)
    assert (result.strict.precision, result.strict.recall) == pytest.approx(strict)
    assert (result.lax.precision, result.lax.recall) == pytest.approx(lax)


def test_f1() -> None:
    result = evaluate([([0], [0]), ([1], [1]), ([2], []), ([], [2]), ([3], [3])], GOLD)
    assert result.strict.f1 == pytest.approx(2 * 0.6 * (2 / 3) / (0.6 + 2 / 3))
    assert evaluate([], GOLD).strict.f1 == 0.0


def test_several_alignments_are_counted_together() -> None:
    result = evaluate_all([(GOLD, GOLD), ([([0], [5])], [([0], [0])])])
    assert result.strict.precision == pytest.approx(4 / 5)
    assert result.strict.recall == pytest.approx(3 / 4)


indices = st.lists(st.integers(0, 4), max_size=2, unique=True)
links = st.lists(st.tuples(indices, indices), max_size=6)


@given(links, links)
def test_lax_is_never_below_strict(system: list[Link], gold: list[Link]) -> None:
    result = evaluate(system, gold)
    for strict, lax in [
        (result.strict.precision, result.lax.precision),
        (result.strict.recall, result.lax.recall),
    ]:
        assert 0.0 <= strict <= lax <= 1.0
