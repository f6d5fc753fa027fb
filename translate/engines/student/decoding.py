"""Greedy and beam decoding with a student's network, over the lexical shortlists of a batch.

The output layer is multiplied once for the union of a batch's shortlists, and every row is confined
to its own: each row's output is that of the sentence alone.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

from translate.alignment import Look
from translate.engines.student.constrained import Draft, Phrase, following
from translate.engines.student.network import Network
from translate.engines.student.output import Decoded, Output
from translate.engines.student.weights import Shortlist

__all__ = ["Decoder"]

_FINISHED = 4  # outputs with all phrases after which the search for better ones ends


class Decoder:
    """Decodes with one network; `end` and `unknown` close a sentence and are never written."""

    def __init__(
        self, network: Network, shortlist: Shortlist | None, *, end: int, unknown: int
    ) -> None:
        self._network = network
        self._shortlist = shortlist
        self._end = end
        self._unknown = unknown

    @torch.inference_mode()
    def greedy(self, sources: Sequence[Sequence[int]], longest: int) -> list[Decoded]:
        """The best output, piece by piece, for every source (ids with the end of sentence).

        No output is longer than `longest` pieces.
        """
        state = self._network.start(sources)
        output = Output(self._network, self._shortlist, self._unknown, sources)
        outputs = [Decoded() for _ in sources]
        active = list(range(len(sources)))
        pieces: list[int] = []
        while active and state.position < longest:
            x, attention = self._network.step(pieces, state)
            pieces, log_probabilities = output.best(x)
            attended = _looks(attention)
            going = []
            for row, number in enumerate(active):
                outputs[number].log_probabilities.append(log_probabilities[row])
                if pieces[row] != self._end:
                    outputs[number].ids.append(pieces[row])
                    outputs[number].attended.append(attended[row])
                    going.append(row)
            if len(going) < len(active):
                active = [active[row] for row in going]
                pieces = [pieces[row] for row in going]
                state.select(going)
                output.select(going)
        return outputs

    @torch.inference_mode()
    def beam(self, source: Sequence[int], longest: int, width: int) -> list[Decoded]:
        """Up to `width` outputs of one source, the best mean log-probability first."""
        state = self._network.start([source])
        output = Output(self._network, self._shortlist, self._unknown, [source])
        rows = [Decoded()]
        finished: list[Decoded] = []
        while rows and len(finished) < width and state.position < longest:
            pieces = [row.ids[-1] for row in rows if row.ids]
            x, attention = self._network.step(pieces, state)
            scores, choices = output.top(x, 2 * width)
            attended = _looks(attention)
            ranked = sorted(
                (-sum(rows[row].log_probabilities) - scores[row][rank], row, rank)
                for row in range(len(rows))
                for rank in range(len(scores[row]))
            )
            parents: list[int] = []
            longer: list[Decoded] = []
            for _, row, rank in ranked[: 2 * width]:
                piece, score = choices[row][rank], scores[row][rank]
                if piece == self._end:
                    finished.append(rows[row].ended(score))
                elif len(longer) < width:
                    parents.append(row)
                    longer.append(rows[row].then(piece, score, attended[row]))
            rows = longer
            state.select(parents)
        return sorted(finished or rows, key=lambda row: row.mean, reverse=True)[:width]

    @torch.inference_mode()
    def attended(self, source: Sequence[int], target: Sequence[int]) -> list[Look]:
        """Where in the source the network looks for every piece of a given target."""
        return _looks(self._network.attention(source, target)) if target else []

    @torch.inference_mode()
    def constrained(
        self, source: Sequence[int], longest: int, phrases: Sequence[Phrase]
    ) -> Decoded | None:
        """The best output of one source that has all phrases in it; see `Draft.ranked`.

        None where the network does not turn to what they stand for within `longest` pieces.
        """
        state = self._network.start([source])
        wanted = {piece for phrase in phrases for piece in (*phrase.ids, *phrase.first_ids)}
        output = Output(self._network, self._shortlist, self._unknown, [source], wanted)
        drafts = [Draft()]
        finished: list[Draft] = []
        while drafts and len(finished) < _FINISHED and state.position < longest:
            pieces = [draft.output.ids[-1] for draft in drafts if draft.output.ids]
            x, attention = self._network.step(pieces, state)
            attended = _looks(attention)
            found = following(drafts, phrases, output.all(x), attended, self._end)
            finished += [draft for draft in found if draft.ended]
            drafts = [draft for draft in found if not draft.ended]
            state.select([draft.row for draft in drafts])
        best = max(finished, key=lambda draft: draft.ranked, default=None)
        return best.output if best else None


def _looks(attention: Tensor) -> list[Look]:
    """The look of every row of an attention (B, S)."""
    shares, positions = attention.max(dim=1)
    return list(zip(positions.tolist(), shares.tolist(), strict=True))
