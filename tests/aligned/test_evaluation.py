"""Strict and lax accuracy, by kind of bead, with an interval, and of one system against another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligned.evaluation import (
    Difference,
    Interval,
    KindCounts,
    Link,
    bootstrap,
    by_kind,
    compare,
    evaluate,
    evaluate_all,
)
from aligned.evaluation.accuracy import Counts, found_and_wanted, links_in
from aligned.evaluation.groups import grouped, segments_of

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


def test_beads_are_counted_by_kind() -> None:
    system: list[Link] = [([0], [0]), ([1], [1]), ([2], []), ([], [2]), ([3], [3]), ([4, 5, 6], [])]
    assert by_kind(system, [*GOLD, ([4], [4, 5])]) == {
        "1-1": KindCounts(gold=2, system=3, right=2),
        "1-2": KindCounts(1, 0, 0),
        "2-1": KindCounts(1, 0, 0),
        "2-2": KindCounts(0, 0, 0),
        "1-0, 0-1": KindCounts(1, 2, 1),
        "other": KindCounts(0, 1, 0),
    }
    assert KindCounts(gold=4, system=2, right=1).accuracy.recall == 0.25
    assert KindCounts(0, 0, 0).accuracy.f1 == 0.0


@pytest.mark.parametrize(
    ("first", "second", "sizes"),
    [
        pytest.param([([0], [0]), ([1], [1])], [([0], [0]), ([1], [1])], [2, 2], id="the same"),
        pytest.param(
            [([0], [0]), ([1], [1]), ([2], [2])],
            [([0, 1], [0]), ([], [1]), ([2], [2])],
            [4, 2],
            id="what one splits and the other joins, with what is left of it",
        ),
        pytest.param([([0], []), ([], [0])], [([0], [0])], [3], id="left out, and paired"),
        pytest.param([([0], [9])], [([9], [0])], [1, 1], id="9 is not 9 on the other side"),
    ],
)
def test_groups_are_what_all_alignments_cover(
    first: list[Link], second: list[Link], sizes: list[int]
) -> None:
    groups = grouped([links_in(first), links_in(second)])
    assert [len(ours) + len(theirs) for ours, theirs in groups] == sizes


@given(links, links, links)
def test_groups_share_no_segment_and_add_up(
    first: list[Link], second: list[Link], gold: list[Link]
) -> None:
    alignments = [links_in(each) for each in (first, second, gold)]
    groups = grouped(alignments)
    covered = [
        {segment for links in group for link in links for segment in segments_of(link)}
        for group in groups
    ]
    assert sum(map(len, covered)) == len(set().union(*covered))
    for number in (0, 1):
        counts = [found_and_wanted(group[number], group[2]) for group in groups]
        whole = found_and_wanted(alignments[number], alignments[2])
        for side in (0, 1):
            assert sum((each[side] for each in counts), Counts()) == whole[side]


def test_the_interval_is_that_of_the_binomial_law() -> None:
    """Of 400 beads each its own group, 80 are wrong: 0.8 with a standard error of 0.02."""
    gold: list[Link] = [([n], [n]) for n in range(400)]
    system: list[Link] = [([n], [n if n % 5 else n + 1_000]) for n in range(400)]
    found = bootstrap(system, gold)
    assert found.groups == 400
    assert found.strict.low == pytest.approx(0.8 - 1.96 * 0.02, abs=0.006)
    assert found.strict.high == pytest.approx(0.8 + 1.96 * 0.02, abs=0.006)
    assert bootstrap(system[::-1], gold[::-1]) == found


@pytest.mark.parametrize(
    ("system", "interval"), [(GOLD, Interval(1.0, 1.0)), ([], Interval(0.0, 0.0))]
)
def test_an_interval_of_no_width(system: list[Link], interval: Interval) -> None:
    assert bootstrap(system, GOLD).strict == interval
    assert bootstrap(system, []).lax == Interval(0.0, 0.0)


def test_two_systems_bead_by_bead() -> None:
    first: list[Link] = [([0], [0]), ([1], [1]), ([2], []), ([], [2]), ([3], [3])]
    second: list[Link] = [([0], [0]), ([1, 2], [1]), ([3], [2, 3])]
    found = compare(first, second, [*GOLD, ([4], [4])])
    assert (found.both, found.neither) == (1, 1)
    assert found.differences == (
        Difference(((1, 2), (1,)), False, (((1,), (1,)), ((2,), ()))),
        Difference(((), (2,)), True, (((3,), (2, 3)),)),
        Difference(((3,), (3,)), True, (((3,), (2, 3)),)),
    )


@pytest.mark.parametrize(
    ("wrong", "others_wrong", "least", "most"),
    [
        (range(20), range(20), 0.5, 0.5),
        (range(20), range(20, 40), 0.4, 0.6),
        (range(20), range(40), 1.0, 1.0),
        (range(20), range(10, 34), 0.65, 0.9),
    ],
)
def test_how_sure_it_is_that_one_is_ahead(
    wrong: range, others_wrong: range, least: float, most: float
) -> None:
    gold: list[Link] = [([n], [n]) for n in range(200)]
    first, second = (
        [([n], [n + 1_000 if n in out else n]) for n in range(200)] for out in (wrong, others_wrong)
    )
    found = compare(first, second, gold)
    assert least <= found.ahead <= most
    assert found.ahead + compare(second, first, gold).ahead == pytest.approx(1)
    assert found.gain.low <= (len(others_wrong) - len(wrong)) / 200 <= found.gain.high
