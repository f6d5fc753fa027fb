"""What the command line shows: messages and progress, all on stderr; results alone on stdout."""

import sys
import time
from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bars
from rich.text import Text

__all__ = ["ProgressBars", "say"]


def say(message: str) -> None:
    """Tell the user one line."""
    print(message, file=sys.stderr, flush=True)


class ProgressBars:
    """Shows each piece of long work as a bar with a rate and the time left.

    Where stderr is no terminal, each piece of work is one line when it begins and one when it ends.
    """

    def __init__(self) -> None:
        self._bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(compact=True),
            console=Console(stderr=True),
            # What is printed below a bar goes to stderr with it, unless results go elsewhere.
            redirect_stdout=bool(sys.stdout and sys.stdout.isatty()),
        )
        self._is_terminal = self._bars.console.is_terminal
        self._tasks: dict[str, TaskID] = {}
        self._began: dict[str, float] = {}
        self._ended: set[str] = set()

    def __enter__(self) -> "ProgressBars":
        if self._is_terminal:
            self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._is_terminal:
            self._bars.stop()

    def __call__(self, doing: str, done: int, total: int | None) -> None:
        """Show how far a piece of work has come."""
        if self._is_terminal:
            if doing not in self._tasks:
                self._tasks[doing] = self._bars.add_task(doing, total=total)
            self._bars.update(self._tasks[doing], completed=done, total=total)
        elif doing not in self._began:
            self._began[doing] = time.monotonic()
            say(doing if total is None else f"{doing}: {total}")
        elif done == total and doing not in self._ended:
            self._ended.add(doing)
            say(f"{doing}: done in {time.monotonic() - self._began[doing]:.1f} s")


class _Rate(ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "")
