"""Opening databases, and their errors in the user's words."""

import contextlib
import os
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from aligned.errors import StoreError

__all__ = ["appearing", "database_name", "is_url", "open_engine", "reason", "shown", "writing"]

_BUSY_SECONDS = 10
_EXAMPLE = "postgresql+pg8000://user:password@host/database"


@contextlib.contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """A draft of a new file, which has its name when the block ends well, and is gone otherwise.

    StoreError if there is such a file, also one that somebody else has made meanwhile; OSError if
    it cannot be written.
    """
    taken = StoreError(f"{path} exists already: open it, or choose another name")
    if path.exists():
        raise taken
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        yield draft
        try:
            os.link(draft, path)  # which takes the place of nothing, as a renaming would
        except FileExistsError:
            raise taken from None
        except (OSError, NotImplementedError):  # a file system without links
            draft.rename(path)
        _sync_folder(path.parent)
    finally:
        for leftover in path.parent.glob(f"{draft.name}*"):
            leftover.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder outlive a power cut (where folders can be synchronised)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def is_url(location: str | Path) -> bool:
    """Whether this is a database URL, not a path."""
    return isinstance(location, str) and "://" in location


def shown(location: str | Path) -> str:
    """The location without what only its owner may know: user, password, options."""
    if not is_url(location):
        return str(location)
    url = _parsed(str(location))
    if url is None:
        return f"{str(location).partition('://')[0]}://..."
    bare = URL.create(url.drivername, host=url.host, port=url.port, database=url.database)
    return bare.render_as_string()


def database_name(location: str) -> str:
    """What the project of a URL is called in a list: its database, and where that is."""
    url = make_url(location)
    name = Path(url.database or "").name
    host = f"{url.host}:{url.port}" if url.port else url.host
    return f"{name} on {host}" if host else name


def _parsed(location: str) -> URL | None:
    with contextlib.suppress(ArgumentError, ValueError):  # such as a port that is no number
        return make_url(location)
    return None


def open_engine(location: str | Path, *, new: bool = False) -> Engine:
    """The engine of a URL or an SQLite file; StoreError if nothing here can open it.

    A new file gets a write-ahead log, which it remembers.
    """
    if is_url(location):
        engine = _of_url(str(location))
    else:
        engine = create_engine(
            f"sqlite:///{Path(location).absolute()}", connect_args={"timeout": _BUSY_SECONDS}
        )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        if new:
            event.listen(engine, "connect", _use_write_ahead_log)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _of_url(location: str) -> Engine:
    url = _parsed(location)
    if url is None:
        raise StoreError(f"{shown(location)} is no database URL: write {_EXAMPLE}")
    # What is read in one transaction is of one moment, whoever writes meanwhile; SQLite does so
    # anyway. A connection that was cut is made anew.
    level = {} if url.get_backend_name() == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    try:
        return create_engine(url, pool_pre_ping=True, **level)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        remedy = f"write {_EXAMPLE}"
        if url.get_backend_name() == "postgresql":
            remedy = f'pip install "hexapla[postgres]", and {remedy}'
        raise StoreError(
            f"{shown(location)} is no database this program can open "
            f"(no driver {url.drivername}): {remedy}"
        ) from error


@contextlib.contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other writer can come between."""
    connection = engine.connect().execution_options(hexapla_writes=True)
    if engine.dialect.name == "postgresql":
        # It must see what was written while it waited for its turn.
        connection = connection.execution_options(isolation_level="READ COMMITTED")
    with connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext(current_schema()))")
        yield connection


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late: see _begin_sqlite
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _use_write_ahead_log(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and then writes could find another writer in its way.
    writes = connection.get_execution_options().get("hexapla_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def reason(error: DBAPIError) -> str:
    """What a database error means to the user."""
    text = str(error.orig)
    for sign, reason in (
        ("locked", "another program is writing to it: close that one, or try again"),
        ("UNIQUE constraint", "another program changed it meanwhile: try again"),
        ("duplicate key", "another program changed it meanwhile: try again"),
        ("full", "the disk is full: nothing was changed; make room, then repeat"),
        ("not a database", "it is not a Hexapla project: open one, or make a new one"),
        ("malformed", "the file is damaged: restore it from a copy"),
        ("readonly", "it cannot be written: check who owns the file and its folder"),
        ("does not exist", "there is no such database or user: make it first"),
        ("password authentication failed", "it does not know this user and password"),
        ("create a connection", "it cannot be reached: check its address, and that it runs"),
        ("connection failed", "it cannot be reached: check its address, and that it runs"),
        ("terminating connection", "it was shut down: try again when it runs"),
        ("unable to open", "it cannot be opened: check that the folder exists and may be written"),
    ):
        if sign in text:
            return reason
    return f"the database answered: {text.splitlines()[0]}"
