"""An engine whose work several processes share, one thread each.

A short text is translated by this process alone, for a helper takes seconds to start. Once so much
has been translated that more is likely to come, helpers are started; each loads the same model, and
takes part from when it is ready. A helper that dies gives its sentences back.
"""

import os
import pickle
import subprocess
import sys
import weakref
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Thread
from typing import IO, cast

from translate.alignment import Span
from translate.engines import Encoded, Engine, Hypothesis, Settings
from translate.engines.threads import cores
from translate.models import Model

__all__ = ["SharedEngine", "serve"]

_MANY = 512  # sentences after which helpers are worth their start
_TURNS = 2  # how often each process takes some before all wait for the last one

_Batch = Sequence[Encoded]
_Translate = Callable[[_Batch], list[Hypothesis]]


class SharedEngine:
    """A student and its helpers, as one Engine. Writes what the student alone would write."""

    def __init__(self, engine: Engine, model: Model, settings: Settings) -> None:
        """Share the work of `engine`, which has loaded `model`."""
        self._engine = engine
        self._start = (model, settings)
        self._count = cores() - 1
        self._helpers: list[_Helper] = []
        self._translated = 0
        self.longest = engine.longest
        self.batch_rows = engine.batch_rows * cores() * _TURNS

    def encode(self, text: str) -> Encoded:
        """The pieces of one sentence."""
        return self._engine.encode(text)

    def alternatives(self, sentence: Encoded, count: int) -> list[Hypothesis]:
        """The best of a beam, for one sentence."""
        return self._engine.alternatives(sentence, count)

    def constrained(
        self, sentence: Encoded, phrases: Sequence[tuple[Span, str]]
    ) -> Hypothesis | None:
        """The best hypothesis that has every phrase in its place."""
        return self._engine.constrained(sentence, phrases)

    def translate(self, batch: _Batch) -> list[Hypothesis]:
        """The best hypothesis for every sentence, in order."""
        self._translated += len(batch)
        if self._translated > _MANY and self._count:
            self._helpers = [_Helper(*self._start) for _ in range(self._count)]
            self._count = 0
        rows = self._engine.batch_rows
        parts = [batch[start : start + rows] for start in range(0, len(batch), rows)]
        found: list[list[Hypothesis]] = [[] for _ in parts]
        # Long sentences are last in a batch, and go first: who ends last then ends soon after.
        waiting = deque(reversed(range(len(parts))))
        ready = [helper for helper in self._helpers if helper.ready]
        with ThreadPoolExecutor(max(1, len(ready))) as pool:
            for helper in ready:
                pool.submit(_work, helper.translate, parts, waiting, found)
            _work(self._engine.translate, parts, waiting, found)
        _work(self._engine.translate, parts, waiting, found)  # what a dead helper gave back
        self._helpers = [helper for helper in self._helpers if helper.alive]
        return [hypothesis for part in found for hypothesis in part]


def _work(
    translate: _Translate,
    parts: Sequence[_Batch],
    waiting: deque[int],
    found: list[list[Hypothesis]],
) -> None:
    """Translate parts while there are any waiting."""
    while waiting:
        try:
            number = waiting.popleft()
        except IndexError:  # another took the last one
            return
        try:
            found[number] = translate(parts[number])
        except _HelperError:
            waiting.append(number)
            return


class _HelperError(Exception):
    """A helper is gone."""


class _Helper:
    """A process that translates with the same model; it ends when this one lets go of it."""

    def __init__(self, model: Model, settings: Settings) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "translate.engines.shared"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,  # Ctrl+C is for this process, which then lets go of it
        )
        self._requests = cast(IO[bytes], self._process.stdin)
        self._answers = cast(IO[bytes], self._process.stdout)
        self.alive = True
        self._loaded: list[object] = []
        weakref.finalize(self, _end, self._process, self._requests, self._answers)
        _put(self._requests, (model, settings))
        # A thread waits for its first answer: not every system tells whether a pipe has one.
        Thread(target=_first, args=(self._answers, self._loaded), daemon=True).start()

    @property
    def ready(self) -> bool:
        """Whether it has loaded the model."""
        return bool(self._loaded)

    def translate(self, batch: _Batch) -> list[Hypothesis]:
        """As the engine does; _HelperError where it is gone."""
        try:
            _put(self._requests, batch)
            answer = _get(self._answers)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self.alive = False
            raise _HelperError from error
        return cast(list[Hypothesis], answer)


def _put(stream: IO[bytes], message: object) -> None:
    pickle.dump(message, stream, pickle.HIGHEST_PROTOCOL)
    stream.flush()


def _get(stream: IO[bytes]) -> object:
    return pickle.load(stream)  # noqa: S301 - from a process that we started, or that started us


def _first(answers: IO[bytes], loaded: list[object]) -> None:
    """Note that a helper is ready, when it says so."""
    with suppress(OSError, EOFError, ValueError, pickle.UnpicklingError):
        loaded.append(_get(answers))


def _end(process: "subprocess.Popen[bytes]", *pipes: IO[bytes]) -> None:
    """Let go of a helper."""
    process.kill()
    process.wait()
    for pipe in pipes:
        with suppress(OSError):  # it died with something unread
            pipe.close()


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Be a helper: load the model that is named first, then translate until there is no more."""
    from translate.engines.student import StudentEngine

    with suppress(EOFError, BrokenPipeError):  # who started this is gone
        engine = StudentEngine(*_get(requests))  # type: ignore[misc]
        _put(answers, True)
        while True:
            _put(answers, engine.translate(_get(requests)))  # type: ignore[arg-type]


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
