"""Typographic marks that a vocabulary lacks, read as those of a typewriter.

To the students of 2021 to 2023, "’", "“" and "—" are one and the same unknown thing. One that read
"Don’t open, it’s Anna’s house" left out "it is", and of "«Não vou», disse ela" made "I will".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from translate.alignment import Link, Span, meet
from translate.places import Place, brought_back, covered, moved, replaced_at

__all__ = ["Typed", "typed"]

# What is a mark in HTML, and is no more than that to a model.
_ENTITIES = (
    (re.compile(r"&(?:\#39|\#8217|apos|rsquo);"), "'"),
    (re.compile(r"&quot;"), '"'),
    (re.compile(r"&nbsp;"), " "),
)
# Each kind of mark, with the space that belongs to it, and how a typewriter has it.
_MARKS = (
    (re.compile(r"[’‘‚‛ʼ´‹›]"), "'"),
    (re.compile(r"[“”„‟]|«\s?|\s?»"), '"'),
    (re.compile(r"(?<=\w)[—―](?=\w)"), " - "),
    (re.compile(r"[–—―‐‑‒−]"), "-"),
    (re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff¿¡]"), ""),
)
_DASH = re.compile(r"[–—―]")
_RANGE = re.compile(r"(?<=\d)[–‒](?=\d)")


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as a typewriter has it, and where each mark of the `source` is in it."""

    source: str
    text: str
    places: tuple[Place, ...]

    @property
    def others(self) -> str:
        """The text that is left."""
        return self.text

    def moved(self, span: Span) -> Span:
        """Where a span of the source is in the text."""
        return moved(span, self.places)

    def restored(self, output: str, links: Iterable[Link]) -> tuple[str, tuple[Link, ...]]:
        """What a model made of the text, and its links, with the dashes of the source again."""
        return brought_back(self.places, output, links, self._dashes(output))

    def _dashes(self, output: str) -> list[tuple[Span, str]]:
        """Which hyphens of an output are dashes: those of ranges, and those that stand alone."""
        news: list[tuple[Span, str]] = []
        if _RANGE.search(self.source) and not re.search(r"\d-\d", self.source):
            news += [(found.span(), "–") for found in re.finditer(r"(?<=\d)-(?=\d)", output)]
        kinds = set(_DASH.findall(_RANGE.sub("", self.source)))
        if len(kinds) == 1 and not re.search(r"(?:^|\s)-(?:\s|$)", self.source):
            alone = re.finditer(r"(?:(?<=\s)|^)-(?=\s|$)", output)
            news += [(found.span(), *kinds) for found in alone]
        return sorted(news)


def typed(text: str, unread: Sequence[Span]) -> Typed | None:
    """The text with the marks that are unread as a typewriter has them; None without any.

    Entities of HTML for quotes and spaces are marks that are unread, whatever the vocabulary.
    """
    places = covered(unread)
    news = [
        (found.span(), mark)
        for pattern, mark in (*_ENTITIES, *_MARKS)
        for found in pattern.finditer(text)
        if found[0].startswith("&") or not places.isdisjoint(range(*found.span()))
    ]
    chosen: list[tuple[Span, str]] = []
    for span, mark in sorted(news):
        if not (chosen and meet(chosen[-1][0], span)):
            chosen.append((span, mark))
    return Typed(text, *replaced_at(text, chosen)) if chosen else None
