"""What a student writes: hypotheses, and the output layer that scores their next pieces."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from translate.alignment import Look
from translate.engines.student.network import Network
from translate.engines.student.weights import Shortlist

__all__ = ["Decoded", "Output"]


@dataclass(slots=True)
class Decoded:
    """One output: piece ids without the end of sentence.

    `log_probabilities` has one natural logarithm a piece and one for the end of sentence, where it
    was reached, each over the shortlist. `attended` has for every piece where in the source the
    network looked.
    """

    ids: list[int] = field(default_factory=list)
    log_probabilities: list[float] = field(default_factory=list)
    attended: list[Look] = field(default_factory=list)

    def then(self, piece: int, log_probability: float, attended: Look) -> "Decoded":
        """A new output with one more piece."""
        return Decoded(
            [*self.ids, piece],
            [*self.log_probabilities, log_probability],
            [*self.attended, attended],
        )

    def ended(self, log_probability: float) -> "Decoded":
        """A new output that ends here."""
        return Decoded(self.ids, [*self.log_probabilities, log_probability], self.attended)

    @property
    def mean(self) -> float:
        """The mean log-probability of a piece: what hypotheses of all lengths are ranked by."""
        return sum(self.log_probabilities) / len(self.log_probabilities)


class Output:
    """The output layer over the union of the rows' shortlists, each row confined to its own.

    `_own` (B, L) has the columns of that union that each row may choose from, filled up with the
    column of the unknown piece, which is never chosen.
    """

    def __init__(
        self,
        network: Network,
        shortlist: Shortlist | None,
        unknown: int,
        sources: Sequence[Sequence[int]],
        wanted: Iterable[int] = (),
    ) -> None:
        """`wanted` are pieces that every row may choose besides its shortlist."""
        self._network = network
        self._unknown = unknown
        self._own: Tensor
        if shortlist is None:
            self._lists = [np.arange(network.target.count)]
        else:
            self._lists = [shortlist.of(np.asarray(source)) for source in sources]
            if more := list(wanted):
                self._lists = [np.union1d(own, more) for own in self._lists]
        self._unite()

    def best(self, x: Tensor) -> tuple[list[int], list[float]]:
        """The best piece of every row of x (B, D), and its log-probability."""
        scores = self._scores(x)
        best, choice = scores.max(dim=1, keepdim=True)
        log_probabilities = best - torch.logsumexp(scores, dim=1, keepdim=True)
        return self._pieces(choice)[:, 0].tolist(), log_probabilities[:, 0].tolist()

    def top(self, x: Tensor, count: int) -> tuple[list[list[float]], list[list[int]]]:
        """The log-probabilities and pieces of the best `count` of every row of x (B, D)."""
        scores = torch.log_softmax(self._scores(x), dim=1)
        best, choices = scores.topk(min(count, scores.shape[1]), dim=1)
        return best.tolist(), self._pieces(choices).tolist()

    def all(self, x: Tensor) -> NDArray[np.float32]:
        """The log-probabilities of the whole vocabulary for every row of x (B, D), (B, V)."""
        scores = torch.log_softmax(self._scores(x), dim=1)
        everything = torch.full((len(x), self._network.target.count), -math.inf)
        everything.scatter_(1, self._ids[self._own.expand(len(x), -1)], scores)
        return everything.numpy()

    def select(self, rows: Sequence[int]) -> None:
        """Go on with these rows only; the union is made anew when half of its rows are gone."""
        if len(self._lists) == 1 or not rows:
            return
        self._lists = [self._lists[row] for row in rows]
        if 2 * len(rows) <= self._united:
            self._unite()
        else:
            self._own = self._own[torch.tensor(rows)]

    def _unite(self) -> None:
        """Gather the output layer's rows for all pieces that any row may choose."""
        union = np.unique(np.concatenate([*self._lists, [self._unknown]]))
        filler = int(np.searchsorted(union, self._unknown))
        longest = max(map(len, self._lists))
        own = np.full((len(self._lists), longest), filler)
        for row, ids in enumerate(self._lists):
            own[row, : len(ids)] = np.searchsorted(union, ids)
        self._united = len(self._lists)
        self._own = torch.from_numpy(own)
        self._ids = torch.from_numpy(union)
        self._weight = self._network.target[self._ids]
        self._bias = self._network.output_bias[self._ids]
        self._bias[filler] = -math.inf

    def _scores(self, x: Tensor) -> Tensor:
        """Scores of the pieces that each row may choose, (B, L)."""
        scores = functional.linear(x, self._weight, self._bias)
        return scores.gather(1, self._own.expand(len(x), -1)).float()

    def _pieces(self, choices: Tensor) -> Tensor:
        """The ids of pieces by their columns in `_own`."""
        return self._ids[self._own.expand(len(choices), -1).gather(1, choices)]
