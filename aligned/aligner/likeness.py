"""Whether two texts seem to be translations of each other, by what an alignment makes of them.

Two signs, each from 0 to 1, of which the likeness is the mean:

- how surely the side that is paired more fully is paired: the mean over its segments of the
  probability of their beads, nought for those left out. The other side may have a preface;
- of the segments that are each other's nearest among all of both sides (by their vectors alone),
  how many are in one bead. In translations nearly all are; in other texts of the same kind they lie
  about at random, and of n such pairs a path that only goes forward meets about 2 / sqrt(n).

How near the nearest are says little: two halves of one declaration are nearer to each other than a
free translation is to its source.
"""

from collections.abc import Sequence
from math import ceil

import numpy as np
from numpy.typing import NDArray

from aligned.aligner.coarse import segment_vectors
from aligned.aligner.encoding import Encoding
from aligned.bitext import Bitext

__all__ = ["likeness"]

_SAMPLE = 1_000  # beads, evenly spread, whose segments are compared
_DOUBT = 2  # pairs that count as missed, lest few pairs prove much

_Ints = NDArray[np.int64]


def likeness(bitext: Bitext, source: Sequence[Encoding], target: Sequence[Encoding]) -> float:
    """How far the sides of a bitext look like translations of each other, 0..1.

    Each side is given as each encoder sees it. A bead without a score counts as sure.
    """
    return (_surely_paired(bitext) + _nearest_paired(bitext, source, target)) / 2


def _surely_paired(bitext: Bitext) -> float:
    sizes = np.array([(bead.sources, bead.targets) for bead in bitext], np.float64).reshape(-1, 2)
    scores = np.array([1.0 if bead.score is None else bead.score for bead in bitext])
    sure = (sizes * (scores * sizes.all(axis=1))[:, None]).sum(axis=0)
    return float((sure / np.maximum(sizes.sum(axis=0), 1)).max())


def _nearest_paired(
    bitext: Bitext, source: Sequence[Encoding], target: Sequence[Encoding]
) -> float:
    step = max(ceil(len(bitext) / _SAMPLE), 1)
    (ours, our_beads), (theirs, their_beads) = (
        _segments(starts, step) for starts in (bitext.source_starts, bitext.target_starts)
    )
    if not len(ours) or not len(theirs):
        return 0.0
    cosines = sum(
        segment_vectors(one.pick(ours)) @ segment_vectors(other.pick(theirs)).T
        for one, other in zip(source, target, strict=True)
    )
    nearest, back = np.argmax(cosines, axis=1), np.argmax(cosines, axis=0)
    mutual = np.flatnonzero(back[nearest] == np.arange(len(ours)))
    paired = int((our_beads[mutual] == their_beads[nearest[mutual]]).sum())
    return paired / (len(mutual) + _DOUBT)


def _segments(starts: _Ints, step: int) -> tuple[_Ints, _Ints]:
    """The segments of one side of every so many beads, and the bead of each."""
    beads = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    chosen = np.flatnonzero(beads % step == 0)
    return chosen, beads[chosen]
