"""Marks on the surface of a text."""

import pytest

from aligned.aligner.marks import QUESTION, STOP, ending, number_counts, starts_small


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It is so.", STOP),
        ("« C'est ainsi. »", STOP),
        ("是这样的。」", STOP),
        ("Is it so?", QUESTION),
        ("هل هذا صحيح؟", QUESTION),
        ("A title", 0),
        ("", 0),
    ],
)
def test_ending(text: str, kind: int) -> None:
    assert ending(text) == kind


@pytest.mark.parametrize(
    ("text", "small"),
    [("and so on", True), ("« et cela", True), ("And", False), ("12 men", False), ("", False)],
)
def test_starts_small(text: str, small: bool) -> None:
    assert starts_small(text) is small


def test_numbers_are_the_same_however_they_are_written() -> None:
    counts = number_counts(["3,500 euros", "3.500 Euro", "3\u202f500 euros and 12", "none"])
    assert (counts[0] == counts[1]).all()
    assert counts.sum(axis=1).tolist() == [1, 1, 2, 0]
