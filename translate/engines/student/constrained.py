"""Beam search for outputs that have given phrases in the place of parts of their source.

A phrase is written where the network turns to the part that it stands for: its attention is trained
as a word alignment. Hypotheses compete only with those that have as many pieces of the phrases as
they; each such bank keeps its best few, so that what the phrases cost does not drive them out
(dynamic beam allocation, Post and Vilar 2018, https://aclanthology.org/N18-1119). Phrases alone,
without their places, gave "O Conselho da Comissão" for a committee that is to be a "conselho".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from translate.alignment import Look
from translate.engines.student.output import Decoded

__all__ = ["Draft", "Phrase", "following"]

_BANK = 4  # hypotheses kept in each bank
_NATURAL = 8  # pieces tried after each hypothesis, where no phrase is due
_LENGTH = (
    0.6  # the power of length normalisation (Wu et al. 2016, https://arxiv.org/abs/1609.08144)
)
_AGAIN = 4.0  # what a piece costs, in nats, that translates again what a phrase stands for


@dataclass(frozen=True, slots=True)
class Phrase:
    """What an output must have in the place of a part of its source.

    `sources` are the positions of that part's pieces; `ids` are the phrase's own, `first_ids` those
    of the phrase where it begins the output, with a capital.
    """

    sources: frozenset[int]
    ids: tuple[int, ...]
    first_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A hypothesis, under way or ended, that continues that of a `row`.

    `had` numbers the phrases that it has or is in, `rest` is what is left of the one that it is in,
    `pieces` counts all pieces of phrases in it; `score` is what it is ranked by.
    """

    row: int = 0
    output: Decoded = field(default_factory=Decoded)
    had: frozenset[int] = frozenset()
    rest: tuple[int, ...] = ()
    pieces: int = 0
    score: float = 0.0
    ended: bool = False

    @property
    def ranked(self) -> float:
        """The score that outputs of different lengths are compared by."""
        return self.score / float(len(self.output.log_probabilities) ** _LENGTH)


def following(
    drafts: Sequence[Draft],
    phrases: Sequence[Phrase],
    log_probabilities: NDArray[np.float32],
    attended: Sequence[Look],
    end: int,
) -> list[Draft]:
    """The best drafts with one piece more; those that end have all phrases in them.

    `log_probabilities` (drafts, vocabulary) has those of every draft's next piece, `attended` where
    in the source the network looks for it.
    """
    banks: dict[int, list[Draft]] = {}
    longer = (
        longer
        for row, draft in enumerate(drafts)
        for longer in _longer(row, draft, phrases, log_probabilities[row], attended[row], end)
    )
    for draft in sorted(longer, key=lambda draft: draft.score, reverse=True):
        bank = banks.setdefault(draft.pieces, [])
        if len(bank) < _BANK:
            bank.append(draft)
    return [draft for bank in banks.values() for draft in bank]


def _longer(
    row: int,
    draft: Draft,
    phrases: Sequence[Phrase],
    log_probabilities: NDArray[np.float32],
    attended: Look,
    end: int,
) -> Iterator[Draft]:
    """A draft with each of the pieces that may follow it."""
    again = any(attended[0] in phrases[number].sources for number in draft.had)
    for piece, had, rest in _pieces(draft, phrases, log_probabilities, attended):
        log_probability = float(log_probabilities[piece])
        ends = piece == end
        if ends and len(had) < len(phrases):
            continue
        of_phrase = bool(draft.rest) or len(had) > len(draft.had)
        yield Draft(
            row,
            draft.output.ended(log_probability)
            if ends
            else draft.output.then(piece, log_probability, attended),
            had,
            rest,
            draft.pieces + of_phrase,
            draft.score + log_probability - (0 if of_phrase else _AGAIN * again),
            ends,
        )


def _pieces(
    draft: Draft, phrases: Sequence[Phrase], log_probabilities: NDArray[np.float32], attended: Look
) -> Iterator[tuple[int, frozenset[int], tuple[int, ...]]]:
    """The pieces that may follow a draft, with what it then has and what is left to write."""
    if draft.rest:
        yield draft.rest[0], draft.had, draft.rest[1:]
        return
    for number, phrase in enumerate(phrases):
        if attended[0] in phrase.sources and number not in draft.had:
            ids = phrase.ids if draft.output.ids else phrase.first_ids
            yield ids[0], draft.had | {number}, ids[1:]
            return
    for piece in np.argpartition(log_probabilities, -_NATURAL)[-_NATURAL:].tolist():
        yield piece, draft.had, ()
