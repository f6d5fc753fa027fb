"""Whole projects as single files: a copy of one that is open, and a look at one from elsewhere."""

import sqlite3
from contextlib import closing
from pathlib import Path

from aligned.errors import AlignedError, StoreError
from aligned.store.database import appearing
from aligned.store.store import Store

__all__ = ["copy_project", "verify_project"]


def copy_project(original: Path, copy: Path) -> None:
    """Copy a project as it stands now, whoever writes to it meanwhile; the copy is one file.

    It appears under its name when all of it is written. StoreError if there is one, or the project
    cannot be read or the copy not written.
    """
    try:
        with (
            appearing(copy) as draft,
            closing(sqlite3.connect(original)) as source,
            closing(sqlite3.connect(draft)) as target,
        ):
            source.backup(target)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{original} cannot be copied to {copy}: {error}") from error


def verify_project(path: Path) -> None:
    """Read every part of a project file; StoreError where one is damaged or does not belong.

    Beyond what opening it checks: SQLite's own check of the file, every bitext against its two
    versions, every change of the log. A project has tables and nothing that runs by itself, so a
    file with triggers or views is refused.
    """
    foreign = f"{path.name} is not a whole Hexapla project, so it is not taken in"
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            database.execute("PRAGMA trusted_schema=OFF")
            alive = "SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view')"
            if database.execute(alive).fetchone()[0]:
                raise StoreError(
                    f"{foreign}: it holds commands (triggers or views); have it sent anew"
                )
            [(sound,), *_] = database.execute("PRAGMA integrity_check(1)").fetchall()
            if sound != "ok" or database.execute("PRAGMA foreign_key_check").fetchone():
                raise StoreError(f"{foreign}: the file is damaged; fetch it again")
        store = Store.open(path)
        try:
            project = store.project
            for target in project.targets:
                bitext = project.bitexts[target.key]
                bitext.check(len(project.source.segments), len(target.segments))
            store.history()
        finally:
            store.close()
    except sqlite3.Error as error:
        raise StoreError(f"{foreign}: {error}; choose another file") from error
    except AlignedError:
        raise
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise StoreError(
            f"{foreign}: what it says of its texts does not fit together; fetch it again"
        ) from error
