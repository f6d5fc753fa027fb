"""Numbers in figures: the same one in two writings, "12,500" and "12.500", "12 500" too."""

import re
import unicodedata

__all__ = ["DIGITS", "NUMBER", "count", "digits", "restyled"]

_SEPARATOR = r"[.,'’\u00a0\u202f]"
_GROUPED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)"
DIGITS = re.compile(rf"\d(?:{_SEPARATOR}?\d)*")
# A number of one digit may well be written as a word, and so may "19th".
NUMBER = re.compile(
    rf"(?<!\w)(?<!\d{_SEPARATOR})(?:{_GROUPED}|{DIGITS.pattern.removesuffix('*')}+)"
    rf"(?!\w|{_SEPARATOR}\d)"
)
_WITH_SPACES = re.compile(rf"(?<!\d)(?:{_GROUPED})|{DIGITS.pattern}")
_VERSION = re.compile(r"(?!\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:[.,]\d+)?$)\d+([.,])\d+(?:\2\d+)+")


def digits(text: str) -> str:
    """The decimal digits of a text, in ASCII."""
    return "".join(str(unicodedata.decimal(c)) for c in text if c.isdecimal())


def count(number: str, text: str) -> int:
    """How often a number stands in a text, in any writing in figures.

    "730 mil" is a writing of "730,000", and "12" with "500" after it one of "12 500".
    """
    same = {digits(number)}
    if digits(number).endswith("000"):  # the zeros may be a word
        same |= {digits(number).rstrip("0") + "0" * zeros for zeros in range(3)}
    found = max(
        sum(digits(match[0]) in same for match in pattern.finditer(text))
        for pattern in (DIGITS, _WITH_SPACES)
    )
    if not found and " " in number:
        return min(count(part, text) for part in number.split())
    return found


def restyled(number: str, word: str, written: str) -> str:
    """A number with the separators by which a model has written a number that it read.

    >>> restyled("2.1", "3.5", "3,5")
    '2,1'
    >>> restyled("1,234.56", "1,234.56", "1.234.56")
    '1.234,56'

    Versions, dates and the like, of several equal separators that are no thousands, are as before.
    """
    if _VERSION.fullmatch(number):
        return number
    signs = _signs(word, written)
    return "".join(signs.get(character, character) for character in number)


def _signs(word: str, written: str) -> dict[str, str]:
    """What separators became in another writing of a number; none where that is no rule."""
    pairs = dict.fromkeys(
        (before, after)
        for before, after in zip(_between(word), _between(written), strict=False)
        if before
    )
    signs = dict(iter(pairs))
    if len(signs) < len(pairs) or len(set(signs.values())) < len(signs):
        before, after = next(iter(pairs))
        signs = {before: after, after: before}
    elif signs in ({",": "."}, {".": ","}):
        signs = {",": ".", ".": ","}
    return signs


def _between(number: str) -> list[str]:
    """What is after each digit but the last one."""
    return re.split(r"\d", number)[1:-1]
