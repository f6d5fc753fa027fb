"""How good an alignment is, measured against a gold one.

    evaluate(system, gold)              precision, recall and F1, strict and lax
    by_kind(system, gold)               the same by the kind of bead, strict
    bootstrap(system, gold)             between which figures the F1 lies
    compare(system, other, gold)        which beads only one of two has, and whether it is by chance

A link is a pair of the source segments and the target segments that correspond, 0-based.
"""

from aligned.evaluation.accuracy import (
    KINDS,
    Accuracy,
    Evaluation,
    KindCounts,
    Link,
    by_kind,
    evaluate,
    evaluate_all,
)
from aligned.evaluation.bootstrap import RESAMPLES, SEED, Bootstrap, Interval, bootstrap
from aligned.evaluation.comparison import Comparison, Difference, compare

__all__ = [
    "KINDS",
    "RESAMPLES",
    "SEED",
    "Accuracy",
    "Bootstrap",
    "Comparison",
    "Difference",
    "Evaluation",
    "Interval",
    "KindCounts",
    "Link",
    "bootstrap",
    "by_kind",
    "compare",
    "evaluate",
    "evaluate_all",
]
