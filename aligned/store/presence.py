"""Whether there is a project at a place, a file or the database of a URL; and taking it away."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DBAPIError

from aligned.errors import StoreError
from aligned.store.database import is_url, open_engine, reason, shown
from aligned.store.schema import drop_all, is_schema

__all__ = ["is_project", "is_taken", "remove_project"]


_MAGIC = b"SQLite format 3\0"


def is_project(location: str | Path) -> bool:
    """Whether this is the URL of a database, or a file with a project in it, whatever its name."""
    if is_url(location):
        return True
    with suppress(OSError, sqlite3.Error), Path(location).open("rb") as file:
        if file.read(len(_MAGIC)) == _MAGIC:
            address = f"{Path(location).absolute().as_uri()}?mode=ro"
            with closing(sqlite3.connect(address, uri=True)) as database:
                found = database.execute("SELECT name FROM sqlite_master")
                return is_schema(name for (name,) in found)
    return False


def is_taken(location: str | Path) -> bool:
    """Whether there is such a file, or anything in that database; StoreError if out of reach."""
    if not is_url(location):
        return Path(location).exists()
    with _engine(location) as engine:
        return bool(inspect(engine).get_table_names())


def remove_project(location: str | Path) -> None:
    """Delete a project's file, or its tables from the database."""
    if not is_url(location):
        Path(location).unlink()
        return
    with _engine(location) as engine, engine.begin() as connection:
        drop_all(connection)


@contextmanager
def _engine(location: str | Path) -> Iterator[Engine]:
    engine = open_engine(location)
    try:
        yield engine
    except DBAPIError as error:
        raise StoreError(f"{shown(location)}: {reason(error)}") from error
    finally:
        engine.dispose()
