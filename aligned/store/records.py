"""Versions, segments and beads as rows of tables."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from aligned.bitext import Bead, Bitext, Status
from aligned.corrections import Change, SegmentSplice, Splice
from aligned.project import Project, Version
from aligned.store.schema import beads, originals, segments, versions, word_alignments
from aligned.text import Segment

__all__ = [
    "Original",
    "WordAlignment",
    "carry_out",
    "read_original",
    "read_project",
    "read_word_alignment",
    "write_original",
    "write_project",
    "write_version",
    "write_word_alignments",
]

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Original:
    """The file that the source was read from: its name, without a folder, and its bytes.

    `encoding` is the one that it was read in, where that was said or guessed.
    """

    name: str
    content: bytes
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class WordAlignment:
    """A machine translation of a segment, and which spans of its words translate each other."""

    source: str
    text: str
    links: tuple[tuple[_Span, _Span], ...]


def write_project(connection: Connection, project: Project, original: Original | None) -> None:
    """Write all versions of a project, and the file that its source was read from."""
    write_version(connection, project.source, None)
    if original:
        write_original(connection, project.source.key, original)
    for target in project.targets:
        write_version(connection, target, project.bitexts[target.key])


def write_version(connection: Connection, version: Version, bitext: Bitext | None) -> None:
    """Add a version with its segments and, for a target, its beads."""
    connection.execute(
        insert(versions).values(
            key=version.key,
            language=version.language,
            origin=version.origin,
            lead=version.lead,
            made_with=dict(version.made_with),
        )
    )
    number = _number(connection, version.key)
    _insert(connection, segments, number, 0, version.segments)
    _insert(connection, beads, number, 0, bitext.beads if bitext else ())


def write_original(connection: Connection, key: str, original: Original) -> None:
    """Keep the file of a version."""
    connection.execute(
        insert(originals).values(
            version=_number(connection, key),
            name=original.name,
            content=original.content,
            encoding=original.encoding,
        )
    )


def read_original(connection: Connection, key: str) -> Original | None:
    """The file of a version, if it came from one."""
    row = connection.execute(
        select(originals.c.name, originals.c.content, originals.c.encoding).where(
            originals.c.version == _number(connection, key)
        )
    ).one_or_none()
    return Original(*row) if row else None


def write_word_alignments(
    connection: Connection, key: str, alignments: Iterable[WordAlignment]
) -> None:
    """Keep word alignments of a machine version, each in the place of an older one."""
    number, table = _number(connection, key), word_alignments
    rows = {_digest(one.source): one for one in alignments if one.links}
    connection.execute(
        delete(table).where(table.c.version == number, table.c.source.in_(list(rows)))
    )
    new = [
        {"version": number, "source": digest, "text": one.text, "links": one.links}
        for digest, one in rows.items()
    ]
    if new:
        connection.execute(insert(table), new)


def read_word_alignment(connection: Connection, key: str, source: str) -> WordAlignment | None:
    """The word alignment of the machine translation of a source segment, if one is kept."""
    table = word_alignments
    row = connection.execute(
        select(table.c.text, table.c.links).where(
            table.c.version == _number(connection, key), table.c.source == _digest(source)
        )
    ).one_or_none()
    if row is None:
        return None
    links = tuple((tuple(before), tuple(after)) for before, after in row.links)
    return WordAlignment(source, row.text, links)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def carry_out(connection: Connection, change: Change) -> None:
    """Carry out the splices of a change in their order."""
    numbers = {key: _number(connection, key) for key in {splice.key for splice in change}}
    for splice in change:
        _splice(connection, splice, numbers[splice.key])


def _splice(connection: Connection, change: Splice, number: int) -> None:
    """Take the rows of a run away, move the tail, put the new rows in."""
    table = segments if isinstance(change, SegmentSplice) else beads
    end = change.start + len(change.removed)
    of_version = table.c.version == number
    connection.execute(
        delete(table).where(of_version, table.c.position >= change.start, table.c.position < end)
    )
    grown = len(change.inserted) - len(change.removed)
    if grown:
        connection.execute(
            update(table)
            .where(of_version, table.c.position >= end)
            .values(position=table.c.position + grown)
        )
    _insert(connection, table, number, change.start, change.inserted)


def _number(connection: Connection, key: str) -> int:
    found = connection.execute(select(versions.c.id).where(versions.c.key == key))
    return int(found.scalar_one())


def _insert(
    connection: Connection,
    table: Table,
    version: int,
    start: int,
    run: tuple[Segment, ...] | tuple[Bead, ...],
) -> None:
    names = [column.name for column in table.columns if column.name not in _PLACE]
    rows = [
        {
            "version": version,
            "position": position,
            **{name: getattr(item, name) for name in names},
        }
        for position, item in enumerate(run, start)
    ]
    if rows:
        connection.execute(insert(table), rows)


_PLACE = {"id", "version", "position"}


def read_project(connection: Connection, name: str) -> Project:
    """Read all of a project."""
    source, *targets = connection.execute(select(versions).order_by(versions.c.id)).all()
    project = Project(name, _version(connection, source))
    for row in targets:
        bitext = Bitext(_bead(*bead) for bead in _read(connection, beads, row.id))
        project = project.with_target(_version(connection, row), bitext)
    return project


def _read(connection: Connection, table: Table, version: int) -> Iterable[Sequence[Any]]:
    """The rows of a version in order, without what says their place."""
    columns = [column for column in table.columns if column.name not in _PLACE]
    return connection.execute(
        select(*columns).where(table.c.version == version).order_by(table.c.position)
    )


def _bead(
    sources: int,
    targets: int,
    status: Status,
    score: float | None,
    bookmarked: bool,
    comment: str,
    dismissed: list[str],
) -> Bead:
    return Bead(sources, targets, status, score, bookmarked, comment, tuple(dismissed))


def _version(connection: Connection, row) -> Version:  # type: ignore[no-untyped-def]
    return Version(
        row.key,
        row.language,
        row.origin,
        tuple(Segment(*segment) for segment in _read(connection, segments, row.id)),
        row.lead,
        row.made_with,
    )
