"""What a check looks at, and what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from aligned.text import base_language

__all__ = ["Check", "Finding", "Pair", "Side", "Span"]

Side = Literal["source", "target"]
Span = tuple[int, int]
"""Code points of a text from the first to the last, end excluded."""


@dataclass(frozen=True)
class Pair:
    """A source text and its target text with their language tags.

    `terms` are the glossary's (source term, target term) for these languages.
    """

    source: str
    target: str
    source_language: str
    target_language: str
    terms: tuple[tuple[str, str], ...] = ()

    @cached_property
    def source_base(self) -> str:
        """The source language without script, region or private use."""
        return base_language(self.source_language)

    @cached_property
    def target_base(self) -> str:
        """The target language without script, region or private use."""
        return base_language(self.target_language)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an editor should look at: a plain sentence, and its place where it has one."""

    message: str
    side: Side = "target"
    span: Span | None = None
    check: str = ""
    """The name of the check that found it."""


Check = Callable[[Pair], Iterator[Finding]]
