"""Long work in the background: one job after another, each with progress and a way to cancel it."""

import itertools
import queue
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from aligned.errors import AlignedError, InputError
from translate.errors import TranslateError
from ui.saying import capitalised, sentence
from ui.versions import CancelledError, Progress

__all__ = ["Job", "Jobs", "Outcome"]

State = Literal["waiting", "running", "done", "failed", "cancelled"]
# A job that did what it should stays on the page so long, in seconds. One that did not, or that
# made files to download, stays until somebody has it taken away.
_SHOWN_AFTER = 8.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: one line about it, the files it made for download, and the revision that
    a correction made, if it was one.
    """

    message: str
    files: tuple[Path, ...] = ()
    revision: int | None = None


Work = Callable[[Progress], Outcome]
"""Does the work, given whom to tell the progress, which raises CancelledError to have it stop."""


@dataclass(slots=True)
class Job:
    """One piece of long work on a project; `remedy` is what is said when it is cancelled."""

    id: str
    project: str
    name: str
    work: Work
    remedy: str = ""
    doing: str = ""
    done: int = 0
    total: int | None = None
    state: State = "waiting"
    outcome: Outcome = Outcome("")
    ended: float = 0.0
    began: float = 0.0
    first: int = 0
    cancelled: threading.Event = field(default_factory=threading.Event)

    def progress(self, doing: str, done: int, total: int | None) -> None:
        """Take note of how far the work is; CancelledError if it is to stop."""
        if not self.began or doing != self.doing:
            self.began, self.first = time.monotonic(), done
        self.doing, self.done, self.total = doing, done, total
        if self.cancelled.is_set():
            raise CancelledError

    def run(self) -> None:
        """Do the work in this thread."""
        if self.cancelled.is_set():
            self._end(self._stopped(), "cancelled")
            return
        self.state = "running"
        state: State
        try:
            outcome, state = self.work(self.progress), "done"
        except CancelledError:
            outcome, state = self._stopped(), "cancelled"
        except (AlignedError, TranslateError) as error:
            outcome, state = Outcome(f"{self.name} failed: {error}"), "failed"
        except Exception:  # noqa: BLE001  # the next job must still run
            traceback.print_exc(file=sys.stderr)
            outcome = Outcome(f"{self.name} failed: the server's terminal says why")
            state = "failed"
        self._end(outcome, state)

    def cancel(self) -> None:
        """Ask it to stop; one that has not begun is over at once."""
        self.cancelled.set()
        if self.state == "waiting":
            self._end(self._stopped(), "cancelled")

    def _end(self, outcome: Outcome, state: State) -> None:
        self.outcome = replace(outcome, message=sentence(outcome.message))
        self.ended = time.monotonic()
        self.state = state  # last: whoever sees it finds the rest

    def _stopped(self) -> Outcome:
        return Outcome(f"{self.name} was cancelled{self.remedy and ': '}{self.remedy}")

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state not in ("waiting", "running")

    def is_past(self, now: float) -> bool:
        """Whether the job has been over for so long that it is not shown any more."""
        lasting = self.state != "done" or self.outcome.files
        return not lasting and now - self.ended >= _SHOWN_AFTER

    def plain(self) -> dict[str, object]:
        """The job as JSON for the browser."""
        doing = capitalised(self.doing or self.name)
        return {
            "id": self.id,
            "doing": f"{doing}: stopping" if self.cancelled.is_set() else doing,
            "done": self.done,
            "total": self.total,
            "pace": self._pace(),
            "state": self.state,
            "message": self.outcome.message,
            "files": [path.name for path in self.outcome.files],
        }

    def _pace(self) -> str:
        """How many a second, and the time left at that pace, once there is a pace."""
        seconds = time.monotonic() - self.began
        done = self.done - self.first
        if not self.total or not done or seconds <= 0:
            return ""
        rate = done / seconds
        left = (self.total - self.done) / rate
        shown = f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s"
        if left < 1:
            return shown
        return f"{shown}, " + (f"{left:.0f} s left" if left < 90 else f"{left / 60:.0f} min left")


class Jobs:
    """The jobs of all projects: done one after another, because each takes the whole machine."""

    def __init__(self) -> None:
        self._jobs: list[Job] = []
        self._numbers = itertools.count(1)
        self._waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
        threading.Thread(target=self._work, name="hexapla-jobs", daemon=True).start()

    def start(self, project: str, name: str, work: Work, remedy: str = "") -> Job:
        """Have work done as soon as what was started before is over."""
        job = Job(str(next(self._numbers)), project, name, work, remedy)
        self._jobs.append(job)
        self._waiting.put(job)
        return job

    def of(self, project: str) -> list[Job]:
        """The jobs of a project that are running, waiting, just over, or to be looked at."""
        now = time.monotonic()
        self._jobs = [job for job in self._jobs if not job.is_past(now)]
        return [job for job in self._jobs if job.project == project]

    def get(self, id_: str) -> Job:
        """The job of that id; InputError if it is gone."""
        for job in self._jobs:
            if job.id == id_:
                return job
        raise InputError("this work is not there any more: begin it anew")

    def cancel(self, id_: str) -> None:
        """Ask a job to stop; what it has done by then is kept."""
        self.get(id_).cancel()

    def retry(self, id_: str) -> None:
        """Do once more what failed or was cancelled."""
        job = self.get(id_)
        if job.state not in ("failed", "cancelled"):
            raise InputError("this work did not fail: there is nothing to try again")
        self._jobs.remove(job)
        self.start(job.project, job.name, job.work, job.remedy)

    def dismiss(self, id_: str) -> None:
        """Show a job that is over no more."""
        job = self.get(id_)
        if job.is_over:
            self._jobs.remove(job)

    def _work(self) -> None:
        while True:
            self._waiting.get().run()
