"""The desk: projects of a folder, and one in a database beside them."""

import pytest

from aligned.corrections import EditText
from aligned.errors import InputError
from aligned.store import Store
from tests.projects import make, words
from ui.page.desk import Desk

PROJECT = make(["a", "b"], fr=(["A", "B"], "11 11"))


def test_a_project_in_a_database_is_corrected_beside_those_of_the_folder(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    url = f"sqlite:///{tmp_path}/elsewhere/book.db"
    for place in (tmp_path / "p.hexapla", url):
        Store.create(place, PROJECT).close()
    desk, other = Desk(tmp_path, url), Desk(tmp_path)
    assert desk.shelf.projects() == ["book.db", "p.hexapla"]
    assert desk.home != other.home
    desk.workbench("book.db").correct(EditText("fr", 0, "X"))
    store = Store.open(url)
    assert words(store.project, "fr") == ["X", "B"]
    store.close()
    for change in (desk.shelf.duplicate, desk.delete, desk.take_out):
        with pytest.raises(InputError, match="is in a database"):
            change("book.db")
    with pytest.raises(InputError, match="is in a database"):
        desk.rename("book.db", "other")
    assert desk.shelf.projects() == ["book.db", "p.hexapla"]
    desk.close()
    other.close()


def test_what_a_job_says_goes_when_it_is_undone_and_comes_again_with_it(tmp_path):
    texts = ["The sea.", "The sky.", "Bread."], (["La mer.", "Le ciel.", "Du pain."], "21 11 01")
    Store.create(tmp_path / "p.hexapla", make(texts[0], fr=texts[1])).close()
    desk = Desk(tmp_path)
    desk.anchor("p.hexapla", "anna", "fr", 1, 1)
    while not all(job["state"] == "done" for job in desk.jobs("p.hexapla")):
        pass
    said = [job["message"] for job in desk.jobs("p.hexapla")]
    assert said == ["French: anchored, and aligned anew around it; undo takes back both."]
    bench = desk.workbench("p.hexapla").signed("anna")
    undone = bench.undo()
    assert desk.jobs("p.hexapla") == []
    bench.redo()
    assert [job["message"] for job in desk.jobs("p.hexapla")] == said
    desk.workbench("p.hexapla").signed("ben").revert(undone.inverts)
    assert desk.jobs("p.hexapla") == []
    desk.close()
