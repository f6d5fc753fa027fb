"""What an encoder makes of a side, grouped by segment."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligned.aligner.encoding import Tokens, pack


def tokens(length: int) -> Tokens:
    """So many tokens of one character each, with vectors at random."""
    places = np.arange(length)
    vectors = np.random.default_rng(length).standard_normal((length, 8))
    return Tokens(vectors.astype(np.float16), np.column_stack([places, places + 1]))


@pytest.mark.parametrize(
    ("length", "kept"), [(0, 1), (1, 1), (512, 512), (513, 257), (1_500, 500), (100_000, 511)]
)
def test_long_segments_are_shortened(length: int, kept: int) -> None:
    encoding = pack([tokens(3), tokens(length)])
    assert np.diff(encoding.starts).tolist() == [3, kept]
    spans = encoding.spans[3:]
    assert spans[0, 0] == 0
    assert spans[-1, 1] == length
    assert (spans[1:, 0] == spans[:-1, 1]).all()


@given(st.lists(st.integers(0, 39), max_size=60))
def test_segments_picked_are_those(segments: list[int]) -> None:
    whole = pack([tokens(1 + number % 3) for number in range(40)])
    picked = whole.pick(np.array(segments, np.int64))
    assert len(picked) == len(segments)
    for place, segment in enumerate(segments):
        one, other = picked.part(place, place + 1), whole.part(segment, segment + 1)
        assert np.array_equal(one.vectors, other.vectors)
        assert np.array_equal(one.spans, other.spans)
