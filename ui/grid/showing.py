"""What the browser asks to show a project: its rows, what the checks find, what others did."""

from aligned.checks import CHECKS
from ui.grid.inspecting import INSPECTED
from ui.grid.overview import json_document, json_picture
from ui.grid.remembering import REMEMBERED
from ui.grid.requests import Json, integer, text
from ui.grid.sight import Answer, Answers, Sight, current, delta, known, undoing
from ui.grid.subject import Subject

__all__ = ["SHOWN"]

_MOST_ROWS = 1_000


def _open(sight: Sight, body: Json) -> Answer:
    count = min(integer(body, "count"), _MOST_ROWS)
    with sight.lock:
        view = current(sight)
        return {
            "home": sight.desk.home,
            "who": sight.workbench.who,
            "settings": sight.desk.settings(sight.workbench.who),
            "revision": view.revision,
            "total": len(view.rows),
            "rows": view.json_rows(0, count),
            "versions": view.json_versions(),
            "checks": list(CHECKS),
            **undoing(sight.workbench),
        }


def _rows(sight: Sight, body: Json) -> Answer:
    start, count = integer(body, "start"), min(integer(body, "count"), _MOST_ROWS)
    with sight.lock:
        view = current(sight)
        return {"revision": view.revision, "rows": view.json_rows(start, count)}


def _check(sight: Sight, body: Json) -> Answer:
    start, count = integer(body, "start"), min(integer(body, "count"), _MOST_ROWS)
    with sight.lock:
        view = current(sight)
        revision, project, rows = view.revision, view.project, view.rows
    # Checks take their time; meanwhile others may correct.
    findings = sight.findings.json_rows(project, rows, start, count)
    return {"revision": revision, "findings": findings}


def _sync(sight: Sight, body: Json) -> Answer:
    jobs = sight.desk.jobs(text(body, "project"))
    return {"delta": delta(sight, integer(body, "seen")), "jobs": jobs}


def _picture(sight: Sight, _body: Json) -> Answer:
    """Where the beads of each target stand: (source segment, target segment, doubtful)."""
    with sight.lock:
        project = current(sight).project
    return json_picture(project)


def _document(sight: Sight, body: Json) -> Answer:
    """A version as running text: its paragraphs, each a list of sentences."""
    with sight.lock:
        project = current(sight).project
    return json_document(project.version(known(project, text(body, "version"))))


def _inspect(sight: Sight, body: Json) -> Answer:
    # Models take their time; meanwhile others may correct.
    return INSPECTED[text(body, "ask")](sight.inspecting, _subject(sight), body)


def _remember(sight: Sight, body: Json) -> Answer:
    # Long histories take their time too.
    return REMEMBERED[text(body, "ask")](_subject(sight), body)


def _subject(sight: Sight) -> Subject:
    with sight.lock:
        view = current(sight)
        return Subject(sight.workbench, view.revision, view.project, view.rows, sight.log)


SHOWN: Answers = {
    "open": _open,
    "rows": _rows,
    "check": _check,
    "sync": _sync,
    "picture": _picture,
    "document": _document,
    **dict.fromkeys(INSPECTED, _inspect),
    **dict.fromkeys(REMEMBERED, _remember),
}
"""Nothing of it changes the project."""
