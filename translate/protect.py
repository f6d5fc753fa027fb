"""What must survive a translation: placeholders, addresses, tags, numbers, terms to be left alone.

Models read most of them through stand-ins (`standins`). Whatever they did, everything that must be
in an output is looked for afterwards: what was lost or altered is put where the word alignment says
it belongs; what cannot be placed is reported.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from translate.alignment import Link, Span, meet

__all__ = [
    "Repaired",
    "linked_words",
    "protected_spans",
    "repaired",
    "replaced",
    "verbatim_spans",
]

# The kinds of things that survive letter by letter, the longest reading first: addresses, markup
# tags, printf, brace and ICU placeholders, template variables, code, formulas, paths of files,
# numbers in hyphens, measures and sums in figures, and telephone numbers.
_VERBATIM = re.compile(
    r"""
      (?:[a-z][a-z0-9+.-]{0,30}://|www\.)[^\s<>"'”’»)\]]*[^\s<>"'”’»)\].,;:!?…]
    | (?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+
    | </?[a-zA-Z][^<>]*>
    | &(?:\#\d+|\#x[0-9a-fA-F]+|[a-zA-Z]+);
    | \{\{[^{}]*\}\}
    | \{\s*\w+\s*,\s*(?:plural|select|selectordinal)\s*,(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}
    | \$\{[^{}]*\}
    | \{[\w.,:!%/+*^=<>\#\s\[\]-]*\}
    | %(?:\d+\$)?(?:\([\w.]+\))?[-+\#0]*\d*(?:\.\d+)?[bcdeEfFgGiosuxX@](?!\w)(?:%%)?
    | (?<![\w$])\$(?=[^\s$])[^$\n]*(?<=[^\s$])\$(?![\d$])
    | \$[A-Za-z_]\w*
    | `[^`\n]+`
    | (?<!\w)[A-Za-z]:\\[^\s"<>|]*[^\s"<>|.,;:!?)]
    | (?<![\w/.])(?:~|\.{1,2})?(?:/[\w.+-]*\w){2,}/?
    | (?<![\w-])\d+(?:-\d+){2,}(?![\w-])
    | (?:(?<![\w.,])\d(?:[\d.,]*\d)?\s?)?(?:[×±÷≤≥≠≈]\s?\d(?:[\d.,]*\d)?\s?)+(?<!\s)(?!\d)
    | (?<![\w+])\+\d{1,3}(?:[ .-]?(?:\d{2,}|\(\d+\))){2,}(?!\w)
    | (?<!\w)\(\d{2,4}\)[ ]?\d{3,5}[ -]\d{4}(?!\w)
    """,
    re.VERBOSE,
)
# A number of one digit may well be written as a word, and so may "19th".
_SEPARATOR = r"[.,'’\u00a0\u202f]"
_DIGITS = re.compile(rf"\d(?:{_SEPARATOR}?\d)*")
_NUMBER = re.compile(
    rf"(?<!\w)(?<!\d{_SEPARATOR}){_DIGITS.pattern.removesuffix('*')}+(?!\w|{_SEPARATOR}\d)"
)
# A sign of money and its amount, in either order. Models trained on Brazilian texts write "R$" for
# any other sign.
_MONEY = re.compile(
    rf"(?<![\w$])(?P<before>R\$|US\$|[$€£¥₹])\s?(?P<of_before>{_DIGITS.pattern})"
    rf"|(?<![\w.,])(?P<of_after>{_DIGITS.pattern})\s?(?P<after>[$€£¥₹])(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """An output after repair: its links follow; `lost` names what could not be placed."""

    text: str
    links: tuple[Link, ...]
    lost: tuple[str, ...] = ()


def protected_spans(text: str, terms: Iterable[str] = ()) -> list[Span]:
    """Where the things that must survive stand in a source, in order, none inside another.

    `terms` are words or phrases that are not to be translated.
    """
    patterns = [_VERBATIM]
    if words := sorted(filter(None, terms), key=len, reverse=True):
        patterns.append(re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)"))
    patterns.append(_NUMBER)
    taken: list[Span] = []
    for pattern in patterns:
        taken += [
            match.span()
            for match in pattern.finditer(text)
            if all(match.end() <= start or end <= match.start() for start, end in taken)
        ]
    return sorted(taken)


def verbatim_spans(text: str, terms: Iterable[str] = ()) -> list[Span]:
    """Those of the `protected_spans` that are neither numbers nor markup."""
    return [
        span
        for span in protected_spans(text, terms)
        if text[span[0]] not in "<&" and not _NUMBER.fullmatch(text[slice(*span)])
    ]


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
        there = _count(thing, result.text)
        for span in spans:
            placed = _placed(thing, span, result) if there < len(spans) else None
            if placed is not None and _count(thing, placed.text) > there:
                result, there = placed, there + 1
        lost += [thing] * (len(spans) - there)
    result = _in_its_money(source, result)
    return Repaired(result.text, result.links, tuple(lost))


def _in_its_money(source: str, output: Repaired) -> Repaired:
    """The output with the source's sign of money at every amount that has another one."""
    signs = {amount: (span, source[slice(*span)]) for span, amount in _amounts(source)}
    result = output
    for span, amount in reversed(_amounts(output.text)):
        if amount not in signs:
            continue
        place, sign = signs[amount]
        if output.text[slice(*span)].removeprefix("US") != sign.removeprefix("US"):
            result = replaced(result, place, span, sign)
    return result


def _amounts(text: str) -> list[tuple[Span, str]]:
    """Where the signs of money in a text are, and the digits of the amount of each."""
    return [
        (match.span("before" if match["before"] else "after"), _digits(match[0]))
        for match in _MONEY.finditer(text)
    ]


def _count(thing: str, text: str) -> int:
    """How often a protected thing stands in a text; a number, by its digits."""
    if not _NUMBER.fullmatch(thing):
        return text.count(thing)
    same = {_digits(thing)}
    if _digits(thing).endswith("000"):  # the zeros may be a word
        same |= {_digits(thing).rstrip("0") + "0" * zeros for zeros in range(3)}
    return sum(_digits(match[0]) in same for match in _DIGITS.finditer(text))


def _digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(c)) for c in text if c.isdecimal())


def _placed(thing: str, span: Span, output: Repaired) -> Repaired | None:
    """The output with the thing in place of the words that are linked to it; None without any."""
    if not _NUMBER.fullmatch(thing):
        words = linked_words(output, span)
        return replaced(output, span, words, thing) if words else None
    words = linked_words(output, span, _digits)
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
