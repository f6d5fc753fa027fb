"""Cleaning a corpus: what goes out, step by step, counted."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from aligned.checks import Pair
from aligned.cleaning.steps import STEPS, Candidate
from aligned.corpus import Corpus, Unit
from aligned.errors import InputError
from aligned.project import Version

__all__ = ["ONE_SIDED", "Cleaning", "clean"]

ONE_SIDED = "one_sided"
"""Counted for targets without a source, which always go out."""


class Cleaning:
    """A corpus being cleaned.

    `corpus` is what is left of it, streamed. When it has been gone through, `removed` counts what
    went out by (target, step), and `kept` what is left by target.
    """

    def __init__(self, corpus: Corpus, steps: Sequence[str]) -> None:
        self.corpus = Corpus(corpus.name, lambda: corpus.versions, self._units)
        self.removed: Counter[tuple[str, str]] = Counter()
        self.kept: Counter[str] = Counter()
        self._original = corpus
        self._steps = steps

    def _units(self) -> Iterator[Unit]:
        self.removed.clear()
        self.kept.clear()
        source, *targets = self._original.versions
        tests = {target.key: self._tests() for target in targets}
        for unit in self._original:
            kept = [
                target.key
                for target in targets
                if target.key in unit.texts and self._stays(unit, source, target, tests[target.key])
            ]
            self.kept.update(kept)
            if kept:
                yield unit.only((source.key, *kept))

    def _tests(self) -> dict[str, Callable[[Candidate], bool]]:
        return {name: STEPS[name]() for name in self._steps}

    def _stays(
        self,
        unit: Unit,
        source: Version,
        target: Version,
        tests: Mapping[str, Callable[[Candidate], bool]],
    ) -> bool:
        if source.key not in unit.texts:
            self.removed[target.key, ONE_SIDED] += 1
            return False
        texts = unit.texts[source.key], unit.texts[target.key]
        candidate = Candidate(
            Pair(*texts, source.language, target.language), unit.score.get(target.key)
        )
        for name, goes_out in tests.items():
            if goes_out(candidate):
                self.removed[target.key, name] += 1
                return False
        return True


def clean(corpus: Corpus, steps: Sequence[str] | None = None) -> Cleaning:
    """Clean a corpus by the steps of these names, all if None, in the order of `STEPS`.

    What a step sends out of a unit is the text of the target; a unit without any target left goes
    out altogether, and so does one without a source. Raises InputError for an unknown step.
    """
    for name in steps or ():
        if name not in STEPS:
            raise InputError(f"unknown step {name!r}: {', '.join(STEPS)} are known")
    return Cleaning(corpus, [name for name in STEPS if steps is None or name in steps])
