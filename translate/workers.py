"""The work of one Hops shared by several processes, one thread each.

A short text is translated by this process alone, for a helper takes seconds to start. Once there is
so much to translate that more is likely to come, helpers are started. Each loads the same models
and from then on is given whole jobs, one while it is at another, so that nobody waits for anybody:
not for the last part of a job, nor while this process puts one in order. What a helper that dies
was given is done here.
"""

import os
import pickle
import subprocess
import sys
import weakref
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from threading import Event, Thread
from typing import IO, Any, cast

from translate.engines.threads import cores
from translate.hop import Outcome
from translate.hops import Hops, Plan

__all__ = ["Workers", "serve"]

_MANY = 400  # texts from which on helpers are worth their start
_GIVEN = 2  # jobs that a helper has: the one that it is at, and the next
_AHEAD = 4  # jobs a worker that may be done before the first of them is

_Job = Sequence[str]
_Outcomes = dict[str, Outcome]
_Promise = Future[_Outcomes]
_Given = tuple[_Job, _Promise]
_Pipes = tuple[IO[bytes], IO[bytes]]  # to a helper, and from it


class Workers:
    """This process and its helpers. Together they write what this one alone would write."""

    def __init__(self, hops: Hops) -> None:
        """Share the work of `hops`, where each of its engines is fit to be run side by side."""
        self._hops = hops
        self._count = cores() - 1 if all(one.side_by_side for one in hops.prepared) else 0
        self._helpers: list[_Helper] = []
        self._asked = 0

    def over(self, jobs: Iterable[_Job]) -> Iterator[_Outcomes]:
        """The outcomes of every job, in order; reads only a few jobs ahead.

        A job is a number of different texts without line breaks.
        """
        jobs = iter(jobs)
        under_way: deque[_Given] = deque()
        while True:
            under_way.extend(self._given(jobs))
            own = next(jobs, None)
            if own is None:
                break
            self._hire(len(own))
            under_way.append((own, self._done(own)))
            most = _AHEAD * (1 + len(self._helpers))
            while under_way and (under_way[0][1].done() or len(under_way) > most):
                yield self._outcomes(*under_way.popleft())
        # Nothing is left to be given: what no helper has begun is taken back.
        rest = [(job, self._done(job) if one.cancel() else one) for job, one in under_way]
        for job, promise in rest:
            yield self._outcomes(job, promise)

    def _given(self, jobs: Iterator[_Job]) -> Iterator[_Given]:
        """Give every helper that is ready what it can do until it is asked again."""
        self._helpers = [helper for helper in self._helpers if helper.alive]
        for helper in self._helpers:
            while helper.free and (job := next(jobs, None)) is not None:
                yield job, helper.promise(job)

    def _done(self, job: _Job) -> _Promise:
        """A job, done by this process."""
        promise: _Promise = Future()
        promise.set_result(self._hops.over(job))
        return promise

    def _outcomes(self, job: _Job, promise: _Promise) -> _Outcomes:
        try:
            return promise.result()
        except _HelperError:
            return self._hops.over(job)

    def _hire(self, count: int) -> None:
        """Start the helpers once they are worth it, before this process does so many texts more."""
        self._asked += count
        if self._asked > _MANY and self._count:
            self._helpers = [_Helper(self._hops.plan) for _ in range(self._count)]
            self._count = 0


class _HelperError(Exception):
    """A helper is gone."""


class _Helper:
    """A process that does jobs in turn; it ends when this one lets go of it."""

    def __init__(self, plan: Plan) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "translate.workers"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,  # Ctrl+C is for this process, which then lets go of it
        )
        pipes = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        self._jobs: SimpleQueue[_Given | None] = SimpleQueue()
        self._loaded: Future[object] = Future()
        self._gone = Event()
        self._promises: list[_Promise] = []
        weakref.finalize(self, _end, self._process, pipes, self._jobs)
        # A daemon, unlike the threads of an executor: the end of the program does not wait for it.
        passed = (plan, pipes, self._jobs, self._loaded, self._gone)
        Thread(target=_pass_on, args=passed, daemon=True).start()

    @property
    def alive(self) -> bool:
        """Whether it has not been found gone."""
        return not self._gone.is_set()

    @property
    def free(self) -> bool:
        """Whether it has loaded the models, and has less to do than it may be given."""
        self._promises = [promise for promise in self._promises if not promise.done()]
        return self._loaded.done() and len(self._promises) < _GIVEN

    def promise(self, job: _Job) -> _Promise:
        """The outcomes of a job, once it is done; _HelperError where the helper is gone."""
        promise: _Promise = Future()
        self._promises.append(promise)
        self._jobs.put((job, promise))
        return promise


def _pass_on(
    plan: Plan,
    pipes: _Pipes,
    jobs: "SimpleQueue[_Given | None]",
    loaded: Future[object],
    gone: Event,
) -> None:
    """Tell a helper the plan, then every job in turn, and fulfil what was promised."""
    _fulfil(loaded, plan, pipes, gone)
    while (given := jobs.get()) is not None:
        job, promise = given
        if promise.set_running_or_notify_cancel():
            _fulfil(promise, job, pipes, gone)


def _fulfil(promise: Future[Any], message: object, pipes: _Pipes, gone: Event) -> None:
    requests, answers = pipes
    try:
        _put(requests, message)
        answer = _get(answers)
    except (OSError, EOFError, ValueError, pickle.UnpicklingError):  # a closed pipe, a cut message
        gone.set()
        promise.set_exception(_HelperError())
    else:
        promise.set_result(answer)


def _put(stream: IO[bytes], message: object) -> None:
    pickle.dump(message, stream, pickle.HIGHEST_PROTOCOL)
    stream.flush()


def _get(stream: IO[bytes]) -> object:
    return pickle.load(stream)  # noqa: S301 - from a process that we started, or that started us


def _end(
    process: "subprocess.Popen[bytes]",
    pipes: _Pipes,
    jobs: "SimpleQueue[_Given | None]",
) -> None:
    """Let go of a helper."""
    jobs.put(None)
    process.kill()
    process.wait()
    for pipe in pipes:
        with suppress(OSError):  # it died with something unread
            pipe.close()


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Be a helper: load the models of the plan that comes first, then do jobs until none comes."""
    with suppress(EOFError, BrokenPipeError):  # who started this is gone
        hops = Hops(cast(Plan, _get(requests)))
        _put(answers, len(hops.engines))
        while True:
            _put(answers, hops.over(cast(_Job, _get(requests))))


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
