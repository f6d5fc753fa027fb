"""Content: text that is missing, left untranslated, or far from the length of its source."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise

from aligned.checks.finding import Finding, Pair
from aligned.text import base_language, identify

__all__ = [
    "acronyms",
    "blank",
    "close_languages",
    "glossary",
    "length",
    "other_language",
    "untranslated",
]

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def blank(pair: Pair) -> Iterator[Finding]:
    """Text on one side only."""
    if pair.source.strip() and not pair.target.strip():
        yield Finding("There is no translation")
    elif pair.target.strip() and not pair.source.strip():
        yield Finding("There is nothing in the source for this")


# Languages in which whole sentences may be the same.
_NEIGHBOURS = (
    {"da", "nb", "nn", "no"},
    {"bs", "cnr", "hr", "sh", "sr"},
    {"ast", "es", "gl", "pt"},
    {"cs", "sk"},
    {"id", "ms"},
    {"be", "ru", "uk"},
    {"bg", "mk"},
)
# A run of so many words is no name or title that stays as it is.
_UNTRANSLATED_RUN = 6
_FEWEST_WORDS = 3


def close_languages(first: str, second: str) -> bool:
    """Whether two languages, without script and region, are one or so close that texts coincide."""
    return first == second or any({first, second} <= group for group in _NEIGHBOURS)


_FEWEST_TO_IDENTIFY = 40


def other_language(text: str, language: str) -> str | None:
    """The language that a text of 40 letters and more is in, where that is not this one nor close.

    None where it is, or where the text is too short to tell.
    """
    if sum(map(str.isalpha, text)) < _FEWEST_TO_IDENTIFY:
        return None
    found = identify(text)
    close = close_languages(base_language(found), base_language(language))
    return None if close else found


def untranslated(pair: Pair) -> Iterator[Finding]:
    """The source's own words in the translation: all of it, or six words and more in a row.

    Names, numbers and titles may stay as they are, so only words in small letters count.
    """
    if close_languages(pair.source_base, pair.target_base):
        return
    targets = list(_WORD.finditer(pair.target))
    if pair.source.strip() == pair.target.strip():
        if _small(match.group() for match in targets) >= _FEWEST_WORDS:
            yield Finding("The translation is the same as the source")
        return
    sources = _WORD.findall(pair.source)
    runs = {tuple(run) for run in _runs(sources)}
    for start, run in enumerate(_runs([match.group() for match in targets])):
        if tuple(run) in runs and _small(run) >= _UNTRANSLATED_RUN - 1:
            span = targets[start].start(), targets[start + _UNTRANSLATED_RUN - 1].end()
            yield Finding("These words are the same as in the source", span=span)
            return


def _runs(words: list[str]) -> Iterator[list[str]]:
    for start in range(len(words) - _UNTRANSLATED_RUN + 1):
        yield words[start : start + _UNTRANSLATED_RUN]


def _small(words: Iterable[str]) -> int:
    return sum(word.islower() and word.isalpha() for word in words)


# A Han character says about as much as three letters, a syllable of Hangul or kana as two.
_WEIGHTS = {"CJK": 3.0, "HANGUL": 2.0, "HIRAGANA": 1.5, "KATAKANA": 1.5}
# Headings and short sentences differ by some words whatever their ratio.
_SLACK = 20
_LONGEST_RATIO = 2.5


def length(pair: Pair) -> Iterator[Finding]:
    """A translation more than two and a half times as long as its source, or as short."""
    source, target = _weight(pair.source), _weight(pair.target)
    if not source or not target:
        return
    if target > _LONGEST_RATIO * source + _SLACK:
        yield Finding("The translation is far longer than the source")
    elif source > _LONGEST_RATIO * target + _SLACK:
        yield Finding("The translation is far shorter than the source")


def _weight(text: str) -> float:
    """The length in letters' worth; white space and marks above or below letters don't count."""
    return sum(map(_letters_worth, text))


@cache
def _letters_worth(character: str) -> float:
    if character.isspace() or unicodedata.category(character).startswith("M"):
        return 0.0
    script = unicodedata.name(character, "").partition(" ")[0]
    return _WEIGHTS.get(script, 1.0)


_ACRONYM = re.compile(r"\b(?=[A-Z0-9]*[A-Z][A-Z0-9]*[A-Z])[A-Z][A-Z0-9]{2,}\b")
# Written out in other languages more often than not.
_SPELLED_OUT = frozenset({"CEO", "GMT", "USA", "VIP"})


def acronyms(pair: Pair) -> Iterator[Finding]:
    """An acronym of the source where the translation has no capitals in a row at all.

    NATO is OTAN elsewhere, so which letters they are is not looked at.
    """
    if pair.source.isupper() or _has_capitals(pair.target):
        return
    for match in _ACRONYM.finditer(pair.source):
        if match.group() not in _SPELLED_OUT and any(map(str.islower, pair.target)):
            yield Finding(f"{match.group()} is not in the translation", "source", match.span())
            return


def _has_capitals(text: str) -> bool:
    return any(first.isupper() and second.isupper() for first, second in pairwise(text))


# A glossary has some thousand terms; what is known of them must not fill the memory.
_KNOWN_TERMS = 20_000


def glossary(pair: Pair) -> Iterator[Finding]:
    """A term of the glossary in the source without its translation in the target.

    Words may be inflected: two letters may follow in the source; in the target the last two may
    differ, and accents.
    """
    text = pair.source.lower() if pair.terms else ""
    for source, target in pair.terms:
        # Most terms of a glossary are not in a sentence, and no pattern is needed to see that.
        if _first_word(source) not in text:
            continue
        match = _term_pattern(source, cut=False).search(pair.source)
        if match and not _term_pattern(_bare(target), cut=True).search(_bare(pair.target)):
            yield Finding(f"The glossary has “{target}” for “{source}”", "source", match.span())


@lru_cache(_KNOWN_TERMS)
def _first_word(term: str) -> str:
    return term.lower().split(maxsplit=1)[0] if term.strip() else ""


@lru_cache(_KNOWN_TERMS)
def _term_pattern(term: str, *, cut: bool) -> re.Pattern[str]:
    words = term.split()
    if cut:
        words = [word[: max(4, len(word) - 2)] for word in words]
    inflected = (r"\w*" if cut else r"\w{0,2}") + r"\s+"
    pattern = inflected.join(map(re.escape, words))
    if term[:1] >= "\u1100":  # Han and kana have no spaces between words
        return re.compile(pattern)
    return re.compile(rf"\b{pattern}" + ("" if cut else r"\w{0,2}\b"), re.IGNORECASE)


def _bare(text: str) -> str:
    """The text without accents."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))
