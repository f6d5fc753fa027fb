"""The one list of checks, and running them on a pair."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

from aligned.checks import codes, content, numbers, punctuation, spacing
from aligned.checks.finding import Check, Finding, Pair

__all__ = ["CHECKS", "check"]

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        function.__name__: function
        for function in (
            content.blank,
            content.untranslated,
            content.length,
            content.glossary,
            content.acronyms,
            numbers.numbers,
            codes.placeholders,
            codes.tags,
            codes.addresses,
            punctuation.end_punctuation,
            punctuation.inverted_marks,
            punctuation.brackets,
            punctuation.quotes,
            punctuation.punctuation_spacing,
            punctuation.full_width_punctuation,
            spacing.double_spaces,
            spacing.doubled_words,
            spacing.edge_spaces,
            spacing.line_breaks,
        )
    }
)
"""Every check on a pair, by its name; its docstring says what it finds."""


def check(pair: Pair, only: Collection[str] | None = None) -> list[Finding]:
    """What the checks of these names (all if None) find, each finding with its check's name.

    Where one side is blank nothing else is looked at. KeyError for a name that is no check.
    """
    if not pair.source.strip() or not pair.target.strip():
        names = ["blank"] if only is None or "blank" in only else []
    else:
        names = list(CHECKS if only is None else only)
    return [replace(finding, check=name) for name in names for finding in CHECKS[name](pair)]
