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
