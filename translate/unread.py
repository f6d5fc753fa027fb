"""What a model's vocabulary lacks: it reads "Żółtowski" as two or three letters and gaps.

Vocabularies have the letters of two languages or a few, and few signs. All that a model reads of
anything else is that there is something, and it guesses: any sign of money was "euros" to one,
"p < 0.05" became "p > 0.05", and names lost their letters. Such words are no words to the model,
and are read as names; such signs go with the number beside them.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

from translate.alignment import Span, meet
from translate.languages import UNSPACED_SCRIPT

__all__ = ["Reader", "reader", "unread_things"]

Reader = Callable[[str], Sequence[Span]]  # where what a model cannot read is in a text

# A text that any vocabulary has.
_USUAL = re.compile(r"[A-Za-z0-9 .,;:!?'\"()%/-]*")
_WORD = re.compile(r"[\w\u0300-\u036f]+(?:['’](?!s\b)\w+)*")
_TOKEN = re.compile(r"[^\s\"“”«»„]+")
_EDGES = ".,;:!?…()[]'‘’"
_NUMBER = r"[+-]?\d(?:[\d.,]*\d)?"
_UNIT = 3  # characters of a word that may be the unit of the number before it


def reader(unread: Reader) -> Reader:
    """One that does not mind capitals whose small letters can be read.

    A vocabulary of Portuguese has "ú" and no "Ú", and its models have learned what begins "?ltima".
    """

    def gaps(text: str) -> list[Span]:
        if _USUAL.fullmatch(text):
            return []
        found: list[Span] = []
        for start, end in unread(text):
            parts = [(start, end)] if is_learned(text[start:end]) else _characters(start, end)
            found += [part for part in parts if not is_learned(text[slice(*part)])]
        return found

    @cache
    def is_learned(letters: str) -> bool:
        return letters.isupper() and not unread(letters.lower())

    return gaps


def _characters(start: int, end: int) -> list[Span]:
    return [(place, place + 1) for place in range(start, end)]


def unread_things(text: str, unread: Sequence[Span]) -> list[Span]:
    """The words and numbers of a text that have something unread in them, in order.

    Words in a row are one thing; a sign alone, without a number beside it, is none.
    """
    places = sorted({place for span in unread for place in range(*span)})
    found: list[Span] = []
    for place in places:
        if found and place < found[-1][1]:
            continue
        thing = _around(text, place)
        if thing is None:
            continue
        if found and _are_one(text, found[-1], thing):
            found[-1] = (found[-1][0], thing[1])
        elif not (found and meet(found[-1], thing)):
            found.append(thing)
    return found


def _are_one(text: str, first: Span, second: Span) -> bool:
    """Whether two things are words in a row: with a space or hyphen between; none in Chinese."""
    both = text[first[0] : second[1]]
    between = text[first[1] : second[0]] if first[1] <= second[0] else None
    return between in {"", " ", "-"} and not any(character.isdigit() for character in both)


def _around(text: str, place: int) -> Span | None:
    """The word or number that a character belongs to."""
    if UNSPACED_SCRIPT.match(text[place]):
        return place, place + 1
    if text[place].isalpha():
        word = _at(_WORD, text, place) or (place, place + 1)
        return _with_number(text, word)
    token = _at(_TOKEN, text, place)
    if token is None:
        return None
    start, end = token
    while start < place and text[start] in _EDGES:
        start += 1
    while end > place + 1 and text[end - 1] in _EDGES:
        end -= 1
    if any(character.isalnum() for character in text[start:end]):
        return start, end
    return _beside_number(text, (start, end))


def _at(pattern: re.Pattern[str], text: str, place: int) -> Span | None:
    """Where the match is that has a character of the text in it."""
    return next(
        (match.span() for match in pattern.finditer(text) if match.start() <= place < match.end()),
        None,
    )


def _with_number(text: str, word: Span) -> Span:
    """A word with the number before it, if it may be its unit."""
    number = re.search(_NUMBER + r"\s$", text[: word[0]])
    return (number.start(), word[1]) if number and word[1] - word[0] <= _UNIT else word


def _beside_number(text: str, sign: Span) -> Span | None:
    """A sign with the number after or before it."""
    start, end = sign
    if after := re.match(rf"\s?{_NUMBER}(?!\w)", text[end:]):
        return start, end + after.end()
    if before := re.search(rf"(?<!\w){_NUMBER}\s?$", text[:start]):
        return before.start(), end
    return None
