"""A document as text with paragraphs; segments as pieces of it with what stands between them."""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

__all__ = ["Document", "Kind", "Paragraph", "Segment", "rebuild"]

Kind = Literal[
    "paragraph", "title", "heading", "list item", "table cell", "caption", "quote", "code"
]
"""What a paragraph is in its document. Code is not translated: it passes as it is."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence-like unit of a version.

    `text` has no white space at its ends unless a person put it there; `after` is what stands
    between this segment and the next (a space, a line break and a list marker, or nothing).
    `paragraph` is the 0-based index of its paragraph. `start` is the code-point offset at which it
    began in the text as it was read. A translation made here was read nowhere: its `paragraph` and
    `start` are those of its source segment. `kind` is that of its paragraph.
    """

    text: str
    after: str = ""
    paragraph: int = 0
    start: int = 0
    kind: Kind = "paragraph"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The text from code-point offset `start` to `end`, list marker and margins left out."""

    start: int
    end: int
    kind: Kind = "paragraph"


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it was read, with its paragraphs in order.

    `encoding` is the one that the file was read in, where it had to be said or guessed. `code` is
    what is marked as code inside its paragraphs and could be no word of a language ("--quiet").
    """

    name: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    encoding: str | None = None
    code: tuple[str, ...] = ()

    @classmethod
    def from_text(cls, text: str, name: str = "text") -> "Document":
        """Find the paragraphs of plain text.

        A blank line ends a paragraph. A single line break ends one too, unless the lines are
        wrapped: no line could have taken the first word of the next within the text's width.
        """
        return cls(name, text, tuple(_paragraphs(text)))


def rebuild(lead: str, segments: Iterable[Segment]) -> str:
    """The text that `lead` and the segments came from."""
    return lead + "".join(segment.text + segment.after for segment in segments)


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
# A bullet, "1.", "1)", "(a)", "iv)"; not "A.", which begins a name.
_MARKER = re.compile(r"\s*(?:[-*•–—‣▪◦·]|\d{1,3}\.|\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})\))\s+(?=\S)")
# Narrower than this, lines are not taken for wrapped prose: they are verses, headings or lists.
_NARROWEST_WRAP = 40
_WIDEST_WRAP = 120


def _paragraphs(text: str) -> Iterator[Paragraph]:
    for block in _blocks(text):
        if _wrapped(text, block):
            yield from _content(text, block[0][0], block[-1][1])
        else:
            for start, end in block:
                yield from _content(text, start, end)


def _blocks(text: str) -> Iterator[list[tuple[int, int]]]:
    """Runs of lines with something on them, each line by its offsets."""
    block: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        if match.group().strip():
            block.append(match.span())
        elif block:
            yield block
            block = []
    if block:
        yield block


def _wrapped(text: str, block: list[tuple[int, int]]) -> bool:
    lines = [text[start:end].rstrip() for start, end in block]
    width = max(map(len, lines))
    if len(lines) < 2 or not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return False
    if any(_MARKER.match(line) for line in lines[1:]):
        return False
    return all(
        len(line) + 1 + len(following.split(maxsplit=1)[0]) > width
        for line, following in itertools.pairwise(lines)
    )


def _content(text: str, start: int, end: int) -> Iterator[Paragraph]:
    """The block without white space at its ends and without its list marker."""
    marker = _MARKER.match(text, start, end)
    if marker:
        start = marker.end()
    stripped = text[start:end].strip()
    if stripped:
        start = text.index(stripped, start, end)
        yield Paragraph(start, start + len(stripped), "list item" if marker else "paragraph")
