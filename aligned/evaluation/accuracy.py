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

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

__all__ = [
    "KINDS",
    "Accuracy",
    "Bead",
    "Counts",
    "Evaluation",
    "KindCounts",
    "Link",
    "Links",
    "by_kind",
    "evaluate",
    "evaluate_all",
    "found_and_wanted",
    "links_in",
]

Link = tuple[Sequence[int], Sequence[int]]
Bead = tuple[tuple[int, ...], tuple[int, ...]]
Links = set[Bead]
"""The links of an alignment, none of them empty on both sides."""

KINDS = ("1-1", "1-2", "2-1", "2-2", "1-0, 0-1", "other")
"""The kinds of beads that are counted apart; the last takes what is none of the others."""


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


@dataclass(frozen=True, slots=True)
class KindCounts:
    """The beads of one kind: how many the gold has, how many the system, how many both."""

    gold: int
    system: int
    right: int

    @property
    def accuracy(self) -> Accuracy:
        """Strict precision and recall over the beads of this kind, left-out segments included."""
        return Accuracy(_share(self.right, self.system), _share(self.right, self.gold))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many links there are, and how many of them are right."""

    links: int = 0
    strict: int = 0
    lax: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.links + other.links, self.strict + other.strict, self.lax + other.lax)


def evaluate(system: Iterable[Link], gold: Iterable[Link]) -> Evaluation:
    """Compare an alignment with the gold one."""
    return evaluate_all([(system, gold)])


def evaluate_all(pairs: Iterable[tuple[Iterable[Link], Iterable[Link]]]) -> Evaluation:
    """Compare several (system, gold) alignments, counting the links of all together."""
    found, wanted = Counts(), Counts()
    for system, gold in pairs:
        more_found, more_wanted = found_and_wanted(links_in(system), links_in(gold))
        found, wanted = found + more_found, wanted + more_wanted
    return Evaluation(
        strict=Accuracy(_share(found.strict, found.links), _share(wanted.strict, wanted.links)),
        lax=Accuracy(_share(found.lax, found.links), _share(wanted.lax, wanted.links)),
    )


def by_kind(system: Iterable[Link], gold: Iterable[Link]) -> Mapping[str, KindCounts]:
    """Count the beads of each of `KINDS`, in that order."""
    ours, theirs = links_in(system), links_in(gold)
    counts = [Counter(map(_kind, links)) for links in (theirs, ours, ours & theirs)]
    return {kind: KindCounts(*(count[kind] for count in counts)) for kind in KINDS}


def _kind(link: Link) -> str:
    sides = len(link[0]), len(link[1])
    kind = "1-0, 0-1" if sides in ((1, 0), (0, 1)) else f"{sides[0]}-{sides[1]}"
    return kind if kind in KINDS else "other"


def links_in(links: Iterable[Link]) -> Links:
    """The links of an alignment, each once."""
    return {(tuple(left), tuple(right)) for left, right in links if left or right}


def found_and_wanted(system: Links, gold: Links) -> tuple[Counts, Counts]:
    """What precision is counted over, and what recall is."""
    return _count(system, gold), _count(_pairing(gold), _pairing(system))


def _pairing(links: Links) -> Links:
    return {(left, right) for left, right in links if left and right}


def _count(links: Links, truth: Links) -> Counts:
    partners: defaultdict[int, set[int]] = defaultdict(set)
    for left, right in truth:
        for segment in left:
            partners[segment].update(right)
    strict = len(links & truth)
    partly = sum(
        any(partners[segment].intersection(right) for segment in left if segment in partners)
        for left, right in links - truth
    )
    return Counts(len(links), strict, strict + partly)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
