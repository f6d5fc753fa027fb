"""The evidence for a bead: figures of which its score is the weighted sum.

tokens      coverage of the tokens of both sides, summed over the bead: what it says
mean ...    the same per token: how well it says it, whatever its length
left out    for 1-0 and 0-1: that it is one, its tokens, and what they could have reached
shape       how many segments more than 1-1, and whether on both sides
length      how far the lengths are from the ratio of the two texts (Gale and Church 1993)
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligned.aligner.coverage import COVERED, REACHED, Coverage, cover
from aligned.aligner.encoding import Encoding
from aligned.aligner.lattice import Lattice

__all__ = ["FEATURES", "Evidence", "Side"]

FEATURES = (
    *(f"tokens: {name}" for name in COVERED),
    *(f"mean: {name}" for name in COVERED),
    "left out",
    "left out: tokens",
    *(f"left out: {name}" for name in REACHED),
    "shape: segments over 1-1",
    "shape: segments of the shorter side over 1",
    "shape: both sides over 1",
    "shape: over three segments",
    "length: deviation",
    "length: deviation up to 2",
)


def _group(name: str) -> slice:
    places = [place for place, feature in enumerate(FEATURES) if feature.startswith(name)]
    return slice(places[0], places[-1] + 1)


_TOKENS, _MEAN, _LEFT_OUT = _group("tokens"), _group("mean"), _group("left out")
_SHAPE, _LENGTH = _group("shape"), _group("length")

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pair: the tokens of its segments, and their lengths in characters."""

    encoding: Encoding
    lengths: _Floats

    @classmethod
    def of(cls, texts: Sequence[str], encoding: Encoding) -> "Side":
        """The side of these segments."""
        return cls(encoding, np.array([len(text) for text in texts], dtype=np.float64))


class Evidence:
    """The evidence for all beads of a lattice."""

    def __init__(self, lattice: Lattice, source: Side, target: Side) -> None:
        self._lattice = lattice
        self._covers = (
            cover(source.encoding, target.encoding, lattice.band),
            cover(target.encoding, source.encoding, lattice.band.transposed()),
        )
        self._tokens = [_running(np.diff(side.encoding.starts)) for side in (source, target)]
        self._reaches = [_running(side.reach) for side in self._covers]
        self._lengths = [_running(side.lengths) for side in (source, target)]
        self._ratio = max(target.lengths.sum(), 1) / max(source.lengths.sum(), 1)

    def of(self, kind: tuple[int, int], nodes: _Ints) -> _Floats:
        """The figures of the beads of a kind that start at these nodes: shape (nodes, FEATURES)."""
        m, n = kind
        rows, columns = self._lattice.rows[nodes], self._lattice.columns[nodes]
        figures = np.zeros((len(nodes), len(FEATURES)))
        groups = (rows, rows + m), (columns, columns + n)
        tokens = sum(
            running[stop] - running[start]
            for running, (start, stop) in zip(self._tokens, groups, strict=True)
        )
        if not (m and n):
            reach = sum(
                running[stop] - running[start]
                for running, (start, stop) in zip(self._reaches, groups, strict=True)
            )
            figures[:, _LEFT_OUT] = np.column_stack([np.ones(len(nodes)), tokens, reach])
            return figures
        covered = _covered(self._covers[0], rows, m, columns, n)
        covered += _covered(self._covers[1], columns, n, rows, m)
        figures[:, _TOKENS] = covered
        figures[:, _MEAN] = covered / tokens[:, None]
        figures[:, _SHAPE] = (max(m, n) - 1, min(m, n) - 1, min(m, n) > 1, m + n > 3)
        figures[:, _LENGTH] = self._deviation(groups)
        return figures

    def _deviation(self, groups: tuple[tuple[_Ints, _Ints], tuple[_Ints, _Ints]]) -> _Floats:
        """How far the lengths are from the ratio of the texts, in units of a square root law.

        Gale and Church (1993, section 2.3) found the variance to grow with the length.
        """
        source, target = (
            running[stop] - running[start]
            for running, (start, stop) in zip(self._lengths, groups, strict=True)
        )
        expected = source * self._ratio
        deviation = np.abs(target - expected) / np.sqrt(np.maximum((target + expected) / 2, 1))
        return np.column_stack([deviation, np.minimum(deviation, 2)])


def _covered(cover: Coverage, segments: _Ints, own: int, starts: _Ints, other: int) -> _Floats:
    """The coverage of `own` segments by the run of `other` segments from `starts`."""
    return sum(
        (cover.table[other - 1, cover.place(segments + step, starts)] for step in range(own)),
        start=np.zeros((len(segments), len(COVERED))),
    )


def _running(values: NDArray[np.float64] | _Ints) -> _Floats:
    """Running totals along the first axis, from nought."""
    totals = np.zeros((len(values) + 1, *values.shape[1:]))
    np.cumsum(values, axis=0, out=totals[1:])
    return totals
