"""Lingtrain: the alignment file of Lingtrain Aligner, an SQLite database, read only.

https://github.com/averkij/lingtrain-aligner. The tables `processing_from` and `processing_to` have
the texts that correspond, `doc_index` their order: a list of batches, each of lines [id of one,
ids of its sentences as JSON, id of the other, ids of its sentences].
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

from aligned.corpus import Corpus, Unit
from aligned.errors import InputError, one_line
from aligned.formats.format import CorpusFormat
from aligned.formats.inputs import unreadable
from aligned.formats.keys import key_of, versions_of
from aligned.project import free_key

__all__ = ["FORMAT"]

_MAGIC = b"SQLite format 3\0"
_TABLES = frozenset({"languages", "doc_index", "processing_from", "processing_to"})


def _read(path: Path, encoding: str | None) -> Corpus:
    """Read an alignment; `encoding` is not asked, as the database knows its own."""
    with closing(_opened(path)) as database:
        keys = _keys(database, path)
    return Corpus(path.stem, lambda: versions_of(keys), lambda: _units(path, keys))


def _opened(path: Path) -> sqlite3.Connection:
    """The database, not to be written to; InputError where it is none of Lingtrain's."""
    try:
        with path.open("rb") as file:
            is_database = file.read(len(_MAGIC)) == _MAGIC
    except OSError as error:
        raise unreadable(path, error) from error
    if not is_database:
        raise InputError(f"{path} is not an alignment of Lingtrain: it is no SQLite database")
    with ExitStack() as on_failure:
        try:
            address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
            database = on_failure.enter_context(closing(sqlite3.connect(address, uri=True)))
            # Tables alone: a view could do whatever it likes.
            tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            names = {name for (name,) in tables}
        except sqlite3.Error as error:
            raise _damaged(path, error) from error
        if not names >= _TABLES:
            raise InputError(f"{path} is a database, but not an alignment of Lingtrain")
        on_failure.pop_all()
    return database


def _keys(database: sqlite3.Connection, path: Path) -> tuple[str, str]:
    """The keys of both sides; the second of one language twice is a second version."""
    try:
        named = dict(database.execute("SELECT key, val FROM languages").fetchall())
    except sqlite3.Error as error:
        raise _damaged(path, error) from error
    source, target = (key_of(str(named.get(side, "")), path) for side in ("from", "to"))
    return source, free_key(target, {source})


def _units(path: Path, keys: tuple[str, str]) -> Iterator[Unit]:
    with closing(_opened(path)) as database:
        try:
            for source, source_ids, target, target_ids in _index(database, path):
                ids = source_ids, target_ids
                sides = _text(database, "from", source), _text(database, "to", target)
                texts = {key: text for key, text in zip(keys, sides, strict=True) if text.strip()}
                counts = {key: len(json.loads(own)) for key, own in zip(keys, ids, strict=True)}
                if texts:
                    known = {key: count for key, count in counts.items() if count and key in texts}
                    yield Unit(texts, segments=known)
        except (sqlite3.Error, ValueError, TypeError, RecursionError) as error:
            raise _damaged(path, error) from error


def _index(database: sqlite3.Connection, path: Path) -> Iterator[tuple[int, str, int, str]]:
    """The lines of all batches in order; InputError where nothing has been aligned yet."""
    row = database.execute("SELECT contents FROM doc_index").fetchone()
    if row is None:
        raise InputError(f"{path} is not aligned yet: align it with Lingtrain first")
    for batch in json.loads(row[0]):
        for line in batch:
            source, source_ids, target, target_ids = line
            yield source, source_ids, target, target_ids


def _text(database: sqlite3.Connection, side: str, number: int) -> str:
    query = f"SELECT text FROM processing_{side} WHERE id = ?"  # noqa: S608  # "from" or "to"
    row = database.execute(query, (number,)).fetchone()
    return str(row[0] or "") if row else ""


def _damaged(path: Path, error: Exception) -> InputError:
    return InputError(f"{path} is damaged ({one_line(error)}): save it anew with Lingtrain")


FORMAT = CorpusFormat(
    name="lingtrain",
    description="Alignment of Lingtrain Aligner, an SQLite database: read only",
    suffixes=(".db",),
    read=_read,
)
