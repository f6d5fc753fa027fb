"""Two alignments of the same texts, bead by bead against the gold."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from aligned.evaluation.accuracy import Bead, Link, Links, links_in
from aligned.evaluation.bootstrap import Interval, resampled
from aligned.evaluation.groups import Segment, grouped, segments_of

__all__ = ["Comparison", "Difference", "compare"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A gold bead that only one of two systems has, and the beads of the other that touch it."""

    bead: Bead
    first_is_right: bool
    instead: tuple[Bead, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a system differs from another.

    `both` and `neither` count gold beads; `differences` are in the order of the gold. `gain` is the
    95 % interval of the first system's strict F1 less that of the other, and `ahead` the share of
    the resamples in which it is the higher of the two (`bootstrap`).
    """

    both: int
    neither: int
    differences: tuple[Difference, ...]
    gain: Interval
    ahead: float


def compare(system: Iterable[Link], other: Iterable[Link], gold: Iterable[Link]) -> Comparison:
    """Compare two alignments with the gold one and with each other."""
    golden = [(tuple(left), tuple(right)) for left, right in gold]
    first, second, right = links_in(system), links_in(other), links_in(golden)
    groups = grouped([first, second, right])
    strict, _ = resampled([(ours, wanted) for ours, _, wanted in groups])
    others_strict, _ = resampled([(theirs, wanted) for _, theirs, wanted in groups])
    gains = strict - others_strict
    return Comparison(
        both=len(first & second & right),
        neither=len(right - first - second),
        differences=_differences(first, second, dict.fromkeys(golden)),
        gain=Interval.of(gains),
        ahead=float(np.mean(gains > 0) + np.mean(gains == 0) / 2),
    )


def _differences(first: Links, second: Links, gold: Iterable[Bead]) -> tuple[Difference, ...]:
    touching = _by_segment(first), _by_segment(second)
    found = []
    for bead in gold:
        first_is_right = bead in first
        if first_is_right != (bead in second):
            wrong = touching[first_is_right]
            instead = {link for segment in segments_of(bead) for link in wrong[segment]}
            found.append(Difference(bead, first_is_right, tuple(sorted(instead))))
    return tuple(found)


def _by_segment(links: Links) -> defaultdict[Segment, list[Bead]]:
    found: defaultdict[Segment, list[Bead]] = defaultdict(list)
    for link in links:
        for segment in segments_of(link):
            found[segment].append(link)
    return found
