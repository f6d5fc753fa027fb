"""Work that may take seconds, asked for again until it is done: loading a model, translating.

One thread does one errand after another. Whoever asks for something else meanwhile has given up
what they asked for before: it is not begun any more, or stopped where it tells its progress.
"""

import queue
import sys
import threading
import traceback
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from aligned.errors import AlignedError, StoreError
from translate.errors import TranslateError
from ui.saying import FAILED, capitalised
from ui.versions import CancelledError, Progress

__all__ = ["Errands", "Pending"]

_REMEMBERED = 200
_PATIENCE = 1.0  # seconds that an asker waits

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Pending:
    """What an errand is doing that is not done yet."""

    doing: str


@dataclass(slots=True)
class _Errand(Generic[_T]):
    work: Callable[[Progress], _T]
    doing: str = "waiting for other work"
    result: _T | None = None
    error: AlignedError | TranslateError | None = None
    over: threading.Event = field(default_factory=threading.Event)
    given_up: bool = False

    def progress(self, doing: str, done: int, total: int | None) -> None:
        """Take note of what is being done; CancelledError if nobody waits for it any more."""
        self.doing = f"{doing}: {done} of {total}" if total else doing
        if self.given_up:
            raise CancelledError

    def run(self) -> None:
        try:
            self.progress("asking a model", 0, None)
            self.result = self.work(self.progress)
        except CancelledError:
            self.given_up = True
        except (AlignedError, TranslateError) as error:
            self.error = error
        except Exception:  # noqa: BLE001  # the next errand must still run
            traceback.print_exc(file=sys.stderr)
            self.error = StoreError(FAILED)
        self.over.set()


class Errands(Generic[_T]):
    """Errands by their names; the results of the last ones are remembered."""

    def __init__(self) -> None:
        self._known: OrderedDict[Hashable, _Errand[_T]] = OrderedDict()
        self._last: dict[Hashable, Hashable] = {}
        self._waiting: queue.SimpleQueue[_Errand[_T]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def result(
        self, owner: Hashable, name: Hashable, work: Callable[[Progress], _T]
    ) -> _T | Pending:
        """What the errand of that name brought, after a moment at most; Pending if it goes on.

        It is begun if it is not known. What it raises is raised to the first who asks then.
        """
        with self._lock:
            self._give_up(owner, name)
            errand = self._known.get(name)
            if errand is None or errand.given_up:
                errand = self._begin(name, work)
        if not errand.over.wait(_PATIENCE) or errand.given_up:
            return Pending(capitalised(errand.doing))
        if errand.error is not None:
            with self._lock:
                self._known.pop(name, None)
            raise errand.error
        return errand.result  # type: ignore[return-value]  # there is one where there is no error

    def _give_up(self, owner: Hashable, name: Hashable) -> None:
        before = self._last.get(owner)
        self._last[owner] = name
        errand = self._known.get(before)
        if before != name and before not in self._last.values() and errand:
            errand.given_up = not errand.over.is_set()

    def _begin(self, name: Hashable, work: Callable[[Progress], _T]) -> _Errand[_T]:
        errand = self._known[name] = _Errand(work)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        self._waiting.put(errand)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="hexapla-errands", daemon=True)
            self._thread.start()
        return errand

    def _work(self) -> None:
        while True:
            self._waiting.get().run()
