"""The server side of the grid: one function that the browser asks everything.

Every request is one JSON object with `ask` and `project`, every answer one with `ok`; an answer
that is not `ok` says in `error` what to tell the user. Whatever happens there is an answer: the
browser takes a missing one for a lost connection and asks again.
"""

import sys
import threading
import traceback
from dataclasses import replace

from aligned.errors import AlignedError, CorrectionError
from translate.errors import TranslateError
from ui.accounts import ANYBODY, Person
from ui.grid.correcting import CORRECTED
from ui.grid.inspecting import Inspecting
from ui.grid.requests import Json, text
from ui.grid.seeking import SOUGHT
from ui.grid.setting import SET
from ui.grid.showing import SHOWN
from ui.grid.sight import Answer, Answers, Desk, Sight
from ui.grid.view import View
from ui.grid.working import WATCHED, WORKED
from ui.saying import FAILED, sentence
from ui.workbench import Workbench

__all__ = ["Answer", "Desk", "Service"]

_LOOKING: Answers = {**SHOWN, **SOUGHT, **WATCHED, **SET}
_ASKED: Answers = {**_LOOKING, **CORRECTED, **WORKED}

# What takes the machine for a while.
_ASKING_MODELS = {"alternatives", "back"}

# What a reader may ask. Anything else is for editors.
_READERS = _LOOKING.keys() - _ASKING_MODELS


class Service:
    """Answers what the browser asks about the projects of a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._sights: dict[str, Sight] = {}
        self._opening = threading.Lock()
        self._inspecting = Inspecting()

    def answer(self, body: Json, person: Person = ANYBODY) -> Answer:
        """Answer one request of a person; never raises."""
        try:
            ask = text(body, "ask")
            answer = _ASKED.get(ask)
            if answer is None:
                raise CorrectionError("the page asked for something unknown: reload it")
            if ask not in _READERS:
                person.require_editor()
            sight = self._sight(text(body, "project"))
            signed = replace(sight, workbench=sight.workbench.signed(person.name))
            return {"ok": True, **answer(signed, body)}
        except (AlignedError, TranslateError) as error:
            return {"ok": False, "error": sentence(str(error))}
        except Exception:  # noqa: BLE001  # no answer would look like a lost connection
            traceback.print_exc(file=sys.stderr)
            return {"ok": False, "error": FAILED}

    def _sight(self, project: str) -> Sight:
        workbench = self._desk.workbench(project)
        with self._opening:
            sight = self._sights.get(project)
            if sight is None or sight.workbench is not workbench:
                sight = self._look(workbench)
                self._sights[project] = sight
            return sight

    def _look(self, workbench: Workbench) -> Sight:
        sight = Sight(self._desk, workbench, View(*workbench.snapshot()), self._inspecting)
        sight.findings.look_ahead(sight.view.project)
        return sight
