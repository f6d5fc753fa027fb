"""Consistency: the same sentence translated in two ways, over a whole corpus."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from aligned.checks.finding import Finding

__all__ = ["inconsistent"]


def inconsistent(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[int, Finding]]:
    """Pairs, by index, whose source is translated otherwise elsewhere, or whose target stands for
    another source elsewhere.

    `pairs` are (source, target) texts of one language pair. Case and white space are ignored; a
    text of one word may well be translated in several ways. O(pairs).
    """
    normal = [(_normal(source), _normal(target)) for source, target in pairs]
    targets = _most_frequent(normal)
    sources = _most_frequent((target, source) for source, target in normal)
    for index, (source, target) in enumerate(normal):
        if other := _other(targets.get(source, ()), target):
            yield index, Finding(f"The same source is elsewhere translated as “{other}”")
        if other := _other(sources.get(target, ()), source):
            yield index, Finding(f"The same translation stands elsewhere for “{other}”")


def _normal(text: str) -> str:
    return " ".join(text.casefold().split())


def _most_frequent(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Of each text of several words the two counterparts that it has most often."""
    counterparts: dict[str, Counter[str]] = defaultdict(Counter)
    for text, counterpart in pairs:
        if " " in text and counterpart:
            counterparts[text][counterpart] += 1
    return {
        text: tuple(counterpart for counterpart, _ in counted.most_common(2))
        for text, counted in counterparts.items()
    }


def _other(counterparts: Iterable[str], own: str) -> str:
    """The most frequent counterpart that is not this one; "" if there is none."""
    return next((text for text in counterparts if text != own), "")
