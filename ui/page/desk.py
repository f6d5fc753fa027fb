"""The desk: the projects of one folder, those that are open, and the long work on them."""

import hashlib
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from aligned.errors import InputError
from aligned.store import Original
from aligned.text import Document, language_name
from translate.catalog import offline_pairs
from ui import sample
from ui.files import SUFFIX, make_folder, project_files
from ui.page.jobs import Jobs
from ui.workbench import Progress, Workbench

__all__ = ["Desk"]

# SQLite may keep the last changes beside the file itself.
_ENDINGS = ("", "-wal", "-shm")


class Desk:
    """What the page works on. A project is named by its file's name in the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / "bin"
        self._open: dict[str, Workbench] = {}
        self._lock = threading.Lock()
        self._jobs = Jobs()

    @property
    def home(self) -> str:
        """What tells this folder from any other, for the browser to keep things apart by."""
        return hashlib.sha256(str(self.folder.resolve()).encode()).hexdigest()[:16]

    def projects(self) -> list[str]:
        """The projects of the folder, the last changed first."""
        return [path.name for path in project_files(self.folder)]

    def workbench(self, project: str) -> Workbench:
        """The project of that name, opened if need be; AlignedError if it cannot be."""
        with self._lock:
            workbench = self._open.get(project)
            if workbench is None:
                workbench = Workbench.open(self._path(project))
                self._open[project] = workbench
            return workbench

    def create(
        self, name: str, document: Document, language: str | None, file: Path | None = None
    ) -> str:
        """Make a project of a source document; the project's name in the folder.

        `file` is what the document was read from, for translations with the same layout.
        """
        original = Original(file.name, file.read_bytes(), document.encoding) if file else None
        path = self._free_path(name)
        with self._lock:
            self._open[path.name] = Workbench.create(
                path, replace(document, name=name), language, original=original
            )
        return path.name

    def duplicate(self, project: str) -> str:
        """Copy a project as it stands now; the copy's name in the folder."""
        path = self._path(project)
        copy = self._free_path(f"{path.stem} copy")
        with closing(sqlite3.connect(path)) as original, closing(sqlite3.connect(copy)) as other:
            original.backup(other)
        return copy.name

    def rename(self, project: str, name: str) -> str:
        """Give a project another name; its new name in the folder."""
        return self._moved(project, self._free_path(name))

    def delete(self, project: str) -> None:
        """Put a project into the folder's bin, from where a person can take it back."""
        deleted = f"{time.strftime('%Y-%m-%d %H.%M.%S')} {project}"
        self._moved(project, make_folder(self.bin) / deleted)

    def _moved(self, project: str, path: Path) -> str:
        with self._lock:
            if self._jobs.of(project):
                raise InputError(f"{project} is being worked on: wait, or cancel the work first")
            original = self._path(project)
            workbench = self._open.pop(project, None)
            if workbench:
                workbench.close()
            for end in _ENDINGS:
                part = original.with_name(original.name + end)
                if part.exists():
                    part.rename(path.with_name(path.name + end))
        return path.name

    def sample(self) -> str:
        """Make a project of the sample and begin to fill it; the project's name in the folder."""
        project = self.create("sample", sample.document(sample.SOURCE), sample.SOURCE)
        for language in sample.EXISTING:
            self.add_existing(project, sample.document(language), language)
        for origin, target in offline_pairs():
            if origin == sample.SOURCE:
                self.translate(project, target)
        return project

    def jobs(self, project: str) -> list[dict[str, object]]:
        """The long work on a project, as JSON for the browser."""
        return [job.plain() for job in self._jobs.of(project)]

    def cancel(self, job: str) -> None:
        """Ask long work to stop."""
        self._jobs.cancel(job)

    def translate(self, project: str, language: str) -> None:
        """Begin to translate the source of a project."""
        workbench = self.workbench(project)
        name = language_name(language)

        def work(progress: Progress, cancelled: Callable[[], bool]) -> str:
            workbench.translate(language, progress=progress, cancelled=cancelled)
            if cancelled():
                return f"{name}: cancelled; what was translated is kept, translate again to go on"
            return f"{name}: translated"

        self._jobs.start(project, f"translating into {name}", work)

    def add_existing(self, project: str, document: Document, language: str | None) -> None:
        """Begin to align an existing translation with the source of a project."""
        workbench = self.workbench(project)

        what = document.name if language is None else language_name(language)

        def work(progress: Progress, _cancelled: object) -> str:
            key = workbench.add_existing(document, language, progress=progress)
            bitext = workbench.project.bitexts[key]
            name = language_name(workbench.project.version(key).language)
            return f"{name}: aligned in {len(bitext)} beads"

        self._jobs.start(project, f"aligning {what}", work)

    def realign(self, project: str, key: str, bead: int) -> None:
        """Begin to align anew what lies around a bead, between the confirmed ones."""
        workbench = self.workbench(project)
        name = language_name(workbench.project.version(key).language)

        def work(progress: Progress, _cancelled: object) -> str:
            workbench.realign(key, bead, progress=progress)
            return f"{name}: realigned; if it is no better, undo takes it back"

        self._jobs.start(project, f"realigning {name}", work)

    def _path(self, project: str) -> Path:
        if Path(project).name != project or not project.endswith(SUFFIX):
            raise InputError(f"{project} is no project of {self.folder}: choose one from the list")
        path = self.folder / project
        if not path.is_file():
            raise InputError(f"{project} is not in {self.folder} any more: choose another project")
        return path

    def _free_path(self, name: str) -> Path:
        stem = "".join(c if c.isalnum() or c in " .-_" else "-" for c in name).strip(" .-")
        if not stem:
            raise InputError("the project has no name: give it one")
        path = self.folder / f"{stem}{SUFFIX}"
        number = 2
        while path.exists():
            path = self.folder / f"{stem} {number}{SUFFIX}"
            number += 1
        return path
