"""Names of files without what names their language, and how alike two are."""

import re
from functools import cache

import langcodes
from rapidfuzz import fuzz

__all__ = ["bare_name", "likeness"]

_PART = re.compile(r"[^\W\d_]+|\d+")


def bare_name(name: str, language: str) -> tuple[str, ...]:
    """The words and numbers of a name that do not name the language: "ch-01.fr" -> "ch", "1".

    A language is named by its codes ("fr", "fra", "fre", "pt-BR") or its English or own name.
    """
    named = _names(language)
    parts = _PART.findall(name.casefold())
    return tuple(
        part.lstrip("0") or "0" if part.isdigit() else part for part in parts if part not in named
    )


@cache
def _names(language: str) -> frozenset[str]:
    tag = langcodes.Language.get(language)
    names = [language, tag.to_alpha3(), tag.to_alpha3(variant="B")]
    names += [tag.language_name(), tag.autonym(), tag.language or ""]
    return frozenset(part for name in names for part in _PART.findall(name.casefold()))


def likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How alike two bare names are, 0..1: 0 where their numbers differ, 1 where they are equal.

    Half of that where they are numbers alone, which may count anything; and a name that was nothing
    but that of a language is like no other.
    """
    numbers = [[part for part in name if part.isdigit()] for name in (one, other)]
    if not one or not other or numbers[0] != numbers[1]:
        return 0.0
    words = [" ".join(part for part in name if not part.isdigit()) for name in (one, other)]
    return fuzz.ratio(*words) / 100 if all(words) else 0.5 * (one == other)
