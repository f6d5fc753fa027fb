"""Numbers: what the source counts, dates and measures is in the target.

Languages write a number differently (1,000.5 - 1.000,5 - 1 000,5 - ١٬٠٠٠٫٥), so each is kept as the
set of values that it may stand for, and two agree if they share one. A number may also be written
in words or in Roman numerals on the other side; where that can be, nothing is said.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from aligned.checks.finding import Finding, Pair, Span

__all__ = ["numbers"]

_SPACES = " \u00a0\u2009\u202f"
_MARKS = ".,'’٫٬"
_JOINED = re.compile(rf"\d+(?:[{_MARKS}]\d+)*")
# A space groups thousands, but it may as well stand between two numbers.
_GROUPED = re.compile(rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)(?:[.,٫]\d+)?|{_JOINED.pattern}")
_APART = re.compile(r"\d+")
_SEPARATOR = re.compile(rf"[{_SPACES}{_MARKS}]")
_AFTERNOON = re.compile(r"(?:[:.]\d\d)?\s?[pP]\.?\s?[mM]\b")
_ROMAN = re.compile(r"\b[IVXL]+(?![A-Z])")
_ROMAN_VALUES = {
    tens + ones: str(10 * ten + one)
    for ten, tens in enumerate(("", "X", "XX", "XXX", "XL"))
    for one, ones in enumerate(("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"))
}
# 3億, 2万, 5천: what is counted there is ten thousands and more.
_MYRIADS = re.compile(r"\d\s?[千万萬億亿兆천만억조]")
_HAN_NUMERALS = re.compile(r"[〇零一二三四五六七八九十百千]")
# What may be written in words; larger numbers seldom are.
_WORDS = {str(number) for number in range(13)}
# A text with more numbers than this is a table; comparing all with all would take long.
_MOST = 100


@dataclass(frozen=True, slots=True)
class _Number:
    written: str
    span: Span
    values: frozenset[str]


def numbers(pair: Pair) -> Iterator[Finding]:
    """A number that only one side has."""
    if not (_APART.search(pair.source) or _APART.search(pair.target)):
        return
    if _MYRIADS.search(pair.source) or _MYRIADS.search(pair.target):
        return
    missing, extra = _unmatched(pair)
    if not extra and all(_may_be_words(number, pair.target) for number in missing):
        return
    if not missing and all(_may_be_words(number, pair.source) for number in extra):
        return
    for number in missing:
        yield Finding(f"{number.written} is not in the translation", "source", number.span)
    for number in extra:
        yield Finding(f"{number.written} is not in the source", "target", number.span)


def _unmatched(pair: Pair) -> tuple[list[_Number], list[_Number]]:
    """The numbers without a counterpart, in the reading of both texts that leaves fewest."""
    # 12.05.2024 and 12/5/2024, 3.30 and 3:30: the same digits, marked in other ways.
    apart = _rest(_numbers(pair.source, _APART), _numbers(pair.target, _APART), pair)
    if not any(apart):
        return apart
    rests = (
        _rest(_numbers(pair.source, source), _numbers(pair.target, target), pair)
        for source, target in itertools.product((_GROUPED, _JOINED), repeat=2)
    )
    return min(rests, key=lambda rest: len(rest[0]) + len(rest[1]))


def _rest(
    sources: list[_Number], targets: list[_Number], pair: Pair
) -> tuple[list[_Number], list[_Number]]:
    missing = []
    extra = list(targets)
    for number in sources:
        match = next((other for other in extra if number.values & other.values), None)
        if match is None:
            missing.append(number)
        else:
            extra.remove(match)
    return _not_roman(missing, pair.target), _not_roman(extra, pair.source)


def _not_roman(numbers: list[_Number], other_side: str) -> list[_Number]:
    romans = {_ROMAN_VALUES.get(match.group(), "") for match in _ROMAN.finditer(other_side)}
    return [number for number in numbers if not number.values & romans]


def _may_be_words(number: _Number, other_side: str) -> bool:
    if _HAN_NUMERALS.search(other_side):
        return True
    return not number.values.isdisjoint(_WORDS)


def _numbers(text: str, pattern: re.Pattern[str]) -> list[_Number]:
    return [
        _Number(match.group(), match.span(), frozenset(_values(match)))
        for match in itertools.islice(pattern.finditer(text), _MOST)
    ]


def _values(match: re.Match[str]) -> Iterator[str]:
    """The values that digits with separators may stand for, in one notation."""
    groups = ["".join(str(int(digit)) for digit in run) for run in _SEPARATOR.split(match.group())]
    separators = _SEPARATOR.findall(match.group())
    if not separators:
        value = _whole(groups[0])
        yield value
        if len(value) == 4 and value[:2] in ("19", "20") and value[3] == "0":
            yield value[2:]  # the 1980s are the 80s
        if len(value) < 3 and int(value) < 12 and _AFTERNOON.match(match.string, match.end()):
            yield str(int(value) + 12)
        return
    *earlier, last = separators
    if last not in earlier:
        yield _decimal(groups[:-1], groups[-1])
    if len(set(separators)) == 1 and _groups_thousands(groups):
        yield _whole("".join(groups))


def _decimal(whole: list[str], fraction: str) -> str:
    fraction = fraction.rstrip("0")
    return _whole("".join(whole)) + (f".{fraction}" if fraction else "")


def _whole(digits: str) -> str:
    """A whole number without the noughts before it; Python's own reads 4,300 digits at the most."""
    return digits.lstrip("0") or "0"


def _groups_thousands(groups: list[str]) -> bool:
    """1,000,000, and 10,00,000 as India writes it."""
    first, *middle, last = groups
    return len(first) <= 3 and len(last) == 3 and all(len(group) in (2, 3) for group in middle)
