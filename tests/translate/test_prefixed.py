"""Phrases that an output must have, by beginning it anew: alone, and by the engines for OPUS-MT."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from translate import engines, models
from translate.alignment import Link
from translate.engines import Hypothesis, Settings
from translate.engines.prefixed import with_phrases
from translate.engines.prepared import prepare

# "the committee wrote a report" in two drafts, that may go on in three ways.
LINKS = (Link((4, 13), (2, 10)), Link((22, 28), (18, 27))), (Link((4, 13), (2, 8)),)
DRAFTS = [
    Hypothesis("A comissão fez um relatório", (-1.0,), LINKS[0]),
    Hypothesis("O comité fez um relatório", (-2.0,), LINKS[1]),
]
FURTHER = {
    "A conselho": Hypothesis("A conselho fez um relatório", (-3.0,)),
    "O conselho": Hypothesis("O conselho fez um relatório", (-1.5,), (Link((22, 28), (18, 27)),)),
    "O conselho fez um boletim": Hypothesis("O conselho fez um boletim", (-2.0,)),
}
COMMITTEE, REPORT = ((4, 13), "conselho"), ((22, 28), "boletim")


def continued(beginnings: Sequence[str]) -> list[Hypothesis]:
    return [FURTHER[text] for text in beginnings]


@pytest.mark.parametrize(
    ("phrases", "text"),
    [
        ([COMMITTEE], "O conselho fez um relatório"),
        ([COMMITTEE, REPORT], "O conselho fez um boletim"),
        ([REPORT, COMMITTEE], "O conselho fez um boletim"),
        ([((14, 19), "escreveu")], None),  # nothing is linked to it
        ([], "A comissão fez um relatório"),
    ],
)
def test_the_model_chooses_what_a_phrase_suits(
    phrases: list[tuple[tuple[int, int], str]], text: str | None
) -> None:
    found = with_phrases(DRAFTS, phrases, continued)
    assert (found.text if found else None) == text


@pytest.mark.parametrize("name", ["marian", "ct2"])
def test_an_engine_goes_on_from_a_phrase(
    name: engines.EngineName,
    opus_models: dict[str, Path],
    empty_cache: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if name == "ct2":
        pytest.importorskip("ctranslate2", reason="the optional engine ctranslate2 is absent")
    model = models.open_folder(opus_models["Helsinki-NLP/opus-mt-en-fr"])
    engine = prepare(model, "fr", Settings(engine=name)).load()
    draft = Hypothesis("Le fleuve est profond.", (), (Link((4, 9), (3, 9)),))
    monkeypatch.setattr(engine, "alternatives", lambda sentence, count: [draft])

    found = engine.constrained(engine.encode("The river is deep."), [((4, 9), "pain")])

    assert found is not None
    assert found.text.startswith("Le pain ")
    assert len(found.log_probabilities) > 3
