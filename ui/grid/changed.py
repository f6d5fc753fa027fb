"""Which beads were touched since a revision, by what the log says."""

from collections.abc import Iterable

import numpy as np

from aligned.corrections import BeadSplice, Splice
from aligned.project import Project
from aligned.store import Logged

__all__ = ["touched_beads"]

_TOUCHED = b"\1"


def touched_beads(project: Project, history: Iterable[Logged]) -> dict[str, bytes]:
    """For each target, a byte for each bead: not zero if these entries touched it.

    `project` is what the last of the entries, in their order, led to. A bead is touched by a change
    of itself or of the text of one of its segments, even if that was undone; a version that came
    with these entries is touched as a whole.
    """
    entries = list(history)
    splices = [splice for entry in entries for splice in entry.change or ()]
    marks = _first_marks(project, splices)
    for splice in splices:
        place = slice(splice.start, splice.start + len(splice.removed))
        marks[_sequence(splice)][place] = _TOUCHED * len(splice.inserted)
    came = {entry.operation.removeprefix("add ") for entry in entries if entry.change is None}
    return {
        target.key: _TOUCHED * len(project.bitexts[target.key])
        if target.key in came
        else _beads(project, target.key, marks)
        for target in project.targets
    }


_Sequence = tuple[bool, str]
"""Whether it is the beads, or else the segments, and of which version."""


def _sequence(splice: Splice) -> _Sequence:
    return isinstance(splice, BeadSplice), splice.key


def _first_marks(project: Project, splices: Iterable[Splice]) -> dict[_Sequence, bytearray]:
    """Nothing touched, in the lengths that the sequences had before the splices."""
    lengths: dict[_Sequence, int] = {
        (False, version.key): len(version.segments) for version in project.versions
    }
    lengths |= {(True, key): len(bitext) for key, bitext in project.bitexts.items()}
    for splice in splices:
        lengths[_sequence(splice)] -= len(splice.inserted) - len(splice.removed)
    return {sequence: bytearray(max(0, length)) for sequence, length in lengths.items()}


def _beads(project: Project, key: str, marks: dict[_Sequence, bytearray]) -> bytes:
    bitext = project.bitexts[key]
    beads = np.frombuffer(bytes(marks[True, key]), dtype=np.uint8).copy()
    sides = ((project.source.key, bitext.source_starts), (key, bitext.target_starts))
    for version, starts in sides:
        segments = np.frombuffer(bytes(marks[False, version]), dtype=np.uint8)
        touched = np.concatenate(([0], np.cumsum(segments, dtype=np.int64)))
        beads |= (touched[starts[1:]] > touched[starts[:-1]]).astype(np.uint8)
    return beads.tobytes()
