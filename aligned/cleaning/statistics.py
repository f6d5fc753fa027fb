"""Statistics of a corpus: how much there is, in which languages, and how sure it is."""

from collections import Counter
from dataclasses import dataclass, field

from aligned.corpus import Corpus

__all__ = ["Statistics", "TargetStatistics", "VersionStatistics", "statistics"]

BINS = 10


@dataclass(slots=True)
class VersionStatistics:
    """How much text a version has. Words are what white space separates."""

    texts: int = 0
    words: int = 0
    characters: int = 0


@dataclass(slots=True)
class TargetStatistics:
    """How a target goes with the source.

    `pairs` counts the units with both; `scores` those with a score in tenths, 0 for [0, 0.1) to 9
    for [0.9, 1]; `ratio` is the characters of the target over those of the source in pairs.
    """

    pairs: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    scores: Counter[int] = field(default_factory=Counter)
    ratio: float = 0.0


@dataclass(slots=True)
class Statistics:
    """The statistics of a corpus, by key of version and by key of target."""

    units: int = 0
    versions: dict[str, VersionStatistics] = field(default_factory=dict)
    targets: dict[str, TargetStatistics] = field(default_factory=dict)


def statistics(corpus: Corpus) -> Statistics:
    """Go through a corpus once and count."""
    source, *targets = corpus.keys
    found = Statistics(
        versions={key: VersionStatistics() for key in corpus.keys},
        targets={key: TargetStatistics() for key in targets},
    )
    lengths = {key: [0, 0] for key in targets}
    for unit in corpus:
        found.units += 1
        for key, text in unit.texts.items():
            version = found.versions[key]
            version.texts += 1
            version.words += len(text.split())
            version.characters += len(text)
        for key in targets:
            if key in unit.texts and source in unit.texts:
                found.targets[key].pairs += 1
                lengths[key][0] += len(unit.texts[source])
                lengths[key][1] += len(unit.texts[key])
        for key, status in unit.status.items():
            found.targets[key].statuses[status] += 1
        for key, score in unit.score.items():
            if score is not None:
                found.targets[key].scores[min(int(score * BINS), BINS - 1)] += 1
    for key, (source_length, target_length) in lengths.items():
        found.targets[key].ratio = target_length / source_length if source_length else 0.0
    return found
