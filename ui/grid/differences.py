"""How one text differs from another, word by word, for the browser to mark."""

import re
from typing import Literal

from rapidfuzz.distance import Indel

from translate.languages import UNSPACED_SCRIPT

__all__ = ["Piece", "differences"]

Piece = tuple[Literal["=", "-", "+"], str]
"""Text that both have, that only the one before has, or only the one after."""

_SIGNS: dict[str, Literal["=", "-", "+"]] = {"equal": "=", "delete": "-", "insert": "+"}
# Where words stand without spaces, every character may differ on its own.
_TOKEN = re.compile(rf"{UNSPACED_SCRIPT.pattern}|(?:(?!{UNSPACED_SCRIPT.pattern})\w)+|\s+|.", re.S)


def differences(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in order, what goes before what comes in its place.

    Those of `=` and `-` together are `before`, those of `=` and `+` are `after`.

    >>> differences("the old sea", "the sea")
    [('=', 'the '), ('-', 'old '), ('=', 'sea')]
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Piece] = []
    for operation in Indel.opcodes(old, new):
        if operation.tag == "insert":
            text = "".join(new[operation.dest_start : operation.dest_end])
        else:
            text = "".join(old[operation.src_start : operation.src_end])
        # What goes is read before what comes in its place.
        behind = operation.tag == "delete" and pieces and pieces[-1][0] == "+"
        pieces.insert(len(pieces) - bool(behind), (_SIGNS[operation.tag], text))
    return pieces
