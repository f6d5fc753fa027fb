"""A browser that follows the deltas sees what a fresh look at the project shows."""

import contextlib
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from aligned.corrections import (
    EditText,
    JoinSegments,
    Merge,
    SegmentSplice,
    apply,
    invert,
    plan,
)
from aligned.errors import CorrectionError
from aligned.store import Logged
from tests.projects import make
from tests.strategies import operations, projects
from ui.grid.tracing import traced
from ui.grid.view import View


def logged(revision, change):
    return Logged(revision, datetime.now(UTC), "editor", "", change)


class Browser:
    """Rows as the browser holds them: replaced and shifted by deltas, never asked for again."""

    def __init__(self, view):
        self.load(view)

    def load(self, view):
        self.revision = view.revision
        self.rows = deepcopy(view.json_rows(0, len(view.rows)))

    def follow(self, view):
        delta = view.json_delta(self.revision)
        if delta is None:
            return
        assert delta["since"] == self.revision
        end = len(self.rows) - delta["tail"]
        for row in self.rows[end:]:
            for cell in [*row["source"], *(c for cells in row["targets"].values() for c in cells)]:
                shift = delta["shifts"].get(cell["version"])
                if shift and cell["segment"] is not None:
                    cell["segment"] += shift["segments"]
                    cell["bead"] += shift["beads"]
        self.rows[delta["start"] : end] = deepcopy(delta["rows"])
        self.revision = delta["revision"]
        assert len(self.rows) == delta["total"]


@given(st.data())
def test_deltas_lead_to_what_a_fresh_look_shows(data):
    project = data.draw(projects(targets=3))
    view = View(0, project)
    browser, sleeper = Browser(view), Browser(view)
    for revision in range(1, data.draw(st.integers(1, 8)) + 1):
        change = ()
        with contextlib.suppress(CorrectionError):
            change = plan(project, data.draw(operations(project)))
        if data.draw(st.booleans()):
            change = invert(invert(change))
        project = apply(project, change)
        view.advance([logged(revision, change)], revision, project)
        browser.follow(view)
        fresh = View(revision, project)
        assert browser.rows == fresh.json_rows(0, len(fresh.rows))
        assert view.json_versions() == fresh.json_versions()
        if data.draw(st.booleans()):
            project, inverse = apply(project, invert(change)), invert(change)
            view.advance([logged(revision + 1, inverse)], revision + 1, project)
            browser.follow(view)
            assert browser.rows == View(0, project).json_rows(0, 100)
            project = apply(project, change)
            view.advance([logged(revision + 2, change)], revision + 2, project)
            break
    sleeper.follow(view)  # all in one step
    assert sleeper.rows == View(0, project).json_rows(0, 100)


def test_a_delta_replaces_only_the_rows_that_it_must():
    project = make([f"s{n}" for n in range(50)], fr=([f"t{n}" for n in range(50)], "11 " * 50))
    view = View(0, project)
    change = plan(project, Merge("fr", 20))
    view.advance([logged(1, change)], 1, apply(project, change))
    delta = view.json_delta(0)
    assert (delta["start"], delta["tail"], len(delta["rows"])) == (19, 29, 1)
    assert delta["shifts"] == {"fr": {"segments": 0, "beads": -1}}


def test_a_row_that_begins_a_paragraph_from_now_on_is_shown_anew():
    # The row before it has no source: what had begun the paragraph is further up.
    project = make(["a", "b", "c"], fr=(["x"], "10 10 01 10"))
    first, *later = project.source.segments
    segments = (first, *(replace(one, paragraph=1) for one in later))
    project = project.with_version(replace(project.source, segments=segments))
    view = View(0, project)
    browser = Browser(view)
    assert [row["paragraph"] for row in browser.rows] == [False, True, False, False]
    change = plan(project, JoinSegments("en", 0))
    view.advance([logged(1, change)], 1, apply(project, change))
    browser.follow(view)
    assert [row["paragraph"] for row in browser.rows] == [False, False, True]


def test_a_step_that_is_no_correction_shows_all_anew():
    project = make(["a", "b"], fr=(["x", "y"], "11 11"))
    view = View(0, project)
    bigger = make(["a", "b"], fr=(["x", "y"], "11 11"), de=(["u"], "21"))
    view.advance([logged(1, None)], 1, bigger)
    assert view.json_delta(0) == {"reset": True}
    assert view.json_delta(1) is None
    assert [version["key"] for version in view.json_versions()] == ["en", "fr", "de"]


def test_a_sentence_is_traced_through_later_corrections():
    project = make(["a"], fr=(["one", "two", "three"], "13"))
    changes = [plan(project, EditText("fr", 1, "TWO"))]
    project = apply(project, changes[0])
    changes.append(plan(project, JoinSegments("fr", 0)))
    history = [logged(number, change) for number, change in enumerate(changes, 1)]
    assert [traced(SegmentSplice, "fr", segment, history) for segment in range(3)] == [0, 0, 1]
    assert traced(SegmentSplice, "en", 0, history) == 0
