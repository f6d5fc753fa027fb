"""Align two sides: the facade of the package."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from aligned.aligner.coarse import coarse_band
from aligned.aligner.encoding import Progress, silent
from aligned.aligner.evidence import Side
from aligned.aligner.installed import WITHOUT, encode, suitable
from aligned.aligner.lattice import Band, Lattice
from aligned.aligner.likeness import likeness
from aligned.aligner.model import (
    COMPANY,
    length_ratio,
    load_weights,
    margin,
    mix,
    score,
    share_of_gaps,
)
from aligned.aligner.search import best_beads
from aligned.aligner.words import company
from aligned.bitext import Bead, Bitext
from aligned.errors import InputError

__all__ = ["Alignment", "align", "first_pass", "realign", "with_company"]

_SECOND_MARGIN = 10
_AROUND = 30
# Measured on texts of six kinds in 25 pairs of languages, whole, damaged and in pieces of 12
# segments and more. By spelling alone the two overlap: one in twelve translations is refused, most
# of them between two scripts, and one in ten other texts is not.
_RELATED = 0.5
_RELATED_BY_SPELLING = 0.37


@dataclass(frozen=True, slots=True)
class Alignment:
    """A bitext, with how it was made and how far it is to be trusted.

    `encoder`: the name of the encoder; "length" if there was none. `similarity`, 0..1: how far the
    texts look like translations of each other, see `likeness`.
    """

    bitext: Bitext
    encoder: str
    similarity: float

    @property
    def related(self) -> bool:
        """False where the texts don't seem to be translations of each other."""
        return self.similarity >= (_RELATED_BY_SPELLING if self.encoder == WITHOUT else _RELATED)


def align(
    source: Sequence[str],
    target: Sequence[str],
    *,
    source_language: str,
    target_language: str,
    encoder: str = "auto",
    anchors: Bitext | None = None,
    points: Iterable[tuple[int, int]] = (),
    progress: Progress | None = None,
) -> Alignment:
    """Align the segments of a target with those of its source.

    Every segment of both sides is covered once, in order, empty ones too. `encoder` is a name from
    `encoders()`, several joined by "+", "length" for none, "auto" for all those installed that know
    both languages, or a model for transformers or sentence-transformers: its folder, or its id in
    the hub's cache ("LaBSE"). The confirmed beads of `anchors`, an earlier bitext of the same
    segments, stay as they are. A point (i, j) is an anchor placed by hand: what is before source
    segment i is aligned with what is before target segment j, and no bead reaches across.
    `progress` counts segments encoded.

    Raises InputError if the encoder is not installed, or if points or confirmed beads cross.
    """
    name = _chosen(encoder, source_language, target_language)
    fixed = _fixed(anchors, points)
    left, right = _sides(_whole(source), _whole(target), name, progress or silent)
    ratio = length_ratio(source, target)
    bitext = Bitext(_around_fixed(left, right, name, ratio, fixed))
    bitext.check(len(source), len(target))
    return Alignment(bitext, name, likeness(bitext, left.encodings, right.encodings))


def realign(
    bitext: Bitext,
    beads: range,
    source: Sequence[str],
    target: Sequence[str],
    *,
    source_language: str,
    target_language: str,
    encoder: str = "auto",
    progress: Progress | None = None,
) -> Bitext:
    """The bitext with a run of its beads aligned anew; the others and confirmed ones stay.

    Of the texts only what is around the run is encoded: what makes vectors of two languages
    comparable, and lengths, are taken from there. So the cost is that of the run, whatever the
    length of the texts. The other arguments are those of `align`.
    """
    name = _chosen(encoder, source_language, target_language)
    starts = bitext.source_starts, bitext.target_starts
    ours, theirs = (
        _surrounded(texts, int(side[beads.start]), int(side[beads.stop]))
        for texts, side in zip((source, target), starts, strict=True)
    )
    left, right = _sides(ours, theirs, name, progress or silent)
    ratio = length_ratio(ours.texts, theirs.texts)
    old = Bitext(bitext.beads[beads.start : beads.stop])
    new = _around_fixed(left, right, name, ratio, _fixed(old))
    return bitext.spliced(beads.start, beads.stop, tuple(new))


def _chosen(encoder: str, source_language: str, target_language: str) -> str:
    """The encoder's name; InputError, before anything is encoded, where it has no weights."""
    name = suitable(source_language, target_language) if encoder == "auto" else encoder
    load_weights(name)
    return name


@dataclass(frozen=True, slots=True)
class _Part:
    """Some texts, and which of them are to be aligned."""

    texts: Sequence[str]
    wanted: slice


def _whole(texts: Sequence[str]) -> _Part:
    return _Part(texts, slice(len(texts)))


def _surrounded(texts: Sequence[str], start: int, stop: int) -> _Part:
    """The texts from `start` to `stop`, and what is around them."""
    first = max(start - _AROUND, 0)
    return _Part(texts[first : stop + _AROUND], slice(start - first, stop - first))


def _sides(source: _Part, target: _Part, name: str, progress: Progress) -> tuple[Side, Side]:
    before, total = len(source.texts), len(source.texts) + len(target.texts)
    return (
        _side(source, name, lambda done, _: progress(done, total)),
        _side(target, name, lambda done, _: progress(before + done, total)),
    )


def _side(part: _Part, name: str, progress: Progress) -> Side:
    return Side(part.texts[part.wanted], encode(name, part.texts, progress, part.wanted))


@dataclass(frozen=True, slots=True)
class _Fixed:
    """A node that the path passes, and the confirmed bead, if any, that starts there."""

    row: int
    column: int
    bead: Bead | None = None

    @property
    def end(self) -> tuple[int, int]:
        """The node up to which it is fixed."""
        if self.bead is None:
            return self.row, self.column
        return self.row + self.bead.sources, self.column + self.bead.targets


def _fixed(anchors: Bitext | None, points: Iterable[tuple[int, int]] = ()) -> list[_Fixed]:
    """The confirmed beads of a bitext and the points, in order; InputError where they cross."""
    fixed = [_Fixed(row, column) for row, column in points]
    for sources, targets, bead in anchors.links() if anchors else ():
        if bead.status == "confirmed":
            fixed.append(_Fixed(sources.start, targets.start, bead))
    fixed.sort(key=lambda one: (one.row, one.column, one.end))
    for one, other in pairwise(fixed):
        if one.end[0] > other.row or one.end[1] > other.column:
            raise InputError(
                f"the anchor at segments {other.row + 1} and {other.column + 1} crosses the one at "
                f"{one.row + 1} and {one.column + 1}: take one of them away"
            )
    return fixed


def _around_fixed(
    source: Side, target: Side, name: str, ratio: float, fixed: Sequence[_Fixed]
) -> Iterator[Bead]:
    """What is fixed as it is, and what is between aligned."""
    row = column = 0
    for one in fixed:
        before = source.part(row, one.row), target.part(column, one.column)
        yield from _aligned(*before, name, ratio)
        if one.bead:
            yield one.bead
        row, column = one.end
    after = source.part(row, len(source.texts)), target.part(column, len(target.texts))
    yield from _aligned(*after, name, ratio)


def _aligned(source: Side, target: Side, name: str, ratio: float) -> Iterable[Bead]:
    """The best path; without an encoder, the best after words know the company they keep."""
    bitext = first_pass(source, target, name, ratio)
    if name != WITHOUT:
        return bitext
    nodes = np.stack([bitext.source_starts, bitext.target_starts], axis=1)
    band = Band.around(nodes, _SECOND_MARGIN)
    return _beads(*with_company(source, target, bitext), COMPANY, ratio, band)


def first_pass(source: Side, target: Side, name: str, ratio: float) -> Bitext:
    """The best path through the band around the coarse path."""
    lengths = (_lengths(source), _lengths(target)) if name == WITHOUT else None
    band = coarse_band(source.encodings, target.encodings, margin(name), lengths)
    return Bitext(_beads(source, target, name, ratio, band))


def _lengths(side: Side) -> list[int]:
    return [len(text) for text in side.texts]


def with_company(source: Side, target: Side, bitext: Bitext) -> tuple[Side, Side]:
    """The sides with one encoding more: their words by the company they keep in a bitext."""
    first, second = company((source.texts, target.texts), bitext)
    return (
        Side(source.texts, (*source.encodings, first)),
        Side(target.texts, (*target.encodings, second)),
    )


def _beads(source: Side, target: Side, name: str, ratio: float, band: Band) -> Iterator[Bead]:
    """The best path through a band, by the weights that fit how much it leaves out."""
    lattice = Lattice(band)
    scores = score(lattice, source, target, load_weights(name), ratio)
    beads = list(best_beads(lattice, scores[0]))
    if share := share_of_gaps(beads):
        beads = list(best_beads(lattice, mix(scores, share)))
    for m, n, chance in beads:
        yield Bead(m, n, score=chance)
