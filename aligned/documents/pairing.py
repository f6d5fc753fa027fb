"""Pairs of files: the most probable assignment."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import networkx  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray

from aligned.aligner.encoding import Progress, silent
from aligned.aligner.installed import WITHOUT, suitable
from aligned.documents.evidence import File, evidence

__all__ = ["WEIGHTS", "FilePair", "assigned", "pair_files"]

WEIGHTS = {
    True: (3.51, -3.12, 2.63, 14.41, -6.02),
    False: (5.12, -5.07, 5.41, 0.0, -3.43),
}
"""The weight of each of `evidence.FIGURES`, then the bias, with an encoder and without.

Printed by `tests/benchmarks/documents.py learn`.
"""


@dataclass(frozen=True, slots=True)
class FilePair:
    """Two files by their places among the sources and the targets.

    `score` is the probability that they are translations of each other.
    """

    source: int
    target: int
    score: float


def pair_files(
    sources: Sequence[File],
    targets: Sequence[File],
    *,
    encoder: str = "auto",
    progress: Progress | None = None,
) -> list[FilePair]:
    """The files of two sides that are translations of each other, in the order of the sources.

    Each file is in one pair at the most; what is in none is unpaired. `encoder` as for
    `aligner.align`. The time grows with the product of the numbers of files.
    """
    if not sources or not targets:
        return []
    name = _suitable(sources, targets) if encoder == "auto" else encoder
    figures = evidence(sources, targets, name, progress or silent)
    return assigned(figures, WEIGHTS[name != WITHOUT])


def assigned(figures: NDArray[np.float32], weights: Sequence[float]) -> list[FilePair]:
    """The most probable assignment, by the figures of every pair and their weights."""
    odds = figures @ np.array(weights[:-1]) + weights[-1]
    graph = networkx.Graph()
    for source, target in np.argwhere(odds > 0).tolist():
        graph.add_edge(("source", source), ("target", target), weight=float(odds[source, target]))
    matched = [sorted(edge) for edge in networkx.max_weight_matching(graph)]
    return [
        FilePair(source, target, float(1 / (1 + np.exp(-odds[source, target]))))
        for source, target in sorted((first[1], second[1]) for first, second in matched)
    ]


def _suitable(sources: Sequence[File], targets: Sequence[File]) -> str:
    """What suits the language that most files of each side are in."""
    languages = [
        Counter(file.language for file in side).most_common(1)[0][0] for side in (sources, targets)
    ]
    return suitable(*languages)
