"""Markdown (CommonMark with tables): headings, paragraphs, list items, quotes and cells.

Inline marks (`**bold**`, links) are part of the text that is translated; code blocks, HTML, link
definitions and a front matter stay as they are. The file is changed only where its text is.
"""

import re
from collections.abc import Iterator, Sequence

from aligned.formats.format import DocumentFormat, document_of
from aligned.formats.places import Place, replaced, unified
from aligned.text import Document

__all__ = ["FORMAT"]

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_LINE_BREAK = re.compile(r"(?: {2,}|\\)\n")


def _read(content: bytes, name: str, encoding: str | None) -> Document:
    places = _places(unified(content, name, encoding))
    return document_of(name, [place.text for place in places])


def _rewrite(
    content: bytes, name: str, paragraphs: Sequence[str], language: str
) -> tuple[bytes, int]:
    text = unified(content, name)
    on_one_line = [" ".join(paragraph.split("\n")) for paragraph in paragraphs]
    return replaced(text, _places(text), on_one_line), 0


def _places(text: str) -> Iterator[Place]:
    """The blocks of inline text, with where they stand in the file."""
    from markdown_it import MarkdownIt

    front = _FRONT_MATTER.match(text)
    place = front.end() if front else 0
    line_starts = [place, *(match.end() for match in re.compile("\n").finditer(text, place))]
    for token in MarkdownIt("commonmark").enable("table").parse(text[place:]):
        if token.type != "inline" or not token.map:
            continue
        place = max(place, line_starts[token.map[0]])
        for part in _LINE_BREAK.split(token.content):
            found = _found(text, part, place)
            if found and part.strip():
                yield found
                place = found.end


def _found(text: str, part: str, place: int) -> Place | None:
    """Where a text of several lines stands, each line after what marks a quote or a list."""
    start = end = -1
    lines = [line.strip() for line in part.split("\n")]
    for line in lines:
        position = text.find(line, end if end >= 0 else place)
        if position < 0:  # an escaped | in a cell: it stays as it is
            return None
        start, end = (position if start < 0 else start), position + len(line)
    return Place(start, end, " ".join(lines).strip())


FORMAT = DocumentFormat(
    name="markdown",
    description="Markdown: each target with the layout of the source",
    suffixes=(".md", ".markdown"),
    read=_read,
    rewrite=_rewrite,
)
