"""The facade, through real models: small Marian models, fetched from a local hub."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub import HubServer, environment
from tests.marian import LEXICON
from translate import (
    HubUnreachableError,
    LanguageError,
    NoRouteError,
    TranslateError,
    Translator,
)

FRENCH = list(LEXICON["fr"])
ENGLISH = list(LEXICON["en"])
OPUS = "Helsinki-NLP/opus-mt-"


@pytest.mark.parametrize(
    ("source", "target", "models"),
    [
        ("en", "fr", ["opus-mt-en-fr"]),
        ("en", "de", ["opus-mt-en-de"]),
        ("fr", "en", ["opus-mt-fr-en"]),  # pickled weights
        ("en", "es", ["opus-mt-en-roa"]),  # a group model, >>spa<<
        ("en", "it", ["opus-mt-en-roa"]),
        ("fr", "de", ["opus-mt-fr-en", "opus-mt-en-de"]),  # through English
        ("fr", "es", ["opus-mt-fr-en", "opus-mt-en-roa"]),
    ],
)
def test_translates_through_the_best_route_of_the_hub(
    hub_here: HubServer, source: str, target: str, models: list[str]
) -> None:
    translator = Translator(source, target, engine="marian")

    assert [hop.model for hop in translator.route.hops] == [f"Helsinki-NLP/{m}" for m in models]
    translations = translator.translate(LEXICON[source])
    assert [translation.text for translation in translations] == list(LEXICON[target])
    assert [translation.source for translation in translations] == list(LEXICON[source])
    assert all(-5 < translation.log_probability < 0 for translation in translations)


def test_made_with_names_models_engines_and_revisions(hub_here: HubServer) -> None:
    made_with = Translator("fr", "it", engine="marian").made_with

    assert made_with["model"] == "Helsinki-NLP/opus-mt-fr-en + Helsinki-NLP/opus-mt-en-roa"
    assert made_with["engine"].count("marian (transformers ") == 2
    assert ">>ita<<" in made_with["engine"]
    first, second = made_with["revision"].split(" + ")
    assert len(first) == len(second) == 40
    assert first != second


def test_an_engine_that_is_not_installed(
    opus_models: dict[str, Path], empty_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ctranslate2", None)
    with pytest.raises(TranslateError, match="the engine ct2 is not installed: pip install"):
        Translator("en", "fr", model=str(opus_models[f"{OPUS}en-fr"]), engine="ct2")


def test_a_route_says_where_a_variant_is_not_honoured(hub_here: HubServer) -> None:
    assert Translator("en", "es-419").route.why.endswith("the model has no es-419 of its own")
    assert "of its own" not in Translator("en", "es").route.why


def test_a_model_once_fetched_needs_no_hub(hub_here: HubServer) -> None:
    Translator("en", "fr")
    hub_here.requests.clear()
    hub_here.status = 503

    assert Translator("en", "fr").translate(ENGLISH[:1])[0].text == FRENCH[0]
    assert not hub_here.requests


def test_a_model_named_by_its_folder(opus_models: dict[str, Path], empty_cache: Path) -> None:
    folder = opus_models["Helsinki-NLP/opus-mt-en-fr"]
    translator = Translator("en", "fr", model=str(folder))

    assert translator.translate(ENGLISH[:1])[0].text == FRENCH[0]
    assert translator.made_with["model"] == str(folder)
    assert translator.made_with["revision"] == "unknown"


def test_a_model_that_does_not_know_the_target_says_what_it_knows(hub_here: HubServer) -> None:
    with pytest.raises(LanguageError, match=r"does not translate into de: it knows fra ita spa"):
        Translator("en", "de", model="Helsinki-NLP/opus-mt-en-roa")


def test_a_group_model_without_the_language_is_passed_over(hub_here: HubServer) -> None:
    # The catalog believes that en-roa knows Romanian; this one does not.
    with pytest.raises(NoRouteError, match="no open model from en into ro"):
        Translator("en", "ro")


def test_blank_sentences_are_not_asked_and_wrapped_lines_are_one_sentence(
    hub_here: HubServer,
) -> None:
    wrapped = ENGLISH[1].replace(" in ", "\n  in ")
    sentences = ["", "  \n", wrapped, ENGLISH[1], "\u00a0"]

    translations = Translator("en", "fr").translate(sentences)

    assert [translation.text for translation in translations] == ["", "", FRENCH[1], FRENCH[1], ""]
    assert [translation.source for translation in translations] == sentences
    assert translations[0].log_probability == 0.0
    assert translations[0].pieces == 0


def test_alternatives_over_a_pivot(hub_here: HubServer) -> None:
    found = Translator("fr", "de").alternatives(FRENCH[0], 3)

    assert found[0].text == LEXICON["de"][0]
    assert found[0].source == FRENCH[0]
    assert len({translation.text for translation in found}) == len(found)


def test_a_text_longer_than_the_model_reads_is_translated_in_parts(
    hub_here: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = (f"{LEXICON[tag][0]} {LEXICON[tag][2]}" for tag in ("en", "fr"))
    translator = Translator("en", "fr")
    (engine,) = translator._hops.engines
    longest = max(len(engine.encode(ENGLISH[number]).ids) for number in (0, 2))
    monkeypatch.setattr(engine, "longest", longest)

    (translation,) = translator.translate([source])

    assert translation.text == target
    assert translation.flags == ("in parts",)


def test_stream_reads_no_more_than_a_window_ahead(hub_here: HubServer) -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield ENGLISH[taken % len(ENGLISH)]

    stream = Translator("en", "fr").stream(endless())
    texts = [next(stream).text for _ in range(100)]

    assert texts == [FRENCH[number % len(FRENCH)] for number in range(1, 101)]
    assert taken < 400


def test_no_hub_and_no_model_is_one_line(empty_cache: Path) -> None:
    with pytest.raises(HubUnreachableError) as caught:
        Translator("en", "fr")

    message = str(caught.value)
    assert "opus-mt-tc-big-en-fr, opus-mt-en-fr" in message
    assert "en-pt, pt-en" in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("en", "xx-nonsense", "is no language code"),
        ("klingonese", "fr", "is no language code"),
        ("en", "en-GB", "is one language"),
    ],
)
def test_pairs_that_make_no_sense(source: str, target: str, message: str) -> None:
    with pytest.raises(NoRouteError, match=message):
        Translator(source, target)


def test_as_a_library_in_a_new_process(hub: HubServer, tmp_path: Path) -> None:
    program = (
        "from translate import Translator\n"
        "translator = Translator('en', 'fr')\n"
        f"print(translator.translate([{ENGLISH[0]!r}])[0].text)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error::UserWarning", "-c", program],
        env={
            "PATH": "",
            "PYTHONPATH": str(Path(__file__).parents[2]),
            **environment(hub, tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout == FRENCH[0] + "\n"
    assert done.stderr == ""
