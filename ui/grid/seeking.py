"""What the browser asks to find places: filters, the next of a kind, search, the row of a bead."""

from datetime import timedelta

from aligned.errors import CorrectionError
from ui.grid.changed import touched_beads
from ui.grid.checking import Failing
from ui.grid.differences import differences
from ui.grid.finding import Wanted, least_sure, neighbour, of_kind, places
from ui.grid.requests import Json, integer, keys, place_in, search_in, text
from ui.grid.sight import Answer, Answers, Sight, current, known

__all__ = ["SOUGHT"]

_PREVIEWED = 50
# So long, in seconds, a filter and a step to the next place may wait for checks still to be made.
_FILTER_SECONDS = 0.2
_NEXT_SECONDS = 1.0


def _filter(sight: Sight, body: Json) -> Answer:
    """The rows with a bead of a kind or, where a text is looked for, with that text."""
    kind, search = text(body, "kind"), search_in(body)
    with sight.lock:
        view = current(sight)
        numbers = set(range(len(view.rows)))
        wanted = _wanted(sight, kind, body, _FILTER_SECONDS) if kind else None
        if wanted:
            numbers &= {place.row for place in places(view.project, view.rows, wanted)}
        if search.text:
            numbers &= search.rows(view.project, view.rows)
        left = wanted.left if isinstance(wanted, Failing) else 0.0
        return {"revision": view.revision, "rows": sorted(numbers), "left": left}


def _next(sight: Sight, body: Json) -> Answer:
    """The next bead of a kind, or the next least sure one."""
    kind = text(body, "kind")
    hidden = keys(body, "hidden")
    with sight.lock:
        view = current(sight)
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


def _wanted(sight: Sight, kind: str, body: Json, seconds: float) -> Wanted:
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


def _replacements(sight: Sight, body: Json) -> Answer:
    """What search and replace would do: how many sentences, and the first of them."""
    with sight.lock:
        project = current(sight).project
    edits = search_in(body).replacing(project, text(body, "replacement")).edits
    first = [
        {
            "language": project.version(edit.version).language,
            "pieces": differences(
                project.version(edit.version).segments[edit.segment].text, edit.text
            ),
        }
        for edit in edits[:_PREVIEWED]
    ]
    return {"count": len(edits), "first": first}


def _row(sight: Sight, body: Json) -> Answer:
    """The row of a bead or of a segment of a version."""
    with sight.lock:
        view = current(sight)
        key = known(view.project, text(body, "version"))
        try:
            if "bead" in body:
                return {"row": view.rows.of_bead(key, integer(body, "bead"))}
            return {"row": view.row_of(key, integer(body, "segment"))}
        except IndexError as error:
            raise CorrectionError("this place is not there any more: look again") from error


SOUGHT: Answers = {
    "filter": _filter,
    "next": _next,
    "replacements": _replacements,
    "row": _row,
}
"""Nothing of it changes the project."""
