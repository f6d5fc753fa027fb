"""Filling beads that have no target segment yet: how translations come into a version.

A machine version begins as one 1-0 bead for each source segment; each becomes 1-1 when its
translation arrives. So a half-translated version is a valid one, can be corrected meanwhile, and
says itself what is still to be done.
"""

from collections.abc import Mapping
from dataclasses import replace

from aligned.bitext import Bead, Status
from aligned.corrections.changes import BeadSplice, Change, SegmentSplice, Splice
from aligned.corrections.places import runs
from aligned.project import Project, Version
from aligned.text import Segment, separator

__all__ = ["fill", "is_pending", "pending"]


def is_pending(version: Version, bead: Bead) -> bool:
    """Whether a bead of this version still wants a translation.

    It is 1-0 and untouched: one whose sentence a person took away is edited, and stays empty.
    """
    return version.origin == "machine" and bead.kind == "1-0" and bead.status == "machine"


def pending(project: Project, key: str) -> list[int]:
    """The beads of target `key` that still want a translation."""
    version = project.version(key)
    beads = project.bitexts[key].beads
    return [number for number, bead in enumerate(beads) if is_pending(version, bead)]


def fill(
    project: Project,
    key: str,
    texts: Mapping[int, str],
    scores: Mapping[int, float] | None = None,
    *,
    status: Status = "machine",
) -> Change:
    """The change that puts one segment into each of these beads of target `key`.

    `texts` maps the number of a bead without target segments to its text, `scores` to the score
    that the bead is to have (the translator's confidence). The segment takes over
    from the source what follows it (space, line break, list marker), so that the version has the
    source's paragraphs.
    """
    bitext = project.bitexts[key]
    change: list[Splice] = []
    inserted = 0
    for run in runs(sorted(texts)):
        place = int(bitext.target_starts[run[0]]) + inserted
        segments = tuple(_segment(project, key, number, texts[number]) for number in run)
        change.append(SegmentSplice(key, place, (), segments))
        beads = bitext.beads[run[0] : run[-1] + 1]
        filled = tuple(
            replace(bead, targets=1, status=status, score=(scores or {}).get(number))
            for number, bead in zip(run, beads, strict=True)
        )
        change.append(BeadSplice(key, run[0], beads, filled))
        inserted += len(run)
    return tuple(change)


def _segment(project: Project, key: str, bead: int, text: str) -> Segment:
    language = project.version(key).language
    sources = project.bitexts[key].sources_of(bead)
    if not sources:
        return Segment(text, separator(language))
    source = project.source.segments[sources[-1]]
    is_last = sources[-1] == len(project.source.segments) - 1
    spaced = source.after.strip(" ") or is_last
    return replace(source, text=text, after=source.after if spaced else separator(language))
