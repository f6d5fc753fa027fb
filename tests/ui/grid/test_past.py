"""What became of a bead, told from the log; and what differs between two texts."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligned.corpus import joined
from aligned.corrections import (
    Confirm,
    DeleteSegment,
    EditText,
    JoinSegments,
    Merge,
    Rewrite,
    Split,
    apply,
    invert,
    plan,
)
from aligned.errors import CorrectionError
from aligned.store import Logged
from tests.projects import make
from tests.strategies import operations, projects
from ui.grid.differences import differences
from ui.grid.past import past
from ui.grid.telling import place_now, told


def carried_out(project, *wanted):
    """The project after operations, or -1 for undoing the last change, and the log of them."""
    log = []
    for number, operation in enumerate(wanted, 1):
        if operation == -1:
            change, label = invert(log[-1].change), "undo"
        else:
            change, label = plan(project, operation), repr(operation)
        project = apply(project, change)
        inverts = number - 1 if operation == -1 else None
        log.append(Logged(number, datetime.now(UTC), "anna", label, change, inverts))
    return project, log


PROJECT = make(["a", "b", "c"], fr=(["A", "B", "C"], "11 11 11"), de=(["D"], "31"))


@pytest.mark.parametrize(
    ("wanted", "place", "steps"),
    [
        ([], ("fr", 1), ["as it was at first: B"]),
        (
            [EditText("fr", 1, "B2"), EditText("fr", 0, "A2"), Confirm("fr", 1)],
            ("fr", 1),
            ["confirmed a bead: B2", "edited a sentence: B2", "as it was at first: B"],
        ),
        (
            [EditText("fr", 2, "C2"), Merge("fr", 1), DeleteSegment("fr", 1)],
            ("fr", 1),
            ["edited a sentence: C2", "as it was at first: C"],
        ),
        (
            [Rewrite("fr", 1, "B2"), Merge("fr", 1), -1],
            ("fr", 1),
            [
                "undid no. 2: B2",
                "merged two beads: A B2",
                "took another text: B2",
                "as it was at first: B",
            ],
        ),
        (
            [JoinSegments("fr", 0), EditText("fr", 0, "AB")],
            ("fr", 0),
            ["edited a sentence: AB", "joined two sentences: A B", "as it was at first: A"],
        ),
        (
            [EditText("en", 1, "b2"), EditText("de", 0, "D2")],
            ("en", 1),
            ["edited a sentence: b2", "as it was at first: b"],
        ),
        (
            [EditText("en", 1, "b2")],
            ("de", 0),
            ["edited a sentence: D", "as it was at first: D"],
        ),
        (
            [Split("fr", 1)],
            ("fr", 2),
            ["split a bead: B", "as it was at first: B"],
        ),
    ],
    ids=str,
)
def test_the_history_of_a_bead(wanted, place, steps):
    project, log = carried_out(PROJECT, *wanted)
    assert [f"{step.what}: {step.text}" for step in past(project, *place, log)] == steps


@given(st.data())
def test_every_step_of_a_history_is_a_state_that_was(data):
    project = data.draw(projects())
    states, log = [project], []
    for _ in range(data.draw(st.integers(0, 6))):
        try:
            change = plan(states[-1], data.draw(operations(states[-1])))
        except CorrectionError:
            continue
        states.append(apply(states[-1], change))
        log.append(Logged(len(states) - 1, datetime.now(UTC), "anna", "", change))
    for key, bitext in states[-1].bitexts.items():
        for number in range(len(bitext)):
            steps = past(states[-1], key, number, log)
            assert steps[0].text == joined(states[-1].version(key), bitext.targets_of(number))
            for step in steps:
                state = states[step.entry.revision if step.entry else 0]
                beads = range(len(state.bitexts[key]))
                assert step.text in [
                    joined(state.version(key), state.bitexts[key].targets_of(bead))
                    for bead in beads
                ]


@pytest.mark.parametrize(
    ("operation", "inverts", "says"),
    [
        ("EditText(version='fr', segment=0, text='x')", None, "edited a sentence"),
        ("Confirm(version='fr', bead=0, confirmed=True)", None, "confirmed a bead"),
        ("Confirm(version='fr', bead=0, confirmed=False)", None, "took a confirmation back"),
        ("EditText(version='fr', segment=0, text='=False)')", None, "edited a sentence"),
        ("undo", 7, "undid no. 7"),
        ("revert 7", None, "took back no. 7"),
        ("realign fr", None, "aligned anew"),
        ("anchor fr", None, "placed an anchor and aligned anew around it"),
        ("SwapSides(version='fr')", None, "swap sides"),
        ("", None, ""),
    ],
)
def test_a_change_is_told_in_words(operation, inverts, says):
    assert told(Logged(9, datetime.now(UTC), "anna", operation, (), inverts)) == says


def test_a_change_is_found_where_it_is_now():
    _, log = carried_out(
        PROJECT,
        EditText("fr", 2, "C2"),
        Confirm("fr", 2),
        Merge("fr", 1),
        DeleteSegment("fr", 0),
    )
    assert place_now(log[0], log[1:]) == ("fr", "segment", 1)
    assert place_now(log[1], log[2:]) == ("fr", "bead", 1)
    assert place_now(Logged(1, datetime.now(UTC), "align", "add fr", None), log) is None


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("the old sea", "the sea", [("=", "the "), ("-", "old "), ("=", "sea")]),
        ("A man.", "No man!", [("-", "A"), ("+", "No"), ("=", " man"), ("-", "."), ("+", "!")]),
        ("你好世界", "你们世界", [("=", "你"), ("-", "好"), ("+", "们"), ("=", "世界")]),
        ("", "new", [("+", "new")]),
        ("", "", []),
    ],
)
def test_differences(before, after, pieces):
    assert differences(before, after) == pieces


@given(st.text(), st.text())
def test_the_pieces_are_both_texts(before, after):
    pieces = differences(before, after)
    assert "".join(text for sign, text in pieces if sign != "+") == before
    assert "".join(text for sign, text in pieces if sign != "-") == after
