"""Which beads were touched since a revision."""

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligned.corrections import (
    Confirm,
    DeleteSegment,
    EditText,
    Merge,
    SplitSegment,
    Unlink,
    apply,
    plan,
)
from aligned.errors import CorrectionError
from aligned.store import Logged
from tests.projects import make
from tests.strategies import operations, projects
from ui.grid.changed import touched_beads

PROJECT = make(["a", "b", "c d"], fr=(["A", "B", "C D"], "11 11 11"), de=(["AB", "C"], "21 11"))


def after(project, *done):
    """The project after operations, and the log of them."""
    history = []
    for number, operation in enumerate(done, 1):
        change = plan(project, operation)
        project = apply(project, change)
        history.append(Logged(number, datetime.now(UTC), "editor", "", change))
    return project, history


@pytest.mark.parametrize(
    ("done", "fr", "de"),
    [
        ([], "000", "00"),
        ([EditText("fr", 1, "X")], "010", "00"),
        ([EditText("fr", 1, "X"), EditText("fr", 1, "Y")], "010", "00"),
        ([EditText("en", 1, "X")], "010", "10"),
        ([Confirm("de", 1), Merge("fr", 1)], "10", "01"),
        ([Merge("fr", 1), Confirm("fr", 1)], "11", "00"),
        ([EditText("fr", 2, "X"), Unlink("fr", 0)], "1101", "00"),
        ([SplitSegment("en", 2, 1), DeleteSegment("fr", 0)], "101", "01"),
    ],
)
def test_beads_are_touched_by_what_was_done_to_them(done, fr, de):
    project, history = after(PROJECT, *done)
    touched = touched_beads(project, history)
    shown = {key: "".join(map(str, marks)) for key, marks in touched.items()}
    assert shown == {"fr": fr, "de": de}


def test_a_version_that_came_is_touched_as_a_whole():
    came = Logged(1, datetime.now(UTC), "align", "add de", None)
    assert touched_beads(PROJECT, [came]) == {"fr": bytes(3), "de": b"\1\1"}


@given(st.data())
def test_a_bead_that_was_not_touched_is_one_that_was_there(data):
    project = data.draw(projects(targets=2))
    history, now = [], project
    for _ in range(data.draw(st.integers(0, 5))):
        with contextlib.suppress(CorrectionError):
            now, logged = after(now, data.draw(operations(now)))
            history += logged
    touched = touched_beads(now, history)
    assert {key: len(marks) for key, marks in touched.items()} == {
        key: len(bitext) for key, bitext in now.bitexts.items()
    }

    def beads(project, key):
        for sources, targets, bead in project.bitexts[key].links():
            texts = [project.source.segments[n].text for n in sources]
            yield bead, texts, [project.version(key).segments[n].text for n in targets]

    for key, marks in touched.items():
        before = list(beads(project, key))
        kept = [bead for bead, mark in zip(beads(now, key), marks, strict=True) if not mark]
        assert all(bead in before for bead in kept)
