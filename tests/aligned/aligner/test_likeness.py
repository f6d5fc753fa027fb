"""Whether texts look like translations, by vectors made for the purpose."""

import numpy as np
import pytest

from aligned.aligner.encoding import Tokens, pack
from aligned.aligner.likeness import likeness
from aligned.bitext import Bitext

SEGMENTS = 40


def encoded(seed: int, segments: int = SEGMENTS) -> list[Tokens]:
    """Texts of one to three tokens with vectors at random."""
    chance = np.random.default_rng(seed)
    return [
        Tokens(
            chance.standard_normal((1 + number % 3, 8)).astype(np.float16),
            np.zeros((1 + number % 3, 2), np.int64),
        )
        for number in range(segments)
    ]


def one_by_one(score: float | None, segments: int = SEGMENTS) -> Bitext:
    return Bitext.from_links((1, 1, score) for _ in range(segments))


@pytest.mark.parametrize(
    ("bitext", "target", "least", "most"),
    [
        (one_by_one(0.9), 1, 0.9, 0.95),  # the same
        (one_by_one(None), 1, 0.95, 1.0),  # confirmed by hand
        (one_by_one(0.9), 2, 0.4, 0.55),  # surely paired, but others are nearer
        (one_by_one(0.1), 2, 0.0, 0.2),
        (Bitext.from_links([(1, 0, 0.9)] * 40 + [(0, 1, 0.9)] * 40), 1, 0.0, 0.0),  # all left out
    ],
)
def test_likeness(bitext: Bitext, target: int, least: float, most: float) -> None:
    found = likeness(bitext, [pack(encoded(1))], [pack(encoded(target))])
    assert least <= found <= most


def test_a_preface_is_no_sign_of_another_text() -> None:
    preface = encoded(3, 30)
    bitext = Bitext.from_links([(0, 1, 0.9)] * 30 + [(1, 1, 0.9)] * SEGMENTS)
    found = likeness(bitext, [pack(encoded(1))], [pack([*preface, *encoded(1)])])
    assert found > 0.8


def test_long_texts_are_compared_in_part() -> None:
    many = pack(encoded(1, 5_000))
    assert likeness(one_by_one(0.9, 5_000), [many], [many]) > 0.9
