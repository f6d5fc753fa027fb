"""The desk: the projects of a shelf, and the long work on them."""

import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Protocol

from aligned.corrections import Reach
from aligned.errors import InputError
from aligned.store import Logged, undone
from aligned.text import Document, language_name
from translate.catalog import offline_pairs
from ui import sample
from ui.exporting import Selection, export
from ui.files import name_of
from ui.page.jobs import Job, Jobs, Outcome
from ui.page.shelf import Shelf
from ui.saying import sentence
from ui.settings import AccountSettings
from ui.versions import Existing, Progress
from ui.workbench import Workbench

__all__ = ["Desk"]


class _Adding(Protocol):
    """Adds a translation while it tells how far that has come; gives its key."""

    def __call__(self, *, progress: Progress) -> str: ...


class _Changing(Protocol):
    """Corrects a project while it tells how far that has come."""

    def __call__(self, *, progress: Progress) -> Logged: ...


class Desk:
    """What the page works on: the projects of a shelf, and the long work on them."""

    def __init__(self, folder: Path, *urls: str, settings: AccountSettings | None = None) -> None:
        self.shelf = Shelf(folder, *urls)
        self._settings = settings
        self._jobs = Jobs()
        # What is offered for download; gone when the page is no longer served.
        self._downloads = tempfile.TemporaryDirectory(prefix="hexapla-")

    def close(self) -> None:
        """Let go of every project; what was offered for download is gone."""
        self.shelf.close()
        self._downloads.cleanup()

    @property
    def home(self) -> str:
        """What tells this desk from any other, for the browser to keep things apart by."""
        return self.shelf.home

    def workbench(self, project: str) -> Workbench:
        """The project of that name, opened if need be; AlignedError if it cannot be."""
        return self.shelf.workbench(project)

    def settings(self, who: str) -> dict[str, str] | None:
        """What a person has set for themselves; None where nobody logs in."""
        return self._settings.of(who) if self._settings else None

    def change_settings(self, who: str, changes: Mapping[str, str | None]) -> None:
        """Keep some settings of a person, None to take one away; InputError if it cannot be."""
        if self._settings:
            self._settings.change(who, changes)

    # --- projects --------------------------------------------------------------------------------

    def take_out(self, project: str) -> Path:
        """A copy of a project as it stands now, for download: one file under its own name."""
        return self.shelf.take_out(project, self._download_folder())

    def rename(self, project: str, name: str) -> str:
        """Give a project that is not worked on another name; its new name in the folder."""
        self._refuse_if_busy(project)
        return self.shelf.rename(project, name)

    def delete(self, project: str) -> None:
        """Put a project that is not worked on into the folder's bin."""
        self._refuse_if_busy(project)
        self.shelf.delete(project)

    def _refuse_if_busy(self, project: str) -> None:
        if not all(job.is_over for job in self._jobs.of(project)):
            raise InputError(
                f"the project {name_of(project)} is being worked on: wait, or cancel the work first"
            )

    def sample(self) -> str:
        """Make a project of the sample and begin to fill it; the project's name in the folder."""
        project = self.shelf.create("sample", sample.document(sample.SOURCE), sample.SOURCE)
        for language in sample.EXISTING:
            self.add_existing(project, sample.document(language), language)
        for origin, target in offline_pairs():
            if origin == sample.SOURCE:
                self.translate(project, target)
        return project

    # --- long work -------------------------------------------------------------------------------

    def jobs(self, project: str) -> list[dict[str, object]]:
        """The long work on a project, as JSON for the browser."""
        return [job.plain() for job in self._jobs.of(project) if not self._is_undone(job)]

    def _is_undone(self, job: Job) -> bool:
        """Whether a job corrected something, and that has been undone."""
        revision = job.outcome.revision
        if revision is None:
            return False
        return revision in undone(self.workbench(job.project).history(revision))

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

    def add_version(self, project: str, existing: Existing, *, anyway: bool = False) -> Job:
        """As `add_existing`, with the document read and cut already, and perhaps aligned."""
        workbench = self.workbench(project)
        what = language_name(existing.version.language)
        return self._align(project, what, partial(workbench.add_version, existing, anyway=anyway))

    def _align(self, project: str, what: str, add: _Adding) -> Job:
        workbench = self.workbench(project)

        def work(progress: Progress) -> Outcome:
            key = add(progress=progress)
            bitext = workbench.project.bitexts[key]
            name = language_name(workbench.project.version(key).language)
            return Outcome(f"{name}: aligned in {len(bitext)} beads")

        return self._jobs.start(project, f"aligning {what}", work, "nothing was added")

    def realign(self, project: str, who: str, key: str, bead: int, reach: Reach) -> None:
        """Begin to align anew what lies around a bead, or from it on, as far as `reach` says."""
        realign = partial(self.workbench(project).signed(who).realign, key, bead, reach)
        done = "realigned; if it is no better, undo takes it back"
        self._change(project, key, "realigning", realign, done)

    def anchor(self, project: str, who: str, key: str, source: int, target: int) -> None:
        """Begin to align anew around a segment of the source and one of a target, now an anchor."""
        anchor = partial(self.workbench(project).signed(who).anchor, key, source, target)
        done = "anchored, and aligned anew around it; undo takes back both"
        self._change(project, key, "anchoring", anchor, done)

    def _change(self, project: str, key: str, doing: str, change: _Changing, done: str) -> None:
        """Begin a correction of a target that takes long."""
        name = language_name(self.workbench(project).project.version(key).language)

        def work(progress: Progress) -> Outcome:
            logged = change(progress=progress)
            return Outcome(f"{name}: {done}", revision=logged.revision)

        self._jobs.start(project, f"{doing} {name}", work, "nothing was changed")

    def export(self, project: str, format_name: str, selection: Selection) -> Job:
        """Begin to export a project; its files are those of the job."""
        workbench = self.workbench(project)

        def work(progress: Progress) -> Outcome:
            folder = self._download_folder()
            exported = export(workbench, format_name, folder, selection, progress)
            said = " ".join(map(sentence, ("exported", *exported.losses)))
            return Outcome(said, exported.files)

        return self._jobs.start(project, f"exporting {format_name}", work, "no file was written")

    def job(self, job: str) -> Job:
        """Long work by its id; InputError if it is gone."""
        return self._jobs.get(job)

    def _download_folder(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self._downloads.name))
