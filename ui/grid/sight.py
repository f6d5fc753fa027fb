"""A project as the grid looks at it: its workbench, the view of its rows, and what goes with it."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from aligned.corrections import Reach
from aligned.errors import CorrectionError
from aligned.project import Project
from ui.grid.checking import Findings
from ui.grid.inspecting import Inspecting
from ui.grid.past import Log
from ui.grid.requests import Json
from ui.grid.view import View
from ui.workbench import Workbench

__all__ = ["Answer", "Answers", "Desk", "Sight", "current", "delta", "known", "undoing"]

Answer = dict[str, object]


class Desk(Protocol):
    """Where the grid finds the projects and the long work that is done on them."""

    @property
    def home(self) -> str:
        """What tells the place of the projects from any other."""

    def workbench(self, project: str) -> Workbench:
        """The open project of that name; AlignedError if there is none."""

    def settings(self, who: str) -> dict[str, str] | None:
        """What a person has set for themselves; None where nobody logs in."""

    def change_settings(self, who: str, changes: Mapping[str, str | None]) -> None:
        """Keep some settings of a person, None to take one away; InputError if it cannot be."""

    def jobs(self, project: str) -> list[dict[str, object]]:
        """The long work on a project, as JSON for the browser."""

    def realign(self, project: str, who: str, key: str, bead: int, reach: Reach) -> None:
        """Begin to align anew what lies around a bead, or from it on, as far as `reach` says.

        It is a correction of the person `who`.
        """

    def anchor(self, project: str, who: str, key: str, source: int, target: int) -> None:
        """Begin to align anew around a segment of the source and one of a target, now an anchor.

        It is a correction of the person `who`.
        """

    def cancel(self, job: str) -> None:
        """Ask long work to stop."""

    def retry(self, job: str) -> None:
        """Do once more what failed or was cancelled."""

    def dismiss(self, job: str) -> None:
        """Say no more of long work that is over."""


@dataclass(slots=True)
class Sight:
    """A project with its view; one thread at a time, which holds the lock."""

    desk: Desk
    workbench: Workbench
    view: View
    inspecting: Inspecting
    findings: Findings = field(default_factory=Findings)
    lock: threading.Lock = field(default_factory=threading.Lock)
    log: Log = field(default_factory=Log)


Answers = Mapping[str, Callable[[Sight, Json], Answer]]
"""What the browser may ask, by name, and what answers it; AlignedError says why it cannot be."""


def current(sight: Sight) -> View:
    """The view, moved on to what the project is now; the caller holds the lock."""
    view, workbench = sight.view, sight.workbench
    if workbench.revision != view.revision:
        revision, project = workbench.snapshot()
        view.advance(workbench.history(view.revision), revision, project)
    return view


def delta(sight: Sight, seen: int) -> Answer | None:
    """What leads from the revision that a browser has seen to that of now; None if it is that."""
    with sight.lock:
        step = current(sight).json_delta(seen)
        return step and {**step, **undoing(sight.workbench)}


def undoing(workbench: Workbench) -> Answer:
    """Whether this person has something to undo, or to redo."""
    return {"undoable": workbench.undoable, "redoable": workbench.redoable}


def known(project: Project, key: str) -> str:
    """The key of a version; CorrectionError if the project has none of that key."""
    if key not in {version.key for version in project.versions}:
        raise CorrectionError(f"the project has no version {key}: reload the page")
    return key
