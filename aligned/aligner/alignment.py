"""Align two sides: the facade of the package."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligned.aligner.coarse import coarse_path, segment_vectors
from aligned.aligner.encoders import load_encoder, suitable
from aligned.aligner.encoding import Encoding, Progress
from aligned.aligner.evidence import Evidence, Side
from aligned.aligner.lattice import KINDS, Band, Lattice
from aligned.aligner.model import load_weights, score
from aligned.aligner.search import best_path, probabilities
from aligned.bitext import Bead, Bitext

__all__ = ["Alignment", "align"]

_MARGIN = 6
_RELATED = {"length": 0.1}
_RELATED_DEFAULT = 0.25


@dataclass(frozen=True, slots=True)
class Alignment:
    """A bitext, with how it was made and how far it is to be trusted.

    `encoder`: the name of the encoder; "length" if there was none. `similarity`, 0..1: how near
    the paired segments are in meaning, averaged over the text; 0 for what is left out.
    """

    bitext: Bitext
    encoder: str
    similarity: float

    @property
    def related(self) -> bool:
        """False where the texts don't seem to be translations of each other."""
        return self.similarity >= _RELATED.get(self.encoder, _RELATED_DEFAULT)


def align(
    source: Sequence[str],
    target: Sequence[str],
    *,
    source_language: str,
    target_language: str,
    encoder: str = "auto",
    progress: Progress | None = None,
) -> Alignment:
    """Align the segments of a target with those of its source.

    Every segment of both sides is covered once, in order, empty ones too. `encoder` is a name from
    `encoders()`, "length" for none, or "auto" for the best one installed that knows both languages.
    `progress` counts segments encoded. InputError if the encoder is not installed.
    """
    name = suitable(source_language, target_language) if encoder == "auto" else encoder
    model = load_encoder(name)
    total = len(source) + len(target)

    def count(already: int) -> Progress:
        return lambda done, _: progress(already + done, total) if progress else None

    left = Side.of(source, model.encode(source, count(0)))
    right = Side.of(target, model.encode(target, count(len(source))))
    bitext = _bitext(left, right, load_weights(name))
    bitext.check(len(source), len(target))
    return Alignment(bitext, name, _similarity(bitext, left.encoding, right.encoding))


def _bitext(source: Side, target: Side, weights: NDArray[np.float64]) -> Bitext:
    """The best path of beads, each with its probability."""
    lattice = Lattice(Band.around(coarse_path(source.encoding, target.encoding), _MARGIN))
    scores = score(lattice, Evidence(lattice, source, target), weights)
    chances, _ = probabilities(lattice, scores)
    # A segment may be left out before or after one of the other side: what counts is that it is.
    deleted = np.zeros(lattice.sources + 1)
    np.add.at(deleted, lattice.rows, chances[KINDS.index((1, 0))])
    inserted = np.zeros(lattice.targets + 1)
    np.add.at(inserted, lattice.columns, chances[KINDS.index((0, 1))])
    beads = []
    row = column = 0
    for kind in best_path(lattice, scores):
        m, n = KINDS[kind]
        if m and n:
            chance = chances[kind, lattice.node(row, column)]
        else:
            chance = deleted[row] if m else inserted[column]
        beads.append(Bead(m, n, score=min(float(chance), 1.0)))
        row, column = row + m, column + n
    return Bitext(beads)


def _similarity(bitext: Bitext, source: Encoding, target: Encoding) -> float:
    """The cosine of the beads' two sides, averaged over segments."""
    left, right = segment_vectors(source), segment_vectors(target)
    total = 0.0
    for sources, targets, bead in bitext.links():
        if bead.sources and bead.targets:
            ours = left[sources.start : sources.stop].sum(axis=0)
            theirs = right[targets.start : targets.stop].sum(axis=0)
            norm = float(np.linalg.norm(ours) * np.linalg.norm(theirs))
            cosine = float(ours @ theirs) / norm if norm else 0.0
            total += max(cosine, 0.0) * (bead.sources + bead.targets)
    segments = len(source) + len(target)
    return min(total / segments, 1.0) if segments else 0.0
