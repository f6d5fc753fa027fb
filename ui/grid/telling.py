"""What a logged change did, in words, and where it was done."""

import re
from collections.abc import Iterable

from aligned.corrections import SegmentSplice, Splice
from aligned.store import Logged
from ui.grid.tracing import traced

__all__ = ["place_now", "told"]

_OPERATIONS = {
    "EditText": "edited a sentence",
    "EditTexts": "replaced a text in many sentences",
    "Rewrite": "took another text",
    "SplitSegment": "split a sentence",
    "JoinSegments": "joined two sentences",
    "InsertSegment": "wrote a sentence",
    "DeleteSegment": "deleted a sentence",
    "Swap": "swapped two sentences",
    "Link": "linked what was left over",
    "Unlink": "took a bead apart",
    "Merge": "merged two beads",
    "Split": "split a bead",
    "Move": "moved a sentence",
    "MoveTo": "moved a sentence",
    "Shift": "shifted the sentences",
    "Confirm": "confirmed a bead",
    "ConfirmAbove": "confirmed all above",
    "Bookmark": "set a bookmark",
    "Comment": "wrote a comment",
    "Dismiss": "dismissed a check",
    "fill": "translated",
    "realign": "aligned anew",
    "anchor": "placed an anchor and aligned anew around it",
    "add": "added",
    "undo": "undid",
    "redo": "did again",
    "revert": "took back",
}
_TAKEN_BACK = {
    "Confirm": "took a confirmation back",
    "Bookmark": "took a bookmark away",
    "Dismiss": "let a check speak again",
}
_NAME = re.compile(r"\w+")
_CAPITAL = re.compile(r"(?<=\w)(?=[A-Z])")


def told(entry: Logged) -> str:
    """What an entry of the log did, in a few words: "edited a sentence"."""
    match = _NAME.match(entry.operation)
    name = match[0] if match else entry.operation
    if name in _TAKEN_BACK and entry.operation.endswith("=False)"):
        return _TAKEN_BACK[name]
    words = _OPERATIONS.get(name) or _CAPITAL.sub(" ", name).lower()
    if entry.inverts is not None:
        return f"{words} no. {entry.inverts}"
    if name == "revert":
        return f"{words} no. {entry.operation.partition(' ')[2]}"
    return words


def place_now(entry: Logged, later: Iterable[Logged]) -> tuple[str, str, int] | None:
    """(version key, "segment" or "bead", number) where a change was made, as numbered now.

    None where it made none, or what it left is gone.
    """
    splice = _first(entry)
    if splice is None:
        return None
    number = traced(type(splice), splice.key, splice.start, later)
    kind = "segment" if isinstance(splice, SegmentSplice) else "bead"
    return None if number is None else (splice.key, kind, number)


def _first(entry: Logged) -> Splice | None:
    """The splice that says best where a change was made: the first of text that it left."""
    splices = [splice for splice in entry.change or () if splice.inserted]
    texts = [splice for splice in splices if isinstance(splice, SegmentSplice)]
    return next(iter([*texts, *splices]), None)
