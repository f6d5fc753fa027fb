import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from aligned.cleaning import ONE_SIDED, STEPS, clean, report, split, statistics
from aligned.cleaning.steps import likeness
from aligned.corpus import Corpus, Unit
from aligned.errors import InputError
from aligned.project import Version

GERMAN = "Dies ist ein gewöhnlicher deutscher Satz von einiger Länge, wie man ihn oft liest."
ENGLISH = "This is an ordinary English sentence of some length, such as one often reads."
FRENCH = "Ceci est une phrase française ordinaire d'une certaine longueur, comme on en lit souvent."


def corpus_of(*units: Unit, name: str = "corpus", keys: str = "en de") -> Corpus:
    versions = tuple(
        Version(key, key, "imported" if number else "source")
        for number, key in enumerate(keys.split())
    )
    return Corpus(name, lambda: versions, lambda: iter(units))


def pair(english: str, german: str, score: float | None = None) -> Unit:
    return Unit({"en": english, "de": german}, {}, {"de": score})


@pytest.mark.parametrize(
    ("step", "english", "german", "goes_out"),
    [
        ("no_letters", "1.2.3", "1.2.3", True),
        ("no_letters", "Chapter 1", "Kapitel 1", False),
        ("non_printing", "One\x07.", "Eins.", True),
        ("non_printing", "One.", "Eins\ufffd.", True),
        ("non_printing", "One\tand\nOne.", "Eins\u200d und\u00a0eins. 👩‍👧", False),
        ("too_short", "a)", "a)", True),
        ("too_short", "Yes", "Ja", False),
        ("too_long", "word " * 101, "Wort " * 20, True),
        ("too_long", "word " * 100, "Wort " * 100, False),
        ("length_ratio", ENGLISH, "Dies.", True),
        ("length_ratio", ENGLISH, GERMAN, False),
        ("untranslated", ENGLISH, ENGLISH, True),
        ("untranslated", "Maria Roth", "Maria Roth", False),
        ("boilerplate", "Home | News | About us", "Start | Neues | Über uns", True),
        ("boilerplate", "© 2020 A Firm. All rights reserved.", "Alle Rechte vorbehalten.", True),
        ("boilerplate", "See www.example.org/a/page", "Siehe www.example.org/a/page", True),
        ("boilerplate", "Write to me@example.org when it rains.", "Schreib mir.", False),
        ("boilerplate", "Either | or", "Oder | oder", False),
        ("other_language", ENGLISH, FRENCH, True),
        ("other_language", GERMAN, GERMAN, True),
        ("other_language", ENGLISH, GERMAN, False),
        ("other_language", "Yes.", "Oui.", False),
    ],
)
def test_steps(step: str, english: str, german: str, goes_out: bool) -> None:
    cleaning = clean(corpus_of(pair(english, german)), [step])
    assert (list(cleaning.corpus) == []) is goes_out
    assert cleaning.removed == ({("de", step): 1} if goes_out else {})
    assert cleaning.kept == ({} if goes_out else {"de": 1})


def test_a_doubtful_bead_goes_out_and_one_without_a_score_stays() -> None:
    units = pair("One.", "Eins.", 0.2), pair("Two.", "Zwei.", 0.9), pair("Three.", "Drei.")
    cleaning = clean(corpus_of(*units), ["doubtful"])
    assert list(cleaning.corpus) == list(units[1:])


@pytest.mark.parametrize(
    ("step", "left"), [("duplicates", [0, 1, 3, 4]), ("near_duplicates", [0, 3, 4])]
)
def test_the_first_of_duplicates_stays(step: str, left: list[int]) -> None:
    units = (
        pair("On page 3.", "Auf Seite 3."),
        pair("on page 4", "auf Seite 4"),
        pair("On page 3.", "Auf Seite 3."),
        pair("On page 3.", "Auf der Seite 3."),
        pair("?!", "?!"),
    )
    cleaning = clean(corpus_of(*units), [step])
    for _ in range(2):  # each pass begins anew
        assert list(cleaning.corpus) == [units[number] for number in left]
        assert cleaning.kept["de"] == len(left)


def test_a_side_that_comes_again_and_again_is_boilerplate() -> None:
    units = [pair("Read on", f"Weiter {word}") for word in "abcdefgh"]
    cleaning = clean(corpus_of(*units), ["boilerplate"])
    assert list(cleaning.corpus) == units[:5]


@pytest.mark.parametrize("text", ["a" * 50_000, "a@" * 25_000, "a | " * 12_500])
def test_a_long_text_takes_no_time(text: str) -> None:
    began = time.process_time()
    assert clean(corpus_of(pair(text, f"{text}.")), ["boilerplate"]).kept == {}
    assert time.process_time() - began < 2


def test_only_the_target_that_is_bad_goes_out() -> None:
    good_and_bad = Unit({"en": ENGLISH, "de": GERMAN, "fr": "Oui."}, {"fr": "edited"}, {"fr": 0.9})
    alone = Unit({"de": GERMAN}), Unit({"en": ENGLISH})
    cleaning = clean(corpus_of(good_and_bad, *alone, keys="en de fr"))
    assert list(cleaning.corpus) == [Unit({"en": ENGLISH, "de": GERMAN})]
    one_sided = {("de", ONE_SIDED): 2, ("fr", ONE_SIDED): 1}
    assert cleaning.removed == {("fr", "length_ratio"): 1, **one_sided}


def test_what_stays_and_what_goes_is_counted_with_a_few_examples() -> None:
    long = ENGLISH * 10
    units = [
        Unit({"en": f"{long}{n}", "de": GERMAN}, {}, {"de": 0.95}, segments={"en": 2, "de": 1})
        for n in range(100)
    ]
    cleaning = clean(corpus_of(*units, pair(ENGLISH, GERMAN)), ["length_ratio"])
    for _ in range(2):  # each pass begins anew
        assert list(cleaning.corpus) == [pair(ENGLISH, GERMAN)]
        going = cleaning.going.targets["de"]
        assert (going.pairs, going.kinds, going.scores) == (100, {"2-1": 100}, {9: 100})
        assert going.source_lengths == {19: 100}  # 2 ** 9.5 is 724
        assert going.ratios == {-8: 100}
        staying = cleaning.staying.targets["de"]
        assert (staying.pairs, staying.ratios, staying.kinds) == (1, {0: 1}, {})
        examples = cleaning.examples["de", "length_ratio"]
        assert examples.seen == 100
        assert len({example.unit for example in examples.kept}) == 4
        assert {len(example.source) for example in examples.kept} == {300}


def test_the_report_is_a_page_of_its_own() -> None:
    units = [
        pair("<script>alert(1)</script>\x07", "Läuten\ud800."),
        Unit({"en": ENGLISH, "de": GERMAN}, {}, {"de": 0.9}, segments={"en": 1, "de": 1}),
        Unit({"ar": "مرحبا"}),
    ]
    cleaning = clean(corpus_of(*units, name="A <b>", keys="en de ar"))
    assert [*cleaning.corpus] == units[1:2]
    page = report(cleaning)
    page.encode()
    assert "Of 3 pairs of a source with a target, 1 stay (33.3%) and 2 were left out." in page
    root = html.document_fromstring(page)
    assert root.findtext(".//h1") == "Cleaning of A <b>"
    assert not [*root.iter("script", "link", "img", "iframe")]
    counts = {
        row.findtext("th"): [cell.text for cell in row.findall("td")][-2:]
        for row in root.findall(".//table")[0].iter("tr")
    }
    assert list(counts) == ["step", ONE_SIDED, *STEPS, "stay"]
    assert counts["non_printing"] == ["1", "0"]
    assert counts["one_sided"] == ["0", "1"]
    assert counts["stay"] == ["1", "0"]
    texts = [cell.text for cell in root.findall(".//td[@class='text']")]
    assert "<script>alert(1)</script>\u2407" in texts
    assert [cell.get("dir") for cell in root.findall(".//td[@lang='ar']")] == ["rtl"]
    plots = {plot.get("aria-label") for plot in root.iter("svg")}
    assert "Bead type: 1 stay, 0 left out" in plots
    assert "Probability: 1 stay, 0 left out" in plots


def test_a_report_of_nothing() -> None:
    cleaning = clean(corpus_of())
    assert [*cleaning.corpus] == []
    assert "Nothing was left out" in report(cleaning)


def test_an_unknown_step_is_named() -> None:
    with pytest.raises(InputError, match="unknown step 'magic': no_letters, "):
        clean(corpus_of(), ["magic"])
    assert all(STEPS)


def documents(count: int) -> list[Corpus]:
    return [
        corpus_of(
            *(pair(f"Sentence {word} of {name}.", f"Satz {word} aus {name}.") for word in "abcde"),
            pair("The same everywhere.", "Überall dasselbe."),
            name=name,
        )
        for name in (f"document {chr(ord('a') + number)}" for number in range(count))
    ]


def test_a_split_keeps_documents_whole_and_leaks_no_duplicate() -> None:
    parts = split(documents(20), dev=0.1, test=0.1)
    texts = {
        name: {unit.texts["en"] for unit in part}
        for name, part in (("train", parts.train), ("dev", parts.dev), ("test", parts.test))
    }
    assert [len(part) for part in texts.values()] == [16 * 5, 2 * 5, 2 * 5 + 1]
    assert not texts["train"] & texts["test"]
    assert not texts["train"] & texts["dev"]
    assert not texts["dev"] & texts["test"]
    again = split(documents(20)[::-1], dev=0.1, test=0.1)
    assert {unit.texts["en"] for unit in again.test} == texts["test"]
    assert parts.train.keys == ("en", "de")


WORDS = st.sampled_from(["a", "A.", "b", "b 1", "b 22", "c", "d", "e"])
DOCUMENTS = st.lists(
    st.lists(st.builds(pair, WORDS, WORDS), min_size=1, max_size=5), min_size=3, max_size=6
)


@given(DOCUMENTS, st.floats(0.01, 0.49), st.floats(0.01, 0.49))
def test_no_text_of_one_part_is_like_one_of_another(
    units: list[list[Unit]], dev: float, test: float
) -> None:
    named = [corpus_of(*those, name=f"{number}") for number, those in enumerate(units)]
    parts = split(named, dev=dev, test=test)
    seen = [
        {(key, likeness(text)) for unit in part for key, text in unit.texts.items()}
        for part in (parts.train, parts.dev, parts.test)
    ]
    assert seen[2]  # the first document is whole
    assert not seen[0] & seen[1]
    assert not seen[0] & seen[2]
    assert not seen[1] & seen[2]


def test_a_leak_on_the_target_side_alone_is_stopped() -> None:
    names = ["a", "b", "c"]
    same_target = [
        corpus_of(pair(f"Source {name}.", "Ein Ziel."), pair(name, name), name=name)
        for name in names
    ]
    parts = split(same_target)
    sizes = [sum(1 for _ in part) for part in (parts.train, parts.dev, parts.test)]
    assert sizes == [1, 1, 2]


def test_one_document_alone_is_cut_in_three() -> None:
    units = [pair(f"Number {word}.", f"Zahl {word}.") for word in "abcdefghij"]
    units[0] = units[9]  # a duplicate in the test
    parts = split([corpus_of(*units)], dev=0.2, test=0.3)
    assert [list(part) for part in (parts.train, parts.dev, parts.test)] == [
        units[1:5], units[5:7], units[7:],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("named", "dev", "test", "said"),
    [
        (documents(2), 0.1, 0.1, "at least three documents"),
        (documents(4)[:3] + documents(1), 0.1, 0.1, "2 documents are called document a"),
        ([corpus_of(pair("a", "b"), pair("c", "d"))], 0.1, 0.1, "has 2 units"),
        (documents(3), 0.0, 0.1, "above 0"),
        (documents(3), float("nan"), 0.1, "above 0"),
        (documents(3), 0.5, 0.5, "together below 1"),
    ],
)
def test_what_cannot_be_split_is_said(
    named: list[Corpus], dev: float, test: float, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        split(named, dev=dev, test=test)


def test_statistics() -> None:
    units = (
        Unit({"en": "One two.", "de": "Eins zwei."}, {"de": "edited"}, {"de": 1.0}),
        Unit({"en": "Three."}),
        Unit({"en": "Four.", "de": "Vier."}, {"de": "machine"}, {"de": 0.05}),
    )
    found = statistics(corpus_of(*units))
    assert found.units == 3
    assert (found.versions["en"].texts, found.versions["en"].words) == (3, 4)
    german = found.targets["de"]
    assert (german.pairs, german.statuses, german.scores) == (
        2,
        {"edited": 1, "machine": 1},
        {9: 1, 0: 1},
    )
    assert german.ratio == pytest.approx(15 / 13)
