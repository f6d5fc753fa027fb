"""Cells: texts that tabs and tags of blocks hold apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.translate.test_hop import Backwards
from translate import hop
from translate.cells import cells, folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("one two", ["one two"]),
        ("one\ttwo", ["one", "\t", "two"]),
        ("one\t\ttwo", ["one", "\t\t", "two"]),
        ("one<br>two", ["one", "<br>", "two"]),
        ('<p id="x">one</p> <p>two', ["", '<p id="x">', "one", "</p> <p>", "two"]),
        ("one <b>two</b>", ["one <b>two</b>"]),
        ("<pre>one</pre>", ["<pre>one</pre>"]),
        ("", [""]),
    ],
)  # fmt: skip
def test_cells(text: str, found: list[str]) -> None:
    assert cells(text) == found


@given(st.text("a \t\n<br>p/", max_size=30))
def test_nothing_is_lost(text: str) -> None:
    assert "".join(cells(text)) == text
    assert len(cells(text)) % 2 == 1
    assert folded(text).split() == text.split()
    assert folded(folded(text)) == folded(text)
    assert "\n" not in folded(text)


def test_cells_are_translated_each_by_itself_and_linked_where_they_stand() -> None:
    text = "ab\t42\t\tcd ef<br>gh"
    outcome = hop.over(Backwards(), [text], "pt")[text]
    assert outcome.text == "ba\t42\t\tdc fe<br>hg"
    assert outcome.flags == ()
    pairs = [(text[slice(*a)], outcome.text[slice(*b)]) for a, b in outcome.links]
    assert pairs == [("ab", "ba"), ("42", "42"), ("cd ef", "dc fe"), ("gh", "hg")]
    assert hop.over(Backwards(), ["1\t2"], "pt")["1\t2"].flags == ("passed through",)
    assert hop.constrained(Backwards(), text, [((0, 2), "x")]) is None
