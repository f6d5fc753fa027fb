"""Splitting a corpus for training: whole documents, and no duplicate across the parts."""

import bisect
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from aligned.cleaning.steps import likeness
from aligned.corpus import Corpus, Unit
from aligned.errors import InputError
from aligned.project import Version

__all__ = ["Split", "split"]


@dataclass(frozen=True, slots=True)
class Split:
    """The parts of a corpus."""

    train: Corpus
    dev: Corpus
    test: Corpus


def split(documents: Sequence[Corpus], *, dev: float = 0.05, test: float = 0.05) -> Split:
    """Split documents so that about these shares of the units are for development and for testing.

    Documents stay whole, and which goes where depends on their names, not on their order; but one
    document alone is cut in three, its last units for testing, those before for development. A unit
    with a text that is in `test`, or differs from one there in case, numbers and punctuation alone,
    is left out of `dev`, and one like either is left out of `train`. Raises InputError for shares
    that leave nothing to train on, too few documents, or two of one name.

    The digests of the texts of `dev` and `test` are held in memory, 60 bytes each.
    """
    if not (dev > 0 and test > 0 and dev + test < 1):
        raise InputError("the shares of dev and test are above 0, and together below 1")
    parts = _cut(documents[0], dev, test) if len(documents) == 1 else _whole(documents, dev, test)
    train_part, dev_part, test_part = parts
    in_test = _digests(test_part)
    in_dev = _digests(dev_part)
    return Split(
        _joined("train", train_part, in_test | in_dev),
        _joined("dev", dev_part, in_test),
        _joined("test", test_part, set()),
    )


_Parts = tuple[Sequence[Corpus], Sequence[Corpus], Sequence[Corpus]]


def _whole(documents: Sequence[Corpus], dev: float, test: float) -> _Parts:
    """What is for training, for development and for testing: one document at least for each."""
    if len(documents) < 3:
        raise InputError(
            "name at least three documents, for train, dev and test, or one, which is cut in three"
        )
    [(name, times)] = Counter(document.name for document in documents).most_common(1)
    if times > 1:
        raise InputError(f"{times} documents are called {name}: give each a name of its own")
    ordered = sorted(documents, key=lambda document: _digest(document.name))
    sizes = [sum(1 for _ in document) for document in ordered]
    testing = min(_reaching(sizes, test * sum(sizes)), len(sizes) - 2)
    tuning = min(_reaching(sizes[testing:], dev * sum(sizes)), len(sizes) - 1 - testing)
    cut = testing + tuning
    return ordered[cut:], ordered[testing:cut], ordered[:testing]


def _cut(document: Corpus, dev: float, test: float) -> _Parts:
    """As `_whole`, of the units of one document: one unit at least for each."""
    size = sum(1 for _ in document)
    if size < 3:
        raise InputError(f"{document.name} has {size} units: three are needed to split it")
    testing = min(max(round(test * size), 1), size - 2)
    tuning = min(max(round(dev * size), 1), size - 1 - testing)
    ends = 0, size - testing - tuning, size - testing, size
    train, tune, tests = (_run(document, *run) for run in itertools.pairwise(ends))
    return [train], [tune], [tests]


def _run(document: Corpus, start: int, end: int) -> Corpus:
    """The units from a number on to another."""
    return Corpus(
        document.name,
        lambda: document.versions,
        lambda: itertools.islice(document, start, end),
    )


def _reaching(sizes: Sequence[int], wanted: float) -> int:
    """How many of them, from the first on, make the number wanted; one at least."""
    return bisect.bisect_left(list(itertools.accumulate(sizes)), wanted) + 1


def _joined(name: str, documents: Sequence[Corpus], others: set[bytes]) -> Corpus:
    """The documents as one corpus, without the units that have a text like one of the others."""

    def versions() -> tuple[Version, ...]:
        by_key = {version.key: version for one in documents for version in one.versions}
        return tuple(by_key.values())

    def units() -> Iterator[Unit]:
        for document in documents:
            for unit in document:
                if not any(digest in others for digest in _unit_digests(unit)):
                    yield unit

    return Corpus(name, versions, units)


def _digests(documents: Sequence[Corpus]) -> set[bytes]:
    return {digest for document in documents for unit in document for digest in _unit_digests(unit)}


def _unit_digests(unit: Unit) -> Iterator[bytes]:
    """A digest of what each text has in common with its near duplicates in the same language."""
    return (_digest(f"{key}\0{likeness(text)}") for key, text in unit.texts.items())


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
