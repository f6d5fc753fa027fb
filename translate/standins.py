"""Stand-ins: what a model reads in the place of placeholders, addresses and terms to be left alone.

A model that reads "%d people live in %s." loses its way: "{" and "}" are in few vocabularies, and
nothing tells it what would stand there. It reads a number or a name instead, by what the thing is
called, and the thing is put in the place of that in its output. Of 390 messages of programs between
English and Portuguese, 33 in a hundred came out with all their placeholders as they were, and 98 by
stand-ins; and those are like the translations of the same messages with numbers and names in them,
at 95 chrF instead of 79 after repair (`python tests/benchmarks/placeholders.py`). Where a stand-in
does not come out, the text is translated as it is, and repaired.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from translate import guards
from translate.alignment import Link, Span
from translate.protect import verbatim_spans

__all__ = ["Carried", "carried"]

# Names that are names in many languages and in none a word, of persons of any gender.
_NAMES = ("Kovalenko", "Petrovic", "Yamada", "Novak", "Okafor", "Lindberg")
_NUMBERS = ("27", "48", "63", "86", "34", "59")
# A number by its printf conversion, by its format, or by what it is called; without a name, too.
_NUMERIC = re.compile(
    r"""
      [+(×±÷≤≥≠≈]?\s?\d(?:[\d\s().,×±÷≤≥≠≈-]*\d)?
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

_WORD = re.compile(r"\w")

Place = tuple[Span, Span]  # of the same thing in two texts


@dataclass(frozen=True, slots=True)
class Carried:
    """A text with stand-ins, and where each thing of the `source` is in it."""

    source: str
    text: str
    places: tuple[Place, ...]

    @property
    def others(self) -> str:
        """The source without the things."""
        return _without(self.source, [there for there, _ in self.places])

    def moved(self, span: Span) -> Span:
        """Where a span of the source is in the text with stand-ins."""
        return _moved(span, self.places)

    def restored(self, output: str, links: Iterable[Link]) -> tuple[str, tuple[Link, ...]] | None:
        """What a model made of the text, and its links, with the things again.

        None where one does not come out just once, as a word of its own.
        """
        found: list[tuple[Span, str]] = []
        for there, here in self.places:
            pattern = rf"(?<!\w){re.escape(self.text[slice(*here)])}(?!\w)"
            matches = list(re.finditer(pattern, output, re.IGNORECASE))
            if len(matches) != 1:
                return None
            found.append((matches[0].span(), self.source[slice(*there)]))
        text, places = _replaced(output, sorted(found))
        back = [(here, there) for there, here in self.places]
        return text, tuple(
            Link(_moved(link.source, back), _moved(link.target, places)) for link in links
        )


def carried(text: str, terms: Iterable[str] = ()) -> Carried | None:
    """The text with stand-ins for what must survive in it letter by letter; None without any.

    `terms` are those that are not to be translated. Numbers and markup are not replaced: models
    write them as they are. Nor is what has letters or another such thing right beside it, nor more
    things than there are stand-ins.
    """
    spans = _apart(text, verbatim_spans(text, terms))
    in_capitals = guards.in_capitals(_without(text, spans))
    names, numbers = (
        [one for one in standins if one.casefold() not in text.casefold()]
        for standins in (_NAMES, _NUMBERS)
    )
    chosen: list[tuple[Span, str]] = []
    for start, end in spans:
        left = numbers if _NUMERIC.fullmatch(text[start:end]) else names
        if left:
            standin = left.pop(0)
            chosen.append(((start, end), standin.upper() if in_capitals else standin))
    if not chosen:
        return None
    return Carried(text, *_replaced(text, chosen))


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


def _without(text: str, spans: Sequence[Span]) -> str:
    return _replaced(text, [(span, "") for span in spans])[0]


def _replaced(text: str, news: Sequence[tuple[Span, str]]) -> tuple[str, tuple[Place, ...]]:
    """A text with other words at some spans, given in order, and where those are then."""
    result, position = "", 0
    places: list[Place] = []
    for (start, end), new in news:
        result += text[position:start]
        places.append(((start, end), (len(result), len(result) + len(new))))
        result += new
        position = end
    return result + text[position:], tuple(places)


def _moved(span: Span, places: Iterable[Place]) -> Span:
    """A span after words at some places became others; one that meets such has all of them."""
    start, end = span
    begin, finish = start, end
    for (first, last), (new_first, new_last) in places:
        if start >= last:
            begin = start + new_last - last
        elif start >= first:
            begin = new_first
        if end >= last:
            finish = end + new_last - last
        elif end > first:
            finish = new_last
    return begin, finish
