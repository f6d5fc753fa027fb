"""The evidence for a bead: figures of which its score is the weighted sum.

For each encoder, side by side:

    tokens      coverage of the tokens of both sides, summed over the bead: what it says
    mean        the same per token: how well it says it, whatever its length
    left out    for 1-0 and 0-1: its tokens, and what they could have reached

and once:

    shape       whether it leaves a segment out; how many segments more than 1-1 it has
    length      how far the lengths are from the ratio of the two texts (Gale and Church 1993)
    marks       whether both sides end with the same kind of mark, and begin with the same case
    numbers     how many numbers both sides have, and how many only one
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligned.aligner.coverage import COVERED, REACHED, Coverage, cover
from aligned.aligner.encoding import Encoding
from aligned.aligner.lattice import Lattice
from aligned.aligner.marks import QUESTION, STOP, ending, number_counts, starts_small

__all__ = ["Evidence", "Side", "feature_names"]

_SHAPE = (
    "shape: left out",
    "shape: longer side over 1",
    "shape: shorter side over 1",
    "shape: both sides over 1",
    "shape: over three segments",
)
_LENGTH = ("length: deviation", "length: deviation up to 2")
_MARKS = (
    "marks: other ending",
    "marks: sentence ends on one side only",
    "marks: ending on one side only",
    "marks: question on one side only",
    "marks: small initial on one side only",
)
_NUMBERS = ("numbers: on one side", "numbers: on one side, up to 2", "numbers: on both sides")
_PER_ENCODER = (
    *(f"tokens: {name}" for name in COVERED),
    *(f"mean: {name}" for name in COVERED),
    "left out: tokens",
    *(f"left out: {name}" for name in REACHED),
)

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int64]
_Groups = tuple[tuple[_Ints, _Ints], tuple[_Ints, _Ints]]


def feature_names(encoders: Sequence[str]) -> tuple[str, ...]:
    """The names of the figures when these encoders stand side by side."""
    each = (f"{encoder} {name}" for encoder in encoders for name in _PER_ENCODER)
    return (*each, *_SHAPE, *_LENGTH, *_MARKS, *_NUMBERS)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pair: its segments, and the tokens of them by each encoder."""

    texts: Sequence[str]
    encodings: tuple[Encoding, ...]

    def part(self, start: int, stop: int) -> "Side":
        """The segments from `start` up to `stop`."""
        return Side(
            self.texts[start:stop], tuple(each.part(start, stop) for each in self.encodings)
        )


class Evidence:
    """The evidence for all beads of a lattice; `ratio` is that of target to source characters."""

    def __init__(self, lattice: Lattice, source: Side, target: Side, ratio: float) -> None:
        self._lattice = lattice
        self._ratio = ratio
        self._channels = [
            _Channel(lattice, left, right)
            for left, right in zip(source.encodings, target.encodings, strict=True)
        ]
        sides = source.texts, target.texts
        self._lengths = [_running(np.array([len(text) for text in texts])) for texts in sides]
        self._numbers = [_running(number_counts(texts)) for texts in sides]
        self._number_totals = [totals.sum(axis=1) for totals in self._numbers]
        self._endings = [np.array([*map(ending, texts), 0]) for texts in sides]
        self._small = [np.array([*map(starts_small, texts), False]) for texts in sides]

    def of(self, kind: tuple[int, int], nodes: _Ints) -> _Floats:
        """The figures of the beads of a kind that start at these nodes: (nodes, features)."""
        rows, columns = self._lattice.rows[nodes], self._lattice.columns[nodes]
        groups = (rows, rows + kind[0]), (columns, columns + kind[1])
        figures = [channel.of(kind, groups) for channel in self._channels]
        figures.append(np.broadcast_to(_shape(*kind), (len(nodes), len(_SHAPE))))
        if 0 in kind:
            figures.append(np.zeros((len(nodes), len(_LENGTH + _MARKS + _NUMBERS))))
        else:
            figures += [self._length(groups), self._marks(groups), self._number(groups)]
        return np.concatenate(figures, axis=1)

    def _length(self, groups: _Groups) -> _Floats:
        """How far the lengths are from the ratio of the texts, in units of a square root law.

        Gale and Church (1993, section 2.3) found the variance to grow with the length.
        """
        source, target = _sums(self._lengths, groups)
        expected = source * self._ratio
        deviation = np.abs(target - expected) / np.sqrt(np.maximum((target + expected) / 2, 1))
        return np.column_stack([deviation, np.minimum(deviation, 2)])

    def _marks(self, groups: _Groups) -> _Floats:
        one, other = (
            endings[stop - 1] for endings, (_, stop) in zip(self._endings, groups, strict=True)
        )
        small, capital = (
            small[start] for small, (start, _) in zip(self._small, groups, strict=True)
        )
        return np.column_stack(
            [
                one != other,
                ((one == STOP) | (one == QUESTION)) != ((other == STOP) | (other == QUESTION)),
                (one > 0) != (other > 0),
                (one == QUESTION) != (other == QUESTION),
                small != capital,
            ]
        ).astype(np.float64)

    def _number(self, groups: _Groups) -> _Floats:
        one, other = _sums(self._number_totals, groups)
        shared = np.zeros(len(one))
        both = np.flatnonzero((one > 0) & (other > 0))  # few beads have numbers on both sides
        counts = _sums(self._numbers, [(start[both], stop[both]) for start, stop in groups])
        shared[both] = np.minimum(*counts).sum(axis=1)
        alone = one + other - 2 * shared
        return np.column_stack([alone, np.minimum(alone, 2), shared])


class _Channel:
    """The evidence of one encoder."""

    def __init__(self, lattice: Lattice, source: Encoding, target: Encoding) -> None:
        self._covers = cover(source, target, lattice.band)
        self._tokens = [_running(np.diff(side.starts)) for side in (source, target)]
        self._reaches = [_running(side.reach) for side in self._covers]

    def of(self, kind: tuple[int, int], groups: _Groups) -> _Floats:
        """The figures `_PER_ENCODER` of beads of a kind."""
        tokens = np.add(*_sums(self._tokens, groups))
        figures = np.zeros((len(tokens), len(_PER_ENCODER)))
        if 0 in kind:
            figures[:, 2 * len(COVERED)] = tokens
            figures[:, 2 * len(COVERED) + 1 :] = np.add(*_sums(self._reaches, groups))
            return figures
        (rows, _), (columns, _) = groups
        covered = _covered(self._covers[0], rows, kind[0], columns, kind[1])
        covered += _covered(self._covers[1], columns, kind[1], rows, kind[0])
        figures[:, : len(COVERED)] = covered
        figures[:, len(COVERED) : 2 * len(COVERED)] = covered / tokens[:, None]
        return figures


def _covered(cover: Coverage, segments: _Ints, own: int, starts: _Ints, other: int) -> _Floats:
    """The coverage of `own` segments by the run of `other` segments from `starts`."""
    covered = np.zeros((len(segments), len(COVERED)))
    for step in range(own):
        covered += cover.table[other - 1, cover.place(segments + step, starts)]
    return covered


def _shape(m: int, n: int) -> _Floats:
    if not (m and n):
        return np.array([1.0, 0, 0, 0, 0])
    return np.array([0.0, max(m, n) - 1, min(m, n) - 1, min(m, n) > 1, m + n > 3])


def _running(values: NDArray[np.float64] | NDArray[np.float32] | _Ints) -> _Floats:
    """Running totals along the first axis, from nought."""
    totals = np.zeros((len(values) + 1, *values.shape[1:]))
    np.cumsum(values, axis=0, out=totals[1:])
    return totals


def _sums(running: Sequence[_Floats], groups: Sequence[tuple[_Ints, _Ints]]) -> list[_Floats]:
    """The sums over each side's segments."""
    return [
        totals[stop] - totals[start] for totals, (start, stop) in zip(running, groups, strict=True)
    ]
