import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligned.bitext import Bead, Bitext
from tests.strategies import bitexts

KINDS = [(1, 1), (0, 1), (0, 1), (2, 1), (1, 0), (1, 2)]


@pytest.fixture
def bitext():
    return Bitext(Bead(sources, targets) for sources, targets in KINDS)


def test_a_bead_says_its_kind():
    assert Bead(2, 1).kind == "2-1"


@pytest.mark.parametrize("counts", [(0, 0), (-1, 1), (1, -1)])
def test_a_bead_has_segments(counts):
    with pytest.raises(ValueError, match="a bead needs segments"):
        Bead(*counts)


def test_a_status_is_one_of_three():
    with pytest.raises(ValueError, match="machine, edited, confirmed"):
        Bead(1, 1, "done")


@pytest.mark.parametrize(("segment", "bead"), [(0, 0), (1, 3), (2, 3), (3, 4), (4, 5)])
def test_the_bead_of_a_source_segment(bitext, segment, bead):
    assert bitext.bead_of_source(segment) == bead
    assert segment in bitext.sources_of(bead)


@pytest.mark.parametrize(("segment", "bead"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 5), (5, 5)])
def test_the_bead_of_a_target_segment(bitext, segment, bead):
    assert bitext.bead_of_target(segment) == bead
    assert segment in bitext.targets_of(bead)


@pytest.mark.parametrize("segment", [-1, 5])
def test_there_is_no_such_segment(bitext, segment):
    with pytest.raises(IndexError):
        bitext.bead_of_source(segment)


def test_check_compares_with_the_versions(bitext):
    bitext.check(5, 6)
    with pytest.raises(ValueError, match="5 source and 6 target"):
        bitext.check(5, 7)


@given(st.integers(0, 9).flatmap(bitexts))
def test_links_cover_both_sides_once_and_in_order(bitext):
    links = list(bitext.links())
    sources = [segment for taken, _, _ in links for segment in taken]
    targets = [segment for _, taken, _ in links for segment in taken]
    assert sources == list(range(int(bitext.source_starts[-1])))
    assert targets == list(range(int(bitext.target_starts[-1])))
    for number, (taken, given_, bead) in enumerate(links):
        assert (bitext.sources_of(number), bitext.targets_of(number)) == (taken, given_)
        assert bitext[number] is bead
        assert all(bitext.bead_of_source(segment) == number for segment in taken)
        assert all(bitext.bead_of_target(segment) == number for segment in given_)
