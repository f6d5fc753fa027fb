"""The shelf: the projects of one folder, and one in a database beside them."""

import hashlib
import shutil
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

from aligned.errors import InputError
from aligned.store import Original, copy_project, database_name, shown, verify_project
from aligned.text import Document
from ui.files import SUFFIX, make_folder, project_files
from ui.workbench import Workbench

__all__ = ["Shelf"]

# SQLite may keep the last changes beside the file itself.
_ENDINGS = ("", "-wal", "-shm")


class Shelf:
    """The projects that there are, and those of them that are open.

    A project is named by its file's name in the folder; one in a database, which has a URL, by what
    `database_name` calls it. That one is corrected and exported here, and cared for there.
    """

    def __init__(self, folder: Path, *urls: str) -> None:
        self.folder = folder
        self.databases = {database_name(url): url for url in urls}
        self.bin = folder / "bin"
        self._open: dict[str, Workbench] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        """Let go of every project."""
        with self._lock:
            for workbench in self._open.values():
                workbench.close()
            self._open.clear()

    @property
    def home(self) -> str:
        """What tells this shelf from any other, for the browser to keep things apart by."""
        places = (str(self.folder.resolve()), *map(shown, self.databases.values()))
        return hashlib.sha256("\n".join(places).encode()).hexdigest()[:16]

    def projects(self) -> list[str]:
        """The projects in databases, then those of the folder, the last changed first."""
        return [*self.databases, *(path.name for path in project_files(self.folder))]

    def workbench(self, project: str) -> Workbench:
        """The project of that name, opened if need be; AlignedError if it cannot be."""
        with self._lock:
            workbench = self._open.get(project)
            if workbench is None:
                workbench = Workbench.open(self.databases.get(project) or self._path(project))
                self._open[project] = workbench
            return workbench

    def create(
        self,
        name: str,
        document: Document,
        language: str | None,
        file: Path | None = None,
        *,
        segmented: bool = False,
    ) -> str:
        """Make a project of a source document; the project's name in the folder.

        `file` is what the document was read from, for translations with the same layout. With
        `segmented`, every line of the document is a segment as it stands.
        """
        original = Original(file.name, file.read_bytes(), document.encoding) if file else None
        path = self._free_path(name)
        with self._lock:
            self._open[path.name] = Workbench.create(
                path,
                replace(document, name=path.stem),
                language,
                original=original,
                segmented=segmented,
            )
        return path.name

    def duplicate(self, project: str) -> str:
        """Copy a project as it stands now; the copy's name in the folder."""
        path = self._path(project)
        copy = self._free_path(f"{path.stem} copy")
        copy_project(path, copy)
        self.workbench(copy.name).rename(copy.stem)
        return copy.name

    def take_out(self, project: str, folder: Path) -> Path:
        """Copy a project as it stands now into another folder, under its own name."""
        path = self._path(project)
        copy = folder / project
        copy_project(path, copy)
        return copy

    def take_in(self, file: Path) -> str:
        """Take a project file from elsewhere into the folder; its name there.

        StoreError unless every part of it can be read; nothing is listed before that is known.
        """
        with tempfile.TemporaryDirectory(prefix="hexapla-") as folder:
            draft = Path(shutil.copyfile(file, Path(folder) / file.name))
            verify_project(draft)
            path = self._free_path(file.stem)
            copy_project(draft, path)
        return path.name

    def rename(self, project: str, name: str) -> str:
        """Give a project another name; its new name in the folder."""
        self._path(project)  # one in a database keeps its name
        path = self._free_path(name)
        self.workbench(project).rename(path.stem)
        return self._moved(project, path)

    def delete(self, project: str) -> None:
        """Put a project into the folder's bin, from where a person can take it back."""
        deleted = f"{time.strftime('%Y-%m-%d %H.%M.%S')} {project}"
        self._moved(project, make_folder(self.bin) / deleted)

    def _moved(self, project: str, path: Path) -> str:
        with self._lock:
            original = self._path(project)
            workbench = self._open.pop(project, None)
            if workbench:
                workbench.close()
            for end in _ENDINGS:
                part = original.with_name(original.name + end)
                if part.exists():
                    part.rename(path.with_name(path.name + end))
        return path.name

    def _path(self, project: str) -> Path:
        if project in self.databases:
            raise InputError(f"{project} is in a database: copy, rename or delete it there")
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
