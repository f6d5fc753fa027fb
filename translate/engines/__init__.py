"""Engines run a network. Each kind of model has its engine, all with one protocol.

    student   a Firefox Translations student, in torch
    marian    MarianMTModel of transformers: the reference for OPUS-MT models

Importing this module is cheap; an engine's own module, with torch, is imported when one is loaded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from translate.models import Model

__all__ = ["Encoded", "Engine", "Hypothesis", "load"]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence as the pieces of a model's vocabulary, end of sentence included."""

    text: str
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What a network wrote for one sentence.

    `log_probability` is the sum of the natural logarithms of its `pieces` target pieces (end of
    sentence included), each among the pieces that the engine let compete.
    """

    text: str
    log_probability: float
    pieces: int


class Engine(Protocol):
    """One loaded model. Not thread-safe: one engine a thread."""

    @property
    def made_with(self) -> str:
        """The engine and what decides its output, for the record."""

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


def load(model: Model, target: str) -> Engine:
    """The engine for a model's kind, loaded.

    Raises ModelBrokenError where the files are not what they should be, LanguageError where the
    model does not translate into `target`.
    """
    if model.kind == "student":
        from translate.engines.student import StudentEngine

        return StudentEngine(model)
    from translate.engines.marian import MarianEngine

    return MarianEngine(model, target)
