"""Spacing: white space and words that a keyboard has doubled."""

import re
from collections.abc import Iterator

from aligned.checks.finding import Finding, Pair

__all__ = ["double_spaces", "doubled_words", "edge_spaces", "line_breaks"]

_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")
_DOUBLED = re.compile(r"\b([^\W\d_]{2,})[^\S\n]+\1\b", re.IGNORECASE)
# Words that grammar doubles.
_DOUBLES = {
    "de": {"das", "dem", "den", "der", "die", "sie"},
    "en": {"had", "that"},
    "es": {"nos"},
    "fr": {"nous", "vous"},
    "it": {"man", "piano"},
    "nl": {"die", "dat", "je"},
    "pt": {"nos"},
}
# Languages in which doubling a word is grammar throughout.
# fmt: off
_REDUPLICATING = frozenset({
    "af", "az", "bn", "gu", "hi", "hy", "id", "ja", "jv", "kk", "km", "kn", "ko", "ky",
    "lo", "mi", "ml", "mr", "ms", "ne", "pa", "si", "su", "sw", "ta", "te", "th", "tk",
    "tl", "tr", "ug", "ur", "uz", "vi", "yo", "zh",
})
# fmt: on


def double_spaces(pair: Pair) -> Iterator[Finding]:
    """Two spaces or more in a row, where the source has none such."""
    if not _SPACES.search(pair.source):
        for match in _SPACES.finditer(pair.target):
            yield Finding("There is more than one space here", span=match.span())


def doubled_words(pair: Pair) -> Iterator[Finding]:
    """A word twice in a row, unless the source or the grammar doubles too."""
    if pair.target_base in _REDUPLICATING or _DOUBLED.search(pair.source):
        return
    allowed = _DOUBLES.get(pair.target_base, set())
    for match in _DOUBLED.finditer(pair.target):
        if match.group(1).lower() not in allowed:
            yield Finding(f"“{match.group(1)}” stands here twice", span=match.span())


def edge_spaces(pair: Pair) -> Iterator[Finding]:
    """White space at the start or the end that the source does not have."""
    text = pair.target
    if not text.strip():
        return
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start and pair.source == pair.source.lstrip():
        yield Finding("The translation begins with white space", span=(0, start))
    if end < len(text) and pair.source == pair.source.rstrip():
        yield Finding("The translation ends with white space", span=(end, len(text)))


def line_breaks(pair: Pair) -> Iterator[Finding]:
    """Another number of line breaks inside the text than in the source."""
    wanted, found = (text.strip().count("\n") for text in (pair.source, pair.target))
    if wanted != found and pair.target.strip():
        yield Finding(f"The source has {wanted} line breaks, the translation {found}")
