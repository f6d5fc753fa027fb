"""Corrections: what an editor does to a project, as values with exact inverses.

An **operation** (`EditText`, `Merge` ...) says what is wanted, in the editor's terms. `plan` turns
it into a **change**: splices, each of which takes a run of segments or beads out of one sequence of
the project and puts another run in its place. A change carries what it removes, so

- its inverse only swaps the two runs and reverses the order: `invert(invert(c)) == c`;
- applying it where something else stands now is refused (`CorrectionError`), never guessed;
- the log of changes alone explains every state of the project: it is the history and the undo.

To undo a change that others came after, it is first rebased over those: splices elsewhere only
shift it, a splice on the same ground makes it a conflict.
"""

from aligned.corrections.anchoring import anchored
from aligned.corrections.changes import (
    BeadSplice,
    Change,
    SegmentSplice,
    Splice,
    apply,
    invert,
    rebase,
)
from aligned.corrections.filling import fill, is_pending, pending
from aligned.corrections.operations import (
    Bookmark,
    Comment,
    Confirm,
    ConfirmAbove,
    DeleteSegment,
    Dismiss,
    EditText,
    EditTexts,
    InsertSegment,
    JoinSegments,
    Link,
    Merge,
    Move,
    MoveTo,
    Operation,
    Rewrite,
    Shift,
    Split,
    SplitSegment,
    Swap,
    Unlink,
)
from aligned.corrections.planning import plan
from aligned.corrections.realigning import Reach, realigned, run_to_realign

__all__ = [
    "BeadSplice",
    "Bookmark",
    "Change",
    "Comment",
    "Confirm",
    "ConfirmAbove",
    "DeleteSegment",
    "Dismiss",
    "EditText",
    "EditTexts",
    "InsertSegment",
    "JoinSegments",
    "Link",
    "Merge",
    "Move",
    "MoveTo",
    "Operation",
    "Reach",
    "Rewrite",
    "SegmentSplice",
    "Shift",
    "Splice",
    "Split",
    "SplitSegment",
    "Swap",
    "Unlink",
    "anchored",
    "apply",
    "fill",
    "invert",
    "is_pending",
    "pending",
    "plan",
    "realigned",
    "rebase",
    "run_to_realign",
]
