"""Operations: what an editor can ask for.

A place is named by a version's key and a number. In a target, `bead` counts the beads of its
bitext. In the source, which all bitexts share, `bead` is the number of a source segment, and the
operation is done in the bead of every target that holds that segment.
"""

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "Bookmark",
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
    "Rewrite",
    "Shift",
    "Split",
    "SplitSegment",
    "Swap",
    "Unlink",
]


@dataclass(frozen=True, slots=True)
class EditText:
    """Give a segment another text."""

    version: str
    segment: int
    text: str


@dataclass(frozen=True, slots=True)
class EditTexts:
    """Give many segments other texts, as one correction: search and replace."""

    edits: tuple[EditText, ...]


@dataclass(frozen=True, slots=True)
class SplitSegment:
    """Make two segments of one, at `offset` code points; white space there goes between them."""

    version: str
    segment: int
    offset: int


@dataclass(frozen=True, slots=True)
class JoinSegments:
    """Make one segment of this one and the next; beads that they were in are merged."""

    version: str
    segment: int


@dataclass(frozen=True, slots=True)
class InsertSegment:
    """Write a segment into a bead of target `version` that has none on that side."""

    version: str
    bead: int
    text: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Give a bead one sentence of this side in place of all that it has there, or of none."""

    version: str
    bead: int
    text: str


@dataclass(frozen=True, slots=True)
class DeleteSegment:
    """Take a segment away; the history keeps it."""

    version: str
    segment: int


@dataclass(frozen=True, slots=True)
class Swap:
    """Exchange a segment with the next one of its version."""

    version: str
    segment: int


@dataclass(frozen=True, slots=True)
class Merge:
    """Merge a bead with the one before it."""

    version: str
    bead: int


@dataclass(frozen=True, slots=True)
class Split:
    """Split a bead: its first `keep` segments of this side stay, the others make a bead after it.

    The other side is cut where the lengths fit best. A 1-1 bead becomes 1-0 and 0-1. In the
    source, the segment named by `bead` is the first of the new bead and `keep` has no meaning.
    """

    version: str
    bead: int
    keep: int = 1


@dataclass(frozen=True, slots=True)
class Link:
    """Make one bead of a one-sided bead and the one beside it that has the other side alone."""

    version: str
    bead: int


@dataclass(frozen=True, slots=True)
class Unlink:
    """Take the two sides of a bead apart: its source segments, then its target segments."""

    version: str
    bead: int


@dataclass(frozen=True, slots=True)
class Move:
    """Move the first segment of a bead's side to the bead before, or the last to the one after."""

    version: str
    bead: int
    direction: Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class MoveTo:
    """Move a segment to another bead; those of its side in between go along, as order demands.

    A confirmed bead is an anchor: no segment of one that stands in between goes along.
    """

    version: str
    segment: int
    bead: int


@dataclass(frozen=True, slots=True)
class Shift:
    """From a bead of a target on, give every bead its neighbour's target segments.

    Down, the bead is left empty; up, its segments join those of the bead above. A confirmed bead
    is an anchor: the shift ends above it.
    """

    version: str
    bead: int
    direction: Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Confirm:
    """Confirm a bead, or take the confirmation back."""

    version: str
    bead: int
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class ConfirmAbove:
    """Confirm this bead and all above it; with `score`, those alone that have at least that."""

    version: str
    bead: int
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Set a bookmark on a bead, or take it away."""

    version: str
    bead: int
    bookmarked: bool = True


@dataclass(frozen=True, slots=True)
class Comment:
    """Put a comment on a bead in place of the one it had; an empty one takes it away."""

    version: str
    bead: int
    text: str


@dataclass(frozen=True, slots=True)
class Dismiss:
    """Let a check (by its name) be silent about a bead, or speak again."""

    version: str
    bead: int
    check: str
    dismissed: bool = True


Operation = (
    EditText
    | EditTexts
    | SplitSegment
    | JoinSegments
    | InsertSegment
    | Rewrite
    | DeleteSegment
    | Swap
    | Unlink
    | Link
    | Merge
    | Split
    | Move
    | MoveTo
    | Shift
    | Confirm
    | ConfirmAbove
    | Bookmark
    | Comment
    | Dismiss
)
