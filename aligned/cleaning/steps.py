"""The steps of cleaning: each says of one pair whether it goes out, and no more.

They look at what spoils the training of translation models; the limits are those of OpusFilter's
default filters where it has one (https://helsinki-nlp.github.io/OpusFilter/).
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from types import MappingProxyType

from aligned.checks import Pair, check, close_languages
from aligned.text import base_language, identify

__all__ = ["STEPS", "Candidate", "Step", "likeness"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair of texts, and the score of its bead where there is one."""

    pair: Pair
    score: float | None = None


Step = Callable[[], Callable[[Candidate], bool]]
"""Begins a pass through a corpus: gives the test that says of each pair whether it goes out."""


def no_letters(candidate: Candidate) -> bool:
    """A side without any letter: numbers, punctuation, addresses."""
    return not all(any(map(str.isalpha, side)) for side in _sides(candidate))


def non_printing(candidate: Candidate) -> bool:
    """Control characters, or the marks of characters that were lost."""
    return any(any(map(_is_broken, side)) for side in _sides(candidate))


@cache
def _is_broken(character: str) -> bool:
    return character == "\ufffd" or (
        unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs") and character not in "\t\n\r"
    )


_MOST_WORDS = 100
_MOST_CHARACTERS = 1_000
_WORD = re.compile(r"\w+")


def too_long(candidate: Candidate) -> bool:
    """More than 100 words or 1,000 characters on a side."""
    return any(
        len(side) > _MOST_CHARACTERS or len(_WORD.findall(side)) > _MOST_WORDS
        for side in _sides(candidate)
    )


def length_ratio(candidate: Candidate) -> bool:
    """One side more than two and a half times as long as the other (the check `length`)."""
    return bool(check(candidate.pair, ["length"]))


def untranslated(candidate: Candidate) -> bool:
    """The source's own words in the target (the check `untranslated`)."""
    return bool(check(candidate.pair, ["untranslated"]))


_FEWEST_LETTERS = 40


def other_language(candidate: Candidate) -> bool:
    """A side of 40 letters and more that is in another language than it should be."""
    pair = candidate.pair
    return any(
        _is_other(text, language)
        for text, language in (
            (pair.source, pair.source_language),
            (pair.target, pair.target_language),
        )
    )


def _is_other(text: str, language: str) -> bool:
    if sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
        return False
    found, wanted = base_language(identify(text)), base_language(language)
    return found != wanted and not close_languages(found, wanted)


_LEAST_SCORE = 0.5


def doubtful(candidate: Candidate) -> bool:
    """A bead that is more likely wrong than right."""
    return candidate.score is not None and candidate.score < _LEAST_SCORE


def _duplicates() -> Callable[[Candidate], bool]:
    """A pair that came before, letter by letter."""
    return _first_only(lambda pair: f"{pair.source}\0{pair.target}")


def _near_duplicates() -> Callable[[Candidate], bool]:
    """A pair like one that came before, but for case, numbers, punctuation and spaces."""
    return _first_only(lambda pair: f"{likeness(pair.source)}\0{likeness(pair.target)}")


def _first_only(text_of: Callable[[Pair], str]) -> Callable[[Candidate], bool]:
    # Eight bytes of each pair are kept: among a hundred million, two collide once in 3,700 times.
    seen: set[bytes] = set()

    def came_before(candidate: Candidate) -> bool:
        text = text_of(candidate.pair).encode("utf-8", "surrogatepass")
        digest = blake2b(text, digest_size=8).digest()
        if digest in seen:
            return True
        seen.add(digest)
        return False

    return came_before


def likeness(text: str) -> str:
    """What near duplicates have in common: the letters, in one case, and 0 for each number."""
    numbers_alike = re.sub(r"\d+", "0", text.casefold())
    return " ".join(_WORD.findall(numbers_alike)) or text


def _sides(candidate: Candidate) -> tuple[str, str]:
    return candidate.pair.source, candidate.pair.target


STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "no_letters": lambda: no_letters,
        "non_printing": lambda: non_printing,
        "too_long": lambda: too_long,
        "length_ratio": lambda: length_ratio,
        "untranslated": lambda: untranslated,
        "doubtful": lambda: doubtful,
        "duplicates": _duplicates,
        "near_duplicates": _near_duplicates,
        "other_language": lambda: other_language,
    }
)
"""Every step by its name, the cheap ones first."""
