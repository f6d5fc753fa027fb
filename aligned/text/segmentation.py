"""Cutting a document into segments without losing a character.

Sentence boundaries come from `sentencex` (rules for about 250 languages, code-point offsets).
"""

import re
from collections.abc import Iterable, Iterator

import sentencex  # type: ignore[import-untyped]

from aligned.text.abbreviations import ABBREVIATIONS, NAMES, ORDINAL_LANGUAGES
from aligned.text.document import Document, Paragraph, Segment
from aligned.text.language import base_language

__all__ = ["cut", "cut_lines", "cut_sentences"]

# sentencex panics on a capital, a multi-byte space and a full stop; each becomes one plain space
# for the call, so that offsets stay exact.
_WIDE_SPACES = re.compile(r"[^\S\x00-\x7f]")
_ORDINAL = re.compile(r"\d{1,2}\.")
_SHORT = re.compile(r"\W?[^\W\d_]{1,3}\.")  # "т. е.", "z. b."; before a small letter, cut off
_INITIAL = re.compile(r"\W?[^\W\d_]\.")
_LONE_STOP = re.compile(r"\s\.$")  # "Ch ." as some scanners have it
_HYPHENATED = re.compile(r"-\w")  # "J.-C."
_REPORTED = re.compile(r"[^\S\n]*[—–]\s*([^\W\d_])")  # "— Да! — сказал он."
_AHEAD = 40  # characters; enough to see how the text goes on
_BEHIND = 200  # enough to see what it comes from
_QUOTED = re.compile(r"[」』]$")
_QUOTING = re.compile(r"と|って|、")  # 「はい。」と言った。
_LINE = re.compile(r"([^\r\n]*(?:\r(?!\n)[^\r\n]*)*)(\r?\n|$)")


def cut_sentences(text: str, language: str) -> list[str]:
    """The sentences of one paragraph of text, without the white space between them."""
    return [text[start:end] for start, end in _sentences(text, language)]


def cut(document: Document, language: str) -> tuple[str, tuple[Segment, ...]]:
    """Cut a document into sentences: what stands before the first, and the segments.

    Together they rebuild `document.text` (`rebuild`). A text of nothing but white space has no
    segments, and all of it is the lead.
    """
    pieces = (
        (paragraph.start + start, paragraph.start + end, number)
        for number, paragraph in enumerate(document.paragraphs)
        for start, end in _pieces(document, paragraph, language)
    )
    return _with_gaps(document, pieces)


def cut_lines(document: Document) -> tuple[str, tuple[Segment, ...]]:
    """Take every line as one segment, an empty line too: index i is line i of the file, 0-based.

    Lines end with LF or CRLF, which belong to `after`; the text of a line is not touched. Every
    line is a paragraph of its own.
    """
    text = document.text
    segments = []
    for number, match in enumerate(_LINE.finditer(text)):
        if match.start() == len(text):
            break
        segments.append(Segment(match.group(1), match.group(2), number, match.start()))
    return "", tuple(segments)


def _pieces(document: Document, paragraph: Paragraph, language: str) -> Iterable[tuple[int, int]]:
    """The offsets of what a paragraph is cut into; code is not cut."""
    text = document.text[paragraph.start : paragraph.end]
    return [(0, len(text))] if paragraph.kind == "code" else _sentences(text, language)


def _sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    """The offsets of each sentence of a paragraph, without the white space around it."""
    base = base_language(language)
    plain = _WIDE_SPACES.sub(" ", text)
    start = 0
    for boundary in sentencex.get_sentence_boundaries(base, plain):
        end = boundary["end_index"]
        ending = plain[max(start, end - _BEHIND) : end]  # all would take the square of the length
        piece = ending.strip() or plain[start:end].strip()
        if piece and not _goes_on(piece, plain[end : end + _AHEAD], base):
            stripped = text[start:end].strip()
            first = text.index(stripped, start)
            yield first, first + len(stripped)
            start = end


def _goes_on(piece: str, rest: str, language: str) -> bool:
    """Whether a sentence goes on from a piece of it, though that ends with a mark.

    `rest`: the beginning of what follows.
    """
    following = rest.strip()
    if not following:
        return False
    *before, word = _LONE_STOP.sub(".", piece).rsplit(maxsplit=2)
    if word in NAMES or word in ABBREVIATIONS.get(language, ()):
        return True
    if language in ORDINAL_LANGUAGES and _ORDINAL.fullmatch(word):
        return True
    if _SHORT.fullmatch(word) and following[0].islower():
        return True
    if _INITIAL.fullmatch(word) and all(map(_INITIAL.fullmatch, before)):
        return following[0].isupper()
    if _HYPHENATED.match(rest) or (_QUOTED.search(piece) and _QUOTING.match(following)):
        return True
    reported = _REPORTED.match(rest)
    return reported is not None and reported[1].islower()


def _with_gaps(
    document: Document, pieces: Iterable[tuple[int, int, int]]
) -> tuple[str, tuple[Segment, ...]]:
    text, paragraphs = document.text, document.paragraphs
    places = list(pieces)
    if not places:
        return text, ()
    ends_of_gaps = [start for start, _, _ in places[1:]] + [len(text)]
    segments = tuple(
        Segment(text[start:end], text[end:gap_end], paragraph, start, paragraphs[paragraph].kind)
        for (start, end, paragraph), gap_end in zip(places, ends_of_gaps, strict=True)
    )
    return text[: places[0][0]], segments
