"""Work that takes a while: begun once, asked for again, given up for something else."""

import threading

import pytest

from aligned.errors import AlignedError
from translate.errors import TranslateError
from ui.grid import errands
from ui.grid.errands import Errands, Pending


@pytest.fixture
def desk(monkeypatch):
    monkeypatch.setattr(errands, "_PATIENCE", 0.02)
    return Errands()


def patiently(desk, owner, name, work):
    """The result, asked for until it is there."""
    while isinstance(found := desk.result(owner, name, work), Pending):
        pass
    return found


def test_work_is_done_once_and_its_result_remembered(desk):
    calls = []
    work = lambda progress: calls.append(1) or len(calls)  # noqa: E731
    assert [patiently(desk, "anna", "a", work) for _ in range(3)] == [1, 1, 1]
    assert patiently(desk, "bela", "a", work) == 1


def test_what_is_being_done_is_told_meanwhile(desk):
    told, go_on = threading.Event(), threading.Event()

    def work(progress):
        progress("fetching x (MB)", 3, 7)
        told.set()
        go_on.wait()
        return "done"

    desk.result("anna", "a", work)
    told.wait()
    assert desk.result("anna", "a", work) == Pending("Fetching x (MB): 3 of 7")
    assert desk.result("bela", "b", lambda progress: "b") == Pending("Waiting for other work")
    go_on.set()
    assert patiently(desk, "anna", "a", work) == "done"
    assert patiently(desk, "bela", "b", lambda progress: "") == "b"


@pytest.mark.parametrize(
    ("error", "kind", "says"),
    [
        (TranslateError("no model"), TranslateError, "no model"),
        (ZeroDivisionError(), AlignedError, "The server failed"),
    ],
)
def test_what_fails_is_said_once_and_then_tried_again(desk, error, kind, says, capsys):
    def work(progress):
        raise error

    with pytest.raises(kind, match=says):
        patiently(desk, "anna", "a", work)
    assert patiently(desk, "anna", "a", lambda progress: "now it works") == "now it works"


def test_who_asks_for_something_else_gives_up_what_was_asked_before(desk):
    begun, go_on = threading.Event(), threading.Event()

    def work(progress):
        begun.set()
        go_on.wait()
        progress("still at it", 0, None)
        return "never"

    assert isinstance(desk.result("anna", "a", work), Pending)
    begun.wait()
    assert isinstance(desk.result("anna", "b", lambda progress: "b"), Pending)
    go_on.set()
    assert patiently(desk, "anna", "b", lambda progress: "") == "b"
    assert patiently(desk, "anna", "a", lambda progress: "begun anew") == "begun anew"


def test_what_somebody_else_waits_for_goes_on(desk):
    begun, go_on = threading.Event(), threading.Event()

    def work(progress):
        begun.set()
        go_on.wait()
        progress("still at it", 0, None)
        return "theirs"

    desk.result("anna", "a", work)
    desk.result("bela", "a", work)
    begun.wait()
    desk.result("anna", "b", lambda progress: "b")
    go_on.set()
    assert patiently(desk, "bela", "a", work) == "theirs"
