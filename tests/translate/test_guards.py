"""Doubts about an output, and texts that need no model or another form."""

import pytest

from translate import guards

SENTENCE = "The committee published a report on clean drinking water."


@pytest.mark.parametrize(
    ("source", "text", "pieces", "flags"),
    [
        (SENTENCE, "A comissão publicou um relatório sobre a água potável.", 12, ()),
        (SENTENCE, "", 1, ("empty",)),
        (SENTENCE, "  ", 1, ("empty",)),
        (SENTENCE, "o de de de de de de", 12, ("repetition",)),
        (SENTENCE, "a paz, a paz, a paz, a paz", 12, ("repetition",)),
        (SENTENCE, "na água e na terra, na água e na terra, na água e na terra", 14, ()),
        (SENTENCE, "のののののの", 12, ("repetition",)),
        (SENTENCE, "委員会は報告書を発表した。", 12, ()),
        ("No, no, no, no!", "Não, não, não, não!", 12, ()),
        (SENTENCE, "A água", 80, ("too long",)),
        (SENTENCE, SENTENCE, 12, ("copied",)),
        ("Ana Maria Lopes", "Ana Maria Lopes", 4, ()),
        ("841,000 of 12", "843.000 de 12", 9, ("altered",)),
        ("The sea is blue. 12", "O mar é azul.", 9, ()),  # left out, which is seen to later
        ("841,000 of 12", "841 mil de 12", 9, ()),
        ("In 2019 or 5", "Em 2019 ou cinco", 9, ()),
        ("Cancelar", "Cancel Cancel", 3, ("repetition",)),
        ("Sim, sim", "Yes, yes", 4, ()),
        ("Retry", "Retry (", 3, ("brackets",)),
        ("1) Open (this)", "1 Abra (isto)", 9, ()),
        ("Open (this)", "打开（这个）", 9, ()),
    ],
)
def test_doubts(source: str, text: str, pieces: int, flags: tuple[str, ...]) -> None:
    assert guards.doubts(source, text, 12, pieces) == flags


def test_an_output_far_shorter_than_its_source_is_doubtful() -> None:
    assert guards.doubts(SENTENCE * 3, "A água.", 40, 4) == ("too short",)
    assert guards.doubts("Yes, of course.", "Sim.", 6, 3) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,500 (3)", True),
        ("…", True),
        ("https://example.org/a?b=c", True),
        ("www.example.org, me@example.org", True),
        ("Call 12", False),
        ("https://example.org is down", False),
        ("水", False),
    ],
)
def test_what_needs_no_model(text: str, expected: bool) -> None:
    assert guards.untranslatable(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("THE SEA IS RISING", True),
        ("ÉCOLE FERMÉE", True),
        ("NATO", False),
        ("UN EU", False),
        ("The SEA", False),
        ("123 456", False),
        ("INTRODUCTION", True),
        ("UNESCO", False),
        ("海 は", False),
    ],
)
def test_headings_in_capitals(text: str, expected: bool) -> None:
    assert guards.in_capitals(text) is expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [("istanbul", "tr", "İSTANBUL"), ("istanbul", "de", "ISTANBUL"), ("straße", "de", "STRASSE")],
)
def test_capitals_as_the_language_writes_them(text: str, language: str, expected: str) -> None:
    assert guards.raised(text, language) == expected


def test_every_flag_is_explained() -> None:
    assert len(set(guards.FLAGS)) == len(guards.FLAGS) > 5
