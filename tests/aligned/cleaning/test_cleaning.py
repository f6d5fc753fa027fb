import pytest

from aligned.cleaning import ONE_SIDED, STEPS, clean, split, statistics
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
        ("too_long", "word " * 101, "Wort " * 20, True),
        ("too_long", "word " * 100, "Wort " * 100, False),
        ("length_ratio", ENGLISH, "Dies.", True),
        ("length_ratio", ENGLISH, GERMAN, False),
        ("untranslated", ENGLISH, ENGLISH, True),
        ("untranslated", "Maria Roth", "Maria Roth", False),
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


def test_only_the_target_that_is_bad_goes_out() -> None:
    good_and_bad = Unit({"en": ENGLISH, "de": GERMAN, "fr": "Oui."}, {"fr": "edited"}, {"fr": 0.9})
    alone = Unit({"de": GERMAN})
    cleaning = clean(corpus_of(good_and_bad, alone, keys="en de fr"))
    assert list(cleaning.corpus) == [Unit({"en": ENGLISH, "de": GERMAN})]
    assert cleaning.removed == {("fr", "length_ratio"): 1, ("de", ONE_SIDED): 1}


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


def test_a_leak_on_the_target_side_alone_is_stopped() -> None:
    names = ["a", "b", "c"]
    same_target = [
        corpus_of(pair(f"Source {name}.", "Ein Ziel."), pair(name, name), name=name)
        for name in names
    ]
    parts = split(same_target)
    sizes = [sum(1 for _ in part) for part in (parts.train, parts.dev, parts.test)]
    assert sizes == [1, 1, 2]


def test_three_documents_are_needed() -> None:
    with pytest.raises(InputError, match="at least three documents"):
        split(documents(2))


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
