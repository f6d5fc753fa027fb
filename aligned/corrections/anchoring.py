"""An anchor placed by hand: a segment of the source and one of a target that belong together."""

from collections.abc import Iterator
from dataclasses import replace

from aligned.bitext import Bead, Bitext
from aligned.corrections.realigning import run_to_realign
from aligned.errors import CorrectionError

__all__ = ["anchored"]


def anchored(bitext: Bitext, source: int, target: int) -> tuple[Bitext, range]:
    """The bitext with two segments in one confirmed bead, and the run of beads around it.

    A bead that holds both already is confirmed as it is. What else stands up to the nearest
    confirmed beads makes one bead before the anchor and one after it, which are to be aligned anew.
    CorrectionError where there is no such segment, and where a confirmed bead holds one of them or
    stands between.
    """
    if not (0 <= source < bitext.source_starts[-1] and 0 <= target < bitext.target_starts[-1]):
        raise CorrectionError("one of the sentences is not there any more: look again, then repeat")
    ends = bitext.bead_of_source(source), bitext.bead_of_target(target)
    low, high = min(ends), max(ends)
    if any(bead.status == "confirmed" for bead in bitext.beads[low : high + 1]):
        raise CorrectionError(
            "a confirmed bead holds one of these sentences, or stands between them: "
            "take its confirmation back first"
        )
    run = run_to_realign(bitext, low)
    starts = bitext.source_starts, bitext.target_starts
    if low == high:
        fixed = replace(bitext[low], status="confirmed")
        place = int(starts[0][low]), int(starts[1][low])
    else:
        fixed, place = Bead(1, 1, "confirmed"), (source, target)
    pieces = tuple(_pieces(bitext, run, fixed, place))
    return bitext.spliced(run.start, run.stop, pieces), range(run.start, run.start + len(pieces))


def _pieces(bitext: Bitext, run: range, fixed: Bead, place: tuple[int, int]) -> Iterator[Bead]:
    """The segments of a run as those before a bead that begins at `place`, itself, those after."""
    starts, ends = (
        (int(bitext.source_starts[edge]), int(bitext.target_starts[edge]))
        for edge in (run.start, run.stop)
    )
    before = place[0] - starts[0], place[1] - starts[1]
    after = ends[0] - place[0] - fixed.sources, ends[1] - place[1] - fixed.targets
    if any(before):
        yield Bead(*before)
    yield fixed
    if any(after):
        yield Bead(*after)
