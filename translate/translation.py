"""One sentence translated, and all that is known of it."""

from dataclasses import dataclass

from translate.alignment import Link
from translate.glossary import Term
from translate.guards import Flag

__all__ = ["Translation"]


@dataclass(frozen=True, slots=True)
class Translation:
    """One sentence translated.

    `source` is the sentence as it was given; `text` is empty where it was blank.
    `log_probability` is the sum of natural logarithms over the `pieces` vocabulary pieces that the
    models wrote, each relative to the pieces that competed with it (a student's shortlist, or the
    whole vocabulary); over a pivot, the sum of both hops.
    `confidence`, from 0 to 1, ranks translations: a low one is to be read first (see `confidence`).
    `links` is the word alignment: spans of characters in `source` and in `text`; empty where the
    model has none. `flags` says what was done about, or remains wrong with, it (see `guards.Flag`).
    `terms` says what became of each of the glossary's terms in it.
    """

    source: str
    text: str
    log_probability: float
    pieces: int
    confidence: float = 1.0
    links: tuple[Link, ...] = ()
    flags: tuple[Flag, ...] = ()
    terms: tuple[Term, ...] = ()
