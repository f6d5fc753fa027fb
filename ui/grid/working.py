"""What the browser asks of long work: what goes on, to begin it, to stop it."""

from aligned.corrections import Reach
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
    sight.desk.realign(text(body, "project"), key, integer(body, "bead"), reach)
    return {}


WATCHED: Answers = {"jobs": _jobs}
WORKED: Answers = {"cancel": _cancel, "retry": _retry, "dismiss": _dismiss, "realign": _realign}
