"""What the quality checks find in the beads of some rows, as JSON."""

from collections.abc import Iterator
from functools import lru_cache

from aligned.checks import Finding, Pair, check
from aligned.project import Project, Version
from aligned.rows import Row, Rows
from aligned.text import separator

__all__ = ["json_findings"]

# About ten screens of six versions, and little memory.
_REMEMBERED = 20_000

_JsonFindings = list[dict[str, str]]


def json_findings(
    project: Project, rows: Rows, start: int, count: int
) -> list[dict[str, list[_JsonFindings]]]:
    """For each row, by version key, what is found in each of its beads; rows without are empty."""
    stop = min(start + count, len(rows))
    return [_in_row(project, rows[number]) for number in range(start, stop)]


def _in_row(project: Project, row: Row) -> dict[str, list[_JsonFindings]]:
    found = {key: list(_in_cells(project, key, row)) for key in row.cells}
    return {key: cells for key, cells in found.items() if any(cells)}


def _in_cells(project: Project, key: str, row: Row) -> Iterator[_JsonFindings]:
    bitext, target = project.bitexts[key], project.version(key)
    for cell in row.cells[key]:
        bead = bitext[cell.bead]
        if not (bead.sources and bead.targets):
            yield []
            continue
        source = _joined(project.source, bitext.sources_of(cell.bead))
        found = _found(
            source, _joined(target, cell.segments), project.source.language, target.language
        )
        yield [
            {"check": finding.check, "message": finding.message}
            for finding in found
            if finding.check not in bead.dismissed
        ]


def _joined(version: Version, segments: range) -> str:
    between = separator(version.language)
    return between.join(version.segments[number].text for number in segments)


@lru_cache(maxsize=_REMEMBERED)
def _found(source: str, target: str, source_tag: str, target_tag: str) -> tuple[Finding, ...]:
    return tuple(check(Pair(source, target, source_tag, target_tag)))
