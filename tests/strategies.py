"""Hypothesis strategies for projects of any shape and for corrections of them."""

from hypothesis import strategies as st

from aligned.bitext import STATUSES, Bead, Bitext
from aligned.corrections import (
    Confirm,
    EditText,
    InsertSegment,
    JoinSegments,
    Merge,
    Move,
    Split,
    SplitSegment,
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
        beads.append(Bead(taken, targets, status, draw(scores)))
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
    kind = draw(st.integers(0, 7))
    return (
        EditText(version, place, draw(texts)),
        SplitSegment(version, place, draw(st.integers(0, 9))),
        JoinSegments(version, place),
        InsertSegment(version, place, draw(texts)),
        Merge(version, place),
        Split(version, place, draw(st.integers(0, 3))),
        Move(version, place, draw(st.sampled_from(["up", "down"]))),
        Confirm(version, place, draw(st.booleans())),
    )[kind]
