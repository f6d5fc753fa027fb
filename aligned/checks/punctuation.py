"""Punctuation: what ends, opens, closes and spaces a sentence, by the customs of its language."""

import re
from collections.abc import Iterator

from aligned.checks.finding import Finding, Pair

__all__ = [
    "brackets",
    "end_punctuation",
    "full_width_punctuation",
    "inverted_marks",
    "punctuation_spacing",
    "quotes",
]

_CLOSERS = "\"'”’“»«›‹„)]}）］】」』》〉 \u00a0\u202f\u200e\u200f\u200b"
# Greek asks with a semicolon.
_QUESTION = frozenset("?？؟⁇⸮՞")
_GREEK_QUESTION = frozenset(";\u037e")
_TERMINALS = frozenset(".。．｡!！…‥:：;；।॥۔።။។܀՜։") | _QUESTION | _GREEK_QUESTION
# Thai and Lao end a sentence with nothing; Chinese and Japanese headings do as others do.
_NO_TERMINALS = frozenset({"th", "lo"})


def end_punctuation(pair: Pair) -> Iterator[Finding]:
    """A question that only one side asks, or an end that only one side marks.

    Which of `.`, `!`, `:`, `;` and `…` ends it is the translator's choice.
    """
    if {pair.source_base, pair.target_base} & _NO_TERMINALS:
        return
    source, target = (text.rstrip(_CLOSERS) for text in (pair.source, pair.target))
    if not source or not target:
        return
    ended, ends = source[-1], target[-1]
    span = (len(target) - 1, len(target))
    if _asks(ended, pair.source_base) and not _has_question(target, pair.target_base):
        yield Finding("The source ends with a question mark, the translation does not")
    elif _asks(ends, pair.target_base) and not _has_question(source, pair.source_base):
        yield Finding("The translation ends with a question mark, the source does not", span=span)
    elif ended in _TERMINALS and ends.isalpha():
        yield Finding(f"The source ends with {ended}, the translation with no mark")
    elif ends in _TERMINALS and ended.isalpha():
        yield Finding(f"The translation ends with {ends}, the source with no mark", span=span)


def _has_question(text: str, language: str) -> bool:
    """Whether it asks anywhere: what is asked and who asks may change places."""
    return any(_asks(mark, language) for mark in text)


def _asks(mark: str, language: str) -> bool:
    return mark in _QUESTION or (language == "el" and mark in _GREEK_QUESTION)


# Not a mark in brackets, (?), nor one inside an address.
_SPANISH_CLOSER = re.compile(r"(?<![(?!])[?!]+(?![\w)])")


def inverted_marks(pair: Pair) -> Iterator[Finding]:
    """Spanish: a question or an exclamation that is not opened with ¿ or ¡."""
    if pair.target_base != "es":
        return
    start = 0
    for match in _SPANISH_CLOSER.finditer(pair.target):
        if not {"¿", "¡"} & set(pair.target[start : match.start()]):
            opening = "¿" if "?" in match.group() else "¡"
            yield Finding(f"This sentence is not opened with {opening}", span=match.span())
        start = match.end()


_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_NARROW = str.maketrans("（）［］｛｝【】〔〕", "()[]{}[][]")
# A list marker, a) or 2), and a smiley: same length, so that places stay.
_NO_BRACKET = re.compile(r"^\s*\w{1,3}\)|[:;]-?[()]")


def brackets(pair: Pair) -> Iterator[Finding]:
    """Brackets of the source that are lost, and ones that are opened or closed only once."""
    source, target = _only_brackets(pair.source), _only_brackets(pair.target)
    for opening, closing in _BRACKETS.items():
        if source.count(opening) != source.count(closing):
            continue
        opened, closed = target.count(opening), target.count(closing)
        if opened > closed:
            place = target.rindex(opening)
            yield Finding(f"{opening} is not closed", span=(place, place + 1))
        elif opened < closed:
            place = target.index(closing)
            yield Finding(f"{closing} is not opened", span=(place, place + 1))
        elif opened < source.count(opening):
            place = source.rindex(opening)
            yield Finding(
                f"The source has {source.count(opening)} times {opening}{closing}, "
                f"the translation {opened}",
                "source",
                (place, place + 1),
            )


def _only_brackets(text: str) -> str:
    narrow = text.translate(_NARROW)
    return _NO_BRACKET.sub(lambda match: " " * len(match.group()), narrow)


_DOUBLE_QUOTES = re.compile('["“”„‟«»″「」『』]')
_SINGLE_QUOTES = re.compile("[‘‚‹›]|(?<!\\w)['’]|['’](?!\\w)")
# Dialogue may be marked by a dash instead, and Han titles have marks of their own.
_OTHER_MARKS = re.compile("[—–―‒《〈]|^\\s*-")


def quotes(pair: Pair) -> Iterator[Finding]:
    """A quotation that is opened or closed only once, or whose marks are lost.

    Which marks they are is not looked at: houses differ, also within a language.
    """
    sources, targets = (
        [match.span() for match in _DOUBLE_QUOTES.finditer(text)]
        for text in (pair.source, pair.target)
    )
    if len(sources) % 2 == 0 and len(targets) % 2 == 1:
        yield Finding("A quotation mark lacks its other half", span=targets[-1])
    elif sources and not targets and not _marked_otherwise(pair.target):
        message = "The quotation marks of the source are not in the translation"
        yield Finding(message, "source", sources[0])


def _marked_otherwise(text: str) -> bool:
    return bool(_SINGLE_QUOTES.search(text) or _OTHER_MARKS.search(text))


_SPACE_BEFORE = re.compile(r"(?<=\w)[ \u00a0\u202f]+[,.;:!?](?=\s|$)")
_SPACE_BEFORE_COMMA = re.compile(r"(?<=\w)[ \u00a0\u202f]+[,.](?=\s|$)")
_NO_SPACE_IN_FRENCH = re.compile(r"(?<=[\w)\]])[;:!?](?=\s|$)|(?<=[\w.!?…])»|«(?=\w)")


def punctuation_spacing(pair: Pair) -> Iterator[Finding]:
    """A space before punctuation, or in French a missing one, unless the source is spaced so.

    Canada writes ; ! ? without a space: only texts marked as its French are spared.
    """
    if _SPACE_BEFORE_COMMA.search(pair.source):
        return
    if pair.target_base != "fr":
        if pair.source_base == "fr" or not _SPACE_BEFORE.search(pair.source):
            yield from _each(_SPACE_BEFORE, pair.target, "There is a space before the mark")
        return
    yield from _each(_SPACE_BEFORE_COMMA, pair.target, "There is a space before the mark")
    if pair.target_language != "fr-CA":
        yield from _each(_NO_SPACE_IN_FRENCH, pair.target, "French wants a space at this mark")


_HAN_OR_KANA = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HALF_WIDTH = re.compile(rf"(?<=[{_HAN_OR_KANA}])[,.;:!?](?=[\s{_HAN_OR_KANA}]|$)")
_FULL_WIDTH = {",": "，", ".": "。", ";": "；", ":": "：", "!": "！", "?": "？"}


def full_width_punctuation(pair: Pair) -> Iterator[Finding]:
    """Chinese and Japanese: a half-width mark after a Han character or kana."""
    if pair.target_base not in ("zh", "yue", "ja"):
        return
    for match in _HALF_WIDTH.finditer(pair.target):
        full = _FULL_WIDTH[match.group()]
        if pair.target_base == "ja" and full == "，":
            full = "、"
        yield Finding(f"Use {full} for {match.group()} here", span=match.span())


def _each(pattern: re.Pattern[str], text: str, message: str) -> Iterator[Finding]:
    for match in pattern.finditer(text):
        yield Finding(message, span=match.span())
