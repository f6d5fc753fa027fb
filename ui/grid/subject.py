"""What the inspector is asked about: a project at one revision, a bead of one of its targets."""

from dataclasses import dataclass

from aligned.corpus import joined
from aligned.errors import CorrectionError
from aligned.project import Project, Version
from aligned.rows import Rows
from aligned.store import Logged
from ui.grid.past import Log
from ui.grid.requests import Json, integer, text
from ui.workbench import Workbench

__all__ = ["Subject", "TargetBead", "bead_of", "target_of"]


@dataclass(frozen=True, slots=True)
class Subject:
    """A project at one revision, with its rows, and the workbench of who asks about it."""

    workbench: Workbench
    revision: int
    project: Project
    rows: Rows
    log: Log

    def history(self) -> list[Logged]:
        """All that led to this revision: what came since is no part of it."""
        return self.log.until(self.revision, self.workbench)


@dataclass(frozen=True, slots=True)
class TargetBead:
    """The bead of a target that is asked about, with the texts of both its sides."""

    version: Version
    number: int
    source: str
    text: str


def target_of(project: Project, key: str) -> Version:
    """The target of a key; CorrectionError if there is none."""
    for target in project.targets:
        if target.key == key:
            return target
    raise CorrectionError(f"the project has no target {key}: reload the page")


def bead_of(project: Project, body: Json) -> TargetBead:
    """The bead of a target that the browser names; CorrectionError if there is none (any more)."""
    version, number = target_of(project, text(body, "version")), integer(body, "bead")
    bitext = project.bitexts[version.key]
    if number >= len(bitext):
        raise CorrectionError("this bead is not there any more: look again")
    source = joined(project.source, bitext.sources_of(number))
    return TargetBead(version, number, source, joined(version, bitext.targets_of(number)))
