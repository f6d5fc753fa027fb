"""Long work in the background: one job after another, each with progress and a way to cancel it."""

import itertools
import queue
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from aligned.errors import AlignedError
from translate.errors import TranslateError
from ui.workbench import Progress

__all__ = ["Job", "Jobs"]

State = Literal["waiting", "running", "done", "failed"]
# A job that is over stays on the page so long, in seconds; one that failed, longer.
_SHOWN_AFTER = {"done": 8.0, "failed": 60.0}

Work = Callable[[Progress, Callable[[], bool]], str]
"""Does the work, given whom to tell the progress and whom to ask whether it is cancelled.

Returns one line about what came of it.
"""


@dataclass(slots=True)
class Job:
    """One piece of long work on a project."""

    id: str
    project: str
    doing: str
    work: Work
    done: int = 0
    total: int | None = None
    state: State = "waiting"
    message: str = ""
    ended: float = 0.0
    began: float = 0.0
    cancelled: threading.Event = field(default_factory=threading.Event)

    def progress(self, doing: str, done: int, total: int | None) -> None:
        """Take note of how far the work is."""
        if not self.began or doing != self.doing:
            self.began = time.monotonic()
        self.doing, self.done, self.total = doing, done, total

    def run(self) -> None:
        """Do the work in this thread."""
        self.state = "running"
        try:
            self.message = self.work(self.progress, self.cancelled.is_set)
            self.state = "done"
        except (AlignedError, TranslateError) as error:
            self.message, self.state = f"{self.doing} failed: {error}", "failed"
        except Exception:  # noqa: BLE001  # the next job must still run
            traceback.print_exc(file=sys.stderr)
            self.message = f"{self.doing} failed: what happened is in the server's terminal"
            self.state = "failed"
        self.ended = time.monotonic()

    def is_past(self, now: float) -> bool:
        """Whether the job has been over for so long that it is not shown any more."""
        return self.state in _SHOWN_AFTER and now - self.ended >= _SHOWN_AFTER[self.state]

    def plain(self) -> dict[str, object]:
        """The job as JSON for the browser."""
        return {
            "id": self.id,
            "doing": f"{self.doing}: stopping" if self.cancelled.is_set() else self.doing,
            "done": self.done,
            "total": self.total,
            "left": self._left(),
            "state": self.state,
            "message": self.message,
        }

    def _left(self) -> str:
        """The time left at the pace so far, once there is a pace."""
        if not self.total or not self.done:
            return ""
        seconds = (time.monotonic() - self.began) / self.done * (self.total - self.done)
        if seconds < 1:
            return ""
        return f"{seconds:.0f} s left" if seconds < 90 else f"{seconds / 60:.0f} min left"


class Jobs:
    """The jobs of all projects: done one after another, because each takes the whole machine."""

    def __init__(self) -> None:
        self._jobs: list[Job] = []
        self._numbers = itertools.count(1)
        self._waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
        threading.Thread(target=self._work, name="hexapla-jobs", daemon=True).start()

    def start(self, project: str, doing: str, work: Work) -> Job:
        """Have work done as soon as what was started before is over."""
        job = Job(str(next(self._numbers)), project, doing, work)
        self._jobs.append(job)
        self._waiting.put(job)
        return job

    def of(self, project: str) -> list[Job]:
        """The jobs of a project that are running, waiting, or just over."""
        now = time.monotonic()
        self._jobs = [job for job in self._jobs if not job.is_past(now)]
        return [job for job in self._jobs if job.project == project]

    def cancel(self, id_: str) -> None:
        """Ask a job to stop; what it has done by then is kept."""
        for job in self._jobs:
            if job.id == id_:
                job.cancelled.set()

    def _work(self) -> None:
        while True:
            job = self._waiting.get()
            if job.cancelled.is_set():
                job.state, job.ended = "done", time.monotonic()
                job.message = f"{job.doing}: cancelled"
            else:
                job.run()
