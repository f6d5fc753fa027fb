"""The server side of the grid: one function that the browser asks everything.

Every request is one JSON object with `ask` and `project`, every answer one with `ok`; an answer
that is not `ok` says in `error` what to tell the user. Whatever happens there is an answer: the
browser takes a missing one for a lost connection and asks again.
"""

import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from aligned.errors import AlignedError, CorrectionError
from aligned.store import Logged
from translate.errors import TranslateError
from ui.grid.finding import Place, Search, least_sure, neighbour, places
from ui.grid.requests import Json, integer, operation, text
from ui.grid.view import View, traced
from ui.workbench import Workbench

__all__ = ["Answer", "Desk", "Service"]

_FIRST_ROWS = 100
_MOST_ROWS = 1_000
_PREVIEWED = 50
_REMEMBERED = 200

Answer = dict[str, object]


class Desk(Protocol):
    """Where the grid finds the projects and the long work that is done on them."""

    def workbench(self, project: str) -> Workbench:
        """The open project of that name; AlignedError if there is none."""

    def jobs(self, project: str) -> list[dict[str, object]]:
        """The long work on a project, as JSON for the browser."""

    def cancel(self, job: str) -> None:
        """Ask long work to stop."""


@dataclass(slots=True)
class _Sight:
    """A project with its view; one thread at a time."""

    workbench: Workbench
    view: View
    lock: threading.Lock = field(default_factory=threading.Lock)


class Service:
    """Answers what the browser asks about the projects of a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._sights: dict[str, _Sight] = {}
        self._opening = threading.Lock()

    def answer(self, body: Json) -> Answer:
        """Answer one request; never raises."""
        try:
            answer = _ASKED.get(text(body, "ask"))
            if answer is None:
                raise CorrectionError("the page asked for something unknown: reload it")
            return {"ok": True, **answer(self, self._sight(text(body, "project")), body)}
        except (AlignedError, TranslateError) as error:
            return {"ok": False, "error": str(error)}
        except Exception:  # noqa: BLE001  # no answer would look like a lost connection
            traceback.print_exc(file=sys.stderr)
            return {"ok": False, "error": "the server failed: what happened is in its terminal"}

    def _sight(self, project: str) -> _Sight:
        workbench = self._desk.workbench(project)
        with self._opening:
            sight = self._sights.get(project)
            if sight is None or sight.workbench is not workbench:
                sight = _Sight(workbench, View(*workbench.snapshot()))
                self._sights[project] = sight
        return sight

    # --- what the browser asks -------------------------------------------------------------------

    def _open(self, sight: _Sight, _body: Json) -> Answer:
        with sight.lock:
            view = _current(sight)
            return {
                "revision": view.revision,
                "total": len(view.rows),
                "rows": view.json_rows(0, _FIRST_ROWS),
                "versions": view.json_versions(),
                **_undoing(sight.workbench),
            }

    def _rows(self, sight: _Sight, body: Json) -> Answer:
        start, count = integer(body, "start"), min(integer(body, "count"), _MOST_ROWS)
        with sight.lock:
            view = _current(sight)
            return {"revision": view.revision, "rows": view.json_rows(start, count)}

    def _sync(self, sight: _Sight, body: Json) -> Answer:
        project = text(body, "project")
        return {"delta": _delta(sight, integer(body, "seen")), "jobs": self._desk.jobs(project)}

    def _cancel(self, _sight: _Sight, body: Json) -> Answer:
        self._desk.cancel(text(body, "job"))
        return {}

    def _correct(self, sight: _Sight, body: Json) -> Answer:
        seen = integer(body, "seen")
        try:
            logged = _carry_out(sight.workbench, body)
        except CorrectionError as error:
            refused = {"ok": False, "error": str(error), "delta": _delta(sight, seen)}
            return {**refused, "theirs": _theirs(sight, body)}
        delta = _delta(sight, seen)
        own = delta is not None and delta.get("revision") == seen + 1 == logged.revision
        return {"delta": delta and {**delta, "own": own}}

    def _filter(self, sight: _Sight, body: Json) -> Answer:
        """The rows with a bead of a kind or, where a text is looked for, with that text."""
        kind, search = text(body, "kind"), _search(body)
        with sight.lock:
            view = _current(sight)
            numbers = set(range(len(view.rows)))
            if kind:
                numbers &= {place.row for place in places(view.project, view.rows, kind)}
            if search.text:
                numbers &= {view.row_of(*found) for found in search.segments(view.project)}
            return {"revision": view.revision, "rows": sorted(numbers)}

    def _next(self, sight: _Sight, body: Json) -> Answer:
        """The next bead of a kind, or the next least sure one."""
        kind = text(body, "kind")
        with sight.lock:
            view = _current(sight)
            project, rows = view.project, view.rows
            if kind == "leastSure":
                after = _place(body) if body.get("skip") else None
                place = least_sure(project, rows, after)
            else:
                step = -1 if body.get("back") else 1
                place = neighbour(project, rows, kind, _place(body), step)
            if place is None:
                return {"place": None}
            key = project.targets[place.column].key
            return {"place": {"row": place.row, "version": key, "bead": place.bead}}

    def _replacements(self, sight: _Sight, body: Json) -> Answer:
        """What search and replace would do: how many sentences, and the first of them."""
        with sight.lock:
            project = _current(sight).project
        edits = _search(body).replacing(project, text(body, "replacement")).edits
        first = [
            {
                "language": project.version(edit.version).language,
                "before": project.version(edit.version).segments[edit.segment].text,
                "after": edit.text,
            }
            for edit in edits[:_PREVIEWED]
        ]
        return {"count": len(edits), "first": first}

    def _history(self, sight: _Sight, _body: Json) -> Answer:
        """The last corrections, the newest first."""
        logged = sight.workbench.history(max(0, sight.workbench.revision - _REMEMBERED))
        return {
            "history": [
                {
                    "revision": entry.revision,
                    "who": entry.who,
                    "at": entry.at.isoformat(timespec="seconds"),
                    "operation": entry.operation,
                    "inverts": entry.inverts,
                }
                for entry in reversed(logged)
            ]
        }


def _search(body: Json) -> Search:
    return Search(
        text(body, "text"),
        bool(body.get("matchCase")),
        bool(body.get("wholeWords")),
        bool(body.get("isExpression")),
        text(body, "version"),
    )


def _place(body: Json) -> Place:
    return Place(integer(body, "row"), integer(body, "column"), integer(body, "bead"))


def _carry_out(workbench: Workbench, body: Json) -> Logged:
    wanted = body.get("operation")
    if not isinstance(wanted, Mapping):
        raise CorrectionError("the page sent no correction: reload it, then repeat")
    token = text(body, "token")
    kind = text(wanted, "kind")
    if kind == "undo":
        return workbench.undo(token)
    if kind == "redo":
        return workbench.redo(token)
    if kind == "replace":
        revision, project = workbench.snapshot()
        edits = _search(wanted).replacing(project, text(wanted, "replacement"))
        return workbench.correct(edits, revision, token)
    return workbench.correct(operation(wanted), integer(body, "revision"), token)


def _current(sight: _Sight) -> View:
    """The view, moved on to what the project is now."""
    view, workbench = sight.view, sight.workbench
    if workbench.revision != view.revision:
        revision, project = workbench.snapshot()
        view.advance(workbench.history(view.revision), revision, project)
    return view


def _delta(sight: _Sight, seen: int) -> Answer | None:
    with sight.lock:
        delta = _current(sight).json_delta(seen)
        return delta and {**delta, **_undoing(sight.workbench)}


def _undoing(workbench: Workbench) -> Answer:
    return {"undoable": workbench.undoable, "redoable": workbench.redoable}


def _theirs(sight: _Sight, body: Json) -> Answer | None:
    """The sentence as it stands that a refused edit was about; None for any other correction."""
    wanted = body.get("operation")
    if not isinstance(wanted, Mapping) or wanted.get("kind") != "edit":
        return None
    key, segment = text(wanted, "version"), integer(wanted, "segment")
    with sight.lock:
        view = _current(sight)
        history = sight.workbench.history(integer(body, "revision"))
        place = traced(key, segment, history)
        segments = view.project.version(key).segments
        if place is None or place >= len(segments):
            return None
        return {
            "version": key,
            "segment": place,
            "text": segments[place].text,
            "revision": view.revision,
            "row": view.row_of(key, place),
        }


_ASKED: Mapping[str, Callable[[Service, _Sight, Json], Answer]] = {
    "open": Service._open,
    "rows": Service._rows,
    "sync": Service._sync,
    "correct": Service._correct,
    "cancel": Service._cancel,
    "filter": Service._filter,
    "next": Service._next,
    "replacements": Service._replacements,
    "history": Service._history,
}
