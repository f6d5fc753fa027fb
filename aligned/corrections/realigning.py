"""Realignment as a correction: a run of beads gives way to what the aligner makes of it anew."""

from dataclasses import replace

from aligned.bitext import Bead, Bitext
from aligned.corrections.changes import BeadSplice, Change
from aligned.project import Project

__all__ = ["between_anchors", "realigned"]


def between_anchors(bitext: Bitext, bead: int) -> range:
    """The beads around this one up to the nearest confirmed ones, which stay out of it.

    Empty where the bead itself is confirmed. IndexError if there is no such bead.
    """
    if bitext.beads[bead].status == "confirmed":
        return range(bead, bead)
    confirmed = [number for number, one in enumerate(bitext.beads) if one.status == "confirmed"]
    start = max((number + 1 for number in confirmed if number < bead), default=0)
    stop = min((number for number in confirmed if number > bead), default=len(bitext))
    return range(start, stop)


def realigned(project: Project, key: str, beads: range, bitext: Bitext) -> Change:
    """The change that puts the beads of `bitext` in the place of a run of beads of target `key`.

    `bitext` must cover the same segments. Bookmarks, comments and dismissed checks go to the new
    bead that holds the old one's first segment. The change is empty where nothing is new.
    """
    old = project.bitexts[key]
    run = Bitext(old.beads[beads.start : beads.stop])
    bitext.check(int(run.source_starts[-1]), int(run.target_starts[-1]))
    new = list(bitext.beads)
    for sources, targets, bead in run.links():
        if bead.bookmarked or bead.comment or bead.dismissed:
            heir = (
                bitext.bead_of_source(sources[0]) if sources else bitext.bead_of_target(targets[0])
            )
            new[heir] = _with_marks(new[heir], bead)
    if tuple(new) == run.beads:
        return ()
    return (BeadSplice(key, beads.start, run.beads, tuple(new)),)


def _with_marks(heir: Bead, bead: Bead) -> Bead:
    return replace(
        heir,
        bookmarked=heir.bookmarked or bead.bookmarked,
        comment="\n".join(filter(None, (heir.comment, bead.comment))),
        dismissed=tuple(sorted({*heir.dismissed, *bead.dismissed})),
    )
