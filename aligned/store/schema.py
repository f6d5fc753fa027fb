"""The tables, and the migrations that lead from any older schema to them.

Segments and beads are numbered densely by `position` within their version; a splice moves the tail.
A file says its schema in `meta`; one that is newer than this program is refused.
"""

from collections.abc import Callable, Iterable

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    inspect,
    select,
)
from sqlalchemy.schema import CreateColumn

__all__ = [
    "MIGRATIONS",
    "beads",
    "drop_all",
    "is_schema",
    "log",
    "migrate",
    "originals",
    "read_meta",
    "segments",
    "versions",
    "word_alignments",
    "write_meta",
]

_metadata = MetaData()

meta = Table(
    "meta",
    _metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

versions = Table(
    "version",
    _metadata,
    Column("id", Integer, primary_key=True),  # in the order of the project, the source first
    Column("key", String(64), nullable=False, unique=True),
    Column("language", String(64), nullable=False),
    Column("origin", String(16), nullable=False),
    Column("lead", Text, nullable=False),
    Column("made_with", JSON, nullable=False),
)

# The source's own file, so that a translation can be written back with its layout.
originals = Table(
    "original",
    _metadata,
    Column("version", ForeignKey("version.id"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("encoding", String(64)),  # absent where the file says it itself
)

# What a model wrote, with its word alignment: for putting inline marks into the translation.
word_alignments = Table(
    "word_alignment",
    _metadata,
    Column("version", ForeignKey("version.id"), primary_key=True),
    Column("source", String(64), primary_key=True),  # SHA-256 of the source segment
    Column("text", Text, nullable=False),
    Column("links", JSON, nullable=False),  # [[[start, end] in the source, the same in text], ...]
)

segments = Table(
    "segment",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("version", ForeignKey("version.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("paragraph", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("kind", String(16), nullable=False, server_default="paragraph"),
    Index("segment_place", "version", "position"),
)

beads = Table(
    "bead",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("version", ForeignKey("version.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("targets", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    Column("score", Float),
    Column("bookmarked", Boolean, nullable=False),
    Column("comment", Text, nullable=False),
    Column("dismissed", JSON, nullable=False),
    Index("bead_place", "version", "position"),
)

log = Table(
    "log",
    _metadata,
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),  # UTC, ISO 8601
    Column("who", String(256), nullable=False),
    Column("operation", Text, nullable=False),
    Column("change", Text),  # JSON; absent where versions came or went
    Column("inverts", ForeignKey("log.revision")),
    Column("token", String(64), unique=True),  # the sender's own, to know a repetition by
    Index("log_who", "who", "revision"),
)


def _first_schema(connection: Connection) -> None:
    """All tables, as they are today: a new project needs nothing of what follows."""
    _metadata.create_all(connection)


def _kinds_encodings_word_alignments(connection: Connection) -> None:
    word_alignments.create(connection, checkfirst=True)
    for column in (segments.c.kind, originals.c.encoding):
        table = column.table.name
        if column.name not in {known["name"] for known in inspect(connection).get_columns(table)}:
            definition = CreateColumn(column).compile(dialect=connection.dialect)
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {definition}")


def is_schema(tables: Iterable[str]) -> bool:
    """Whether these are the tables of a project, of whichever schema."""
    return {"meta", "version", "log"} <= set(tables)


def drop_all(connection: Connection) -> None:
    """Take all tables away."""
    _metadata.drop_all(connection)


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    _first_schema,
    _kinds_encodings_word_alignments,
)
"""Migration n turns schema n into n + 1; an empty database has schema 0."""


def migrate(connection: Connection, schema: int) -> None:
    """Turn this schema into the one of today."""
    for migration in MIGRATIONS[schema:]:
        migration(connection)
    write_meta(connection, "schema", str(len(MIGRATIONS)))


def read_meta(connection: Connection, key: str) -> str | None:
    """What the project says of itself under a key: its `name`, its `schema`."""
    return connection.scalar(select(meta.c.value).where(meta.c.key == key))


def write_meta(connection: Connection, key: str, value: str) -> None:
    """Say it, in the place of what was said before."""
    connection.execute(delete(meta).where(meta.c.key == key))
    connection.execute(insert(meta).values(key=key, value=value))
