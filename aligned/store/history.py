"""The log of a project: every change, who made it and when, and what it undid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, func, insert, select

from aligned.corrections import Change, invert, rebase
from aligned.store.codec import change_from_json, change_to_json
from aligned.store.schema import log

__all__ = [
    "Logged",
    "Stacks",
    "by_token",
    "changes",
    "entries",
    "net",
    "revision_at",
    "undone",
    "write",
]


@dataclass(frozen=True, slots=True)
class Logged:
    """A change as the log keeps it.

    `revision` numbers the states of the project; `change` is None where a version came.
    `inverts` is the revision that this one undid or redid. `token` is what the sender named it by.
    """

    revision: int
    at: datetime
    who: str
    operation: str
    change: Change | None
    inverts: int | None = None
    token: str | None = None


def undone(log: Sequence[Logged]) -> set[int]:
    """The revisions that have been undone or taken back in a log, and not done again since."""
    found: set[int] = set()
    for entry in reversed(log):
        if entry.revision not in found:
            name, _, of = entry.operation.partition(" ")
            found |= {entry.inverts} if entry.inverts else set()
            found |= {int(of)} if name == "revert" else set()
    return found


def write(connection: Connection, entry: Logged) -> None:
    """Add an entry to the log."""
    connection.execute(
        insert(log).values(
            revision=entry.revision,
            at=entry.at.isoformat(),
            who=entry.who,
            operation=entry.operation,
            change=None if entry.change is None else change_to_json(entry.change),
            inverts=entry.inverts,
            token=entry.token,
        )
    )


def entries(connection: Connection, since: int) -> list[Logged]:
    """The entries after revision `since`, oldest first."""
    return _select(connection, log.c.revision > since)


def revision_at(connection: Connection, moment: datetime) -> int:
    """The last revision that was there at a moment; 0 before the first."""
    at = moment.astimezone(UTC).isoformat()
    return connection.scalar(select(func.max(log.c.revision)).where(log.c.at <= at)) or 0


def by_token(connection: Connection, token: str | None) -> Logged | None:
    """The entry that its sender named so, if there is one."""
    return next(iter(_select(connection, log.c.token == token)), None) if token else None


def _select(connection: Connection, condition: ColumnElement[bool]) -> list[Logged]:
    rows = connection.execute(select(log).where(condition).order_by(log.c.revision))
    return [
        Logged(
            row.revision,
            datetime.fromisoformat(row.at),
            row.who,
            row.operation,
            None if row.change is None else change_from_json(row.change),
            row.inverts,
            row.token,
        )
        for row in rows
    ]


def changes(entries: list[Logged]) -> list[Change]:
    """The changes of entries, without those where a version came."""
    return [entry.change for entry in entries if entry.change is not None]


class Stacks:
    """What one person can undo and redo: the revisions to invert, the next one last.

    A row that inverts one that could be undone makes it redoable, and the other way round; any
    other correction empties what could be redone.
    """

    def __init__(self, who: str) -> None:
        self.undo: list[int] = []
        self.redo: list[int] = []
        self._who = who
        self._seen = 0

    def update(self, connection: Connection) -> None:
        """Take in what this person has done since the last time."""
        rows = connection.execute(
            select(log.c.revision, log.c.inverts)
            .where(log.c.who == self._who, log.c.revision > self._seen, log.c.change.is_not(None))
            .order_by(log.c.revision)
        )
        for revision, inverts in rows:
            self._seen = revision
            if inverts is None:
                self.undo.append(revision)
                self.redo.clear()
            elif self.undo and self.undo[-1] == inverts:
                self.undo.pop()
                self.redo.append(revision)
            else:
                self.redo.pop()
                self.undo.append(revision)


def net(entries: list[Logged]) -> list[Change]:
    """The changes of these entries without those that were undone among them.

    A change and its inverse cancel. What came between the two is moved to where the first had not
    been yet, so that later ground does not count as touched because of it.
    """
    net: dict[int, Change] = {}
    for entry in entries:
        if entry.inverts in net:
            undone = invert(net.pop(entry.inverts))
            for revision in [key for key in net if key > entry.inverts]:
                moved = rebase(net[revision], [undone])
                undone = rebase(undone, [net[revision]])
                net[revision] = moved
        elif entry.change is not None:
            net[entry.revision] = entry.change
    return list(net.values())
