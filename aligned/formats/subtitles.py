"""Subtitles, SubRip (SRT) and WebVTT: a cue is a paragraph, or a line of dialogue without its dash.

Numbers, times, settings, notes and styles stay as they are. A translation longer than a line of 42
characters (the limit of Netflix's style guides) is put on two lines or more.
"""

import re
import textwrap
from collections.abc import Iterator, Sequence

from aligned.errors import InputError
from aligned.formats.format import DocumentFormat, document_of
from aligned.formats.inline import Rendering, Unplaced
from aligned.formats.places import Place, replaced, unified
from aligned.text import Document

__all__ = ["FORMAT"]

_TIMES = re.compile(r"^[\d:., ]+-->[^\n]*\n", re.MULTILINE)
_END = re.compile(r"\n[ \t]*(?:\n|\Z)|\Z")
_DASH = re.compile(r"\s*[-–—‐]\s*(?=\S)")
_WIDTH = 42


def _read(content: bytes, name: str, encoding: str | None) -> Document:
    places = list(_places(unified(content, name, encoding)))
    if not places:
        raise InputError(f"{name} has no subtitles: a line such as 00:00:01,000 --> 00:00:02,000")
    return document_of(name, [(place.text, "paragraph") for place in places])


def _rewrite(
    content: bytes,
    name: str,
    encoding: str | None,
    renderings: Sequence[Rendering],
    language: str,
) -> tuple[bytes, Unplaced]:
    text = unified(content, name, encoding)
    # A cue whose words stay keeps its lines, too.
    written = [
        text[place.start : place.end] if place.text == rendering.text else _on_lines(rendering.text)
        for place, rendering in zip(_places(text), renderings, strict=True)
    ]
    return replaced(text, _places(text), written), Unplaced()


def _places(text: str) -> Iterator[Place]:
    for times in _TIMES.finditer(text):
        blank_line = _END.search(text, times.end() - 1)
        cue = text[times.end() : blank_line.start() if blank_line else len(text)]
        lines = cue.splitlines(keepends=True)
        dialogue = len(lines) > 1 and all(_DASH.match(line) for line in lines)
        start = times.end()
        for piece in lines if dialogue else [cue]:
            dash = _DASH.match(piece) if dialogue else None
            said = piece[dash.end() :].strip() if dash else piece.strip()
            if said:
                begin = start + piece.index(said)
                end = begin + len(said)
                yield Place(begin, end, " ".join(said.split()))
            start += len(piece)


def _on_lines(text: str) -> str:
    """The text on as few lines as it needs, about equally long."""
    if len(text) <= _WIDTH or " " not in text:
        return text
    count = len(textwrap.wrap(text, _WIDTH, break_long_words=False))
    for width in range(-(-len(text) // count), _WIDTH + 1):
        lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
        if len(lines) <= count:
            return "\n".join(lines)
    return "\n".join(textwrap.wrap(text, _WIDTH, break_long_words=False))


FORMAT = DocumentFormat(
    name="subtitles",
    description="Subtitles, SRT and WebVTT: each target with the times of the source",
    suffixes=(".srt", ".vtt"),
    read=_read,
    rewrite=_rewrite,
)
