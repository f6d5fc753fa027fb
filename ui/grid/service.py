"""The server side of the grid: one function that the browser asks everything.

Every request is one JSON object with `ask` and `project`, every answer one with `ok`; an answer
that is not `ok` says in `error` what to tell the user. Whatever happens there is an answer: the
browser takes a missing one for a lost connection and asks again.
"""

import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Protocol

from aligned.checks import CHECKS
from aligned.corrections import Reach, SegmentSplice
from aligned.errors import AlignedError, CorrectionError
from aligned.project import Project
from aligned.store import Logged
from translate.errors import TranslateError
from ui.accounts import ANYBODY, Person
from ui.grid.changed import touched_beads
from ui.grid.checking import Failing, Findings
from ui.grid.finding import (
    Wanted,
    least_sure,
    neighbour,
    of_kind,
    places,
)
from ui.grid.inspecting import INSPECTED, Inspecting, Subject
from ui.grid.overview import json_document, json_picture
from ui.grid.past import Log
from ui.grid.requests import Json, integer, keys, operation, place_in, search_in, text
from ui.grid.tracing import traced
from ui.grid.view import View
from ui.workbench import Workbench

__all__ = ["Answer", "Desk", "Service"]

_MOST_ROWS = 1_000
_PREVIEWED = 50
# So long, in seconds, a filter and a step to the next place may wait for checks still to be made.
_FILTER_SECONDS = 0.2
_NEXT_SECONDS = 1.0

Answer = dict[str, object]


class Desk(Protocol):
    """Where the grid finds the projects and the long work that is done on them."""

    @property
    def home(self) -> str:
        """What tells the place of the projects from any other."""

    def workbench(self, project: str) -> Workbench:
        """The open project of that name; AlignedError if there is none."""

    def jobs(self, project: str) -> list[dict[str, object]]:
        """The long work on a project, as JSON for the browser."""

    def realign(self, project: str, key: str, bead: int, reach: Reach = "anchor") -> None:
        """Begin to align anew what lies around a bead, or from it on, as far as `reach` says."""

    def cancel(self, job: str) -> None:
        """Ask long work to stop."""

    def retry(self, job: str) -> None:
        """Do once more what failed or was cancelled."""

    def dismiss(self, job: str) -> None:
        """Say no more of long work that is over."""


@dataclass(slots=True)
class _Sight:
    """A project with its view; one thread at a time."""

    workbench: Workbench
    view: View
    findings: Findings = field(default_factory=Findings)
    lock: threading.Lock = field(default_factory=threading.Lock)
    log: Log = field(default_factory=Log)


class Service:
    """Answers what the browser asks about the projects of a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._sights: dict[str, _Sight] = {}
        self._opening = threading.Lock()
        self._inspecting = Inspecting()

    def answer(self, body: Json, person: Person = ANYBODY) -> Answer:
        """Answer one request of a person; never raises."""
        try:
            ask = text(body, "ask")
            answer = _ASKED.get(ask)
            if answer is None:
                raise CorrectionError("the page asked for something unknown: reload it")
            if ask not in _LOOKING:
                person.require_editor()
            sight = self._sight(text(body, "project"))
            signed = replace(sight, workbench=sight.workbench.signed(person.name))
            return {"ok": True, **answer(self, signed, body)}
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
                sight.findings.look_ahead(sight.view.project)
        return sight

    # --- what the browser asks -------------------------------------------------------------------

    def _open(self, sight: _Sight, body: Json) -> Answer:
        count = min(integer(body, "count"), _MOST_ROWS)
        with sight.lock:
            view = _current(sight)
            return {
                "home": self._desk.home,
                "revision": view.revision,
                "total": len(view.rows),
                "rows": view.json_rows(0, count),
                "versions": view.json_versions(),
                "checks": list(CHECKS),
                **_undoing(sight.workbench),
            }

    def _rows(self, sight: _Sight, body: Json) -> Answer:
        start, count = integer(body, "start"), min(integer(body, "count"), _MOST_ROWS)
        with sight.lock:
            view = _current(sight)
            return {"revision": view.revision, "rows": view.json_rows(start, count)}

    def _check(self, sight: _Sight, body: Json) -> Answer:
        start, count = integer(body, "start"), min(integer(body, "count"), _MOST_ROWS)
        with sight.lock:
            view = _current(sight)
            revision, project, rows = view.revision, view.project, view.rows
        # Checks take their time; meanwhile others may correct.
        findings = sight.findings.json_rows(project, rows, start, count)
        return {"revision": revision, "findings": findings}

    def _sync(self, sight: _Sight, body: Json) -> Answer:
        project = text(body, "project")
        return {"delta": _delta(sight, integer(body, "seen")), "jobs": self._desk.jobs(project)}

    def _jobs(self, _sight: _Sight, body: Json) -> Answer:
        return {"jobs": self._desk.jobs(text(body, "project"))}

    def _cancel(self, _sight: _Sight, body: Json) -> Answer:
        self._desk.cancel(text(body, "job"))
        return {}

    def _retry(self, _sight: _Sight, body: Json) -> Answer:
        self._desk.retry(text(body, "job"))
        return {}

    def _dismiss(self, _sight: _Sight, body: Json) -> Answer:
        self._desk.dismiss(text(body, "job"))
        return {}

    def _realign(self, sight: _Sight, body: Json) -> Answer:
        with sight.lock:
            key = _known(_current(sight).project, text(body, "version"))
        reach: Reach = "end" if body.get("toEnd") else "anchor"
        self._desk.realign(text(body, "project"), key, integer(body, "bead"), reach)
        return {}

    def _correct(self, sight: _Sight, body: Json) -> Answer:
        seen = integer(body, "seen")
        try:
            _carry_out(sight.workbench, body)
        except CorrectionError as error:
            refused = {"ok": False, "error": str(error), "delta": _delta(sight, seen)}
            return {**refused, "theirs": _theirs(sight, body)}
        return {"delta": _delta(sight, seen)}

    def _filter(self, sight: _Sight, body: Json) -> Answer:
        """The rows with a bead of a kind or, where a text is looked for, with that text."""
        kind, search = text(body, "kind"), search_in(body)
        with sight.lock:
            view = _current(sight)
            numbers = set(range(len(view.rows)))
            wanted = _wanted(sight, kind, body, _FILTER_SECONDS) if kind else None
            if wanted:
                numbers &= {place.row for place in places(view.project, view.rows, wanted)}
            if search.text:
                numbers &= search.rows(view.project, view.rows)
            left = wanted.left if isinstance(wanted, Failing) else 0.0
            return {"revision": view.revision, "rows": sorted(numbers), "left": left}

    def _next(self, sight: _Sight, body: Json) -> Answer:
        """The next bead of a kind, or the next least sure one."""
        kind = text(body, "kind")
        hidden = keys(body, "hidden")
        with sight.lock:
            view = _current(sight)
            project, rows = view.project, view.rows
            if kind == "leastSure":
                after = place_in(body) if body.get("skip") else None
                place = least_sure(project, rows, after, hidden)
            else:
                step = -1 if body.get("back") else 1
                wanted = _wanted(sight, kind, body, _NEXT_SECONDS)
                place = neighbour(project, rows, wanted, place_in(body), step, hidden)
                if place is None and isinstance(wanted, Failing) and wanted.unknown:
                    raise CorrectionError("the checks are still being made: try again in a moment")
            if place is None:
                return {"place": None}
            key = project.targets[place.column].key
            return {"place": {"row": place.row, "version": key, "bead": place.bead}}

    def _replacements(self, sight: _Sight, body: Json) -> Answer:
        """What search and replace would do: how many sentences, and the first of them."""
        with sight.lock:
            project = _current(sight).project
        edits = search_in(body).replacing(project, text(body, "replacement")).edits
        first = [
            {
                "language": project.version(edit.version).language,
                "before": project.version(edit.version).segments[edit.segment].text,
                "after": edit.text,
            }
            for edit in edits[:_PREVIEWED]
        ]
        return {"count": len(edits), "first": first}

    def _picture(self, sight: _Sight, _body: Json) -> Answer:
        """Where the beads of each target stand: (source segment, target segment, doubtful)."""
        with sight.lock:
            project = _current(sight).project
        return json_picture(project)

    def _document(self, sight: _Sight, body: Json) -> Answer:
        """A version as running text: its paragraphs, each a list of sentences."""
        with sight.lock:
            project = _current(sight).project
        return json_document(project.version(_known(project, text(body, "version"))))

    def _row(self, sight: _Sight, body: Json) -> Answer:
        """The row of a bead or of a segment of a version."""
        with sight.lock:
            view = _current(sight)
            key = _known(view.project, text(body, "version"))
            try:
                if "bead" in body:
                    return {"row": view.rows.of_bead(key, integer(body, "bead"))}
                return {"row": view.row_of(key, integer(body, "segment"))}
            except IndexError as error:
                raise CorrectionError("this place is not there any more: look again") from error

    def _inspect(self, sight: _Sight, body: Json) -> Answer:
        with sight.lock:
            view = _current(sight)
            subject = Subject(sight.workbench, view.revision, view.project, view.rows, sight.log)
        # Models and long histories take their time; meanwhile others may correct.
        return INSPECTED[text(body, "ask")](self._inspecting, subject, body)


def _known(project: Project, key: str) -> str:
    if key not in {version.key for version in project.versions}:
        raise CorrectionError(f"the project has no version {key}")
    return key


def _wanted(sight: _Sight, kind: str, body: Json, seconds: float) -> Wanted:
    """Whether a bead is of a kind: what it is, what the checks find in it, what was changed."""
    project = sight.view.project
    if kind == "failing":
        return sight.findings.failing(project, text(body, "check"), seconds)
    if kind != "changed":
        return of_kind(project, kind)
    workbench = sight.workbench
    if "hours" in body:
        since = workbench.revision_before(timedelta(hours=integer(body, "hours")))
    else:
        since = integer(body, "since")
    later = [entry for entry in workbench.history(since) if entry.revision <= sight.view.revision]
    touched = touched_beads(project, later)
    return lambda key, bead: bool(touched[key][bead])


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
    if kind == "revert":
        return workbench.revert(integer(wanted, "of"), token)
    if kind == "replace":
        revision, project = workbench.snapshot()
        edits = search_in(wanted).replacing(project, text(wanted, "replacement"))
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
        place = traced(SegmentSplice, key, segment, history)
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


# What takes the machine for a while.
_ASKING_MODELS = {"alternatives", "back"}

# What a reader may ask. Anything else is for editors.
_LOOKING = frozenset(
    [
        "open",
        "rows",
        "check",
        "sync",
        "jobs",
        "filter",
        "next",
        "replacements",
        "picture",
        "document",
        "row",
        *(INSPECTED.keys() - _ASKING_MODELS),
    ]
)

_ASKED: Mapping[str, Callable[[Service, _Sight, Json], Answer]] = {
    "open": Service._open,
    "rows": Service._rows,
    "check": Service._check,
    "sync": Service._sync,
    "correct": Service._correct,
    "jobs": Service._jobs,
    "cancel": Service._cancel,
    "retry": Service._retry,
    "dismiss": Service._dismiss,
    "realign": Service._realign,
    "filter": Service._filter,
    "next": Service._next,
    "replacements": Service._replacements,
    "picture": Service._picture,
    "document": Service._document,
    "row": Service._row,
    **dict.fromkeys(INSPECTED, Service._inspect),
}
