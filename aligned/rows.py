"""Rows: what the grid shows, derived from the bitexts and never stored.

Lay every version against the source on a common line of **slots**. Each source segment has a slot
of its own; a bead without source segments stands between two of them and gets a slot there, which
the n-th such beads of all targets share. A bead covers the slots from its first source segment to
its last. A **row** is a shortest run of slots that no bead reaches out of: the closure of the beads
of all targets over a run of source segments.

With one target the rows are its beads. Everything is computed on whole arrays: O(source + beads).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligned.bitext import Bitext
from aligned.project import Project

__all__ = ["Cell", "Row", "Rows"]

_Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cell:
    """One bead of a target in its row: `span` slots from `slot`, counted from the row's first."""

    slot: int
    span: int
    bead: int
    segments: range


@dataclass(frozen=True, slots=True)
class Row:
    """A row: how many slots it has, which of them hold which source segment, and the cells."""

    slots: int
    sources: Mapping[int, int]
    """Slot -> source segment; a slot that is missing has none."""
    cells: Mapping[str, tuple[Cell, ...]]
    """Target key -> its beads in this row, in order."""

    @property
    def source_segments(self) -> tuple[int, ...]:
        """The source segments of the row, in order."""
        return tuple(self.sources.values())


class Rows:
    """The rows of a project over some of its targets (all, unless keys are named)."""

    def __init__(self, project: Project, keys: Sequence[str] | None = None) -> None:
        keys = [target.key for target in project.targets] if keys is None else keys
        self._bitexts = {key: project.bitexts[key] for key in keys}
        count = len(project.source.segments)
        inserted = _inserted(self._bitexts.values(), count)
        # Where the slots of the insertions before source segment p begin, and, after them, p's own.
        self._gap_slots = np.arange(count + 1) + np.concatenate(([0], np.cumsum(inserted)[:-1]))
        self._source_slots = (self._gap_slots + inserted)[:count]
        slots = count + int(inserted.sum())
        self._spans = {key: self._bead_spans(bitext) for key, bitext in self._bitexts.items()}
        self._starts = _row_starts(self._spans.values(), slots)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, index: int) -> Row:
        if not 0 <= index < len(self):
            raise IndexError(f"no row {index} among {len(self)}")
        return self._row(index)

    def __iter__(self) -> Iterator[Row]:
        return (self._row(number) for number in range(len(self)))

    def following(self, project: Project) -> "Rows":
        """The rows of a later state of the project: these where no bead holds other segments."""
        same = self._bitexts.keys() == project.bitexts.keys() and all(
            bitext.source_starts is project.bitexts[key].source_starts
            and bitext.target_starts is project.bitexts[key].target_starts
            for key, bitext in self._bitexts.items()
        )
        return self if same and self._bitexts else Rows(project)

    def of_source(self, segment: int) -> int:
        """The row that holds a source segment."""
        return self._row_at(int(self._source_slots[segment]))

    def of_sources(self) -> NDArray[np.int64]:
        """Shape (source,): the row that holds each source segment."""
        return np.searchsorted(self._starts, self._source_slots, side="right") - 1

    def of_bead(self, key: str, bead: int) -> int:
        """The row that holds a bead of a target."""
        return self._row_at(int(self._spans[key][0][bead]))

    def of_beads(self, key: str) -> NDArray[np.int64]:
        """Shape (beads,): the row that holds each bead of a target."""
        return np.searchsorted(self._starts, self._spans[key][0], side="right") - 1

    def _row_at(self, slot: int) -> int:
        return int(np.searchsorted(self._starts, slot, side="right")) - 1

    def _bead_spans(self, bitext: Bitext) -> tuple[_Integers, _Integers]:
        """Shape (beads,) each: the first slot of every bead, and the slot after its last."""
        starts = bitext.source_starts
        empty = starts[1:] == starts[:-1]
        ordinal = _ordinal_in_run(empty)
        first = np.empty(len(bitext), dtype=np.int64)
        end = np.empty(len(bitext), dtype=np.int64)
        first[empty] = self._gap_slots[starts[:-1][empty]] + ordinal[empty]
        end[empty] = first[empty] + 1
        first[~empty] = self._source_slots[starts[:-1][~empty]]
        end[~empty] = self._source_slots[starts[1:][~empty] - 1] + 1
        return first, end

    def _row(self, number: int) -> Row:
        start, end = int(self._starts[number]), int(self._starts[number + 1])
        low, high = np.searchsorted(self._source_slots, (start, end))
        sources = {int(self._source_slots[i]) - start: i for i in range(int(low), int(high))}
        cells = {key: tuple(self._cells(key, start, end)) for key in self._bitexts}
        return Row(end - start, sources, cells)

    def _cells(self, key: str, start: int, end: int) -> Iterator[Cell]:
        firsts, ends = self._spans[key]
        low, high = np.searchsorted(firsts, (start, end))
        for bead in range(int(low), int(high)):
            slot = int(firsts[bead])
            segments = self._bitexts[key].targets_of(bead)
            yield Cell(slot - start, int(ends[bead]) - slot, bead, segments)


def _inserted(bitexts: Iterable[Bitext], count: int) -> _Integers:
    """Shape (source + 1,): how many slots without a source segment stand before each one."""
    slots = np.zeros(count + 1, dtype=np.int64)
    for bitext in bitexts:
        starts = bitext.source_starts
        empty = starts[:-1][starts[1:] == starts[:-1]]
        slots = np.maximum(slots, np.bincount(empty, minlength=count + 1))
    return slots


def _ordinal_in_run(flags: NDArray[np.bool_]) -> _Integers:
    """For each True, how many True stand directly before it."""
    positions = np.arange(len(flags))
    last_false = np.maximum.accumulate(np.where(flags, -1, positions))
    return np.where(flags, positions - last_false - 1, 0)


def _row_starts(spans: Iterable[tuple[_Integers, _Integers]], slots: int) -> _Integers:
    """The first slot of each row, then the number of slots."""
    inside = np.zeros(slots + 1, dtype=np.int64)
    for first, end in spans:
        np.add.at(inside, first + 1, 1)
        np.add.at(inside, end, -1)
    boundaries = np.flatnonzero(np.cumsum(inside) == 0)
    return boundaries if boundaries[-1] == slots else np.append(boundaries, slots)
