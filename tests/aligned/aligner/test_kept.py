"""Vectors that are kept: the same when they come back, in little room, and never in the way."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligned.aligner.encoding import Tokens
from aligned.aligner.kept import Kept, fingerprint


def tokens(count: int, width: int = 4) -> Tokens:
    chance = np.random.default_rng(count)
    spans = np.arange(2 * count, dtype=np.int64).reshape(-1, 2)
    return Tokens(chance.normal(size=(count, width)).astype(np.float16), spans)


def assert_same(one: Tokens, other: Tokens) -> None:
    np.testing.assert_array_equal(one.vectors, other.vectors)
    np.testing.assert_array_equal(one.spans, other.spans)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "vectors.sqlite"


@pytest.mark.parametrize("memory", [0, 1_000_000])
def test_vectors_come_back_in_another_run(path: Path, memory: int) -> None:
    made = {"a": tokens(3), "": tokens(0), "lone \ud800": tokens(1), "long": tokens(2000)}
    Kept(path, memory=memory).keep("e", made)
    found = Kept(path, memory=memory).find("e", [*made, "unknown"])
    assert found.keys() == made.keys()
    for text, each in made.items():
        assert_same(found[text], each)
    assert Kept(path).find("another encoder", made) == {}
    assert path.stat().st_mode & 0o077 == 0


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 20)), max_size=40))
def test_memory_is_bounded_and_holds_the_latest(uses: list[tuple[int, int]]) -> None:
    kept = Kept(Path("/dev/null/nowhere"), memory=400)  # no file can be there
    for name, count in uses:
        kept.keep("e", {str(name): tokens(count)})
        assert kept._taken == sum(t.vectors.nbytes + t.spans.nbytes for t in kept._latest.values())
        assert kept._taken <= 400
        if count <= 16:
            assert_same(kept.find("e", [str(name)])[str(name)], tokens(count))


def test_the_file_is_bounded_and_drops_the_oldest(path: Path) -> None:
    kept = Kept(path, memory=0, disk=200_000)
    for number in range(100):
        kept.keep("e", {str(number): tokens(100, 20)})
    assert path.stat().st_size < 250_000
    found = kept.find("e", map(str, range(100)))
    assert 25 <= len(found) <= 50
    assert min(map(int, found)) == 100 - len(found)


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(b"this is no database, but long enough to be taken for one" * 20, id="other"),
        pytest.param(b"", id="empty"),
    ],
)
def test_a_broken_file_is_begun_anew(path: Path, broken: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(broken)
    assert Kept(path).find("e", ["a"]) == {}
    Kept(path).keep("e", {"a": tokens(3)})
    assert_same(Kept(path).find("e", ["a"])["a"], tokens(3))


def test_a_spoilt_row_is_not_found(path: Path) -> None:
    Kept(path).keep("e", {"a": tokens(100), "b": tokens(100)})
    content = path.read_bytes()
    spoilt = tokens(100).vectors.tobytes()[100:120]
    assert content.count(spoilt) == 2
    path.write_bytes(content.replace(spoilt, bytes(20), 1))
    assert len(Kept(path).find("e", ["a", "b"])) == 1


def test_other_weights_have_another_fingerprint(tmp_path: Path) -> None:
    weights = tmp_path / "weights"
    weights.write_bytes(b"1")
    before = fingerprint("e", 5, weights=weights)
    assert fingerprint("e", 6, weights=weights) != before
    weights.write_bytes(b"12")
    assert fingerprint("e", 5, weights=weights) != before
