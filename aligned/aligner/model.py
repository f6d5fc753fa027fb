"""The model: the weight of each piece of evidence, learned, one set per encoder.

A bead's score is the weighted sum of its evidence. The weights maximise the likelihood of gold
bitexts, as `aligned.aligner.learning` says.
"""

import json
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligned.aligner.evidence import FEATURES, Evidence
from aligned.aligner.lattice import KINDS, Lattice

__all__ = ["WEIGHTS", "load_weights", "score"]

WEIGHTS = Path(__file__).with_name("weights.json")

_Floats = NDArray[np.float64]


@cache
def load_weights(encoder: str) -> _Floats:
    """The weights learned for an encoder, in the order of `FEATURES`."""
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))[encoder]
    return np.array([weights[name] for name in FEATURES])


def score(lattice: Lattice, evidence: Evidence, weights: _Floats) -> _Floats:
    """The score of each bead of a lattice: shape (kinds, nodes), minus infinity outside it."""
    scores = np.full((len(KINDS), len(lattice)), -np.inf)
    for number, kind in enumerate(KINDS):
        nodes = lattice.starts(kind)
        scores[number, nodes] = evidence.of(kind, nodes) @ weights
    return scores
