"""Work shared out among the cores of the machine."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

__all__ = ["shared"]

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def shared(work: Callable[[_Item], _Result], items: Sequence[_Item]) -> Iterator[_Result]:
    """What the work makes of each item, in order: a thread a core, each with torch of one thread.

    That is worth it where the work is mostly torch's and numpy's, which let other threads run. More
    threads than cores collapse, and so do torch's own when something else runs on the machine.
    """
    import torch  # takes a second, which those who only align by lengths should not wait for twice

    torch.set_num_threads(1)
    with ThreadPoolExecutor(_cores()) as pool:
        yield from pool.map(work, items)


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
