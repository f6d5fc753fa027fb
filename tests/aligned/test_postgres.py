"""The store in PostgreSQL."""

import contextlib
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import make_url

from aligned.corrections import Confirm, EditText, Merge, Split
from aligned.errors import CorrectionError, StoreError
from aligned.store import Original, Store, WordAlignment, is_taken, remove_project
from tests.postgres import URL, databases
from tests.projects import make, shown, words
from tests.strategies import operations, projects

pytestmark = pytest.mark.skipif(not URL, reason="HEXAPLA_TEST_POSTGRES names no server")

TWO = make(["a b", "c"], fr=(["A B", "C"], "11 11"), de=(["A", "B", "C"], "12 11"))


@pytest.fixture(scope="module")
def empty():
    """Gives the URL of an empty database."""
    with databases() as database:
        yield database


@given(st.data())
@settings(max_examples=5, suppress_health_check=list(HealthCheck))
def test_what_is_kept_reads_back_the_same(empty, data):
    project = data.draw(projects())
    location = empty()
    store = Store.create(location, project, Original("a.txt", b"\x00\xff", "cp1252"))
    for who in "abcab":
        with contextlib.suppress(CorrectionError):
            store.correct(data.draw(operations(store.project)), who)
    again = Store.open(location)
    assert again.snapshot() == store.snapshot()
    assert again.history() == store.history()
    assert again.signed() == store.signed()
    assert again.original == store.original
    with contextlib.suppress(CorrectionError):
        store.undo("a")
    assert again.project == store.project
    store.close()
    again.close()


def test_everyone_undoes_their_own(empty):
    store = Store.create(empty(), TWO)
    store.correct(Merge("fr", 1), "anna")
    store.correct(Confirm("de", 1), "bob")
    store.undo("anna")
    assert shown(store.project, "fr") == "11m 11m"
    assert shown(store.project, "de") == "12m 11c"
    store.redo("anna")
    assert shown(store.project, "fr") == "22e"
    store.close()


def test_two_programs_see_each_other(empty):
    location = empty()
    one, other = Store.create(location, TWO), Store.open(location)
    one.correct(EditText("fr", 0, "X"), "me")
    assert words(other.project, "fr")[0] == "X"
    other.correct(Split("de", 0, 1), "you")
    assert one.project == other.project
    alignment = WordAlignment("a b", "A B", (((0, 1), (0, 1)),))
    one.keep_word_alignments("fr", [alignment, alignment])
    assert other.word_alignment("fr", "a b") == alignment
    one.close()
    other.close()


def test_many_writers_lose_nothing(empty):
    location = empty()
    Store.create(location, TWO).close()
    stores = [Store.open(location) for _ in range(4)]

    def work(store, who):
        for number in range(10):
            store.correct(EditText("fr", 0, f"{who} {number}"), who)

    threads = [
        threading.Thread(target=work, args=(store, f"{number}"))
        for number, store in enumerate(stores)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [entry.revision for entry in stores[0].history()] == list(range(1, 41))
    assert all(store.project == stores[0].project for store in stores)
    for store in stores:
        store.close()


def test_what_cannot_be_opened_says_why(empty):
    location = empty()
    with pytest.raises(StoreError, match="not a Hexapla project"):
        Store.open(location)
    Store.create(location, TWO).close()
    with pytest.raises(StoreError, match="not empty: name an empty database"):
        Store.create(location, TWO)
    known = make_url(location).set(password="secret")
    for url, message in (
        (known.set(host="127.0.0.1", port=1), "cannot be reached"),
        (known.set(database="nothing"), "no such database"),
        (known.set(drivername="postgresql+nothing"), "no database this program can open"),
    ):
        with pytest.raises(StoreError, match=message) as raised:
            Store.open(url.render_as_string(hide_password=False))
        assert "secret" not in str(raised.value)
        assert "\n" not in str(raised.value)


def test_a_project_that_cannot_be_finished_leaves_the_database_empty(empty):
    location = empty()
    assert not is_taken(location)
    Store.create(location, TWO).close()
    assert is_taken(location)
    remove_project(location)
    assert not is_taken(location)
