"""What a model's vocabulary lacks: it reads "Żółtowski" as two or three letters and gaps.

Vocabularies have the letters of two languages or a few, and few signs. All that a model reads of
anything else is that there is something, and it guesses: any sign of money was "euros" to one,
"p < 0.05" became "p > 0.05", and names lost their letters. Such words are no words to the model,
and are read as names; such signs go with the number beside them.
"""

import re
from collections.abc import Callable, Iterator, Sequence, Set
from functools import cache

from translate.alignment import Span, meet
from translate.languages import UNSPACED_SCRIPT
from translate.places import covered

__all__ = ["Reader", "reader", "unread_things"]

Reader = Callable[[str], Sequence[Span]]  # where what a model cannot read is in a text

# A text that any vocabulary has.
_USUAL = re.compile(r"[A-Za-z0-9 .,;:!?'\"()%/-]*")
_LETTER = re.compile(r"[\w\u0300-\u036f]|['’](?!s\b)(?=\w)")
_TOKEN = re.compile(r"[^\s\"“”«»„]+")
_EDGES = ".,;:!?…()[]'‘’"
_NUMBER = r"[+-]?\d(?:[\d.,]*\d)?"
_AFTER = re.compile(rf"\s?{_NUMBER}(?!\w)")
_BEFORE = re.compile(rf"(?<!\w){_NUMBER}\s?$")
_NEAR = 24  # characters in which the number before a sign is looked for
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
    found: list[Span] = []
    places = covered(unread)
    for token in _TOKEN.finditer(text) if places else ():
        for thing in _within(text, token.span(), places):
            if found and _are_one(text, found[-1], thing):
                found[-1] = (found[-1][0], thing[1])
            elif not (found and meet(found[-1], thing)):
                found.append(thing)
    return found


def _are_one(text: str, first: Span, second: Span) -> bool:
    """Whether two things are words in a row: with a space or hyphen between; none in Chinese."""
    both = text[max(first[0], first[1] - _NEAR) : second[1]]
    between = text[first[1] : second[0]] if first[1] <= second[0] else None
    return between in {"", " ", "-"} and not any(character.isdigit() for character in both)


def _within(text: str, token: Span, places: Set[int]) -> Iterator[Span]:
    """The words and numbers of one token, or that which it is, that have an unread character."""
    position = token[0]
    for place in range(*token):
        if place not in places or place < position:
            continue
        if UNSPACED_SCRIPT.match(text[place]):
            thing = place, place + 1
        elif text[place].isalpha():
            thing = _with_number(text, _word(text, place))
        else:
            yield from filter(None, [_whole(text, token, place)])
            return
        yield thing
        position = thing[1]


def _word(text: str, place: int) -> Span:
    """The word that a letter belongs to, without the "'s" at its end."""
    start, end = place, place + 1
    while start and _LETTER.match(text, start - 1):
        start -= 1
    while end < len(text) and _LETTER.match(text, end):
        end += 1
    return start, end


def _whole(text: str, token: Span, place: int) -> Span | None:
    """A token that has a sign at a place, without punctuation; a sign alone with its number."""
    start, end = token
    while start < place and text[start] in _EDGES:
        start += 1
    while end > place + 1 and text[end - 1] in _EDGES:
        end -= 1
    if any(character.isalnum() for character in text[start:end]):
        return start, end
    if after := _AFTER.match(text, end):
        return start, after.end()
    if before := _BEFORE.search(text[max(0, start - _NEAR) : start]):
        return start - len(before[0]), end
    return None


def _with_number(text: str, word: Span) -> Span:
    """A word with the number before it, if it may be its unit."""
    start, end = word
    number = _BEFORE.search(text[max(0, start - _NEAR) : start]) if end - start <= _UNIT else None
    return (start - len(number[0]), end) if number and number[0][-1].isspace() else word
