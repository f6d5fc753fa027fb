"""The steps of cleaning: each says of one pair whether it goes out, and no more.

They look at what spoils the training of translation models; the limits are those of OpusFilter's
default filters where it has one (https://helsinki-nlp.github.io/OpusFilter/).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from hashlib import blake2b
from types import MappingProxyType

from aligned import checks
from aligned.checks import Pair, check

__all__ = ["STEPS", "Candidate", "Step", "Test", "likeness"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair of texts, and the score of its bead where there is one."""

    pair: Pair
    score: float | None = None


Test = Callable[[Candidate], bool]
"""Says of a pair whether it goes out."""

Step = Callable[[], Test]
"""Begins a pass through a corpus: gives its test. The docstring says what goes out."""


def _each_pair_alone(test: Test) -> Step:
    """A step that remembers nothing of the pairs before."""

    @wraps(test)
    def begin() -> Test:
        return test

    return begin


@_each_pair_alone
def no_letters(candidate: Candidate) -> bool:
    """A side without any letter: numbers, punctuation, addresses."""
    return not all(any(map(str.isalpha, side)) for side in _sides(candidate))


@_each_pair_alone
def non_printing(candidate: Candidate) -> bool:
    """Control characters, or the marks of characters that were lost."""
    return any(any(map(_is_broken, side)) for side in _sides(candidate))


@cache
def _is_broken(character: str) -> bool:
    return character == "\ufffd" or (
        unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs") and character not in "\t\n\r"
    )


_FEWEST_LETTERS = 2


@_each_pair_alone
def too_short(candidate: Candidate) -> bool:
    """A side of a single letter: what is left of a list or of a figure."""
    return any(
        sum(map(str.isalpha, side[:_MOST_CHARACTERS])) < _FEWEST_LETTERS
        for side in _sides(candidate)
    )


_MOST_WORDS = 100
_MOST_CHARACTERS = 1_000
_WORD = re.compile(r"\w+")


@_each_pair_alone
def too_long(candidate: Candidate) -> bool:
    """More than 100 words or 1,000 characters on a side."""
    return any(
        len(side) > _MOST_CHARACTERS or len(_WORD.findall(side)) > _MOST_WORDS
        for side in _sides(candidate)
    )


@_each_pair_alone
def length_ratio(candidate: Candidate) -> bool:
    """One side more than two and a half times as long as the other (the check length)."""
    return bool(check(candidate.pair, ["length"]))


@_each_pair_alone
def untranslated(candidate: Candidate) -> bool:
    """The source's own words in the target (the check untranslated)."""
    return bool(check(candidate.pair, ["untranslated"]))


@_each_pair_alone
def other_language(candidate: Candidate) -> bool:
    """A side of 40 letters and more that is in another language than it should be."""
    pair = candidate.pair
    return any(
        checks.other_language(text, language)
        for text, language in (
            (pair.source, pair.source_language),
            (pair.target, pair.target_language),
        )
    )


_LEAST_SCORE = 0.5


@_each_pair_alone
def doubtful(candidate: Candidate) -> bool:
    """A bead that is more likely wrong than right."""
    return candidate.score is not None and candidate.score < _LEAST_SCORE


def duplicates() -> Test:
    """A pair that came before, letter by letter."""
    return _first_only(lambda pair: f"{pair.source}\0{pair.target}")


def near_duplicates() -> Test:
    """A pair like one that came before, but for case, numbers, punctuation and spaces."""
    return _first_only(lambda pair: f"{likeness(pair.source)}\0{likeness(pair.target)}")


def _first_only(text_of: Callable[[Pair], str]) -> Test:
    # Eight bytes of each pair are kept: among a hundred million, two collide once in 3,700 times.
    seen: set[bytes] = set()

    def came_before(candidate: Candidate) -> bool:
        digest = _digest(text_of(candidate.pair))
        if digest in seen:
            return True
        seen.add(digest)
        return False

    return came_before


# Items of a menu, as web pages have them in a line; a line that claims rights.
_MENU = re.compile(r"[^|›»•·]{1,40}(?:\s[|›»•·]\s[^|›»•·]{1,40}){2,}")
_RIGHTS = re.compile(r"[©℗]|\(c\)\s*(?:19|20)\d\d", re.IGNORECASE)
_ADDRESS = re.compile(r"\b\w+://\S+|www\.\S+|(?<![^\s@])[^\s@]+@[^\s@]+\.\w+")
_REPEATED = 5


def boilerplate() -> Test:
    """A menu, a copyright line, mere addresses, or a side that came five times already."""
    # As for duplicates, eight bytes a side are kept, and how often it came.
    seen: Counter[bytes] = Counter()

    def goes_out(candidate: Candidate) -> bool:
        digests = [_digest(f"{n}\0{likeness(side)}") for n, side in enumerate(_sides(candidate))]
        repeated = any(seen[digest] >= _REPEATED for digest in digests)
        seen.update(digests)
        return repeated or any(map(_is_boilerplate, _sides(candidate)))

    return goes_out


def _is_boilerplate(text: str) -> bool:
    address = sum(len(match.group()) for match in _ADDRESS.finditer(text))
    return bool(_MENU.fullmatch(text) or _RIGHTS.search(text) or 2 * address > len(text))


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def likeness(text: str) -> str:
    """What near duplicates have in common: the letters, in one case, and 0 for each number."""
    numbers_alike = re.sub(r"\d+", "0", text.casefold())
    return " ".join(_WORD.findall(numbers_alike)) or text


def _sides(candidate: Candidate) -> tuple[str, str]:
    return candidate.pair.source, candidate.pair.target


STEPS: Mapping[str, Step] = MappingProxyType(
    {
        begin.__name__: begin
        for begin in (
            no_letters,
            non_printing,
            too_short,
            too_long,
            length_ratio,
            untranslated,
            doubtful,
            duplicates,
            near_duplicates,
            boilerplate,
            other_language,
        )
    }
)
"""Every step by its name, the cheap ones first; its docstring says what goes out."""
