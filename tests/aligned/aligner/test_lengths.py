"""The path that lengths tell: against every path, and where spelling tells nothing."""

import random
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligned.aligner import align
from aligned.aligner.lengths import length_path
from aligned.evaluation import evaluate

SIDE = st.lists(st.integers(0, 200), max_size=6)
PRIORS = {(1, 1): 0.0, (2, 1): -3.0, (1, 2): -3.0, (2, 2): -4.4, (1, 0): -5.0, (0, 1): -5.0}


def value(ours: list[int], theirs: list[int], bead: tuple[int, int], end: tuple[int, int]) -> float:
    """What a bead that ends at a node is worth, by the formula."""
    if 0 in bead:
        return PRIORS[bead]
    ratio = (max(sum(theirs), 1) / max(sum(ours), 1)) ** 0.5
    own = sum(ours[end[0] - bead[0] : end[0]]) * ratio
    other = sum(theirs[end[1] - bead[1] : end[1]]) / ratio
    deviation = abs(own - other) / (6.8 * max((own + other) / 2, 1)) ** 0.5
    return PRIORS[bead] - min(deviation, 4.0) ** 2 / 2


@settings(max_examples=60, deadline=None)
@given(SIDE, SIDE)
def test_no_path_is_better(ours: list[int], theirs: list[int]) -> None:
    @cache
    def best(i: int, j: int) -> float:
        steps = [(m, n) for m, n in PRIORS if m <= i and n <= j]
        return max(
            (best(i - m, j - n) + value(ours, theirs, (m, n), (i, j)) for m, n in steps),
            default=0.0,
        )

    path = length_path((ours, theirs), np.zeros((len(ours), len(theirs)), np.float32))
    assert path[0].tolist() == [0, 0]
    assert path[-1].tolist() == [len(ours), len(theirs)]
    nodes = [(int(i), int(j)) for i, j in path]
    found = sum(
        value(ours, theirs, (end[0] - start[0], end[1] - start[1]), end)
        for start, end in pairwise(nodes)
    )
    assert found == pytest.approx(best(len(ours), len(theirs)), abs=0.01)


def test_what_segments_share_draws_the_path() -> None:
    shared = np.zeros((4, 4), np.float32)
    shared[[0, 1, 2], [1, 2, 3]] = 30.0
    path = length_path(([50] * 4, [50] * 4), shared).tolist()
    assert [node for node in path if node[0] + 1 == node[1]][1:] == [[1, 2], [2, 3], [3, 4]]


def test_two_scripts_without_an_encoder() -> None:
    """Words of one script with words of another, a fifth of the way through one left out."""
    chance = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz", "αβγδεζηθικλμνξοπρστυφχψω"
    source, target = (
        [
            " ".join(
                "".join(chance.choices(alphabet, k=chance.randrange(3, 9))) for _ in range(words)
            )
            + "."
            for words in (3 + 37 * number % 29 for number in range(80))
        ]
        for alphabet in letters
    )
    links = [((i,), (j,)) for j, i in enumerate(i for i in range(80) if i != 16)]
    del target[16]
    found = align(source, target, source_language="en", target_language="el", encoder="length")
    beads = [(left, right) for left, right, _ in found.bitext.links()]
    assert evaluate(beads, links).strict.f1 > 0.9
