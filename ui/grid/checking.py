"""What the quality checks find in the beads of a project, remembered while it is open."""

import threading
import time
from collections.abc import Mapping
from itertools import islice

from aligned.checks import Finding, Pair, check
from aligned.project import Project, Version
from aligned.rows import Row, Rows
from aligned.text import separator

__all__ = ["Failing", "Findings"]

# Some 50 MB of texts that stand in the project anyway; then it begins anew.
_REMEMBERED = 500_000
# Pairs are looked at ahead of any question, a few at a time, so that nobody has to wait for it.
_BATCH = 20
_REST = 0.03
_FIRST_REST = 3.0

_JsonFindings = list[dict[str, str]]
_Texts = tuple[str, str, str, str]
"""Source text, target text, and their language tags."""


class Findings:
    """What the checks find in pairs of texts. Safe to share among threads."""

    def __init__(self) -> None:
        self._known: dict[_Texts, tuple[Finding, ...]] = {}

    def json_rows(
        self, project: Project, rows: Rows, start: int, count: int
    ) -> list[dict[str, list[_JsonFindings]]]:
        """For each row, by version key, what is found in each bead; rows without are empty."""
        stop = min(start + count, len(rows))
        pairs = {key: _Pairs(project, key) for key in project.bitexts}
        return [self._in_row(pairs, rows[number]) for number in range(start, stop)]

    def _in_row(self, pairs: Mapping[str, "_Pairs"], row: Row) -> dict[str, list[_JsonFindings]]:
        found = {
            key: [self._json(pairs[key], cell.bead) for cell in cells]
            for key, cells in row.cells.items()
        }
        return {key: cells for key, cells in found.items() if any(cells)}

    def _json(self, pairs: "_Pairs", bead: int) -> _JsonFindings:
        texts, dismissed = pairs[bead], pairs.beads[bead].dismissed
        return [
            {"check": finding.check, "message": finding.message}
            for finding in (self.of(texts) if texts else ())
            if finding.check not in dismissed
        ]

    def failing(self, project: Project, check_name: str, seconds: float) -> "Failing":
        """The beads that fail a check, any for "", as far as can be told in so much time."""
        return Failing(self, project, check_name, time.monotonic() + seconds)

    def look_ahead(self, project: Project) -> None:
        """Look at every pair of a project in a thread of its own, without haste."""
        threading.Thread(
            target=self._look_ahead, args=(project,), name="hexapla-checks", daemon=True
        ).start()

    def _look_ahead(self, project: Project) -> None:
        time.sleep(_FIRST_REST)
        pairs = (
            texts
            for key, bitext in project.bitexts.items()
            for of_target in [_Pairs(project, key)]
            for bead in range(len(bitext))
            if (texts := of_target[bead])
        )
        while batch := list(islice(pairs, _BATCH)):
            for texts in batch:
                self.of(texts)
            time.sleep(_REST)

    def known(self, texts: _Texts) -> tuple[Finding, ...] | None:
        """What was found in a pair; None if nobody has looked yet."""
        return self._known.get(texts)

    def of(self, texts: _Texts) -> tuple[Finding, ...]:
        """What is found in a pair, which is looked at if nobody has."""
        found = self._known.get(texts)
        if found is None:
            found = tuple(check(Pair(*texts)))
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[texts] = found
        return found


class Failing:
    """Tells whether a bead fails a check; after the deadline only where that is known already."""

    def __init__(self, findings: Findings, project: Project, name: str, deadline: float) -> None:
        self._findings = findings
        self._pairs = {key: _Pairs(project, key) for key in project.bitexts}
        self._name = name
        self._deadline = deadline
        self.asked = 0
        self.unknown = 0

    def __call__(self, key: str, bead: int) -> bool:
        """Whether bead number `bead` of target `key` fails it."""
        pairs = self._pairs[key]
        texts = pairs[bead]
        if texts is None:
            return False
        self.asked += 1
        found = self._findings.known(texts)
        if found is None:
            if time.monotonic() > self._deadline:
                self.unknown += 1
                return False
            found = self._findings.of(texts)
        if not found:
            return False
        dismissed = pairs.beads[bead].dismissed
        return any(
            finding.check not in dismissed and self._name in ("", finding.check)
            for finding in found
        )

    @property
    def left(self) -> float:
        """The share of the beads asked about that were not looked at for want of time, 0..1."""
        return self.unknown / self.asked if self.asked else 0.0


class _Pairs:
    """What each bead of a target has of both sides; None for one that has but one.

    Made for many beads at once: numpy's numbers are slow one by one.
    """

    def __init__(self, project: Project, key: str) -> None:
        bitext = project.bitexts[key]
        self.beads = bitext.beads
        self._source, self._target = project.source, project.version(key)
        self._sources = bitext.source_starts.tolist()
        self._targets = bitext.target_starts.tolist()

    def __getitem__(self, bead: int) -> _Texts | None:
        source, target = self._source, self._target
        counts = self.beads[bead]
        if not (counts.sources and counts.targets):
            return None
        return (
            _joined(source, self._sources[bead], counts.sources),
            _joined(target, self._targets[bead], counts.targets),
            source.language,
            target.language,
        )


def _joined(version: Version, start: int, count: int) -> str:
    if count == 1:
        return version.segments[start].text
    between = separator(version.language)
    return between.join(segment.text for segment in version.segments[start : start + count])
