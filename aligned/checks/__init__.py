"""Quality checks on a pair of texts: each a small named function in the one registry.

    for finding in check(Pair("It costs 15 €.", "Das kostet 16 €.", "en", "de")):
        print(finding.check, finding.message, finding.side, finding.span)

A check that cries wolf is switched off, so each one errs towards silence: what languages, houses or
translators may rightly do otherwise is not reported.
"""

from aligned.checks.consistency import inconsistent
from aligned.checks.content import close_languages, other_language
from aligned.checks.finding import Check, Finding, Pair, Side, Span
from aligned.checks.registry import CHECKS, check

__all__ = [
    "CHECKS",
    "Check",
    "Finding",
    "Pair",
    "Side",
    "Span",
    "check",
    "close_languages",
    "inconsistent",
    "other_language",
]
