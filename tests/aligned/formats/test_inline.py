import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligned.formats.inline import distribute


@pytest.mark.parametrize(
    ("slots", "translation", "shares"),
    [
        ([("All of it", "p")], "Tout", ["Tout"]),
        ([("", "p"), ("All bold", "b"), ("", "p")], "Tout", ["", "Tout", ""]),
        (
            [("See ", "p"), ("example.org", "a"), (" for more.", "p")],
            "Plus sur example.org, voilà.",
            ["Plus sur ", "example.org", ", voilà."],
        ),
        (
            [("We met ", "p"), ("Maria Roth", "b"), (" in ", "p"), ("Rome", "i"), (".", "p")],
            "In Rome haben wir Maria Roth getroffen.",
            ["In Rome haben wir ", "Maria Roth", " getroffen.", "", ""],
        ),
        (
            [("The ", "p"), ("bold", "b"), (" word here", "p")],
            "Le mot en gras",
            ["Le mot en gras", "", ""],
        ),
        ([("ACME", "b"), (" is here.", "p")], "Voici ACME.", ["Voici ACME", "."]),
        ([("Left ", "p"), ("out", "b"), (".", "p")], "Ajout.", ["Ajout.", "", ""]),
        ([("See ", "p"), ("ACME", "b")], "见ACME的", ["见", "ACME的"]),
        ([("Here is ", "p"), ("ACME", "b")], "ACME est ici", ["", "ACME est ici"]),
    ],
)
def test_marks_stay_at_what_stays_the_same(
    slots: list[tuple[str, str]], translation: str, shares: list[str]
) -> None:
    texts, looks = zip(*slots, strict=True)
    assert distribute(texts, looks, translation) == shares


@given(
    st.lists(st.tuples(st.text("ab ", max_size=4), st.sampled_from("pib")), min_size=1),
    st.text("ab "),
)
def test_nothing_of_the_translation_is_lost(slots: list[tuple[str, str]], translation: str) -> None:
    texts, looks = zip(*slots, strict=True)
    assert "".join(distribute(texts, looks, translation)) == translation
