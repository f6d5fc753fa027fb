"""What the browser asks for, read from JSON: operations, and numbers within bounds."""

from collections.abc import Callable, Mapping
from typing import Literal

from aligned.corrections import (
    Bookmark,
    Comment,
    Confirm,
    ConfirmAbove,
    DeleteSegment,
    Dismiss,
    EditText,
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
from aligned.errors import CorrectionError
from ui.grid.finding import Place, Search

__all__ = ["Json", "integer", "keys", "operation", "place_in", "search_in", "text"]

Json = Mapping[str, object]


def integer(body: Json, name: str) -> int:
    """A number that is not negative; CorrectionError where there is none of that name."""
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise CorrectionError(f"the page sent no {name}: reload it, then repeat")
    return value


def text(body: Json, name: str) -> str:
    """A text without what no file can hold: NUL, and halves of characters become U+FFFD."""
    value = body.get(name)
    if not isinstance(value, str):
        raise CorrectionError(f"the page sent no {name}: reload it, then repeat")
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "\ufffd")


def keys(body: Json, name: str) -> frozenset[str]:
    """The keys of versions of that name, if the page sent any."""
    found = body.get(name)
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()


def search_in(body: Json) -> Search:
    """What is looked for."""
    return Search(
        text(body, "text"),
        bool(body.get("matchCase")),
        bool(body.get("wholeWords")),
        bool(body.get("isExpression")),
        text(body, "version"),
    )


def place_in(body: Json) -> Place:
    """Where the person is."""
    return Place(integer(body, "row"), integer(body, "column"), integer(body, "bead"))


def operation(body: Json) -> Operation:
    """The operation that `kind` names; CorrectionError for one that is unknown or incomplete."""
    read = _OPERATIONS.get(text(body, "kind"))
    if read is None:
        raise CorrectionError("the page asked for an unknown correction: reload it, then repeat")
    return read(text(body, "version"), body)


def _direction(body: Json) -> Literal["up", "down"]:
    return "up" if text(body, "direction") == "up" else "down"


def _yes(body: Json) -> bool:
    return bool(body.get("yes", True))


def _score(body: Json) -> float | None:
    score = body.get("score")
    return float(score) if isinstance(score, int | float) else None


def _bead(body: Json) -> int:
    return integer(body, "bead")


def _segment(body: Json) -> int:
    return integer(body, "segment")


_OPERATIONS: dict[str, Callable[[str, Json], Operation]] = {
    "edit": lambda key, body: EditText(key, _segment(body), text(body, "text")),
    "insert": lambda key, body: InsertSegment(key, _bead(body), text(body, "text")),
    "rewrite": lambda key, body: Rewrite(key, _bead(body), text(body, "text")),
    "delete": lambda key, body: DeleteSegment(key, _segment(body)),
    "splitSentence": lambda key, body: SplitSegment(key, _segment(body), integer(body, "offset")),
    "join": lambda key, body: JoinSegments(key, _segment(body)),
    "swap": lambda key, body: Swap(key, _segment(body)),
    "link": lambda key, body: Link(key, _bead(body)),
    "unlink": lambda key, body: Unlink(key, _bead(body)),
    "merge": lambda key, body: Merge(key, _bead(body)),
    "split": lambda key, body: Split(key, _bead(body), integer(body, "keep")),
    "move": lambda key, body: Move(key, _bead(body), _direction(body)),
    "moveTo": lambda key, body: MoveTo(key, _segment(body), _bead(body)),
    "shift": lambda key, body: Shift(key, _bead(body), _direction(body)),
    "confirm": lambda key, body: Confirm(key, _bead(body), _yes(body)),
    "confirmAbove": lambda key, body: ConfirmAbove(key, _bead(body), _score(body)),
    "bookmark": lambda key, body: Bookmark(key, _bead(body), _yes(body)),
    "comment": lambda key, body: Comment(key, _bead(body), text(body, "text")),
    "dismiss": lambda key, body: Dismiss(key, _bead(body), text(body, "check"), _yes(body)),
}
