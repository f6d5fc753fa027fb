"""What Marian models get wrong, told from the output alone, and what needs no model at all.

Users of these models complain of endless repetition, of nonsense for headings in capitals and for
fragments, of outputs that are empty, far too long or short, or the source again. Each is a doubt,
named in a word or two; whoever finds one tries again with other settings, and if it stays, says so.
"""

import re
from collections.abc import Sequence
from typing import Literal, get_args

from translate.languages import UNSPACED_SCRIPT
from translate.numbers import NUMBER, count
from translate.things import EMAIL, URL_START

__all__ = [
    "DOUBTFUL",
    "FLAGS",
    "Flag",
    "doubts",
    "in_capitals",
    "lowered",
    "raised",
    "untranslatable",
]

Flag = Literal[
    "empty",  # no output for a text with words
    "repetition",  # a word or phrase again and again, which the source does not repeat
    "too long",  # far more pieces than the source
    "too short",  # far fewer pieces than the source
    "brackets",  # one without its partner, where the source has all in pairs
    "copied",  # the source again, although it has several words
    "capitals",  # written in capitals, translated in small letters and raised again
    "in parts",  # longer than the model reads: cut at clauses, translated in parts, joined
    "passed through",  # numbers, marks or addresses only: not translated
    "from memory",  # translated before, by the same models or by a person
    "repaired",  # a placeholder, an address, a number ... was lost and has been put back
    "altered",  # one was lost, and could not be put back in the end
    "term missing",  # a term of the glossary could not be put in its place
]
FLAGS: tuple[Flag, ...] = get_args(Flag)
# What somebody should read; the others only tell how a good translation came about.
DOUBTFUL: frozenset[Flag] = frozenset(
    {
        "empty",
        "repetition",
        "too long",
        "too short",
        "brackets",
        "copied",
        "altered",
        "term missing",
    }
)

# What no model has to translate: addresses, and text without letters.
_ADDRESS = re.compile(rf"{URL_START}\S+|{EMAIL}", re.I)
_WORD = re.compile(r"\w+")
_PHRASE = 8  # words in the longest phrase looked for
_ACRONYM = 6  # letters of a word in capitals that may be one
_TIMES = 4  # a phrase so many times in a row is a loop
_COPY = 4  # words from which on an identical output is no name
# Pieces of output per piece of input, and the room that short sentences need. Of 500 sentences
# between English and Portuguese none comes near either; a loop runs to the end of its room.
_MOST, _LEAST, _ROOM = 2.0, 0.4, 8


def untranslatable(text: str) -> bool:
    """Whether a text is only numbers, marks, white space or addresses."""
    return not any(character.isalpha() for character in _ADDRESS.sub("", text))


def in_capitals(text: str) -> bool:
    """Whether a text of several words, or of a long one, is written in capitals."""
    words = [word for word in _WORD.findall(text) if word.isalpha()]
    longest = max(map(len, words), default=0)
    return text.isupper() and longest > (3 if len(words) > 1 else _ACRONYM)


def lowered(text: str) -> str:
    """A text in capitals as a sentence is written."""
    return text[:1] + text[1:].lower()


def raised(text: str, language: str) -> str:
    """A text in capitals, as its language writes them."""
    if language in {"tr", "az"}:
        text = text.replace("i", "İ")
    return text.upper()


def doubts(source: str, text: str, source_pieces: int, pieces: int) -> tuple[Flag, ...]:
    """What makes one output doubtful; empty for a good one."""
    if not text.strip():
        return ("empty",)
    found: list[Flag] = []
    if (_loops(text) and not _loops(source)) or (_is_double(text) and not _is_double(source)):
        found.append("repetition")
    if pieces > _MOST * source_pieces + _ROOM:
        found.append("too long")
    if pieces < _LEAST * (source_pieces - _ROOM):
        found.append("too short")
    if _is_open(text) and not _is_open(source):
        found.append("brackets")
    # One that was left out alone is not: models that leave one out do so again.
    if _has_more(source, text) and _has_more(text, source):
        found.append("altered")
    if text.casefold() == source.casefold() and len(_WORD.findall(source)) >= _COPY:
        found.append("copied")
    return tuple(found)


def _loops(text: str) -> bool:
    """Whether a word or phrase, or in scripts without spaces a string, repeats itself in a row."""
    units: Sequence[str] = _WORD.findall(text.casefold())
    if UNSPACED_SCRIPT.search(text):
        units = text
    return any(_longest_run(units, size) >= (_TIMES - 1) * size for size in range(1, _PHRASE + 1))


def _is_double(text: str) -> bool:
    """Whether a text is one word twice, as models write for a label."""
    words = _WORD.findall(text.casefold())
    return len(words) == 2 and words[0] == words[1]


def _is_open(text: str) -> bool:
    """Whether a text has more or fewer opening brackets than closing ones."""
    opening, closing = (sum(text.count(one) for one in kind) for kind in ("([（【", ")]）】"))
    return opening != closing


def _has_more(text: str, other: str) -> bool:
    """Whether a text has any number more often than another; both have, where one was altered."""
    return any(count(one, other) < count(one, text) for one in NUMBER.findall(text))


def _longest_run(units: Sequence[str], size: int) -> int:
    """The most units in a row that each equal the one `size` before them."""
    longest = run = 0
    for before, after in zip(units, units[size:], strict=False):
        run = run + 1 if before == after else 0
        longest = max(longest, run)
    return longest
