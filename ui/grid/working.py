"""What the browser asks of long work: what goes on, to begin it, to stop it."""

from aligned.corrections import Reach, anchored
from aligned.errors import CorrectionError
from ui.grid.requests import Json, integer, text
from ui.grid.sight import Answer, Answers, Sight, current, known

__all__ = ["WATCHED", "WORKED"]


def _jobs(sight: Sight, body: Json) -> Answer:
    return {"jobs": sight.desk.jobs(text(body, "project"))}


def _cancel(sight: Sight, body: Json) -> Answer:
    sight.desk.cancel(text(body, "job"))
    return {}


def _retry(sight: Sight, body: Json) -> Answer:
    sight.desk.retry(text(body, "job"))
    return {}


def _dismiss(sight: Sight, body: Json) -> Answer:
    sight.desk.dismiss(text(body, "job"))
    return {}


def _realign(sight: Sight, body: Json) -> Answer:
    with sight.lock:
        key = known(current(sight).project, text(body, "version"))
    reach: Reach = "end" if body.get("toEnd") else "anchor"
    who = sight.workbench.who
    sight.desk.realign(text(body, "project"), who, key, integer(body, "bead"), reach)
    return {}


def _anchor(sight: Sight, body: Json) -> Answer:
    source, target = integer(body, "source"), integer(body, "target")
    with sight.lock:
        project = current(sight).project
        key = known(project, text(body, "version"))
        if key == project.source.key:
            raise CorrectionError(
                "an anchor is made in a translation: go to its sentence, then repeat"
            )
        anchored(project.bitexts[key], source, target)  # says at once where it cannot be
    sight.desk.anchor(text(body, "project"), sight.workbench.who, key, source, target)
    return {}


WATCHED: Answers = {"jobs": _jobs}
WORKED: Answers = {
    "cancel": _cancel,
    "retry": _retry,
    "dismiss": _dismiss,
    "realign": _realign,
    "anchor": _anchor,
}
