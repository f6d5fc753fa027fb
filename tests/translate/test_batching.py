"""Windows, batches, and cutting what is too long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.batching import batches, windows
from translate.splitting import split


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, []), (3, [3]), (4, [4]), (5, [4, 1]), (40, [4, 8, 16, 12])]
)
def test_windows_double(count: int, sizes: list[int]) -> None:
    found = list(windows(range(count), first=4, most=16))
    assert [len(window) for window in found] == sizes
    assert [item for window in found for item in window] == list(range(count))


@given(st.lists(st.integers(1, 200), max_size=60), st.integers(1, 20), st.integers(1, 500))
def test_batches_hold_every_index_once_within_their_bounds(
    lengths: list[int], rows: int, pieces: int
) -> None:
    found = list(batches(lengths, rows=rows, pieces=pieces))
    assert sorted(index for batch in found for index in batch) == list(range(len(lengths)))
    for batch in found:
        longest = max(lengths[index] for index in batch)
        assert len(batch) <= rows
        assert len(batch) == 1 or len(batch) * longest <= pieces


@pytest.mark.parametrize(
    ("text", "most", "parts"),
    [
        ("Short.", 10, ["Short."]),
        ("One is here. Two is there.", 15, ["One is here.", "Two is there."]),
        ("first clause; second, with a phrase", 25, ["first clause;", "second, with a phrase"]),
        ("a long phrase, and another", 16, ["a long phrase,", "and another"]),
        ("one two three four", 9, ["one two", "three", "four"]),
        ("abcdefgh", 4, ["abcd", "efgh"]),
        ("彼は来た。私は行った。", 6, ["彼は来た。", "私は行った。"]),
    ],
)
def test_splits_at_the_best_boundary(text: str, most: int, parts: list[str]) -> None:
    assert split(text, lambda part: len(part) <= most) == parts


@given(st.text(max_size=80), st.integers(1, 20))
def test_splitting_loses_nothing_but_white_space(text: str, most: int) -> None:
    parts = split(text, lambda part: len(part) <= most)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(len(part) <= most for part in parts)
