"""A project in a database: opened, read, changed one transaction at a time."""

import contextlib
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, Engine, func, inspect, select
from sqlalchemy.exc import DBAPIError

from aligned.bitext import Bitext
from aligned.corrections import Change, Operation, apply
from aligned.errors import CorrectionError, StoreError
from aligned.project import Project, Version
from aligned.store import records
from aligned.store.database import appearing, is_url, open_engine, reason, shown, writing
from aligned.store.history import Logged, Stacks, by_token, entries, revision_at, write
from aligned.store.rebasing import inverse, moved, planned
from aligned.store.records import Original, WordAlignment
from aligned.store.schema import MIGRATIONS, is_schema, log, migrate, read_meta, write_meta
from aligned.store.signatures import signatures

__all__ = ["Store"]

_INSTEAD = {
    "undo": "what others did is taken back in the history",
    "redo": "only what was undone last is done again",
}


class Store:
    """An open project.

    Safe to share among threads. Other processes may write to the same project: every look and
    every change starts from what is in the database. What a method has returned from is on the
    disk (SQLite: WAL with full synchronisation), so that it outlives a kill or a power cut.

    All methods raise StoreError for a database that is locked, full, damaged or out of reach.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name
        self._lock = threading.RLock()
        self._revision = -1
        self._project: Project | None = None
        self._stacks: dict[str, Stacks] = {}
        # One that is forgotten, and not closed, lets go of its file all the same.
        self._end = weakref.finalize(self, engine.dispose)

    # --- opening ---------------------------------------------------------------------------------

    @classmethod
    def create(
        cls, location: str | Path, project: Project, original: Original | None = None
    ) -> "Store":
        """Keep a new project in a new file (or in the empty database of a URL).

        `original` is the file that the source was read from. The new file appears under its name
        when all of it is written. StoreError if there is one.
        """
        if is_url(location):
            store = cls(open_engine(str(location)), shown(location))
            with store._closed_on_failure(), store._guarded():
                if inspect(store._engine).get_table_names():
                    raise StoreError(f"{store._name} is not empty: name an empty database")
                store._write_all(project, original)
            return store
        path = Path(location)
        try:
            with appearing(path) as draft:
                store = cls(open_engine(draft, new=True), str(path))
                with store._closed_on_failure(), store._guarded():
                    store._write_all(project, original)
                store.close()
        except OSError as error:
            raise StoreError(f"{path} cannot be written: {error.strerror}") from error
        return cls.open(path)

    @classmethod
    def open(cls, location: str | Path) -> "Store":
        """Open a project; StoreError if it is missing, no project, or of a newer program."""
        if not is_url(location) and not Path(location).is_file():
            folder = " (it is a folder: name a file in it)" if Path(location).is_dir() else ""
            raise StoreError(f"{location}: no such project file{folder}")
        store = cls(open_engine(location), shown(location))
        with store._closed_on_failure():
            with store._guarded(), store._engine.connect() as connection:
                if not is_schema(inspect(connection).get_table_names()):
                    raise StoreError(
                        f"{store._name} is not a Hexapla project: open one, or make a new one"
                    )
                schema = int(read_meta(connection, "schema") or 0)
            store._migrate(schema)
            store.snapshot()
        return store

    def close(self) -> None:
        """Let go of the database."""
        self._end()

    # --- reading ---------------------------------------------------------------------------------

    @property
    def project(self) -> Project:
        """The project as it stands now."""
        return self.snapshot()[1]

    def signed(self) -> Project:
        """The project as it stands now, with who last corrected each of its beads, and when."""
        with self._guarded(), self._engine.begin() as connection:
            _, project = self._refresh(connection)
            return replace(project, signatures=signatures(project, entries(connection, 0)))

    @property
    def original(self) -> Original | None:
        """The file that the source was read from, if it came from one."""
        with self._guarded(), self._engine.begin() as connection:
            _, project = self._refresh(connection)
            return records.read_original(connection, project.source.key)

    def word_alignment(self, key: str, source: str) -> WordAlignment | None:
        """What the model wrote for a source segment in version `key`, with its word alignment."""
        with self._guarded(), self._engine.begin() as connection:
            return records.read_word_alignment(connection, key, source)

    @property
    def revision(self) -> int:
        """How many changes there have been."""
        return self.snapshot()[0]

    def snapshot(self) -> tuple[int, Project]:
        """The revision and the project of that revision."""
        with self._guarded(), self._engine.begin() as connection:
            return self._refresh(connection)

    def history(self, since: int = 0) -> list[Logged]:
        """The changes after revision `since`, oldest first."""
        with self._guarded(), self._engine.begin() as connection:
            return entries(connection, since)

    def revision_at(self, moment: datetime) -> int:
        """The revision that the project had at a moment (with a time zone)."""
        with self._guarded(), self._engine.begin() as connection:
            return revision_at(connection, moment)

    def undoable(self, who: str) -> bool:
        """Whether this person has a correction to undo."""
        with self._guarded(), self._engine.begin() as connection:
            return bool(self._stacks_of(connection, who).undo)

    def redoable(self, who: str) -> bool:
        """Whether this person has an undone correction to redo."""
        with self._guarded(), self._engine.begin() as connection:
            return bool(self._stacks_of(connection, who).redo)

    def _stacks_of(self, connection: Connection, who: str) -> Stacks:
        stacks = self._stacks.setdefault(who, Stacks(who))
        stacks.update(connection)
        return stacks

    # --- changing --------------------------------------------------------------------------------

    def rename(self, name: str) -> None:
        """Give the project another name."""
        with self._guarded(), writing(self._engine) as connection:
            write_meta(connection, "name", name)
            self._project = None  # read anew with it

    def correct(
        self,
        operation: Operation,
        who: str,
        revision: int | None = None,
        token: str | None = None,
    ) -> Logged:
        """Carry out a correction and log it.

        `revision` is that of the state the person saw: the change planned on that state is moved
        over what came later. Raises CorrectionError if it cannot be done, or if something later
        touched the same place. A correction whose `token` the log holds already is not done again:
        so one can be sent again when no answer came.
        """

        def planner(connection: Connection, current: int, project: Project) -> Change:
            return planned(connection, operation, revision, current, project)

        return self._change(planner, who, _label(operation), token)

    def change(self, planner: Callable[[Project], Change], who: str, label: str) -> Logged:
        """Carry out and log the change that `planner` makes of the project as it stands."""
        return self._change(lambda _, __, project: planner(project), who, label)

    def change_since(self, revision: int, change: Change, who: str, label: str) -> Logged:
        """Carry out and log a change of the state of `revision`, moved over what came since.

        CorrectionError if something later touched the same place.
        """
        return self._change(
            lambda connection, _, __: moved(connection, change, revision), who, label
        )

    def keep_word_alignments(self, key: str, alignments: Iterable[WordAlignment]) -> None:
        """Keep the word alignments of machine translations in version `key`."""
        with self._guarded(), writing(self._engine) as connection:
            records.write_word_alignments(connection, key, alignments)

    def undo(self, who: str, token: str | None = None) -> Logged:
        """Undo this person's last correction; CorrectionError if there is none, or it cannot be."""
        return self._invert(who, "undo", token)

    def redo(self, who: str, token: str | None = None) -> Logged:
        """Redo what this person undid last; CorrectionError if there is none, or it cannot be."""
        return self._invert(who, "redo", token)

    def revert(self, revision: int, who: str, token: str | None = None) -> Logged:
        """Take back the change that led to a revision, as a correction of this person.

        CorrectionError if there was no such change, or something later touched the same place.
        """
        label = f"revert {revision}"
        return self._change(
            lambda connection, _, __: inverse(connection, revision), who, label, token
        )

    def add_target(self, version: Version, bitext: Bitext, who: str) -> Logged:
        """Add a version with its bitext against the source."""
        with self._guarded():
            with writing(self._engine) as connection:
                revision, project = self._refresh(connection)
                project = project.with_target(version, bitext)
                records.write_version(connection, version, bitext)
                logged = Logged(revision + 1, _now(), who, f"add {version.key}", None)
                write(connection, logged)
            self._revision, self._project = logged.revision, project
        return logged

    def _invert(self, who: str, label: Literal["undo", "redo"], token: str | None) -> Logged:
        inverted = 0

        def planner(connection: Connection, _current: int, _project: Project) -> Change:
            nonlocal inverted
            stacks = self._stacks_of(connection, who)
            stack = stacks.undo if label == "undo" else stacks.redo
            if not stack:
                raise CorrectionError(f"there is nothing to {label}: {_INSTEAD[label]}")
            inverted = stack[-1]
            return inverse(connection, inverted)

        return self._change(planner, who, label, token, lambda: inverted)

    def _change(
        self,
        planner: Callable[[Connection, int, Project], Change],
        who: str,
        label: str,
        token: str | None = None,
        inverts: Callable[[], int | None] = lambda: None,
    ) -> Logged:
        with self._guarded():
            with writing(self._engine) as connection:
                repeated = by_token(connection, token)
                if repeated:
                    return repeated
                revision, project = self._refresh(connection)
                change = planner(connection, revision, project)
                project = apply(project, change)
                records.carry_out(connection, change)
                logged = Logged(revision + 1, _now(), who, label, change, inverts(), token)
                write(connection, logged)
            # Once it is in the database, and before another thread has its turn.
            self._revision, self._project = logged.revision, project
        return logged

    # --- the database ----------------------------------------------------------------------------

    def _write_all(self, project: Project, original: Original | None) -> None:
        self._migrate(0)
        with writing(self._engine) as connection:
            write_meta(connection, "name", project.name)
            records.write_project(connection, project, original)

    def _migrate(self, schema: int) -> None:
        if schema > len(MIGRATIONS):
            raise StoreError(
                f"{self._name} was written by a newer Hexapla (schema {schema}, this one knows "
                f"{len(MIGRATIONS)}): update Hexapla to open it"
            )
        if schema < len(MIGRATIONS):
            with self._guarded(), writing(self._engine) as connection:
                migrate(connection, schema)

    def _refresh(self, connection: Connection) -> tuple[int, Project]:
        """Bring what is held in memory to what the database holds."""
        revision = connection.scalar(select(func.coalesce(func.max(log.c.revision), 0)))
        if revision != self._revision or self._project is None:
            later = entries(connection, self._revision) if self._project else []
            if self._project is None or any(entry.change is None for entry in later):
                self._project = records.read_project(
                    connection, read_meta(connection, "name") or ""
                )
            else:
                for entry in later:
                    self._project = apply(self._project, entry.change or ())
            self._revision = int(revision or 0)
        return self._revision, self._project

    @contextlib.contextmanager
    def _closed_on_failure(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.close()
            raise

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """One thread at a time, and the database's errors as ours."""
        try:
            with self._lock:
                yield
        except DBAPIError as error:
            raise StoreError(f"{self._name}: {reason(error)}") from error


def _now() -> datetime:
    return datetime.now(UTC)


def _label(operation: Operation) -> str:
    details = ", ".join(f"{name}={value!r}" for name, value in asdict(operation).items())
    return f"{type(operation).__name__}({details})"
