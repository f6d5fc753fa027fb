"""The desk: the projects of one folder, those that are open, and the long work on them."""

import hashlib
import shutil
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol

from aligned.corrections import Reach
from aligned.errors import InputError
from aligned.store import Original, copy_project, database_name, shown, verify_project
from aligned.text import Document, language_name
from translate.catalog import offline_pairs
from ui import sample
from ui.exporting import Selection, export
from ui.files import SUFFIX, make_folder, project_files
from ui.page.jobs import Job, Jobs, Outcome
from ui.settings import AccountSettings
from ui.versions import Existing, Progress
from ui.workbench import Workbench

__all__ = ["Desk"]

# SQLite may keep the last changes beside the file itself.
_ENDINGS = ("", "-wal", "-shm")


class _Adding(Protocol):
    """Adds a translation while it tells how far that has come; gives its key."""

    def __call__(self, *, progress: Progress) -> str: ...


class Desk:
    """What the page works on.

    A project is named by its file's name in the folder; one in a database, which has a URL, by what
    `database_name` calls it. That one is corrected and exported here, and cared for there.
    """

    def __init__(self, folder: Path, *urls: str, settings: AccountSettings | None = None) -> None:
        self.folder = folder
        self._settings = settings
        self.databases = {database_name(url): url for url in urls}
        self.bin = folder / "bin"
        self._open: dict[str, Workbench] = {}
        self._lock = threading.Lock()
        self._jobs = Jobs()
        # What is offered for download; gone when the page is no longer served.
        self._downloads = tempfile.TemporaryDirectory(prefix="hexapla-")

    def close(self) -> None:
        """Let go of every project; what was offered for download is gone."""
        with self._lock:
            for workbench in self._open.values():
                workbench.close()
            self._open.clear()
        self._downloads.cleanup()

    @property
    def home(self) -> str:
        """What tells this desk from any other, for the browser to keep things apart by."""
        places = (str(self.folder.resolve()), *map(shown, self.databases.values()))
        return hashlib.sha256("\n".join(places).encode()).hexdigest()[:16]

    def settings(self, who: str) -> dict[str, str] | None:
        """What a person has set for themselves; None where nobody logs in."""
        return self._settings.of(who) if self._settings else None

    def change_settings(self, who: str, changes: Mapping[str, str | None]) -> None:
        """Keep some settings of a person, None to take one away; InputError if it cannot be."""
        if self._settings:
            self._settings.change(who, changes)

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

    def take_out(self, project: str) -> Path:
        """A copy of a project as it stands now, for download: one file under its own name."""
        path = self._path(project)
        copy = self._download_folder() / project
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
        path = self._free_path(name)
        self._refuse_if_busy(project)
        self.workbench(project).rename(path.stem)
        return self._moved(project, path)

    def delete(self, project: str) -> None:
        """Put a project into the folder's bin, from where a person can take it back."""
        deleted = f"{time.strftime('%Y-%m-%d %H.%M.%S')} {project}"
        self._moved(project, make_folder(self.bin) / deleted)

    def _moved(self, project: str, path: Path) -> str:
        self._refuse_if_busy(project)
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

    def _refuse_if_busy(self, project: str) -> None:
        if not all(job.is_over for job in self._jobs.of(project)):
            raise InputError(f"{project} is being worked on: wait, or cancel the work first")

    def sample(self) -> str:
        """Make a project of the sample and begin to fill it; the project's name in the folder."""
        project = self.create("sample", sample.document(sample.SOURCE), sample.SOURCE)
        for language in sample.EXISTING:
            self.add_existing(project, sample.document(language), language)
        for origin, target in offline_pairs():
            if origin == sample.SOURCE:
                self.translate(project, target)
        return project

    # --- long work -------------------------------------------------------------------------------

    def jobs(self, project: str) -> list[dict[str, object]]:
        """The long work on a project, as JSON for the browser."""
        return [job.plain() for job in self._jobs.of(project)]

    def cancel(self, job: str) -> None:
        """Ask long work to stop."""
        self._jobs.cancel(job)

    def retry(self, job: str) -> None:
        """Do once more what failed or was cancelled."""
        self._jobs.retry(job)

    def dismiss(self, job: str) -> None:
        """Say no more of long work that is over."""
        self._jobs.dismiss(job)

    def exported(self, job: str, name: str) -> Path:
        """A file that an export made; InputError if there is none of that name (any more)."""
        for file in self._jobs.get(job).outcome.files:
            if file.name == name:
                return file
        raise InputError(f"{name} is not there any more: export it again")

    def translate(self, project: str, language: str) -> Job:
        """Begin to translate the source of a project."""
        workbench = self.workbench(project)
        name = language_name(language)

        def work(progress: Progress) -> Outcome:
            workbench.translate(language, progress=progress)
            return Outcome(f"{name}: translated")

        remedy = "what was translated is kept, and trying again goes on from there"
        return self._jobs.start(project, f"translating into {name}", work, remedy)

    def add_existing(
        self, project: str, document: Document, language: str | None, *, anyway: bool = False
    ) -> Job:
        """Begin to align an existing translation with the source of a project.

        With `anyway`, even if it does not seem to be one.
        """
        workbench = self.workbench(project)
        what = document.name if language is None else language_name(language)
        return self._align(
            project, what, partial(workbench.add_existing, document, language, anyway=anyway)
        )

    def add_version(self, project: str, existing: Existing) -> Job:
        """Begin to add an existing translation that is read already, and perhaps aligned."""
        workbench = self.workbench(project)
        what = language_name(existing.version.language)
        return self._align(project, what, partial(workbench.add_version, existing))

    def _align(self, project: str, what: str, add: _Adding) -> Job:
        workbench = self.workbench(project)

        def work(progress: Progress) -> Outcome:
            key = add(progress=progress)
            bitext = workbench.project.bitexts[key]
            name = language_name(workbench.project.version(key).language)
            return Outcome(f"{name}: aligned in {len(bitext)} beads")

        return self._jobs.start(project, f"aligning {what}", work, "nothing was added")

    def realign(self, project: str, key: str, bead: int, reach: Reach = "anchor") -> None:
        """Begin to align anew what lies around a bead, or from it on, as far as `reach` says."""
        workbench = self.workbench(project)
        name = language_name(workbench.project.version(key).language)

        def work(progress: Progress) -> Outcome:
            workbench.realign(key, bead, reach, progress=progress)
            return Outcome(f"{name}: realigned; if it is no better, undo takes it back")

        self._jobs.start(project, f"realigning {name}", work, "nothing was changed")

    def anchor(self, project: str, key: str, source: int, target: int) -> None:
        """Begin to align anew around a segment of the source and one of a target, now an anchor."""
        workbench = self.workbench(project)
        name = language_name(workbench.project.version(key).language)

        def work(progress: Progress) -> Outcome:
            workbench.anchor(key, source, target, progress=progress)
            return Outcome(f"{name}: anchored, and aligned anew around it; undo takes back both")

        self._jobs.start(project, f"anchoring {name}", work, "nothing was changed")

    def export(self, project: str, format_name: str, selection: Selection) -> Job:
        """Begin to export a project; its files are those of the job."""
        workbench = self.workbench(project)

        def work(progress: Progress) -> Outcome:
            folder = self._download_folder()
            exported = export(workbench, format_name, folder, selection, progress)
            return Outcome(". ".join(("Exported", *exported.losses)), exported.files)

        return self._jobs.start(project, f"exporting {format_name}", work, "no file was written")

    def job(self, job: str) -> Job:
        """Long work by its id; InputError if it is gone."""
        return self._jobs.get(job)

    def _download_folder(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self._downloads.name))

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
