"""What the browser asks to keep what a person has set for themselves; readers have settings too."""

from aligned.errors import InputError
from ui.grid.requests import Json
from ui.grid.sight import Answer, Answers, Sight

__all__ = ["SET"]


def _keep(sight: Sight, body: Json) -> Answer:
    sent = body.get("settings")
    if not isinstance(sent, dict) or not all(
        isinstance(name, str) and (value is None or isinstance(value, str))
        for name, value in sent.items()
    ):
        raise InputError("the page sent no settings: reload it, then repeat")
    sight.desk.change_settings(sight.workbench.who, sent)
    return {}


SET: Answers = {"keep": _keep}
