"""What must survive a translation: placeholders, addresses, tags, numbers, terms to be left alone.

Models read most of them through stand-ins (`standins`). Whatever they did, everything that must be
in an output is looked for afterwards: what was lost or altered is put where the word alignment says
it belongs; what cannot be placed is reported.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from translate import numbers
from translate.alignment import Link, Span, meet
from translate.numbers import DIGITS, NUMBER, digits
from translate.things import MONEY, protected_spans

__all__ = ["Repaired", "linked_words", "occurrences", "repaired", "replaced"]

# Words with raised or lowered figures, and things that are more than figures.
_SCRIPTS = re.compile(r"[\w⁺⁻/]*[²³¹⁰-₎][\w⁺⁻/]*")
_PLAIN = {ord(one): unicodedata.normalize("NFKC", one) for one in "²³¹⁰ⁱ⁴⁵⁶⁷⁸⁹⁺⁻ⁿ₀₁₂₃₄₅₆₇₈₉₊₋"}
_NAME = re.compile(r"[^\W\d]")
_LETTERS = re.compile(r"[^\W\d]|[%{]")


@dataclass(frozen=True, slots=True)
class Repaired:
    """An output after repair: its links follow; `lost` names what could not be placed."""

    text: str
    links: tuple[Link, ...]
    lost: tuple[str, ...] = ()


def repaired(source: str, text: str, links: Sequence[Link], terms: Iterable[str] = ()) -> Repaired:
    """The output `text` with everything that must survive from `source`, where it can be placed.

    Signs of money are those of the source at the same amounts, or none: "€ 5" as "5 euros".
    Numbers may be written as the target language writes them, "12,500" as "12.500" and "730,000"
    as "730 mil"; one that seems to be written in words is reported, and not touched.
    """
    result = Repaired(text, tuple(links))
    places: dict[str, list[Span]] = {}
    for span in protected_spans(source, terms):
        places.setdefault(source[slice(*span)], []).append(span)
    lost: list[str] = []
    for thing, spans in places.items():
        there = occurrences(thing, result.text)
        for span in spans:
            placed = _placed(thing, span, result) if there < len(spans) else None
            if placed is not None and occurrences(thing, placed.text) > there:
                result, there = placed, there + 1
        lost += [thing] * (len(spans) - there)
    for finished in (_in_its_money, _well_written, _in_its_scripts):
        result = finished(source, result)
    return Repaired(result.text, result.links, tuple(lost))


def _in_its_money(source: str, output: Repaired) -> Repaired:
    """The output with the source's sign of money at every amount that has another one."""
    signs = {amount: (span, source[slice(*span)]) for span, amount in _amounts(source)}
    result = output
    for span, amount in reversed(_amounts(output.text)):
        if amount not in signs:
            continue
        place, sign = signs[amount]
        written = output.text[slice(*span)].replace(" ", "")
        if written.removeprefix("US") != sign.removeprefix("US"):
            written = sign
        if written != output.text[slice(*span)]:
            result = replaced(result, place, span, written)
    return result


def _amounts(text: str) -> list[tuple[Span, str]]:
    """Where the signs of money in a text are, and the digits of the amount of each."""
    return [
        (match.span("before" if match["before"] else "after"), digits(match[0]))
        for match in MONEY.finditer(text)
    ]


def _well_written(source: str, output: Repaired) -> Repaired:
    """The output without numbers whose separators contradict each other: "1.234.56"."""
    ours = {digits(match[0]): match for match in DIGITS.finditer(source)}
    result = output
    for written in reversed(list(DIGITS.finditer(output.text))):
        number = ours.get(digits(written[0]))
        if number is None or min(map(_separators, (number[0], written[0]))) < 2:
            continue
        right = numbers.restyled(number[0], number[0], written[0])
        if right != written[0]:
            result = replaced(result, number.span(), written.span(), right)
    return result


def _separators(number: str) -> int:
    return sum(not character.isdecimal() for character in number)


def _in_its_scripts(source: str, output: Repaired) -> Repaired:
    """The output with words as "m²" and "H₂O" for "m2" and "H2O", as models write them."""
    result = output
    for word in _SCRIPTS.finditer(source):
        plain = word[0].translate(_PLAIN)
        found = re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", result.text)
        if found and word[0] not in result.text:
            result = replaced(result, word.span(), found.span(), word[0])
    return result


def occurrences(thing: str, text: str) -> int:
    """How often a protected thing stands in a text; what has numbers, in any writing of those."""
    if NUMBER.fullmatch(thing):
        return numbers.count(thing, text)
    escaped = re.escape(thing)
    if not _LETTERS.search(thing):
        escaped = re.sub(r"(?<=\d)(?:\\\.|,)(?=\d)", "[.,]?", escaped)
        escaped = re.sub(r"^\\\.(?=\d)", "[.,]", escaped)
    # Names are words of their own; "%s" may have a word right after it.
    if _NAME.match(thing):
        escaped = rf"\b{escaped}" + (r"\b" if thing[-1].isalnum() or thing[-1] == "_" else "")
    return len(re.findall(escaped, text))


def _placed(thing: str, span: Span, output: Repaired) -> Repaired | None:
    """The output with the thing in place of the words that are linked to it; None without any."""
    if not NUMBER.fullmatch(thing):
        words = linked_words(output, span)
        return replaced(output, span, words, thing) if words else None
    words = linked_words(output, span, digits)
    if words is None:
        return None
    return replaced(output, span, words, _separated_as(output.text[slice(*words)], thing))


def _separated_as(model: str, number: str) -> str:
    """A number with the separators of another: "757,000" as "75.000" is written, "757.000"."""
    ours, theirs = ({c for c in text if c in ".,"} for text in (number, model))
    if len(ours) == len(theirs) == 1:
        return number.replace(ours.pop(), theirs.pop())
    return number


def linked_words(
    output: Repaired, span: Span, wanted: Callable[[str], object] = str.strip
) -> Span | None:
    """Where the words linked to a span of the source stand in the output; None without any.

    Only words that are `wanted` count. Where words between them are linked to something else, only
    the first one is given.
    """
    linked = [
        link.target
        for link in output.links
        if meet(link.source, span) and wanted(output.text[slice(*link.target)])
    ]
    if not linked:
        return None
    start, end = min(s for s, _ in linked), max(e for _, e in linked)
    between = (link for link in output.links if meet(link.target, (start, end)))
    return (start, end) if all(meet(link.source, span) for link in between) else min(linked)


def replaced(output: Repaired, source: Span, target: Span, new: str) -> Repaired:
    """The output with other text at `target`, linked to `source`; all later links move."""
    start, end = target
    moved = len(new) - (end - start)
    links = [Link(source, (start, start + len(new)))]
    for link in output.links:
        if link.target[1] <= start:
            links.append(link)
        elif link.target[0] >= end:
            links.append(Link(link.source, (link.target[0] + moved, link.target[1] + moved)))
    text = output.text[:start] + new + output.text[end:]
    return Repaired(text, tuple(sorted(links, key=lambda link: (link.target, link.source))))
