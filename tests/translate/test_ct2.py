"""The ct2 engine: the same models and the same texts as by `marian`, converted once."""

import shutil
from pathlib import Path

import pytest

from tests.hub import HubServer
from tests.marian import LEXICON
from translate import LanguageError, ModelBrokenError, TranslateError, Translator

pytest.importorskip("ctranslate2", reason="the optional engine ctranslate2 is absent")

MODEL = "Helsinki-NLP/opus-mt-en-roa"


# In 8 bits a network this small loses a sentence here and there, which a real one does not.
@pytest.mark.parametrize(
    ("source", "target", "same"), [("en", "fr", 8), ("en", "it", 7), ("fr", "de", 6)]
)
def test_translates_as_marian_does(
    hub_here: HubServer, source: str, target: str, same: int
) -> None:
    translator = Translator(source, target, engine="ct2")

    translations = translator.translate(LEXICON[source])

    assert {hop.engine for hop in translator.route.hops} == {"ct2"}
    pairs = zip(translations, LEXICON[target], strict=True)
    assert sum(translation.text == expected for translation, expected in pairs) >= same
    assert all(translation.log_probability < 0 for translation in translations)


def test_is_what_auto_chooses(hub_here: HubServer) -> None:
    assert Translator("en", "es").made_with["engine"].startswith("ct2 (ctranslate2 ")
    assert Translator("en", "es").made_with["engine"].endswith("int8, beam 4, >>spa<<)")


def test_converts_a_model_once_and_keeps_it_under_its_revision(
    hub_here: HubServer, empty_cache: Path
) -> None:
    spanish = Translator("en", "es")
    spanish.translate(LEXICON["en"][:1])
    (folder,) = [path for path in (empty_cache / "hexapla" / "ct2").iterdir() if path.is_dir()]
    assert folder.name == f"Helsinki-NLP--opus-mt-en-roa--{spanish.made_with['revision']}"

    before = (folder / "model.bin").stat()
    Translator("en", "it").translate(LEXICON["en"][:1])
    assert (folder / "model.bin").stat() == before


def test_a_folder_that_changed_is_converted_anew(
    opus_models: dict[str, Path], empty_cache: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    for name in ("Helsinki-NLP/opus-mt-en-fr", "Helsinki-NLP/opus-mt-en-de"):
        for file in opus_models[name].iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        target = name[-2:]
        translator = Translator("en", target, model=str(folder))
        assert translator.translate(LEXICON["en"][:1])[0].text == LEXICON[target][0]


def test_a_converted_folder_is_taken_as_it_is(
    hub_here: HubServer, empty_cache: Path, tmp_path: Path
) -> None:
    Translator("en", "fr").translate(LEXICON["en"][:1])
    (converted,) = [path for path in (empty_cache / "hexapla" / "ct2").iterdir() if path.is_dir()]
    folder = tmp_path / "converted"
    shutil.copytree(converted, folder)
    with pytest.raises(ModelBrokenError, match=r"lacks source.spm, target.spm"):
        Translator("en", "fr", model=str(folder))
    for name in ("source.spm", "target.spm"):
        shutil.copy(hub_here.models["Helsinki-NLP/opus-mt-en-fr"] / name, folder)

    translator = Translator("en", "fr", model=str(folder))

    assert [hop.engine for hop in translator.route.hops] == ["ct2"]
    assert translator.translate(LEXICON["en"][:1])[0].text == LEXICON["fr"][0]
    with pytest.raises(TranslateError, match="choose the engine ct2"):
        Translator("en", "fr", model=str(folder), engine="marian")


def test_alternatives_differ(hub_here: HubServer) -> None:
    found = Translator("en", "fr").alternatives(LEXICON["en"][0], 3)
    assert found[0].text == LEXICON["fr"][0]
    assert len({translation.text for translation in found}) == 3


def test_errors_are_those_of_marian(
    opus_models: dict[str, Path], empty_cache: Path, tmp_path: Path
) -> None:
    with pytest.raises(LanguageError, match="it knows fra ita spa"):
        Translator("en", "de", model=str(opus_models[MODEL]))

    for file in opus_models[MODEL].iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(ModelBrokenError, match="are damaged"):
        Translator("en", "es", model=str(tmp_path)).translate(LEXICON["en"][:1])
    assert not [path for path in (empty_cache / "hexapla" / "ct2").iterdir() if path.is_dir()]


def test_a_cache_that_cannot_be_written(
    opus_models: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(TranslateError, match="cannot be converted for CTranslate2 in"):
        Translator("en", "es", model=str(opus_models[MODEL])).translate(LEXICON["en"][:1])
