"""Pairs of versions: the bitext of any two of a project, derived through its source.

Two targets are aligned with the source, not with each other. A **derived bead** is the closure of
the beads of both over the source segments that they share: a row (`aligned.rows`) over these two
targets. What has no source segment in a row of its own has none of the other side either. Segments
of one side alone are beads alone, as an aligner leaves them.

A derived bead is right where all the beads that it rests on are, so its probability is their
product, as if each were right or wrong by itself:

    P(derived) = P(bead 1) * P(bead 2) * ...        over the beads of both targets in the row

A confirmed bead counts as certain. Where the probability of one is not known, that of the derived
bead is not either. Its status is that of the least sure.
"""

from collections.abc import Iterator
from dataclasses import replace
from math import prod

from aligned.bitext import STATUSES, Bead, Bitext, Status
from aligned.errors import ExportError
from aligned.project import Project
from aligned.rows import Row, Rows

__all__ = ["bitext_between", "named_pair", "pair"]


def pair(project: Project, first: str, second: str) -> Project:
    """A project of two versions alone, by their keys: the first is its source.

    KeyError for a key that no version has.
    """
    source = replace(project.version(first), origin="source")
    target = project.version(second)
    bitext = bitext_between(project, first, second)
    if target.origin == "source":
        target = replace(target, origin="imported")
    return Project(project.name, source).with_target(target, bitext)


def bitext_between(project: Project, first: str, second: str) -> Bitext:
    """The bitext of two different versions, by their keys, in that direction."""
    if first == project.source.key:
        return project.bitexts[second]
    if second == project.source.key:
        return Bitext(
            replace(bead, sources=bead.targets, targets=bead.sources)
            for bead in project.bitexts[first]
        )
    rows = Rows(project, [first, second])
    return Bitext(bead for row in rows for bead in _derived(project, row, first, second))


def named_pair(project: Project, name: str) -> tuple[str, str]:
    """The keys in a name such as "fr-de", which may have hyphens of their own.

    Raises ExportError for what does not name two versions of the project.
    """
    keys = [version.key for version in project.versions]
    for first in keys:
        for second in keys:
            if first != second and name == f"{first}-{second}":
                return first, second
    raise ExportError(
        f"{name} is no pair of versions of {project.name}, which has {', '.join(keys)}: "
        f"say, for example, {keys[-1]}-{keys[0]}"
    )


def _derived(project: Project, row: Row, first: str, second: str) -> Iterator[Bead]:
    """The bead of a row, or beads alone where it has one side or the sides share no segment."""
    beads = [
        [project.bitexts[key][cell.bead] for cell in row.cells[key]] for key in (first, second)
    ]
    sources, targets = (sum(bead.targets for bead in side) for side in beads)
    shared = beads[0] + beads[1]
    if sources and targets and row.sources:
        yield Bead(sources, targets, _status(shared), _score(shared))
    else:
        yield from _alone(1, 0, sources, shared if row.sources else beads[0])
        yield from _alone(0, 1, targets, shared if row.sources else beads[1])


def _alone(sources: int, targets: int, count: int, beads: list[Bead]) -> list[Bead]:
    """So many beads of one segment, which rest on these."""
    return [Bead(sources, targets, _status(beads), _score(beads))] * count if count else []


def _status(beads: list[Bead]) -> Status:
    return min((bead.status for bead in beads), key=STATUSES.index)


def _score(beads: list[Bead]) -> float | None:
    scores = [1.0 if bead.status == "confirmed" else bead.score for bead in beads]
    known = [score for score in scores if score is not None]
    return prod(known) if len(known) == len(scores) else None
