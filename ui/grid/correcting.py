"""What the browser asks to correct a project, and what is told where somebody else was faster."""

from collections.abc import Mapping

from aligned.corrections import SegmentSplice
from aligned.errors import CorrectionError
from aligned.store import Logged
from ui.grid.requests import Json, integer, operation, search_in, text
from ui.grid.sight import Answer, Answers, Sight, current, delta
from ui.grid.tracing import traced
from ui.saying import sentence
from ui.workbench import Workbench

__all__ = ["CORRECTED"]


def _correct(sight: Sight, body: Json) -> Answer:
    seen = integer(body, "seen")
    try:
        _carry_out(sight.workbench, body)
    except CorrectionError as error:
        refused = {"ok": False, "error": sentence(str(error)), "delta": delta(sight, seen)}
        return {**refused, "theirs": _theirs(sight, body)}
    return {"delta": delta(sight, seen)}


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


def _theirs(sight: Sight, body: Json) -> Answer | None:
    """The sentence as it stands that a refused edit was about; None for any other correction."""
    wanted = body.get("operation")
    if not isinstance(wanted, Mapping) or wanted.get("kind") != "edit":
        return None
    key, segment = text(wanted, "version"), integer(wanted, "segment")
    with sight.lock:
        view = current(sight)
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


CORRECTED: Answers = {"correct": _correct}
