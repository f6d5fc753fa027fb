"""Precision, recall and F1 of an alignment against a gold one, strict and lax.

The counts are those of Vecalign's `score.py` (Thompson and Koehn 2019), which Bertalign's `eval.py`
repeats, so figures can be compared with published ones:

- **precision** is over the links of the system, those that leave segments out included;
- **recall** is over the gold links that pair something, against the system's that do;
- a link is **strictly** right if the gold has the very same one;
- it is **laxly** right if it is strictly so, or pairs at least one source segment with a target
  segment that the gold pairs with that source segment too;
- a link that stands twice counts once; one that is empty on both sides does not count.

The measure goes back to Sennrich and Volk 2011, "Iterative, MT-based sentence alignment of parallel
texts" (W11-4624).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Accuracy", "Evaluation", "Link", "evaluate", "evaluate_all"]

Link = tuple[Sequence[int], Sequence[int]]
_Links = set[tuple[tuple[int, ...], tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Precision, recall and their harmonic mean, each in 0..1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The accuracy of an alignment, strict and lax."""

    strict: Accuracy
    lax: Accuracy


def evaluate(system: Iterable[Link], gold: Iterable[Link]) -> Evaluation:
    """Compare an alignment with the gold one."""
    return evaluate_all([(system, gold)])


def evaluate_all(pairs: Iterable[tuple[Iterable[Link], Iterable[Link]]]) -> Evaluation:
    """Compare several (system, gold) alignments, counting the links of all together."""
    found, wanted = _Counts(), _Counts()
    for system, gold in pairs:
        ours, theirs = _links(system), _links(gold)
        found += _count(ours, theirs)
        wanted += _count(_pairing(theirs), _pairing(ours))
    return Evaluation(
        strict=Accuracy(_share(found.strict, found.links), _share(wanted.strict, wanted.links)),
        lax=Accuracy(_share(found.lax, found.links), _share(wanted.lax, wanted.links)),
    )


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many links there are, and how many of them are right."""

    links: int = 0
    strict: int = 0
    lax: int = 0

    def __add__(self, other: "_Counts") -> "_Counts":
        return _Counts(self.links + other.links, self.strict + other.strict, self.lax + other.lax)


def _links(links: Iterable[Link]) -> _Links:
    return {(tuple(left), tuple(right)) for left, right in links if left or right}


def _pairing(links: _Links) -> _Links:
    return {(left, right) for left, right in links if left and right}


def _count(links: _Links, truth: _Links) -> _Counts:
    partners: defaultdict[int, set[int]] = defaultdict(set)
    for left, right in truth:
        for segment in left:
            partners[segment].update(right)
    strict = len(links & truth)
    partly = sum(
        any(partners[segment].intersection(right) for segment in left if segment in partners)
        for left, right in links - truth
    )
    return _Counts(len(links), strict, strict + partly)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
