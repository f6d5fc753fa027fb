"""Cutting a text that is longer than a model reads, at the best boundary that there is."""

import re
from collections.abc import Callable

__all__ = ["split"]

# Where a text may be cut, the best kind of place first: after a sentence, a clause, a phrase, a
# word; else between any two characters.
_BOUNDARIES = (
    re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])"),
    re.compile(r"(?<=[;:])\s+|(?<=[；：])|\s+(?=[–—])"),
    re.compile(r"(?<=[,،])\s+|(?<=[，、])"),
    re.compile(r"\s+"),
    re.compile(r"(?<=.)(?=.)"),
)


def split(text: str, fits: Callable[[str], bool]) -> list[str]:
    """The parts of a text, each of which fits; nothing is lost but the white space between them.

    Cuts at the boundary of the best kind that is nearest to the middle, and each half again while
    it has to.

    >>> split("One, two; three, four.", lambda part: len(part) <= 12)
    ['One, two;', 'three, four.']
    """
    if fits(text) or len(text) < 2:
        return [text]
    for boundary in _BOUNDARIES:
        places = [match for match in boundary.finditer(text) if 0 < match.start() < len(text)]
        places = [match for match in places if match.end() < len(text)]
        if places:
            cut = min(places, key=lambda match: abs(match.start() + match.end() - len(text)))
            return [*split(text[: cut.start()], fits), *split(text[cut.end() :], fits)]
    return [text]
