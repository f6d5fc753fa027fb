"""What the grid shows of a project, as JSON, and how it changes from one revision to the next.

A **delta** leads from one revision to a later one: rows `[start, total - tail)` are replaced, and
in the rows after them every segment and bead number of a version shifts by the same amount. Deltas
of consecutive revisions compose (the smallest start, the smallest tail, the sum of the shifts), so
a browser that was away for a while catches up in one step.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aligned.bitext import Bead
from aligned.corrections import BeadSplice, Change, SegmentSplice, Splice, apply
from aligned.errors import CorrectionError
from aligned.project import Project, Version
from aligned.rows import Row, Rows
from aligned.store import Logged
from aligned.text import language_name
from ui.grid.finding import is_doubtful
from ui.versions import made_with

__all__ = ["Delta", "View"]

_REMEMBERED = 1_000

_JsonRow = dict[str, object]


@dataclass(frozen=True, slots=True)
class Delta:
    """The rows that one revision replaced, and by how much the numbers after them shifted.

    `start` rows before and `tail` rows after are the same in both; `total` rows there are then.
    `shifts`: version key -> (segments, beads). `token` is that of the correction.
    """

    revision: int
    start: int
    tail: int
    total: int
    shifts: dict[str, tuple[int, int]]
    token: str | None

    def json_step(self) -> dict[str, object]:
        """The delta as the browser follows it, without rows."""
        return {
            "revision": self.revision,
            "start": self.start,
            "tail": self.tail,
            "total": self.total,
            "shifts": _json_shifts([self]),
            "token": self.token,
        }


class View:
    """The rows of one project at one revision, moved on by the changes of the log."""

    def __init__(self, revision: int, project: Project) -> None:
        self._deltas: deque[Delta] = deque(maxlen=_REMEMBERED)
        self._show(revision, project)

    def _show(self, revision: int, project: Project) -> None:
        self.revision = revision
        self.project = project
        self.rows = Rows(project)
        self._counts = {key: _counted(bitext) for key, bitext in project.bitexts.items()}

    def advance(self, history: Iterable[Logged], revision: int, project: Project) -> None:
        """Move on to a later revision, whose project and whose history since are given."""
        for entry in history:
            if entry.revision > revision:
                break
            if entry.change is None or entry.revision != self.revision + 1:
                break
            try:
                changed = apply(self.project, entry.change)
            except CorrectionError:
                break
            before, self.rows = (self.project, self.rows), self.rows.following(changed)
            self.project, self.revision = changed, entry.revision
            after = self.project, self.rows
            self._deltas.append(_delta(entry, entry.change, before, after))
            for splice in entry.change:
                if isinstance(splice, BeadSplice):
                    self._counts[splice.key].subtract(_counted(splice.removed))
                    self._counts[splice.key].update(_counted(splice.inserted))
        if self.revision != revision:
            # Something other than a correction, such as one more target: shown all anew.
            self._deltas.clear()
            self._show(revision, project)

    def row_of(self, key: str, segment: int) -> int:
        """The row that holds a segment of a version."""
        if key == self.project.source.key:
            return self.rows.of_source(segment)
        return self.rows.of_bead(key, self.project.bitexts[key].bead_of_target(segment))

    def json_rows(self, start: int, count: int) -> list[_JsonRow]:
        """Up to `count` rows from `start` on."""
        stop = min(start + count, len(self.rows))
        return [self._json_row(self.rows[number]) for number in range(start, stop)]

    def json_delta(self, since: int) -> dict[str, object] | None:
        """What leads from revision `since` to this one; None where they are the same."""
        if since == self.revision:
            return None
        deltas = [delta for delta in self._deltas if delta.revision > since]
        if not deltas or deltas[0].revision != since + 1:
            return {"reset": True}
        start = min(delta.start for delta in deltas)
        tail = min(delta.tail for delta in deltas)
        return {
            "since": since,
            "revision": self.revision,
            "start": start,
            "tail": tail,
            "rows": self.json_rows(start, len(self.rows) - tail - start),
            "shifts": _json_shifts(deltas),
            "steps": [delta.json_step() for delta in deltas],
            "total": len(self.rows),
            "versions": self.json_versions(),
        }

    def json_versions(self) -> list[dict[str, object]]:
        """The versions, the source first, with how far the work on each is."""
        return [self._json_version(version) for version in self.project.versions]

    def _json_version(self, version: Version) -> dict[str, object]:
        plain: dict[str, object] = {
            "key": version.key,
            "language": version.language,
            "name": language_name(version.language),
            "origin": version.origin,
            "made_with": made_with(version),
        }
        if version.origin != "source":
            plain.update(self._counts[version.key])
        return plain

    def _json_row(self, row: Row) -> _JsonRow:
        source = self.project.source
        segments = row.source_segments
        return {
            "paragraph": bool(segments) and _begins_paragraph(source, segments[0]),
            "source": list(self._json_source(row)),
            "targets": {key: list(self._json_cells(key, row)) for key in row.cells},
        }

    def _json_source(self, row: Row) -> Iterator[dict[str, object]]:
        source = self.project.source
        for slot in range(row.slots):
            segment = row.sources.get(slot)
            yield {
                "version": source.key,
                "slot": slot,
                "span": 1,
                "bead": segment,
                "segment": segment,
                "texts": [] if segment is None else [source.segments[segment].text],
            }

    def _json_cells(self, key: str, row: Row) -> Iterator[dict[str, object]]:
        bitext = self.project.bitexts[key]
        segments = self.project.version(key).segments
        for cell in row.cells[key]:
            bead = bitext[cell.bead]
            yield {
                "version": key,
                "slot": cell.slot,
                "span": cell.span,
                "bead": cell.bead,
                "segment": cell.segments.start,
                "texts": [segments[segment].text for segment in cell.segments],
                "sources": bead.sources,
                "status": bead.status,
                "score": bead.score,
                "doubtful": is_doubtful(bead),
                "bookmarked": bead.bookmarked,
                "comment": bead.comment,
                "dismissed": list(bead.dismissed),
            }


def _counted(beads: Iterable[Bead]) -> Counter[str]:
    """How many beads there are, how many of them confirmed, edited and doubtful."""
    counts = Counter({"beads": 0, "confirmed": 0, "edited": 0, "doubtful": 0})
    for bead in beads:
        counts["beads"] += 1
        if bead.status != "machine":
            counts[bead.status] += 1
        if is_doubtful(bead):
            counts["doubtful"] += 1
    return counts


def _begins_paragraph(version: Version, segment: int) -> bool:
    segments = version.segments
    return segment > 0 and segments[segment].paragraph != segments[segment - 1].paragraph


def _json_shifts(deltas: Iterable[Delta]) -> dict[str, dict[str, int]]:
    totals: dict[str, tuple[int, int]] = {}
    for delta in deltas:
        for key, (segments, beads) in delta.shifts.items():
            before = totals.get(key, (0, 0))
            totals[key] = before[0] + segments, before[1] + beads
    return {
        key: {"segments": segments, "beads": beads}
        for key, (segments, beads) in totals.items()
        if segments or beads
    }


_State = tuple[Project, Rows]


def _delta(entry: Logged, change: Change, before: _State, after: _State) -> Delta:
    old, new = before[1], after[1]
    start, tail = min(len(old), len(new)), min(len(old), len(new))
    for splice, old_start, new_start in _places(change):
        for (project, rows), first, run in (
            (before, old_start, splice.removed),
            (after, new_start, splice.inserted),
        ):
            touched = _touched(project, rows, splice, first, len(run))
            if touched:
                start = min(start, touched[0])
                tail = min(tail, len(rows) - 1 - touched[-1])
    # Beads without source segments share slots with those of other targets, next to each other.
    while start > 0 and not (old[start - 1].sources and new[start - 1].sources):
        start -= 1
    while tail > 0 and not (old[len(old) - tail].sources and new[len(new) - tail].sources):
        tail -= 1
    start = min(start, len(old) - tail, len(new) - tail)
    shifts = _shifts(change, before[0].source.key)
    return Delta(entry.revision, start, tail, len(new), shifts, entry.token)


def _places(change: Change) -> Iterator[tuple[Splice, int, int]]:
    """Each splice with its start as numbered before, and as numbered after, the whole change."""
    for number, splice in enumerate(change):
        before = after = splice.start
        for other in change[:number]:
            if _same_sequence(splice, other) and other.start < splice.start:
                before -= len(other.inserted) - len(other.removed)
        for other in change[number + 1 :]:
            if _same_sequence(splice, other) and other.start <= splice.start:
                after += len(other.inserted) - len(other.removed)
        yield splice, before, after


def _same_sequence(splice: Splice, other: Splice) -> bool:
    return type(splice) is type(other) and splice.key == other.key


def _touched(project: Project, rows: Rows, splice: Splice, start: int, count: int) -> list[int]:
    """The rows of the first and the last of a run of segments or beads; none if it is empty.

    Of a run of the source, of the segment after it, too: whether that begins a paragraph depends on
    the one before.
    """
    if not count:
        return []
    if splice.key == project.source.key:
        last = min(start + count, len(project.source.segments) - 1)
        return [rows.of_source(number) for number in (start, last)]
    ends = (start, start + count - 1)
    if isinstance(splice, SegmentSplice):
        bitext = project.bitexts[splice.key]
        ends = (bitext.bead_of_target(ends[0]), bitext.bead_of_target(ends[1]))
    return [rows.of_bead(splice.key, number) for number in ends]


def _shifts(change: Change, source: str) -> dict[str, tuple[int, int]]:
    shifts: dict[str, tuple[int, int]] = {}
    for splice in change:
        grown = len(splice.inserted) - len(splice.removed)
        segments, beads = shifts.get(splice.key, (0, 0))
        if not isinstance(splice, SegmentSplice):
            shifts[splice.key] = segments, beads + grown
        elif splice.key == source:
            # A bead of the source is named by its segment.
            shifts[splice.key] = segments + grown, beads + grown
        else:
            shifts[splice.key] = segments + grown, beads
    return shifts
