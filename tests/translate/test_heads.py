"""Choosing the attention head of a Marian model that can serve as word alignment."""

import numpy as np

from translate.engines.heads import Head, HeadChoice, Observation

SOURCE = ["▁Anna", "▁paid", "▁25", "▁euros", "."]
TARGET = ["▁25", "▁euro", "▁payés", "▁Anna", "."]
RIGHT = [2, 3, 1, 0, 4]


def observation(good: Head | None) -> Observation:
    """Two layers of three heads that all look at the end, but for one that looks right."""
    attention = np.full((2, 3, len(TARGET) + 1, len(SOURCE) + 1), 0.01)
    attention[:, :, :, -1] = 0.9
    if good is not None:
        for target, source in enumerate(RIGHT):
            attention[good.layer, good.head, target + good.late, source] = 1.0
    return Observation(SOURCE, TARGET, attention)


def chosen(good: Head | None, times: int) -> Head | None:
    choice = HeadChoice()
    for _ in range(times):
        choice.observe(observation(good))
    return choice.head


def test_the_head_that_looks_right_is_chosen() -> None:
    for head in (Head(0, 0, 0), Head(1, 2, 0), Head(1, 0, 1)):
        assert chosen(head, 4) == head
        assert head.attended(observation(head)) == [(place, 1.0) for place in RIGHT]


def test_none_is_chosen_where_none_looks_right() -> None:
    assert chosen(None, 4) is None


def test_none_is_chosen_before_enough_was_seen() -> None:
    assert chosen(Head(0, 0, 0), 3) is None
