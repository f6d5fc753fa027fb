"""The things that must survive a translation, found in a source by how they are written."""

import re
from collections.abc import Iterable, Iterator

from translate.alignment import Span
from translate.numbers import DIGITS, NUMBER
from translate.places import free

__all__ = [
    "EMAIL",
    "MONEY",
    "URL_START",
    "amounts",
    "named_spans",
    "protected_spans",
    "verbatim_spans",
]

# Bounded, or begun where nothing of the kind stands before: long runs are read once.
URL_START = r"(?:[a-z][a-z0-9+.-]{0,30}://|www\.)"
EMAIL = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"

# The kinds of things that survive letter by letter, the longest reading first: addresses, markup
# tags, printf, brace and ICU placeholders, template variables, objects, code, options, formulas,
# paths of files, numbers in hyphens, measures, comparisons and sums in figures, paragraphs of laws,
# fractions, numbers of cards, and telephone numbers.
_VERBATIM = re.compile(
    rf"""
      {URL_START}[^\s<>"'”’»)\]]*[^\s<>"'”’»)\].,;:!?…]
    | {EMAIL}
    """
    r"""
    | </?[a-zA-Z][^<>]*> | </?\d+/?>
    | &(?:\#\d+|\#x[0-9a-fA-F]+|[a-zA-Z]+);
    | \{\{[^{}]*\}\}
    | \{\s*\w+\s*,\s*(?:plural|select|selectordinal)\s*,(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}
    | \$\{[^{}]*\}
    | \{[\w.,:!%/+*^=<>\#\s\[\]-]*\} | \{\s*["'][^{}\n]*\}
    | %(?:\d+\$)?(?:\([\w.]+\))?[-+\#0]*\d*(?:\.\d+)?[bcdeEfFgGiosuxX@](?!\w)(?:%%)?
    | (?<![^\s("'\[]):[a-z][a-z0-9_]+:?(?![\w:])
    | (?<![\w$])\$(?=[^\s$])[^$\n]*(?<=[^\s$])\$(?![\d$])
    | \$[A-Za-z_]\w*
    | ``[^`\n]+`` | `[^`\n]+`
    | (?<![\w-])--[a-zA-Z][\w-]*(?:=[^\s,;]*\w)?
    | (?<!\w)[A-Za-z]:\\[^\s"<>|]*[^\s"<>|.,;:!?)]
    | (?<![\w/.])(?:~|\.{1,2})?(?:/[\w.+-]*\w){2,}/?
    | (?<![\w-])\d+(?:-\d+){2,}(?![\w-])
    | (?:(?<![\w.,])\d(?:[\d.,]*\d)?\s?)?
      (?:(?:[×±÷≤≥≠≈]|[<>]=?)\s?\.?\d(?:[\d.,]*\d)?(?:\^-?\d+)?\s?)+(?<!\s)(?!\d)
    | (?:§{1,2}\s?\d+[a-z]?|(?<![\w.,])\d+[a-z]?(?=\(\w))(?:\(\w{1,4}\))*(?!\w)
    | (?<!\w)(?:\d+\s?)?[¼-¾⅐-⅞](?!\w)
    | (?<![\w.,])\.\d+(?![\w.,]*\d)
    | (?<![\w-])\d{4}(?:[ ]\d{4}){2,}(?!\w)
    | (?<![\w+])\+\d{1,3}(?:[ .-]?(?:\d{2,}|\(\d+\))){2,}(?!\w)
    | (?<!\w)\(\d{2,4}\)[ ]?\d{3,5}[ -]\d{4}(?!\w)
    """,
    re.VERBOSE,
)
# What models mostly copy, and sometimes translate: hashtags and handles, names of hosts and of
# files, names with low lines, calls of functions.
_NAMES = re.compile(
    r"""
      (?<![\w&/.])(?:\#(?:\d{3,}|\w*[^\W\d]\w*)|@[^\W\d]\w*)
    | (?<![\w@/.+~-])(?:[\w.~+-]{1,64}/)*[\w+-]{2,64}(?:\.[\w+-]{2,64})*\.[a-z][a-z0-9]{1,4}
      (?!\w)(?:/[\w./?=&%\#+~-]*\w)?(?:\(\))?
    | (?<![\w.])[A-Za-z_]\w*\((?:[^()\n]{1,80},[^()\n]{1,80})?\)
    | (?<!\w)(?:_*[^\W_]+(?:_+[^\W_]+)+_*|__[A-Z][A-Z0-9]*__)(?!\w)
    """,
    re.VERBOSE,
)
# A sign of money and its amount, in either order. Models trained on Brazilian texts write "R$" for
# any other sign.
_SIGN = r"[$¢£¤¥֏؋฿៛₠-⃀﷼]"
MONEY = re.compile(
    rf"(?<![\w$])(?P<before>US[ ]\$|[A-Z]{{1,3}}\$|{_SIGN})\s?(?P<of_before>{DIGITS.pattern})"
    rf"|(?<![\w.,])(?P<of_after>{DIGITS.pattern})\s?(?P<after>{_SIGN})(?!\w)"
)

# Entities that are no more than marks in a sentence: models write them as such.
_ENTITY = re.compile(r"&(?:quot|apos|rsquo|nbsp|#39|#8217);")

# What a text must have for any of the first, or of the second, kinds.
_SOME_VERBATIM = re.compile(r"[^\w\s.,;'\"!?()-]|\d[-(]|[ (]\.\d|\)\s?\d|--|\d{4} \d{4}|www|[¼-⅞]")
_SOME_NAMES = re.compile(r"[#@_]|[\w-]\.\w\w|\w\(")


def protected_spans(text: str, terms: Iterable[str] = ()) -> list[Span]:
    """Where the things that must survive stand in a source, in order, none inside another.

    `terms` are words or phrases that are not to be translated.
    """
    return _found(text, [*_those(text, terms), NUMBER])


def verbatim_spans(text: str, terms: Iterable[str] = ()) -> list[Span]:
    """Those of the `protected_spans` that models do not write well; no markup."""
    patterns = _those(text, terms, named=False)
    return [span for span in _found(text, patterns) if not _is_markup(text, span)]


def named_spans(text: str) -> list[Span]:
    """Those of the `protected_spans` that models mostly copy: names of files, hosts, persons."""
    if not _SOME_NAMES.search(text):
        return []
    others = _found(text, [_VERBATIM])
    return [span for span in _found(text, [_VERBATIM, _NAMES]) if span not in others]


def amounts(text: str) -> list[Span]:
    """Where amounts with a sign of money are, with nothing after them as in "£2m"."""
    found = (match.span() for match in MONEY.finditer(text))
    return [span for span in found if not text[span[1] : span[1] + 1].isalnum()]


def _is_markup(text: str, span: Span) -> bool:
    return text[span[0]] == "&" or re.match(r"</?\w[^<>]*>$", text[slice(*span)]) is not None


def _those(text: str, terms: Iterable[str], named: bool = True) -> Iterator[re.Pattern[str]]:
    """The expressions of things that are worth looking for, those to be looked for first first."""
    if _SOME_VERBATIM.search(text):
        yield _VERBATIM
    yield from _of(terms)
    if named and _SOME_NAMES.search(text):
        yield _NAMES


def _of(terms: Iterable[str]) -> list[re.Pattern[str]]:
    """An expression for terms as whole words, the longest first."""
    words = sorted(filter(None, terms), key=len, reverse=True)
    return (
        [re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")] if words else []
    )


def _found(text: str, patterns: Iterable[re.Pattern[str]]) -> list[Span]:
    taken: list[Span] = []
    for pattern in patterns:
        taken += free([match.span() for match in pattern.finditer(text)], taken)
    return sorted(span for span in taken if not _ENTITY.fullmatch(text, *span))
