"""Between which figures an F1 lies, and how sure one alignment is ahead of another: the bootstrap.

A text is a sample, and another text of its kind would have given another figure. The bootstrap
(Efron and Tibshirani 1993, *An Introduction to the Bootstrap*, chapter 13) draws as many units as
there are, with replacement, again and again, and takes the percentiles of the figures of these
resamples for the ends of the interval. For two systems the same units are drawn for both, and the
share of the resamples in which one is ahead says how sure it is (Koehn 2004, "Statistical
Significance Tests for Machine Translation Evaluation", W04-3250). Resamples in which both have the
same figure count half for each.

The unit that is drawn is the group (`groups`): beads are not independent of each other where one
alignment splits what the other joins, and a resample must not take one half of such a place. Groups
next to each other are taken to be independent. The intervals are for texts like this one, of the
same length; they say nothing of another genre.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligned.evaluation.accuracy import Counts, Link, Links, found_and_wanted, links_in
from aligned.evaluation.groups import grouped

__all__ = ["RESAMPLES", "SEED", "Bootstrap", "Interval", "bootstrap", "resampled"]

RESAMPLES = 1_000
"""Enough for the ends of a 95 % interval (Efron and Tibshirani 1993, section 13.3)."""
SEED = 0
_TAILS = (2.5, 97.5)

_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """The ends of a 95 % interval."""

    low: float
    high: float

    @classmethod
    def of(cls, figures: _Floats) -> "Interval":
        """The percentiles of the figures of all resamples."""
        low, high = np.percentile(figures, _TAILS)
        return cls(float(low), float(high))


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """Where the strict and the lax F1 lie, by so many resamples of so many groups."""

    strict: Interval
    lax: Interval
    groups: int
    resamples: int = RESAMPLES
    seed: int = SEED


def bootstrap(system: Iterable[Link], gold: Iterable[Link]) -> Bootstrap:
    """The 95 % intervals of an alignment's F1; the same for the same links, in any order."""
    groups = grouped([links_in(system), links_in(gold)])
    strict, lax = resampled([(ours, theirs) for ours, theirs in groups])
    return Bootstrap(Interval.of(strict), Interval.of(lax), len(groups))


def resampled(groups: Sequence[tuple[Links, Links]]) -> tuple[_Floats, _Floats]:
    """The strict and the lax F1 of every resample of (system, gold) groups: (RESAMPLES,) each.

    The n-th resample draws the same groups, by their place, for every system.
    """
    counted = [_figures(*found_and_wanted(*group)) for group in groups] or [(0,) * 6]
    figures = np.array(counted)
    chance = np.random.default_rng(SEED)
    totals = np.zeros((RESAMPLES, 6))
    for total in totals:
        drawn = chance.integers(len(figures), size=len(figures))
        total += np.bincount(drawn, minlength=len(figures)) @ figures
    found, strictly_found, laxly_found, wanted, strictly_wanted, laxly_wanted = totals.T
    return (
        _f1(strictly_found, found, strictly_wanted, wanted),
        _f1(laxly_found, found, laxly_wanted, wanted),
    )


def _figures(found: Counts, wanted: Counts) -> tuple[int, ...]:
    return found.links, found.strict, found.lax, wanted.links, wanted.strict, wanted.lax


def _f1(found: _Floats, of_found: _Floats, wanted: _Floats, of_wanted: _Floats) -> _Floats:
    precision, recall = _shares(found, of_found), _shares(wanted, of_wanted)
    return _shares(2 * precision * recall, precision + recall)


def _shares(parts: _Floats, wholes: _Floats) -> _Floats:
    return np.divide(parts, wholes, out=np.zeros_like(parts), where=wholes > 0)
