"""How many threads torch computes with while an engine runs, and how many workers there may be."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["cores", "one_thread"]

_MOST = 4  # more workers gain little: they share caches and memory


def cores() -> int:
    """How many workers of one thread each this process may use: no more than its cores."""
    if hasattr(os, "sched_getaffinity"):
        return min(_MOST, len(os.sched_getaffinity(0)))
    return min(_MOST, os.cpu_count() or 1)


@contextmanager
def one_thread() -> Iterator[None]:
    """Let torch compute with one thread, then as before.

    Batches of sentences are small for a processor: several threads on one batch lose more to
    waiting for each other than they gain, above all where cores are shared. Several workers, one
    thread each, is how more cores are used. The host program's own setting comes back afterwards.
    """
    import torch  # not for those who only count cores

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
