"""Hypothesis strategies for projects of any shape and for corrections of them."""

from hypothesis import strategies as st

from aligned.bitext import STATUSES, Bead, Bitext
from aligned.corrections import (
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
    Rewrite,
    Shift,
    Split,
    SplitSegment,
    Swap,
    Unlink,
)
from aligned.project import Project, Version
from aligned.text import Segment

texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=0, max_size=12
)
gaps = st.sampled_from(["", " ", "\n", "\n\n", "\n- "])
scores = st.none() | st.floats(0, 1)


@st.composite
def segments(draw: st.DrawFn, count: int) -> tuple[Segment, ...]:
    return tuple(
        Segment(draw(texts), draw(gaps), paragraph=number // 3, start=number * 20)
        for number in range(count)
    )


@st.composite
def bitexts(draw: st.DrawFn, sources: int) -> Bitext:
    """A bitext over that many source segments, and however many target segments it makes."""
    beads: list[Bead] = []
    left = sources
    while left or draw(st.integers(0, 3)) == 3:
        taken = min(left, draw(st.sampled_from([1, 0, 2, 3])))
        targets = draw(st.integers(0 if taken else 1, 3))
        status = draw(st.sampled_from(STATUSES))
        comment = draw(st.sampled_from(["", "why?"]))
        beads.append(Bead(taken, targets, status, draw(scores), comment=comment))
        left -= taken
    return Bitext(beads)


@st.composite
def projects(draw: st.DrawFn, targets: int = 2) -> Project:
    count = draw(st.integers(1, 8))
    source = Version("en", "en", "source", draw(segments(count)), draw(gaps))
    project = Project("a project", source)
    for number in range(draw(st.integers(0, targets))):
        bitext = draw(bitexts(count))
        key = ("fr", "zh", "de")[number]
        origin = draw(st.sampled_from(["machine", "imported"]))
        filled = draw(segments(int(bitext.target_starts[-1])))
        project = project.with_target(
            Version(key, key, origin, filled, draw(gaps), {"engine": "none"}), bitext
        )
    return project


@st.composite
def operations(draw, project):
    """An operation anywhere in the project, and now and then beyond it."""
    version = draw(st.sampled_from([version.key for version in project.versions]))
    place = draw(st.integers(0, 9))
    direction = draw(st.sampled_from(["up", "down"]))
    number = draw(st.integers(0, 9))
    flag = draw(st.booleans())
    return draw(
        st.sampled_from(
            [
                EditText(version, place, draw(texts)),
                EditTexts(
                    (EditText(version, place, draw(texts)), EditText(version, number, draw(texts)))
                ),
                SplitSegment(version, place, number),
                JoinSegments(version, place),
                InsertSegment(version, place, draw(texts)),
                Rewrite(version, place, draw(texts)),
                DeleteSegment(version, place),
                Swap(version, place),
                Link(version, place),
                Unlink(version, place),
                Merge(version, place),
                Split(version, place, number // 3),
                Move(version, place, direction),
                MoveTo(version, place, number),
                Shift(version, place, direction),
                Confirm(version, place, flag),
                ConfirmAbove(version, place, 0.5 if flag else None),
                Bookmark(version, place, flag),
                Comment(version, place, draw(texts)),
                Dismiss(version, place, "numbers", flag),
            ]
        )
    )
