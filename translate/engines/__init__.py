"""Engines run a network. Each kind of model has its engine, all with one protocol.

    student   a Firefox Translations student, in torch
    marian    MarianMTModel of transformers: the reference for OPUS-MT models
    ct2       the same models by CTranslate2, several times faster; an optional extra

Where two can run an OPUS-MT model, `auto` takes the one that writes faster on this machine, which
is measured once (`probe`).

`prepared` chooses among them. Importing this module is cheap; an engine's own module, with torch,
is imported when one is loaded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from translate.alignment import Link, Look, Span, piece_spans, word_links

__all__ = [
    "DEFAULT",
    "Encoded",
    "Engine",
    "EngineName",
    "Hypothesis",
    "Linker",
    "Precision",
    "Settings",
    "compose",
    "distinct",
    "most_pieces",
]

EngineName = Literal["auto", "marian", "ct2"]
Precision = Literal["float32", "bfloat16"]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence as a model reads it.

    `pieces` are those of the text alone; `ids` has before them what the model wants there (the
    token of the target language), and after them the end of sentence. `unknown` are the indexes of
    the pieces that the model's vocabulary lacks: all that it reads of them is that something is
    there.
    """

    text: str
    pieces: tuple[str, ...]
    ids: tuple[int, ...]
    unknown: tuple[int, ...] = ()

    @property
    def unread(self) -> list[Span]:
        """Where what the model cannot read stands in the text."""
        spans = piece_spans(self.pieces, self.text) if self.unknown else []
        return [spans[index] for index in self.unknown]


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What a network wrote for one sentence.

    `log_probabilities` has the natural logarithm for each target piece (end of sentence included)
    among the pieces that the engine let compete; an engine that knows only their mean gives that
    for each. `links` is the word alignment; empty where the engine has none.
    """

    text: str
    log_probabilities: tuple[float, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def log_probability(self) -> float:
        """The sum over all pieces."""
        return sum(self.log_probabilities)


class Engine(Protocol):
    """One loaded model. Not thread-safe: one engine a thread."""

    @property
    def longest(self) -> int:
        """The most pieces that the model reads in one sentence, end of sentence included."""

    @property
    def batch_rows(self) -> int:
        """The most sentences worth translating at once."""

    def encode(self, text: str) -> Encoded:
        """The pieces of one sentence; `text` has no line breaks and is not empty."""

    def translate(self, batch: Sequence[Encoded]) -> list[Hypothesis]:
        """The best hypothesis for every sentence, in order."""

    def alternatives(self, sentence: Encoded, count: int) -> list[Hypothesis]:
        """Up to `count` hypotheses with different texts for one sentence, the best first."""

    def constrained(
        self, sentence: Encoded, phrases: Sequence[tuple[Span, str]]
    ) -> Hypothesis | None:
        """The best hypothesis that has every phrase in the place of a span of the sentence.

        None where it finds no place for them.
        """


class Linker(Protocol):
    """A loaded model that tells the word alignment of any two texts, whoever wrote them."""

    @property
    def longest(self) -> int:
        """The most pieces that the model reads in one sentence, end of sentence included."""

    def encode(self, text: str) -> Encoded:
        """The pieces of one sentence; `text` has no line breaks and is not empty."""

    def links(self, sentence: Encoded, text: str) -> tuple[Link, ...]:
        """The word alignment of a sentence with a text, as if it had written that."""


def distinct(found: Iterable[Hypothesis], count: int) -> list[Hypothesis]:
    """The first `count` with different texts; of equal texts the first."""
    by_text: dict[str, Hypothesis] = {}
    for hypothesis in found:
        by_text.setdefault(hypothesis.text, hypothesis)
    return list(by_text.values())[:count]


def most_pieces(source: int) -> int:
    """How many pieces an output for so many of a source may have at the most.

    Twice as many as are doubted in any case (`guards`), so that an endless repetition ends soon.
    """
    return 4 * source + 32


def compose(
    source: Encoded,
    pieces: Sequence[str],
    text: str,
    log_probabilities: Sequence[float],
    attended: Sequence[Look],
) -> Hypothesis:
    """A hypothesis from the target pieces and, for each, where in the source it looked."""
    links = word_links(
        source.text,
        piece_spans(source.pieces, source.text),
        text,
        piece_spans(pieces, text),
        attended,
    )
    return Hypothesis(text, tuple(log_probabilities), links)


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run a network.

    `engine` names what runs OPUS-MT models, "auto" for the faster of those that are installed.
    `precision` is that of students: in "bfloat16" they are up to twice as fast on processors with
    matrix units for it (AMX), and now and then choose another word; so no machine chooses that by
    itself: what a student writes is not to depend on the processor that it ran on. `beam` is how
    many hypotheses are followed side by side, 1 for greedy decoding; by default students are
    greedy, as they were trained to be, and OPUS-MT models have the beam of their own configuration,
    with ct2 one of 4.
    """

    engine: EngineName = "auto"
    precision: Precision = "float32"
    beam: int | None = None

    @property
    def decoding(self) -> str:
        """The beam, in words for the record."""
        return "greedy" if self.beam == 1 else f"beam {self.beam}"


DEFAULT = Settings()
