"""Order for speed: windows over a stream, and batches of sentences of like length."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

__all__ = ["batches", "windows"]

Item = TypeVar("Item")


def windows(items: Iterable[Item], *, first: int, most: int) -> Iterator[list[Item]]:
    """Consecutive items in lists of `first`, then twice as many each time, up to `most`.

    Small at first, so that a reader sees something soon; large later, so that batches sorted by
    length inside a window have little padding. The sizes depend on nothing else: the same input is
    always batched, and so translated, in the same way.
    """
    iterator = iter(items)
    size = first
    while window := list(islice(iterator, size)):
        yield window
        size = min(2 * size, most)


def batches(lengths: Sequence[int], *, rows: int, pieces: int) -> Iterator[list[int]]:
    """Indices of items of like length together, shortest first.

    A batch has at most `rows` items, and at most `pieces` pieces with its padding; an item longer
    than that makes a batch of its own.
    """
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) == rows or (len(batch) + 1) * lengths[index] > pieces):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
