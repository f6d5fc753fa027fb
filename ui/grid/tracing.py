"""Where a segment or a bead is after later changes."""

from collections.abc import Iterable

from aligned.corrections import BeadSplice, SegmentSplice
from aligned.store import Logged

__all__ = ["traced"]


def traced(
    of: type[SegmentSplice] | type[BeadSplice], key: str, number: int, history: Iterable[Logged]
) -> int | None:
    """Where a segment (or bead, as `of` says) of version `key` is after later changes.

    Of one that was replaced, what stands at its place; None if it is gone.
    """
    for entry in history:
        for splice in entry.change or ():
            if not isinstance(splice, of) or splice.key != key:
                continue
            offset = number - splice.start
            if offset >= len(splice.removed):
                number += len(splice.inserted) - len(splice.removed)
            elif offset >= 0:
                if not splice.inserted:
                    return None
                number = splice.start + min(offset, len(splice.inserted) - 1)
    return number
