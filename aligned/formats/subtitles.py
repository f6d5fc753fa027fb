r"""Subtitles, SRT and WebVTT: a cue is a paragraph, or a line of dialogue without its dash.

Numbers, times, settings, notes and styles stay as they are, and inline marks such as <i>, <v Anna>
and {\an8} come to where their words are. A translation longer than a line of 42 characters (the
limit of Netflix's style guides) is put on two lines or more. A file with a time that cannot be is
refused, for what stands there would be written back as it is.
"""

import html
import itertools
import re
import textwrap
from collections.abc import Callable, Iterator

from lxml import etree

from aligned.errors import InputError
from aligned.formats import xml
from aligned.formats.format import DocumentFormat
from aligned.formats.markup import Grammar, roles
from aligned.formats.places import Piece, Place, PlacedText
from aligned.text import Document, decode

__all__ = ["FORMAT"]

_TIMES = re.compile(r"^[\d:., ]+-->[^\n]*\n", re.MULTILINE)
# Of a cue, from when to when: hours, minutes, seconds and their fraction.
_CLOCK = r"(?:(\d+):)?([0-5]?\d):([0-5]?\d(?:[.,]\d+)?)"
_SPAN = re.compile(rf" *{_CLOCK} *--> *{_CLOCK}(?!\S)")
_END = re.compile(r"\n[ \t]*(?:\n|\Z)|\Z")
_LINE_END = re.compile(r"\r\n?|\n")
_DASH = re.compile(r"\s*[-–—‐]\s*(?=\S)")
_MARK = re.compile(r"(</?[a-zA-Z][^<>\n]*>|<\d+:[\d:.]+>|\{\\[^{}\n]*\})")
_WIDTH = 42
# Marks stand in each other no deeper; what is beyond stands alone.
_DEEPEST = 50
_ESCAPED = "escaped"
_GRAMMAR = Grammar(
    roles(skipped=("alone",)),
    lambda element: element.tag != "alone",
    lambda element: element.get("open"),
    lambda element: "paragraph",
)


def _read(content: bytes, name: str, encoding: str | None) -> Document:
    text = decode(content, name, encoding)
    _check_times(text, name)
    try:
        return _TEXT.read(content, name, encoding)
    except InputError as error:
        if _TIMES.search(text):
            raise
        raise InputError(
            f"{name} has no subtitles: a line such as 00:00:01,000 --> 00:00:02,000"
        ) from error


def _check_times(text: str, name: str) -> None:
    """Raise InputError, naming the line, for a cue that ends before it begins, or at no time."""
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if not _TIMES.match(f"{line}\n"):
            continue
        place, span = f"{name} (line {number}): {line.strip()[:60]}", _SPAN.match(line)
        if span is None:
            raise InputError(
                f"{place} is no time, in which minutes and seconds go up to 59: "
                "correct it, such as 00:00:01,000 --> 00:00:02,000"
            )
        if _seconds(*span.groups()[:3]) > _seconds(*span.groups()[3:]):
            raise InputError(f"{place} ends before it begins: correct its times")


def _seconds(hours: str | None, minutes: str, seconds: str) -> float:
    return 3600 * float(hours or 0) + 60 * int(minutes) + float(seconds.replace(",", "."))


def _cues(text: str) -> Iterator[Piece]:
    escaped = text.startswith("WEBVTT")
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
                yield Piece(Place(begin, begin + len(said)), _tree(said, escaped))
            start += len(piece)


def _tree(said: str, escaped: bool) -> etree._Element:
    """A text with its marks; one that closes nothing, or has nothing in it, stands alone.

    `escaped`: whether `&amp;` and the like stand for characters, as WebVTT has them.
    """
    path = [etree.Element("cue", {_ESCAPED: "yes"} if escaped else {})]
    for number, part in enumerate(_MARK.split(xml.clean(said))):
        if number % 2 == 0:
            xml.say(path[-1], html.unescape(part) if escaped else part)
        elif part[:2] == "</" and part[2:-1].lower() == path[-1].get("name"):
            path.pop().set("close", part)
        elif part[0] == "<" and part[1].isalpha() and len(path) < _DEEPEST:
            name = re.split(r"[\s.>]", part[1:], maxsplit=1)[0].lower()
            path.append(etree.SubElement(path[-1], "mark", name=name, open=part))
        else:
            etree.SubElement(path[-1], "alone", open=part)
    return path[0]


def _written(cue: etree._Element) -> str:
    written = _escaped if cue.get(_ESCAPED) else str
    return _on_lines("".join(_marked(cue, written)).strip())


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _marked(element: etree._Element, written: Callable[[str], str]) -> Iterator[str]:
    yield element.get("open", "")
    yield written(element.text or "")
    for child in element:
        yield from _marked(child, written)
        yield written(child.tail or "")
    yield element.get("close", "")


def _on_lines(marked: str) -> str:
    """The text on as few lines as it needs, about equally long; marks take no room."""
    parts = _MARK.split(marked)
    broken = iter(_broken("".join(parts[::2])))
    parts[::2] = ["".join(itertools.islice(broken, len(part))) for part in parts[::2]]
    return "".join(parts)


def _broken(text: str) -> str:
    """The text with line feeds in the place of some of its spaces."""
    if len(text) <= _WIDTH or " " not in text:
        return text
    count = len(textwrap.wrap(text, _WIDTH, break_long_words=False))
    for width in (*range(-(-len(text) // count), _WIDTH + 1), _WIDTH):
        lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
        if len(lines) <= count:
            break
    return "\n".join(lines)


_TEXT = PlacedText(_cues, lambda kind: _GRAMMAR, lambda cue: _written(cue.root))

FORMAT = DocumentFormat(
    name="subtitles",
    description="Subtitles, SRT and WebVTT: each target with the times of the source",
    suffixes=(".srt", ".vtt"),
    read=_read,
    rewrite=_TEXT.rewrite,
)
