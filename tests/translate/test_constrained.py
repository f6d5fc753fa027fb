"""Drafts on the way to outputs that have given phrases in them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from translate.engines.student.constrained import Draft, Phrase, following

END, VOCABULARY = 0, 12
PIECES = st.lists(st.integers(1, VOCABULARY - 1), min_size=1, max_size=3).map(tuple)
PHRASES = st.lists(
    st.builds(Phrase, st.frozensets(st.integers(0, 3), min_size=1), PIECES, PIECES), max_size=3
)


@given(PHRASES, st.integers(0, 2**32 - 1))
def test_what_ends_has_every_phrase_and_only_grows(phrases: list[Phrase], seed: int) -> None:
    generator = np.random.default_rng(seed)
    drafts, steps = [Draft()], 0
    while drafts and steps < 8:
        scores = np.log(generator.dirichlet(np.ones(VOCABULARY), len(drafts))).astype(np.float32)
        attended = [(place, 1.0) for place in generator.integers(0, 4, len(drafts)).tolist()]
        found = following(drafts, phrases, scores, attended, END)

        for draft in found:
            before = drafts[draft.row].output
            assert draft.output.ids[: len(before.ids)] == before.ids
            assert len(draft.output.log_probabilities) == steps + 1
            assert not (draft.ended and (draft.rest or len(draft.had) < len(phrases)))
            for number in draft.had:
                whole = draft.output.ids + list(draft.rest)
                assert any(
                    holds(whole, ids) for ids in (phrases[number].ids, phrases[number].first_ids)
                )
        banks = [draft.pieces for draft in found]
        assert all(banks.count(bank) <= 4 for bank in banks)
        drafts, steps = [draft for draft in found if not draft.ended], steps + 1


def holds(ids: list[int], part: tuple[int, ...]) -> bool:
    return any(tuple(ids[start : start + len(part)]) == part for start in range(len(ids)))


def test_a_phrase_is_due_where_the_network_looks_at_its_source() -> None:
    phrase = Phrase(frozenset({2}), (5, 6), (7,))
    scores = np.log(np.full((1, VOCABULARY), 1 / VOCABULARY, dtype=np.float32))
    begun = Draft()
    begun.output.ids.append(9)

    assert [d.output.ids for d in following([Draft()], [phrase], scores, [(2, 1.0)], END)] == [[7]]
    (due,) = following([begun], [phrase], scores, [(2, 1.0)], END)
    assert (due.output.ids, due.rest, due.pieces) == ([9, 5], (6,), 1)
    elsewhere = following([begun], [phrase], scores, [(1, 1.0)], END)
    assert all(draft.pieces == 0 and not draft.ended for draft in elsewhere)
