"""Word links from pieces that attend to pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.alignment import (
    Link,
    agreed,
    chained,
    piece_spans,
    shifted,
    unfolded,
    word_links,
)


@pytest.mark.parametrize(
    ("text", "pieces", "found"),
    [
        (
            "The cats sleep.",
            ["▁The", "▁cat", "s", "▁sleep", "."],
            ["The", "cat", "s", "sleep", "."],
        ),
        ("“So” ﬁne…", ["▁", "“", "So", "”", "▁fine", "..."], ["", "“", "So", "”", "ﬁne", "…"]),
        ("Cafe\u0301 noir", ["▁Café", "▁noir"], ["Cafe\u0301", "noir"]),
        ("½ 日本", ["▁1", "⁄", "2", "▁日", "本"], ["½", "½", "½", "日", "本"]),
        ("a b", ["▁a", "▁<unk>", "▁b"], ["a", "", "b"]),
        ("", ["▁"], [""]),
    ],
)
def test_pieces_are_found_in_their_text(text: str, pieces: list[str], found: list[str]) -> None:
    assert [text[start:end] for start, end in piece_spans(pieces, text)] == found


@given(st.text(max_size=40), st.lists(st.text(max_size=5), max_size=8))
def test_spans_are_in_order_and_inside_whatever_the_pieces(text: str, pieces: list[str]) -> None:
    spans = piece_spans(pieces, text)
    assert len(spans) == len(pieces)
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    filled = [span for span in spans if span[0] < span[1]]
    assert filled == sorted(filled)


def links(
    source: str,
    source_pieces: list[str],
    target: str,
    target_pieces: list[str],
    attended: list[int],
    shares: list[float] | None = None,
) -> list[tuple[str, str]]:
    found = word_links(
        source,
        piece_spans(source_pieces, source),
        target,
        piece_spans(target_pieces, target),
        list(zip(attended, shares or [1.0] * len(attended), strict=True)),
    )
    return [(source[slice(*link.source)], target[slice(*link.target)]) for link in found]


def test_pieces_of_a_word_are_linked_as_the_word_and_the_end_links_to_nothing() -> None:
    assert links(
        "The cats sleep.",
        ["▁The", "▁cat", "s", "▁sleep", "."],
        "Os gatos dormem.",
        ["▁Os", "▁ga", "tos", "▁dorm", "em", "."],
        [0, 1, 2, 3, 3, 5],
    ) == [("The", "Os"), ("cats", "gatos"), ("sleep", "dormem")]


def test_scripts_without_spaces_are_linked_piece_by_piece() -> None:
    assert links("My cat", ["▁My", "▁cat"], "私の猫", ["▁", "私", "の", "猫"], [0, 0, 0, 1]) == [
        ("My", "私"),
        ("My", "の"),
        ("cat", "猫"),
    ]


@pytest.mark.parametrize(
    ("target", "attended", "shares", "found"),
    [
        # An article is written while the network looks at the noun, but not as hard.
        (["▁Os", "▁gatos"], [1, 1], [0.5, 0.9], [("cats", "gatos")]),
        (["▁gatos", "▁os"], [1, 1], [0.9, 0.5], [("cats", "gatos")]),
        (["▁seus", "▁gatos"], [0, 1], [0.4, 0.9], [("My", "seus"), ("cats", "gatos")]),
        (["▁ne", "▁dort", "▁pas"], [2, 1, 2], [0.85, 0.9, 0.9], None),  # both say it
        (["▁ga", "tos", "▁os"], [1, 1, 1], [0.3, 0.9, 0.8], [("cats", "gatos")]),
        (["▁猫", "たち"], [1, 1], [0.9, 0.3], [("cats", "猫"), ("cats", "たち")]),  # they touch
        (["▁a", "▁b"], [1, 1], [0.0, 0.0], [("cats", "a"), ("cats", "b")]),
    ],
)
def test_of_words_that_look_at_one_those_that_look_hardest_are_linked(
    target: list[str],
    attended: list[int],
    shares: list[float],
    found: list[tuple[str, str]] | None,
) -> None:
    text = "".join(target).replace("▁", " ").strip()
    source = ["▁My", "▁cats", "▁not"]
    if found is None:
        found = [("not", "ne"), ("cats", "dort"), ("not", "pas")]
    assert links("My cats not", source, text, target, attended, shares) == found


@given(st.lists(st.tuples(st.integers(0, 4), st.floats(0, 1)), min_size=1, max_size=8))
def test_every_word_that_is_looked_at_is_linked(looks: list[tuple[int, float]]) -> None:
    words = [f"▁w{number}" for number in range(len(looks))]
    source = ["▁a", "▁b", "▁c", "▁d"]
    found = links(
        "a b c d",
        source,
        " ".join(word[1:] for word in words),
        words,
        [position for position, _ in looks],
        [share for _, share in looks],
    )
    seen = {source[position][1:] for position, _ in looks if position < 4}
    assert {one for one, _ in found} == seen
    assert len(found) <= len(looks)


def test_links_over_a_pivot_meet_in_its_words() -> None:
    first = (Link((0, 3), (0, 2)), Link((4, 8), (3, 9)))
    second = (Link((0, 2), (5, 7)), Link((3, 9), (0, 4)))
    assert chained(first, second) == (Link((0, 3), (5, 7)), Link((4, 8), (0, 4)))


def test_shifted() -> None:
    assert shifted([Link((0, 3), (1, 2))], 10, 20) == (Link((10, 13), (21, 22)),)


@given(st.text(alphabet="ab \n\t", max_size=30), st.data())
def test_places_in_a_folded_text_are_those_in_the_text_as_given(
    text: str, data: st.DataObject
) -> None:
    folded = " ".join(text.split())
    words = [index for index, character in enumerate(folded) if character != " "]
    if not words:
        return
    start = data.draw(st.sampled_from(words))
    end = data.draw(st.sampled_from([index for index in words if index >= start])) + 1
    (link,) = unfolded((Link((start, end), (0, 1)),), text, folded)
    assert " ".join(text[slice(*link.source)].split()) == folded[start:end]


def letters(*pairs: str) -> list[Link]:
    """Links between words of one character: "ab" links a with b."""
    return [Link(*((ord(one), ord(one) + 1) for one in pair)) for pair in pairs]


@pytest.mark.parametrize(
    ("forward", "backward", "found"),
    [
        (["ax", "by"], ["ax", "by"], ["ax", "by"]),
        (["ax", "bx", "by"], ["ax", "by"], ["ax", "by"]),  # a stray one
        (["ax", "bx"], ["ax", "bx"], ["ax", "bx"]),  # two for one, and both say so
        (["ax", "by"], ["ax"], ["ax", "by"]),  # words that one model alone links
        (["ax"], ["ax", "by"], ["ax", "by"]),
        (["ax", "ay"], ["ax", "by"], ["ax", "by"]),
        (["ax"], ["bx"], ["ax"]),  # they contradict each other
        ([], [], []),
    ],
)
def test_what_both_directions_see(
    forward: list[str], backward: list[str], found: list[str]
) -> None:
    assert agreed(letters(*forward), letters(*backward)) == tuple(letters(*found))


SOME_LINKS = st.lists(st.text("abcdef", min_size=2, max_size=2), max_size=8).map(
    lambda pairs: letters(*sorted(set(pairs)))
)


@given(SOME_LINKS, SOME_LINKS)
def test_agreement_adds_nothing_and_keeps_what_is_common(
    forward: list[Link], backward: list[Link]
) -> None:
    found = agreed(forward, backward)
    assert set(forward) & set(backward) <= set(found) <= set(forward) | set(backward)
    assert set(found) == set(agreed(backward, forward)) or set(forward) != set(backward)
    linked = {link.source for link in found}
    assert all(a.source in linked or a.target in {b.target for b in found} for a in forward)
