"""The translation memory of the user: confirmed beads go in, TMX goes in and out."""

import pytest

from aligned import formats
from aligned.corrections import Confirm, EditText
from aligned.errors import InputError
from aligned.text import Document
from translate import memory
from translate.memory import Memory, Unit
from ui import translation
from ui.memory import add, units_of
from ui.workbench import Workbench


@pytest.fixture
def path(tmp_path, monkeypatch):
    """The memory of a user of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return memory.default_path()


@pytest.fixture
def bench(tmp_path, path):
    source = Document.from_text("The sea is blue. The sky is grey.")
    bench = Workbench.create(tmp_path / "p.hexapla", source, "en")
    bench.add_existing(Document.from_text("Das Meer ist blau. Der Himmel ist grau."), "de")
    yield bench
    bench.close()


def test_what_is_confirmed_is_remembered(bench, path):
    bench.correct(EditText("de", 0, "Die See ist blau."))
    assert memory.pairs(path) == []

    bench.correct(Confirm("de", 0))

    with Memory(path, "en", "de") as known:
        assert list(known.units()) == [Unit("The sea is blue.", "Die See ist blau.")]


def test_a_correction_is_kept_whatever_becomes_of_the_memory(bench, path):
    path.parent.mkdir(parents=True)
    path.write_text("this is no database, but long enough to be looked at as one. " * 20)

    bench.correct(Confirm("de", 0))

    assert bench.project.bitexts["de"][0].status == "confirmed"


def test_a_corpus_goes_in_and_comes_out_the_same(bench, path, tmp_path):
    formats.export(bench.project, "tmx", tmp_path / "in.tmx")

    assert add(formats.read_corpus(tmp_path / "in.tmx")) == 2
    assert memory.pairs(path) == [("en", "de", 2, 2)]

    formats.export_corpus(units_of("en", "de", path), "tmx", tmp_path / "out.tmx")
    out = formats.read_corpus(tmp_path / "out.tmx")
    texts = [list(unit.texts.values()) for unit in out]
    assert texts == [
        ["The sea is blue.", "Das Meer ist blau."],
        ["The sky is grey.", "Der Himmel ist grau."],
    ]
    assert [list(unit.status.values()) for unit in out] == [["confirmed"]] * 2


def test_a_pair_that_is_not_in_it(path):
    with pytest.raises(InputError, match="nothing from en into fr"):
        units_of("en", "fr", path)


def test_a_home_that_cannot_be_written_does_without_a_memory(path, monkeypatch):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    monkeypatch.setattr(translation, "default_path", lambda: path / "memory.sqlite")
    told = []
    assert translation._memory("en", "fr", lambda doing, done, total: told.append(doing)) is None
    assert "going on without the memory" in told[0]
