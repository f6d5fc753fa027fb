"""Finding beads of a kind, the least sure bead, and texts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligned.bitext import Bitext
from aligned.corrections import apply, plan
from aligned.errors import CorrectionError
from aligned.rows import Rows
from tests.projects import make, words
from tests.strategies import projects
from ui.grid.finding import KINDS, Place, Search, least_sure, neighbour, of_kind, places


@given(projects(targets=3), st.sampled_from(sorted(KINDS)), st.data())
def test_the_neighbour_is_the_next_of_all_in_reading_order(project, kind, data):
    rows = Rows(project)
    if not project.targets:
        return
    wanted = of_kind(project, kind)
    hidden = data.draw(st.sets(st.sampled_from([target.key for target in project.targets])))
    everywhere = [
        place
        for place in sorted(places(project, rows, wanted))
        if project.targets[place.column].key not in hidden
    ]
    place = Place(
        data.draw(st.integers(0, len(rows) - 1)),
        data.draw(st.integers(0, len(project.targets) - 1)),
        data.draw(st.integers(0, 9)),
    )
    after = [one for one in everywhere if one > place]
    before = [one for one in everywhere if one < place]
    assert neighbour(project, rows, wanted, place, 1, hidden) == (after[0] if after else None)
    assert neighbour(project, rows, wanted, place, -1, hidden) == (before[-1] if before else None)


def test_review_goes_from_the_least_sure_bead_on_and_begins_again():
    project = make(["a", "b", "c"], fr=(["x", "y", "z"], "11 11 11"))
    scores = (0.9, 0.2, None)
    beads = (replace(bead, score=s) for bead, s in zip(project.bitexts["fr"], scores, strict=True))
    project = project.with_bitext("fr", Bitext(beads))
    rows = Rows(project)
    place, walked = None, []
    for _ in range(4):
        place = least_sure(project, rows, place)
        walked.append(place.bead)
    assert walked == [1, 0, 2, 1]


TEXTS = ["The cat sat.", "A concat of cats.", "No CAT (at all)."]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        (Search("cat"), [0, 1, 2]),
        (Search("cat", match_case=True), [0, 1]),
        (Search("cat", whole_words=True), [0, 2]),
        (Search("cat", match_case=True, whole_words=True), [0]),
        (Search("(at"), [2]),
        (Search(r"^A|\(", is_expression=True), [1, 2]),
        (Search("cat", version="fr"), []),
    ],
)
def test_search(search, found):
    project = make(TEXTS, fr=(["un", "deux", "trois"], "11 11 11"))
    assert [number for _, number in search.segments(project)] == found


@pytest.mark.parametrize(
    ("search", "replacement", "expected"),
    [
        (Search("cat", whole_words=True), "dog", ["The dog sat.", TEXTS[1], "No dog (at all)."]),
        (Search("cat"), r"\1", [r"The \1 sat.", r"A con\1 of \1s.", r"No \1 (at all)."]),
        (Search(r"(\w+) sat", is_expression=True), r"\1 ran", ["The cat ran.", *TEXTS[1:]]),
        (Search(".*", is_expression=True), "", TEXTS),  # nothing would be left: nothing is done
    ],
)
def test_replacing(search, replacement, expected):
    project = make(TEXTS, fr=(["un", "deux", "trois"], "11 11 11"))
    edits = search.replacing(project, replacement)
    if edits.edits:
        project = apply(project, plan(project, edits))
    assert words(project, "en") == expected


@pytest.mark.parametrize(
    ("search", "replacement", "says"),
    [
        (Search(""), "x", "type a text"),
        (Search("(", is_expression=True), "x", "no regular expression"),
        (Search("a", is_expression=True), r"\7", "cannot replace"),
    ],
)
def test_what_cannot_be_searched_for_is_said(search, replacement, says):
    with pytest.raises(CorrectionError, match=says):
        search.replacing(make(TEXTS), replacement)


def test_an_unknown_kind_is_refused():
    with pytest.raises(CorrectionError, match="no kind"):
        of_kind(make(TEXTS), "blue")
