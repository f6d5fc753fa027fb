"""What the weights are learned from: gold bitexts, cut into pieces, with the evidence of each.

A folder of gold holds NAME.xx, NAME.yy and NAME.gold: segments one a line, and the links between
them. To each piece is added one in which 12 % of the 1-1 beads have lost one side at random, for
gold leaves out less than the texts that people bring. For the weights of texts with gaps there are
three more, in which 30 % of the segments are gone from the source, the target, or both.

Where a gold bitext crosses itself or leaves segments out of a bead, any path through that stretch
counts as gold.
"""

import random
from ast import literal_eval
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligned.aligner.alignment import first_pass, with_company
from aligned.aligner.coarse import coarse_band
from aligned.aligner.encoding import Encoding, silent
from aligned.aligner.evidence import Evidence, Side
from aligned.aligner.installed import WITHOUT, encode
from aligned.aligner.lattice import KINDS, Band, Lattice
from aligned.aligner.model import COMPANY, length_ratio, margin
from aligned.evaluation import Link

__all__ = ["Example", "Gold", "gappy", "gather", "pieces", "read_gold", "thinned"]

_Floats = NDArray[np.float64]

_PIECE = 50
_THINNED = 0.12
_GONE = 0.3


@dataclass(frozen=True, slots=True)
class Example:
    """A lattice with the evidence of its beads, and which of them a gold path may take.

    `nodes`: per kind, the nodes that such a bead may start at. `figures`: per kind, shape
    (nodes, features). `gold`: per kind, shape (nodes,).
    """

    lattice: Lattice
    nodes: list[NDArray[np.int64]]
    figures: list[_Floats]
    gold: list[NDArray[np.bool_]]


def _example(source: Side, target: Side, band: Band, gold: Sequence[Link]) -> Example:
    """Gather the evidence of a pair of sides whose gold links are known."""
    lattice = Lattice(band)
    ratio = length_ratio(source.texts, target.texts)
    evidence = Evidence(lattice, source, target, ratio)
    nodes = [lattice.starts(kind) for kind in KINDS]
    stretches = _gold_stretches(gold, lattice.sources, lattice.targets)
    return Example(
        lattice,
        nodes,
        [evidence.of(kind, starts) for kind, starts in zip(KINDS, nodes, strict=True)],
        [_in_gold(lattice, kind, at, stretches) for kind, at in zip(KINDS, nodes, strict=True)],
    )


_Stretch = tuple[int, int, int, int, bool]


def _gold_stretches(gold: Sequence[Link], sources: int, targets: int) -> list[_Stretch]:
    """The gold path as (row, column, m, n, free) from corner to corner.

    A stretch is one bead, or, where `free`, a place where the links cross or have gaps: there any
    beads count as gold.
    """
    joined: list[list[int]] = []
    for left, right in sorted((sorted(a), sorted(b)) for a, b in gold if a and b):
        whole = len(right) == right[-1] - right[0] + 1 and len(left) == left[-1] - left[0] + 1
        stretch = [left[0], left[-1] + 1, right[0], right[-1] + 1, int(not whole)]
        while joined and (joined[-1][3] > stretch[2] or joined[-1][1] > stretch[0]):
            other = joined.pop()
            stretch = [
                min(other[0], stretch[0]),
                max(other[1], stretch[1]),
                min(other[2], stretch[2]),
                max(other[3], stretch[3]),
                1,
            ]
        joined.append(stretch)
    path: list[_Stretch] = []
    row = column = 0
    for start, stop, first, last, free in [*joined, [sources, sources, targets, targets, 1]]:
        path += [(number, column, 1, 0, False) for number in range(row, start)]
        path += [(start, number, 0, 1, False) for number in range(column, first)]
        if stop > start:
            path.append((start, first, stop - start, last - first, bool(free)))
        row, column = stop, last
    return path


def _in_gold(
    lattice: Lattice, kind: tuple[int, int], nodes: NDArray[np.int64], stretches: Iterable[_Stretch]
) -> NDArray[np.bool_]:
    rows, columns = lattice.rows[nodes], lattice.columns[nodes]
    gold = np.zeros(len(nodes), np.bool_)
    for row, column, m, n, free in stretches:
        if free:
            gold |= (
                (rows >= row)
                & (columns >= column)
                & (rows + kind[0] <= row + m)
                & (columns + kind[1] <= column + n)
            )
        elif kind == (m, n):
            gold |= (rows == row) & (columns == column)
    return gold


@dataclass(frozen=True, slots=True)
class Gold:
    """Two sides and the links between them."""

    name: str
    source: Side
    target: Side
    links: Sequence[Link]


def read_gold(folder: Path, encoder: str) -> Iterator[Gold]:
    """The gold bitexts of a folder, encoded."""
    for file in sorted(folder.glob("*.gold")):
        sides = sorted(path for path in folder.glob(f"{file.stem}.*") if path != file)
        passed = WITHOUT if encoder == COMPANY else encoder
        source, target = (_read_side(path, passed) for path in sides)
        if encoder == COMPANY:
            ratio = length_ratio(source.texts, target.texts)
            source, target = with_company(
                source, target, first_pass(source, target, WITHOUT, ratio)
            )
        lines = file.read_text(encoding="utf-8").splitlines()
        links = [tuple(map(literal_eval, line.split(":")[:2])) for line in lines if line.strip()]
        yield Gold(f"{folder.name}/{file.stem}", source, target, [(a, b) for a, b in links])


def _read_side(path: Path, encoder: str) -> Side:
    texts = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    return Side(texts, encode(encoder, texts, silent))


def pieces(gold: Gold) -> Iterator[Gold]:
    """The same, cut at 1-1 beads into pieces of about `_PIECE` source segments."""
    sources, targets = len(gold.source.texts), len(gold.target.texts)
    row = column = 0
    for start, first, m, n, free in _gold_stretches(gold.links, sources, targets):
        if (m, n, free) == (1, 1, False) and start - row >= _PIECE <= sources - start:
            yield _piece(gold, (row, start), (column, first))
            row, column = start, first
    yield _piece(gold, (row, sources), (column, targets))


def _piece(gold: Gold, sources: tuple[int, int], targets: tuple[int, int]) -> Gold:
    links: list[Link] = [
        ([i - sources[0] for i in left], [j - targets[0] for j in right])
        for left, right in gold.links
        if all(i in range(*sources) for i in left) and all(j in range(*targets) for j in right)
    ]
    return Gold(gold.name, gold.source.part(*sources), gold.target.part(*targets), links)


def thinned(gold: Gold, chance: random.Random) -> Gold:
    """The same with one side of some of the 1-1 beads gone."""
    gone: tuple[set[int], set[int]] = (set(), set())
    for left, right in gold.links:
        if len(left) == len(right) == 1 and chance.random() < _THINNED:
            side = chance.randrange(2)
            gone[side].add((left, right)[side][0])
    return _without(gold, gone)


def gappy(gold: Gold, chance: random.Random) -> Iterator[Gold]:
    """The same with many segments of its source gone, of its target, and of both."""
    for sides in ((True, False), (False, True), (True, True)):
        gone = [
            {
                segment
                for segment in range(len(side.texts) if torn else 0)
                if chance.random() < _GONE
            }
            for torn, side in zip(sides, (gold.source, gold.target), strict=True)
        ]
        yield _without(gold, gone)


def _without(gold: Gold, gone: Sequence[Collection[int]]) -> Gold:
    """The same without some segments of either side."""
    sides = gold.source, gold.target
    kept = [
        [segment for segment in range(len(side.texts)) if segment not in lost]
        for side, lost in zip(sides, gone, strict=True)
    ]
    first, second = ({segment: place for place, segment in enumerate(side)} for side in kept)
    links: list[Link] = [
        ([first[i] for i in left if i in first], [second[j] for j in right if j in second])
        for left, right in gold.links
    ]
    source, target = (_picked(side, segments) for side, segments in zip(sides, kept, strict=True))
    return Gold(gold.name, source, target, links)


def _picked(side: Side, segments: Sequence[int]) -> Side:
    parts = [side.part(segment, segment + 1) for segment in segments]
    encodings = (
        Encoding(
            np.concatenate([encoding.vectors for encoding in each]),
            np.cumsum([0, *(len(encoding.vectors) for encoding in each)]),
            np.concatenate([encoding.spans for encoding in each]),
        )
        for each in zip(*(part.encodings for part in parts), strict=True)
    )
    return Side([side.texts[segment] for segment in segments], tuple(encodings))


def gather(gold: Gold, encoder: str) -> Example:
    """The evidence for a gold bitext."""
    band = coarse_band(gold.source.encodings, gold.target.encodings, margin(encoder))
    return _example(gold.source, gold.target, band, gold.links)
