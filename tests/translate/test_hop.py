"""What happens to texts around an engine, shown with one that only spells words backwards."""

from collections.abc import Sequence

import pytest

from translate import hop
from translate.alignment import Link
from translate.engines import Encoded, Hypothesis


class Backwards:
    """Spells every word backwards; a word is a piece. Notes what it was asked."""

    made_with = "backwards"
    longest = 8
    batch_rows = 3

    def __init__(self, wrong: dict[str, list[str]] | None = None) -> None:
        self.asked: list[str] = []
        self.batches: list[int] = []
        self.wrong = wrong or {}  # outputs instead, the best first

    def encode(self, text: str) -> Encoded:
        words = text.split()
        return Encoded(text, tuple(words), (*range(len(words)), 0))

    def translate(self, batch: Sequence[Encoded]) -> list[Hypothesis]:
        self.asked += [sentence.text for sentence in batch]
        self.batches.append(len(batch))
        return [self.alternatives(sentence, 1)[0] for sentence in batch]

    def alternatives(self, sentence: Encoded, count: int) -> list[Hypothesis]:
        right = " ".join(word[::-1] for word in sentence.text.split())
        outputs = self.wrong.get(sentence.text, [right])
        whole = Link((0, len(sentence.text)), (0, len(right)))
        return [
            Hypothesis(text, (-0.5,) * (len(sentence.pieces) + 1), (whole,))
            for text in outputs[:count]
        ]


@pytest.mark.parametrize(
    ("text", "output", "flags"),
    [
        ("ab cd", "ba dc", ()),
        ("", "", ()),
        ("12 :)", "12 :)", ("passed through",)),
        ("WORDS HERE", "SDROW EREH", ("capitals",)),
        ("ab cd ef gh; ij kl mn op", "ba dc fe ;hg ji lk nm po", ("in parts",)),
    ],
)
def test_outcomes(text: str, output: str, flags: tuple[str, ...]) -> None:
    outcome = hop.over(Backwards(), [text], "pt")[text]
    assert (outcome.text, outcome.flags) == (output, flags)


def test_every_different_text_is_asked_once_in_small_batches() -> None:
    engine = Backwards()
    hop.over(engine, ["a b", "c", "a b", "", "7", "d e f", "g h"], "pt")
    assert sorted(engine.asked) == ["a b", "c", "d e f", "g h"]
    assert max(engine.batches) <= 3


def test_parts_are_linked_where_they_stand_in_the_whole() -> None:
    text = "ab cd ef gh; ij kl mn op"
    outcome = hop.over(Backwards(), [text], "pt")[text]
    assert [text[slice(*link.source)] for link in outcome.links] == ["ab cd ef gh;", "ij kl mn op"]
    assert [outcome.text[slice(*link.target)] for link in outcome.links] == [
        "ba dc fe ;hg",
        "ji lk nm po",
    ]


def test_parts_are_joined_without_a_space_where_the_language_has_none() -> None:
    text = "ab cd ef gh; ij kl mn op"
    assert ";hgji" in hop.over(Backwards(), [text], "ja")[text].text


def test_a_doubtful_output_gives_way_to_the_next_good_one() -> None:
    engine = Backwards({"one two": ["no no no no no", "", "eno owt"]})
    outcome = hop.over(engine, ["one two"], "pt")["one two"]
    assert (outcome.text, outcome.flags) == ("eno owt", ())


def test_where_all_are_doubtful_the_best_is_flagged() -> None:
    engine = Backwards({"one two": ["no no no no no", ""]})
    outcome = hop.over(engine, ["one two"], "pt")["one two"]
    assert (outcome.text, outcome.flags) == ("no no no no no", ("repetition",))


def test_alternatives_are_restored_like_the_best() -> None:
    engine = Backwards({"Words here": ["sdroW ereh", "other"]})
    assert [o.text for o in hop.alternatives(engine, "WORDS HERE", "pt", 5)] == [
        "SDROW EREH",
        "OTHER",
    ]
    assert hop.alternatives(engine, "12", "pt", 5) == []
