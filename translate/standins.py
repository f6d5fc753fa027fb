"""Stand-ins: what a model reads in the place of placeholders, addresses and terms to be left alone.

A model that reads "%d people live in %s." loses its way: "{" and "}" are in few vocabularies, and
nothing tells it what would stand there. It reads a number or a name instead, by what the thing is
called, and the thing is put in the place of that in its output. Of 390 messages of programs between
English and Portuguese, 33 in a hundred came out with all their placeholders as they were, and 98 by
stand-ins; and those are like the translations of the same messages with numbers and names in them,
at 94 chrF instead of 79 after repair (`python tests/benchmarks/placeholders.py`). Where a stand-in
does not come out, the text is translated as it is, and repaired.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from translate import guards
from translate.alignment import Link, Span
from translate.numbers import DIGITS, digits, restyled
from translate.places import Place, brought_back, covered, free, moved, replaced_at, without
from translate.things import MONEY, amounts, verbatim_spans

__all__ = ["Carried", "carried"]

# Names that are names in many languages and in none a word, of persons of any gender.
_NAMES = ("Kovalenko", "Petrovic", "Yamada", "Novak", "Okafor", "Lindberg")
_NUMBERS = ("27", "48", "63", "86", "34", "59")
# A number by its printf conversion, by its format, or by what it is called; without a name, too.
_NUMERIC = re.compile(
    r"""
      [+(×±÷≤≥≠≈<>§.]*=?\s?\.?\d(?:[\d\s().,×±÷≤≥≠≈<>=^-]*\d)?
    | §*\s?\d+[a-z]?(?:\(\w+\))+ | [\d\s]*[¼-¾⅐-⅞]
    | %.*[bdeEfFgGiouxX]%*
    | \$?\{+\s*\d*\s*\}+
    | \{.*:[^{}]*[bdeEfFgGn%]\}
    | \$?\{*\s*(?:[\w.]*[._])?
      (?:n|no|num|number|count|total|size|amount|quantity|percent|days|hours|minutes|seconds)
      (?:_\w+)?\s*\}*
    | \$?\{*\s*[\w.]*(?:Num|Number|Count|Total|Size|Amount|Quantity|Percent)\s*\}*
    """,
    re.VERBOSE,
)

# A number with signs and at most the shortest of units.
_FIGURES = re.compile(r"[^\w\s]*\s?\.?\d(?:[\d.,^×°'′″\s-]*[\d°'′″])?\s?(?:[^\w\s]+|[^\W\d]{1,3})?")
_POINT_FIVE = re.compile(r"(?<!\d)\.\d+")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Carried:
    """A text with stand-ins, and where each thing of the `source` is in it."""

    source: str
    text: str
    places: tuple[Place, ...]

    @property
    def others(self) -> str:
        """The source without the things."""
        return without(self.source, [there for there, _ in self.places])

    def moved(self, span: Span) -> Span:
        """Where a span of the source is in the text with stand-ins."""
        return moved(span, self.places)

    def restored(self, output: str, links: Iterable[Link]) -> tuple[str, tuple[Link, ...]] | None:
        """What a model made of the text, and its links, with the things again.

        None where one does not come out just once, as a word of its own.
        """
        found: list[tuple[Span, str]] = []
        for there, here in self.places:
            place = _placed(self.source[slice(*there)], self.text[slice(*here)], output)
            if place is None:
                return None
            found.append(place)
        return brought_back(self.places, output, links, sorted(found))


def _placed(thing: str, word: str, output: str) -> tuple[Span, str] | None:
    """Where the stand-in of a thing is in an output, and the thing as it belongs there."""
    if not digits(word) or word in _NUMBERS:
        matches = list(re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", output, re.IGNORECASE))
        return (matches[0].span(), thing) if len(matches) == 1 else None
    matches = [match for match in DIGITS.finditer(output) if digits(match[0]) == digits(word)]
    if len(matches) != 1:
        return None
    written = matches[0][0]
    if word not in thing:  # ".5", which was read as "0.5"
        return matches[0].span(), _POINT_FIVE.sub(written, thing)
    return matches[0].span(), DIGITS.sub(lambda number: restyled(number[0], word, written), thing)


def carried(
    text: str,
    terms: Iterable[str] = (),
    unread: Sequence[Span] = (),
    named: Sequence[Span] = (),
    own: bool = True,
) -> Carried | None:
    """The text with stand-ins for what must survive in it letter by letter; None without any.

    `terms` are those that are not to be translated, `unread` is what the model cannot read, `named`
    what it did not copy. Numbers and markup are not replaced: models write them as they are. Nor is
    what has letters or another such thing right beside it, nor more things than there are
    stand-ins. With `own`, a number with a separator stands in for the measure or sum that it is in:
    all of that is written as the model writes it.
    """
    written = verbatim_spans(text, terms)
    found = list(written)
    for others in (named, _unread_amounts(text, unread), unread):
        found += free(others, found)
    spans = _apart(text, sorted(found))
    in_capitals = guards.in_capitals(without(text, spans))
    names, figures = (
        [one for one in standins if one.casefold() not in text.casefold()]
        for standins in (_NAMES, _NUMBERS)
    )
    chosen: list[tuple[Span, str]] = []
    for start, end in spans:
        thing = text[start:end]
        is_number = (_NUMERIC if (start, end) in written else _FIGURES).fullmatch(thing)
        number = _own(thing) if own and is_number else None
        left = figures if is_number else names
        if number and digits(number) not in map(digits, DIGITS.findall(text[:start] + text[end:])):
            chosen.append(((start, end), number))
        elif left:
            standin = left.pop(0)
            chosen.append(((start, end), standin.upper() if in_capitals else standin))
    if not chosen:
        return None
    return Carried(text, *replaced_at(text, chosen))


def _unread_amounts(text: str, unread: Sequence[Span]) -> list[Span]:
    """Amounts of money whose sign cannot be read."""
    places = covered(unread)
    return [amount for amount in amounts(text) if not places.isdisjoint(range(*amount))]


def _own(thing: str) -> str | None:
    """The number of a thing that stands in for it: its first one with a separator, or a one."""
    if thing.startswith("%") or "{" in thing:  # its figures are no number
        return None
    first = next((one for one in DIGITS.findall(thing) if not one.isdecimal()), None)
    if short := _POINT_FIVE.search(thing):
        return f"0{short[0]}"
    return first or ("1" if MONEY.fullmatch(thing) and digits(thing) == "1" else None)


def _apart(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans with no letter, digit or other span right beside them."""
    starts, ends = {start for start, _ in spans}, {end for _, end in spans}
    return [
        (start, end)
        for start, end in spans
        if not (start in ends or end in starts)
        and not _WORD.match(text[max(0, start - 1) : start])
        and not _WORD.match(text[end : end + 1])
    ]
