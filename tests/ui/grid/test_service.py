"""The grid's server side: every request has an answer, and a refusal says why."""

import pytest

from aligned.errors import InputError
from aligned.store import Store
from tests.projects import make
from ui.grid.service import Service
from ui.workbench import Workbench


class Desk:
    home = "here"

    def __init__(self, path):
        Store.create(path, make(["a", "b"], fr=(["un", "deux"], "11 11"))).close()
        self.open = Workbench.open(path)

    def workbench(self, project):
        if project == "broken":
            raise ZeroDivisionError
        if project != "p":
            raise InputError("there is no such project")
        return self.open

    def settings(self, who):
        return None

    def change_settings(self, who, changes):
        self.changed = who, changes

    def jobs(self, project):
        return []

    def realign(self, project, who, key, bead, reach):
        raise AssertionError("nothing is to be realigned")

    def cancel(self, job):
        pass


@pytest.fixture
def ask(tmp_path):
    desk = Desk(tmp_path / "p.hexapla")
    service = Service(desk)
    yield lambda ask, **body: service.answer({"project": "p", "revision": 0, "ask": ask, **body})
    desk.open.close()


SENT = {"revision": 0, "seen": 0, "token": "a"}


def correct(ask, operation, **sent):
    return ask("correct", operation=operation, **{**SENT, **sent})


def test_a_correction_is_answered_with_what_it_changes(ask):
    answer = correct(ask, {"kind": "edit", "version": "fr", "segment": 1, "text": "DEUX"})
    assert answer["ok"]
    delta = answer["delta"]
    assert (delta["start"], delta["tail"], delta["steps"][0]["token"]) == (1, 0, "a")
    assert delta["rows"][0]["targets"]["fr"][0]["texts"] == ["DEUX"]
    assert (delta["undoable"], delta["redoable"]) == (True, False)


def test_a_correction_sent_twice_is_done_once(ask):
    merge = {"kind": "merge", "version": "fr", "bead": 1}
    assert correct(ask, merge)["delta"]["revision"] == 1
    again = correct(ask, merge)
    assert again["ok"]
    assert again["delta"]["total"] == 1
    assert ask("sync", seen=1)["delta"] is None


def test_an_edit_of_what_was_edited_meanwhile_is_refused_with_the_text_as_it_stands(ask):
    correct(ask, {"kind": "edit", "version": "fr", "segment": 0, "text": "theirs"}, token="b")
    answer = correct(ask, {"kind": "edit", "version": "fr", "segment": 0, "text": "mine"})
    assert not answer["ok"]
    assert answer["theirs"]["text"] == "theirs"
    assert answer["delta"]["revision"] == 1


def test_halves_of_characters_and_nul_become_replacement_signs(ask):
    answer = correct(ask, {"kind": "edit", "version": "fr", "segment": 0, "text": "a\ud800b\0"})
    assert answer["delta"]["rows"][0]["targets"]["fr"][0]["texts"] == ["a\ufffdb\ufffd"]


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        ({"kind": "unconfirmed"}, [0, 1]),
        ({"kind": "edited"}, [1]),
        ({"kind": "", "text": "DEUX"}, [1]),
        ({"kind": "unconfirmed", "text": "un"}, [0]),
        ({"kind": "failing", "check": ""}, [1]),
        ({"kind": "failing", "check": "numbers"}, [1]),
        ({"kind": "failing", "check": "brackets"}, []),
        ({"kind": "changed", "since": 0}, [1]),
        ({"kind": "changed", "since": 1}, []),
        ({"kind": "changed", "hours": 1}, [1]),
    ],
)
def test_rows_are_filtered(ask, wanted, rows):
    correct(ask, {"kind": "edit", "version": "fr", "segment": 1, "text": "deux 2350"})
    answer = ask("filter", **{"text": "", "version": "", **wanted})
    assert answer == {"ok": True, "revision": 1, "rows": rows, "left": 0.0}


def test_the_next_of_a_kind_is_not_in_what_is_hidden(ask):
    here = {"kind": "unconfirmed", "row": 0, "column": 0, "bead": 0}
    assert ask("next", **here)["place"] == {"row": 1, "version": "fr", "bead": 1}
    assert ask("next", **here, hidden=["fr"])["place"] is None


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"ask": "dance"}, "something unknown"),
        ({"ask": 3}, "sent no ask"),
        ({"ask": "open", "project": "other"}, "no such project"),
        ({"ask": "rows", "start": -1, "count": 5}, "sent no start"),
        ({"ask": "rows", "start": True, "count": 5}, "sent no start"),
        ({"ask": "correct", **SENT}, "sent no correction"),
        ({"ask": "correct", **SENT, "operation": {"kind": "merge"}}, "sent no version"),
        ({"ask": "correct", **SENT, "operation": {"kind": "?"}}, "unknown correction"),
        ({"ask": "document", "version": "xx"}, "no version xx"),
        ({"ask": "realign", "version": "xx", "bead": 0}, "no version xx"),
        ({"ask": "row", "version": "fr", "segment": 9}, "not there any more"),
        ({"ask": "next", "kind": "blue", "row": 0, "column": 0, "bead": 0}, "no kind"),
        ({"ask": "open"}, "sent no count"),
        ({"ask": "keep"}, "sent no settings"),
        ({"ask": "keep", "settings": {"hexapla:look": 1}}, "sent no settings"),
        ({"ask": "open", "project": "broken"}, "The server failed"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_line(ask, body, says, capsys):
    answer = ask(**body)
    assert answer["ok"] is False
    assert says in answer["error"]
    assert "\n" not in answer["error"]
