"""Marks that stand among words and are none: tags, emoji, numbers of notes and other signs.

Vocabularies have not seen most of them, and models drop them, or stumble: of "<p>Hello
<b>world</b></p>" a student made "-<p>Hello '<b>world</b></p>". So a text is read without them, and
each is put back where its words went: a pair of tags around what the words between them became, any
other mark after the word before it. Of 100 sentences with a word in bold, 72 came out with both
tags, and 7 said the same as without; read so, all do (`python tests/benchmarks/placeholders.py`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from translate.alignment import Link, Span, meet
from translate.places import without

__all__ = ["Bare", "bare"]

_TAG = r"</?[a-zA-Z][^<>]*>|</?\d+/?>"
_LINK = r"!?\[(?=[^\[\]\n]{1,200}\]\([^()\s])|(?<=\S)\]\((?:[^()\s]|\([^()\s]*\))+\)"
# Signs of law and trade, bullets, and what is in the blocks of arrows, dingbats, emoji and the
# like, with what joins and varies them. The sign of a paragraph goes with its number.
_SYMBOL = (
    r"\u00a7(?!\u00a7?\s?\d)|[0-9#*]\ufe0f?\u20e3"
    r"|[\u00a9\u00ae\u00b6\u2022\u2122\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
    r"[\ufe0f\u200d\u20e3\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]*"
)
# What is before headings, quotations and the points of a list, as plain text has them.
_BEGINNING = r"^(?:\#{1,6}|>+|[*+–—•-]|\[[ xX]?\]|\(?[a-zA-Z]\)|\([ivx]+\)|\d+\))(?=\s+\w)"
# Raised numbers of notes after a word or sentence, numbers of references, and optional endings, as
# in "author(s)".
_NOTE = (
    r"(?:(?<=[^\W\d_]{4})|(?<=[.,;:!?»”\"]))[¹²³⁰⁴-⁹]+(?!\w)"
    r"|(?<!\w)\[\d+(?:\s?[,;–-]\s?\d+)+\]"
    r"|(?<=[^\W\d_]{3})\([^\W\d_]{1,2}\)(?!\w)"
)
_MARK = re.compile("|".join(f"(?:{kind})" for kind in (_TAG, _LINK, _BEGINNING, _NOTE, _SYMBOL)))
_LETTER = re.compile(r"\w")
_NAME = re.compile(r"</?([a-zA-Z][\w:-]*|\d+)|!?\[$|\]\(")


@dataclass(frozen=True, slots=True)
class Bare:
    """A text without its marks; `marks` are spans of the `source`, with a space that goes along."""

    source: str
    text: str
    marks: tuple[Span, ...]

    @property
    def others(self) -> str:
        """The text that is left."""
        return self.text

    def moved(self, span: Span) -> Span:
        """Where a span of the source is in the text."""
        return self._bare(span[0]), self._bare(span[1])

    def restored(self, output: str, links: Iterable[Link]) -> tuple[str, tuple[Link, ...]] | None:
        """What a model made of the text, and its links, with the marks again.

        None where there are marks in the middle, and no links to place them by.
        """
        links = tuple(links)
        if not links and any(0 < self._bare(start) < len(self.text) for start, _ in self.marks):
            return None
        places = self._places(output, links)
        opened = {closing: places[opening] for opening, closing in self._pairs()}

        def first(number: int) -> tuple[int, bool, int]:
            """In one place, a pair that ends there comes before one that begins there."""
            place = places[number]
            return place, opened.get(number, place) >= place, number

        order = sorted(range(len(places)), key=first)
        text, position = "", 0
        for number in order:
            text += output[position : places[number]] + self.source[slice(*self.marks[number])]
            position = places[number]
        text += output[position:]
        lengths = [(places[number], self._length(number)) for number in order]
        moved = [
            Link(
                (self._original(link.source[0]), self._original(link.source[1] - 1) + 1),
                (_after(link.target[0], lengths), _after(link.target[1] - 1, lengths) + 1),
            )
            for link in links
        ]
        return text, tuple(moved)

    def _places(self, output: str, links: Sequence[Link]) -> list[int]:
        """Where in an output each mark goes."""
        places = [self._behind(mark, output, links) for mark in self.marks]
        for opening, closing in self._pairs():
            inside = self._bare(self.marks[opening][1]), self._bare(self.marks[closing][0])
            words = _words(output, [link.target for link in links if meet(link.source, inside)])
            if inside == (0, len(self.text)):
                places[opening], places[closing] = 0, len(output)
            elif words:
                places[opening] = min(start for start, _ in words)
                places[closing] = max(end for _, end in words)
            else:
                places[opening] = places[closing]
        return places

    def _behind(self, mark: Span, output: str, links: Sequence[Link]) -> int:
        """Where the word before a mark ends in an output, or that after it begins.

        What stands after the last word does so there too, before the marks that end both.
        """
        if mark[0] == 0:
            return 0
        place = self._bare(mark[0])
        if place >= len(self.text):
            return len(output)
        if not _LETTER.search(self.text, place):
            words = (link.target for link in links if _LETTER.search(output, *link.target))
            letters = (word.span() for word in _LETTER.finditer(output))
            return max((end for _, end in (*words, *letters)), default=0)
        if self._is_before_a_word(mark):
            after = [link for link in links if place <= link.source[0]]
            first = min(after, key=lambda link: (link.source, link.target), default=None)
            return first.target[0] if first else len(output)
        before = [link for link in links if link.source[1] <= place]
        if not before:
            return 0
        last = max(link.source for link in before)
        return max(link.target[1] for link in before if link.source == last)

    def _is_before_a_word(self, mark: Span) -> bool:
        """Whether a mark has a word right after it and none right before."""
        start, end = mark
        return self.source[start - 1].isspace() and self.source[end : end + 1].isalnum()

    def _pairs(self) -> Iterable[tuple[int, int]]:
        """The numbers of opening and closing tags that belong together."""
        waiting: list[tuple[str, int]] = []
        for number, span in enumerate(self.marks):
            mark = self.source[slice(*span)].strip()
            name = _NAME.match(mark)
            if name is None or mark.endswith("/>"):
                continue
            kind = name[1] or "["
            if not mark.startswith(("</", "](")):
                waiting.append((kind, number))
            elif waiting and waiting[-1][0] == kind:
                yield waiting.pop()[1], number

    def _length(self, number: int) -> int:
        start, end = self.marks[number]
        return end - start

    def _bare(self, place: int) -> int:
        """A place of the source in the text."""
        return place - sum(max(0, min(place, end) - start) for start, end in self.marks)

    def _original(self, place: int) -> int:
        """A character of the text in the source."""
        for start, end in self.marks:
            if start > place:
                break
            place += end - start
        return place


def bare(text: str) -> Bare | None:
    """The text without its marks; None where it has none."""
    marks: list[Span] = []
    for match in _MARK.finditer(text):
        start, end = _with_space(text, match.span())
        taken = marks[-1][1] if marks else 0  # the mark before may have taken the space between
        marks.append((max(start, taken), end))
    return Bare(text, without(text, marks), tuple(marks)) if marks else None


def _with_space(text: str, span: Span) -> Span:
    """A mark with the space before it, or after it at the beginning, if it has them on both sides.

    What ends a sentence counts as a space after it: "so 😀!" is "so!" without.
    """
    start, end = span
    if text[start - 1 : start] == " " and (end == len(text) or text[end] in " .,;:!?…"):
        return start - 1, end
    if start == 0 and text[end : end + 1] == " ":
        return start, end + 1
    return span


def _words(text: str, spans: Sequence[Span]) -> Sequence[Span]:
    """Those of some spans that have letters, or all where none has."""
    return [span for span in spans if _LETTER.search(text, *span)] or spans


def _after(place: int, lengths: Iterable[tuple[int, int]]) -> int:
    """A character of an output where texts of some lengths have been put at places of it."""
    return place + sum(length for start, length in lengths if start <= place)
