"""Cleaning a corpus: what goes out, step by step, counted, with examples."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from numpy.random import Generator, default_rng

from aligned.checks import Pair
from aligned.cleaning.statistics import Statistics
from aligned.cleaning.steps import STEPS, Candidate, Test
from aligned.corpus import Corpus, Unit
from aligned.errors import InputError
from aligned.project import Version

__all__ = ["ONE_SIDED", "Cleaning", "Example", "Examples", "clean"]

ONE_SIDED = "one_sided"
"""Counted for units with a source or a target alone, which always go out."""

_MOST_EXAMPLES = 4
_LONGEST_EXAMPLE = 300


@dataclass(frozen=True, slots=True)
class Example:
    """A pair that went out, cut where it is long: in which unit (counted from 1), both texts."""

    unit: int
    source: str
    target: str


@dataclass(slots=True)
class Examples:
    """A few of however many, each as likely as any other and the same in every pass.

    The reservoir of J. S. Vitter, "Random sampling with a reservoir" (1985), algorithm R.
    """

    kept: list[Example] = field(default_factory=list)
    seen: int = 0
    _random: Generator = field(default_factory=lambda: default_rng(0))

    def add(self, unit: int, source: str, target: str) -> None:
        """Take one more into account."""
        self.seen += 1
        place = len(self.kept)
        if place == _MOST_EXAMPLES:
            place = int(self._random.integers(self.seen))
        if place < _MOST_EXAMPLES:
            texts = (text[:_LONGEST_EXAMPLE] for text in (source, target))
            self.kept[place : place + 1] = [Example(unit, *texts)]


class Cleaning:
    """A corpus being cleaned.

    `corpus` is what is left of it, streamed. When it has been gone through, `removed` counts what
    went out by (target, step), and `kept` what is left by target; `staying` and `going` have the
    statistics of both, and `examples` some of what went out by (target, step). None of them grows
    with the corpus.
    """

    def __init__(self, corpus: Corpus, steps: Sequence[str]) -> None:
        self.corpus = Corpus(corpus.name, lambda: corpus.versions, self._units)
        self.steps = tuple(steps)
        self._original = corpus
        self._begin()

    def _begin(self) -> None:
        self.removed: Counter[tuple[str, str]] = Counter()
        self.kept: Counter[str] = Counter()
        self.staying = Statistics()
        self.going = Statistics()
        self.examples: dict[tuple[str, str], Examples] = {}

    def _units(self) -> Iterator[Unit]:
        self._begin()
        source, *targets = self._original.versions
        self.staying, self.going = (Statistics.of(self._original.keys) for _ in range(2))
        tests = {target.key: self._tests() for target in targets}
        for number, unit in enumerate(self._original, start=1):
            kept = []
            lone = not any(target.key in unit.texts for target in targets)
            for target in targets:
                if lone:
                    self._leave_out(number, unit, source.key, target.key, ONE_SIDED)
                elif target.key in unit.texts:
                    step = self._goes_out_by(unit, source, target, tests[target.key])
                    if step is None:
                        kept.append(target.key)
                    else:
                        self._leave_out(number, unit, source.key, target.key, step)
            self.kept.update(kept)
            if kept:
                staying = unit.only((source.key, *kept))
                self.staying.add(staying)
                yield staying

    def _tests(self) -> dict[str, Test]:
        return {name: STEPS[name]() for name in self.steps}

    def _goes_out_by(
        self, unit: Unit, source: Version, target: Version, tests: Mapping[str, Test]
    ) -> str | None:
        """The first step that sends a target out of its unit; None if it stays."""
        if source.key not in unit.texts:
            return ONE_SIDED
        texts = unit.texts[source.key], unit.texts[target.key]
        candidate = Candidate(
            Pair(*texts, source.language, target.language), unit.score.get(target.key)
        )
        return next((name for name, goes_out in tests.items() if goes_out(candidate)), None)

    def _leave_out(self, number: int, unit: Unit, source: str, target: str, step: str) -> None:
        self.removed[target, step] += 1
        self.going.add(unit.only((source, target)))
        examples = self.examples.setdefault((target, step), Examples())
        examples.add(number, unit.texts.get(source, ""), unit.texts.get(target, ""))


def clean(corpus: Corpus, steps: Sequence[str] | None = None) -> Cleaning:
    """Clean a corpus by the steps of these names, all if None, in the order of `STEPS`.

    What a step sends out of a unit is the text of the target; a unit without any target left goes
    out altogether, and so does one without a source. Raises InputError for an unknown step.
    """
    for name in steps or ():
        if name not in STEPS:
            raise InputError(f"unknown step {name!r}: {', '.join(STEPS)} are known")
    return Cleaning(corpus, [name for name in STEPS if steps is None or name in steps])
