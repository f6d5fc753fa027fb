"""Which cross-attention head of a Marian model can serve as its word alignment.

Models on the hub were not trained with guided alignment, but most have a head or two that look
where the word being written comes from (Garg et al. 2019, "Jointly Learning to Align and Translate
with Transformer Models"; Chen et al. 2020, "Accurate Word Alignment Induction from Neural Machine
Translation"). Some look when a piece is about to be written, some when it has been: both are
tried.

There is no gold alignment to choose by, but numbers, names and marks that stand once in the source
and once in the output tell where a head should look. A head is believed if it is right about most
of them; if none is, the model has no word alignment.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from translate.alignment import Look

__all__ = ["Head", "HeadChoice", "Observation"]

_ENOUGH = 12  # anchors seen before a choice is made
_RIGHT = 0.7  # share of anchors that a head must get right to be believed


class Head(NamedTuple):
    """One head; `late` is 1 where it looks after a piece was written, else 0."""

    layer: int
    head: int
    late: int

    def attended(self, observation: "Observation") -> list[Look]:
        """Where in the source it looked for every target piece."""
        end = self.late + len(observation.target)
        rows = observation.attention[self.layer, self.head, self.late : end]
        return list(zip(rows.argmax(axis=1).tolist(), rows.max(axis=1).tolist(), strict=True))


class Observation(NamedTuple):
    """One output: its T pieces, the source's, and all attention between them.

    The attention is (layers, heads, T + 1, S + 1): a row before each piece and one after the last,
    a column for each source piece and one for the end of sentence.
    """

    source: Sequence[str]
    target: Sequence[str]
    attention: NDArray[np.floating]


class HeadChoice:
    """Watches a model's first outputs until it has seen enough to choose a head, or none."""

    def __init__(self) -> None:
        self.head: Head | None = None
        self._right: Counter[Head] = Counter()
        self._anchors = 0

    def attended(self, observation: Observation) -> list[Look]:
        """The chosen head's looks for every target piece; at the end where none is chosen."""
        if self.head is None:
            return [(len(observation.source), 0.0)] * len(observation.target)
        return self.head.attended(observation)

    def observe(self, observation: Observation) -> None:
        """Count which heads are right about the anchors of one more output."""
        if self._anchors >= _ENOUGH:
            return
        anchors = _anchors(observation)
        self._anchors += len(anchors)
        layers, heads = observation.attention.shape[:2]
        for head in (Head(i, j, k) for i in range(layers) for j in range(heads) for k in (0, 1)):
            attended = head.attended(observation)
            self._right[head] += sum(attended[target][0] == source for source, target in anchors)
        if self._anchors >= _ENOUGH:
            best = max(self._right, key=lambda head: (self._right[head], head))
            if self._right[best] >= _RIGHT * self._anchors:
                self.head = best


def _anchors(observation: Observation) -> list[tuple[int, int]]:
    """(source, target) positions of the pieces that stand once in both."""
    source, target = list(observation.source), list(observation.target)
    return [
        (source.index(piece), position)
        for position, piece in enumerate(target)
        if target.count(piece) == 1 and source.count(piece) == 1
    ]
