"""Statistics of a corpus: how much there is, in which languages, how long, and how sure it is."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from aligned.corpus import Corpus, Unit

__all__ = [
    "HALF_OCTAVES",
    "QUARTER_OCTAVES",
    "TENTHS",
    "Statistics",
    "TargetStatistics",
    "VersionStatistics",
    "statistics",
]

TENTHS = 10
"""Scores are counted in tenths: 0 for [0, 0.1) to 9 for [0.9, 1]."""
HALF_OCTAVES = 24
"""Lengths are counted in half octaves: n for 2**(n/2) characters and more; the last is open."""
QUARTER_OCTAVES = 8
"""Ratios are counted in quarter octaves: n for 2**(n/4); from -8 to 8, where both ends are open."""


@dataclass(slots=True)
class VersionStatistics:
    """How much text a version has. Words are what white space separates."""

    texts: int = 0
    words: int = 0
    characters: int = 0

    def add(self, text: str) -> None:
        """Count a text."""
        self.texts += 1
        self.words += len(text.split())
        self.characters += len(text)


@dataclass(slots=True)
class TargetStatistics:
    """How a target goes with the source.

    `pairs` counts the units with both; `kinds` those of which it is known how many segments go with
    how many; `scores` those with a score in tenths; `source_lengths` and `target_lengths` the
    characters in half octaves, and `ratios` those of the target over those of the source in quarter
    octaves. `ratio` is the same over all pairs together.
    """

    pairs: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    scores: Counter[int] = field(default_factory=Counter)
    source_lengths: Counter[int] = field(default_factory=Counter)
    target_lengths: Counter[int] = field(default_factory=Counter)
    ratios: Counter[int] = field(default_factory=Counter)
    source_characters: int = 0
    target_characters: int = 0

    @property
    def ratio(self) -> float:
        """The characters of the target over those of the source; 0 without any."""
        return self.target_characters / self.source_characters if self.source_characters else 0.0

    def add(self, unit: Unit, source: str, target: str) -> None:
        """Count the pair of a unit that has both."""
        self.pairs += 1
        if kind := unit.kind(source, target):
            self.kinds[kind] += 1
        if status := unit.status.get(target):
            self.statuses[status] += 1
        score = unit.score.get(target)
        if score is not None:
            self.scores[min(int(score * TENTHS), TENTHS - 1)] += 1
        source_length, target_length = len(unit.texts[source]), len(unit.texts[target])
        self.source_characters += source_length
        self.target_characters += target_length
        self.source_lengths[_half_octave(source_length)] += 1
        self.target_lengths[_half_octave(target_length)] += 1
        ratio = round(4 * math.log2(target_length / source_length))
        self.ratios[max(-QUARTER_OCTAVES, min(ratio, QUARTER_OCTAVES))] += 1


def _half_octave(length: int) -> int:
    return min(int(2 * math.log2(length)), HALF_OCTAVES)


@dataclass(slots=True)
class Statistics:
    """The statistics of a corpus, by key of version and by key of target."""

    units: int = 0
    versions: dict[str, VersionStatistics] = field(default_factory=dict)
    targets: dict[str, TargetStatistics] = field(default_factory=dict)

    @classmethod
    def of(cls, keys: Sequence[str]) -> "Statistics":
        """Those of no unit yet, over versions of these keys, the source first."""
        versions = {key: VersionStatistics() for key in keys}
        return cls(0, versions, {key: TargetStatistics() for key in keys[1:]})

    def add(self, unit: Unit) -> None:
        """Count a unit."""
        self.units += 1
        for key, text in unit.texts.items():
            self.versions[key].add(text)
        source = next(iter(self.versions))
        if source in unit.texts:
            for key, target in self.targets.items():
                if key in unit.texts:
                    target.add(unit, source, key)


def statistics(corpus: Corpus) -> Statistics:
    """Go through a corpus once and count."""
    found = Statistics.of(corpus.keys)
    for unit in corpus:
        found.add(unit)
    return found
