"""Changes of an earlier state of the project, moved over what came since."""

from sqlalchemy import Connection

from aligned.corrections import Change, Operation, apply, invert, plan, rebase
from aligned.errors import CorrectionError
from aligned.project import Project
from aligned.store.history import changes, entries, net

__all__ = ["inverse", "moved", "planned"]


def planned(
    connection: Connection, operation: Operation, revision: int | None, current: int, now: Project
) -> Change:
    """What an operation does, planned on the state of `revision` and moved over what came later.

    `now` is the project of the revision `current`. Raises CorrectionError if it cannot be done, or
    if something later touched the same place.
    """
    if revision is None or revision == current:
        return plan(now, operation)
    later = changes(entries(connection, revision))
    seen = now
    for change in reversed(later):
        seen = apply(seen, invert(change))
    return rebase(plan(seen, operation), later)


def moved(connection: Connection, change: Change, revision: int) -> Change:
    """A change of the state of `revision` as it must be now; CorrectionError on touched ground."""
    return rebase(change, changes(entries(connection, revision)))


def inverse(connection: Connection, revision: int) -> Change:
    """What takes back the change that led to `revision`, whatever else was done and undone since.

    CorrectionError if there was no such change, or something later touched the same place.
    """
    found = entries(connection, revision - 1)
    if not found or found[0].revision != revision or found[0].change is None:
        raise CorrectionError(
            f"no. {revision} is no correction that can be taken back: choose another"
        )
    return rebase(invert(found[0].change), net(found[1:]))
