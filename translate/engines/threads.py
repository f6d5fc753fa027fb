"""How many threads torch computes with while an engine runs."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch

__all__ = ["one_thread"]


@contextmanager
def one_thread() -> Iterator[None]:
    """Let torch compute with one thread, then as before.

    Batches of sentences are small for a processor: several threads on one batch lose more to
    waiting for each other than they gain, above all where cores are shared. Several workers, one
    thread each, is how more cores are used. The host program's own setting comes back afterwards.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
