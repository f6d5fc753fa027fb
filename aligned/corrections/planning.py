"""From an operation to the change that carries it out."""

from collections.abc import Callable, Iterator
from typing import Any

from aligned.corrections import grouping, operations, sentences
from aligned.corrections.changes import Change, Splice
from aligned.corrections.operations import Operation
from aligned.errors import CorrectionError
from aligned.project import Project

__all__ = ["plan"]

_PLANNERS: dict[type, Callable[[Project, Any], Iterator[Splice]]] = {
    operations.Bookmark: grouping.bookmark,
    operations.Comment: grouping.comment,
    operations.Confirm: grouping.confirm,
    operations.ConfirmAbove: grouping.confirm_above,
    operations.DeleteSegment: sentences.delete_segment,
    operations.Dismiss: grouping.dismiss,
    operations.EditText: sentences.edit_text,
    operations.EditTexts: sentences.edit_texts,
    operations.InsertSegment: sentences.insert_segment,
    operations.JoinSegments: sentences.join_segments,
    operations.Link: grouping.link,
    operations.Merge: grouping.merge,
    operations.Move: grouping.move,
    operations.MoveTo: grouping.move_to,
    operations.Rewrite: sentences.rewrite,
    operations.Shift: grouping.shift,
    operations.Split: grouping.split,
    operations.SplitSegment: sentences.split_segment,
    operations.Swap: sentences.swap,
    operations.Unlink: grouping.unlink,
}


def plan(project: Project, operation: Operation) -> Change:
    """The change that carries out an operation; CorrectionError if it cannot be done there.

    The change is never empty.
    """
    try:
        change = tuple(_PLANNERS[type(operation)](project, operation))
    except KeyError as error:
        raise CorrectionError(
            f"the project has no version {error.args[0]}: look again, then repeat"
        ) from error
    except IndexError as error:
        raise CorrectionError("there is no such place any more: look again, then repeat") from error
    if not change:
        raise CorrectionError("there is nothing to change: it is so already")
    return change
