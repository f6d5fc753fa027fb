import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligned.bitext import Bead, Bitext, Signature
from aligned.corrections import (
    Bookmark,
    Comment,
    Confirm,
    EditText,
    Merge,
    Split,
    SplitSegment,
    apply,
    fill,
    plan,
)
from aligned.errors import CorrectionError, StoreError
from aligned.project import Project, Version
from aligned.store import Original, Store, WordAlignment, records
from aligned.store.codec import change_from_json, change_to_json
from aligned.store.schema import MIGRATIONS
from aligned.text import Segment
from tests.projects import make, shown, words
from tests.strategies import operations, projects

TWO = make(["a b", "c"], fr=(["A B", "C"], "11 11"), de=(["A", "B", "C"], "12 11"))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "book.hexapla"


@pytest.fixture
def store(path):
    store = Store.create(path, TWO)
    yield store
    store.close()


@given(projects(targets=3))
@settings(max_examples=20)
def test_a_project_reads_back_the_same(tmp_path_factory, project):
    path = tmp_path_factory.mktemp("store") / "p.hexapla"
    store = Store.create(path, project)
    store.close()
    again = Store.open(path)
    assert again.project == project
    assert again.revision == 0
    again.close()


@given(st.data())
def test_a_change_reads_back_the_same(data):
    project = data.draw(projects())
    try:
        change = plan(project, data.draw(operations(project)))
    except CorrectionError:
        return
    assert change_from_json(change_to_json(change)) == change


@given(st.data())
@settings(max_examples=30)
def test_the_log_explains_every_state_and_undo_goes_all_the_way_back(tmp_path_factory, data):
    project = data.draw(projects())
    path = tmp_path_factory.mktemp("store") / "p.hexapla"
    store = Store.create(path, project)
    for _ in range(data.draw(st.integers(1, 10))):
        action = data.draw(st.sampled_from(["correct", "correct", "undo", "redo"]))
        try:
            if action == "correct":
                store.correct(data.draw(operations(store.project)), "me")
            else:
                getattr(store, action)("me")
        except CorrectionError:
            continue
    replayed = project
    for entry in store.history():
        replayed = apply(replayed, entry.change)
    final = store.project
    store.close()
    store = Store.open(path)
    assert store.project == replayed == final
    while store.redoable("me"):
        store.redo("me")
    furthest = store.project
    while store.undoable("me"):
        store.undo("me")
    assert store.project == project
    while store.redoable("me"):
        store.redo("me")
    assert store.project == furthest
    store.close()


def test_the_sources_own_file_is_kept(path):
    original = Original("statement.docx", bytes(range(256)))
    Store.create(path, TWO, original).close()
    again = Store.open(path)
    assert again.original == original
    again.close()


def test_a_source_that_was_pasted_has_no_file(store):
    assert store.original is None


def test_undo_and_redo_survive_a_restart(store, path):
    store.correct(EditText("fr", 0, "X"), "me")
    store.correct(Merge("fr", 1), "me")
    store.undo("me")
    store.close()
    again = Store.open(path)
    assert again.undoable("me")
    assert again.redoable("me")
    again.redo("me")
    assert shown(again.project, "fr") == "22e"
    again.undo("me")
    again.undo("me")
    assert again.project == TWO
    with pytest.raises(CorrectionError, match="nothing to undo"):
        again.undo("me")
    again.close()


def test_a_new_correction_ends_what_could_be_redone(store):
    store.correct(EditText("fr", 0, "X"), "me")
    store.undo("me")
    store.correct(EditText("fr", 0, "Y"), "me")
    with pytest.raises(CorrectionError, match="nothing to redo"):
        store.redo("me")


def test_everyone_undoes_their_own(store):
    store.correct(SplitSegment("fr", 0, 1), "me")
    store.correct(EditText("fr", 2, "yours"), "you")
    store.undo("me")
    assert words(store.project, "fr") == ["A B", "yours"]
    store.undo("you")
    assert store.project == TWO


def test_undo_stops_at_what_somebody_else_did_there_since(store):
    store.correct(EditText("fr", 0, "mine"), "me")
    store.correct(EditText("fr", 0, "yours"), "you")
    with pytest.raises(CorrectionError, match="same place"):
        store.undo("me")
    store.undo("you")
    store.undo("me")
    assert store.project == TWO


def test_undo_passes_over_what_was_undone_above_it(store):
    store.correct(EditText("fr", 1, "X"), "me")
    store.correct(SplitSegment("fr", 0, 1), "you")
    store.undo("you")
    store.undo("me")
    assert store.project == TWO


def test_a_correction_of_an_older_state_is_moved_over_what_came_later(store):
    seen = store.revision
    store.correct(SplitSegment("fr", 0, 1), "you")
    store.correct(EditText("fr", 1, "C!"), "me", seen)
    assert words(store.project, "fr") == ["A", "B", "C!"]


def test_a_correction_of_an_older_state_of_the_same_place_is_refused(store):
    seen = store.revision
    store.correct(EditText("fr", 0, "yours"), "you")
    with pytest.raises(CorrectionError, match="same place"):
        store.correct(EditText("fr", 0, "mine"), "me", seen)
    assert words(store.project, "fr")[0] == "yours"


def test_what_was_made_of_an_older_state_is_moved_to_where_it_belongs(path):
    """Beads are alike: a change put where it was would go unnoticed into another place."""
    store = Store.create(path, make("abcde", fr=("ABCDE", "11 11 11 11 11")))
    seen, project = store.snapshot()
    change = plan(project, Merge("fr", 3))
    store.correct(Merge("fr", 1), "you")
    store.change_since(seen, change, "me", "realign fr")
    assert shown(store.project, "fr") == "22e 22e 11m"
    store.undo("me")
    assert shown(store.project, "fr") == "22e 11m 11m 11m"
    with pytest.raises(CorrectionError, match="same place"):
        store.change_since(seen, plan(project, Merge("fr", 1)), "me", "realign fr")
    store.close()


def test_a_correction_sent_twice_is_done_once(store):
    first = store.correct(Merge("fr", 1), "me", token="t1")
    assert store.correct(Merge("fr", 1), "me", token="t1") == first
    assert store.undo("me", token="t2").revision == store.undo("me", token="t2").revision
    assert store.revision == 2


def test_two_programs_see_each_other(store, path):
    other = Store.open(path)
    store.correct(EditText("fr", 0, "X"), "me")
    assert words(other.project, "fr")[0] == "X"
    other.add_target(Version("it", "it", "machine"), Bitext([Bead(1, 0), Bead(1, 0)]), "machine")
    assert [target.key for target in store.project.targets] == ["fr", "de", "it"]
    other.close()


def test_threads_lose_nothing(store):
    def work(who, version, segment):
        for number in range(20):
            store.correct(EditText(version, segment, f"{who}{number}"), who)

    threads = [
        threading.Thread(target=work, args=("me", "fr", 0)),
        threading.Thread(target=work, args=("you", "de", 2)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.revision == 40
    assert words(store.project, "fr")[0] == "me19"
    assert words(store.project, "de")[2] == "you19"


def signed(store, key):
    """Who corrected each bead last."""
    return [one and one.who for one in store.signed().signatures[key]]


def test_who_corrected_a_bead_last_is_known(store):
    assert signed(store, "de") == [None, None]
    store.correct(EditText("de", 2, "CC"), "anna")
    store.correct(Comment("de", 1, "why?"), "zoe")
    assert signed(store, "de") == [None, "anna"]
    store.correct(EditText("de", 2, "CCC"), "bob")  # the bead is edited already
    store.correct(Split("de", 0, 1), "cleo")
    store.correct(Bookmark("de", 2), "zoe")
    assert [bead.kind for bead in store.project.bitexts["de"]] == ["1-1", "0-1", "1-1"]
    assert signed(store, "de") == ["cleo", "cleo", "bob"]
    assert signed(store, "fr") == [None, None]
    store.correct(EditText("en", 0, "a b!"), "dora")  # the beads of de are edited already
    assert signed(store, "de") == ["cleo", "cleo", "bob"]
    assert signed(store, "fr") == ["dora", None]
    store.correct(Confirm("de", 2), "eve")
    latest = store.history()[-1]
    assert store.signed().signatures["de"][2] == Signature("eve", latest.at)
    assert store.signed().bitexts == store.project.bitexts
    assert store.project.signatures == {}


@given(st.data())
@settings(max_examples=8)
def test_a_bead_that_a_person_corrected_is_signed(tmp_path_factory, data):
    store = Store.create(tmp_path_factory.mktemp("store") / "p", data.draw(projects()))
    were = {bead for bitext in store.project.bitexts.values() for bead in bitext}
    for who in "abcdef":
        with contextlib.suppress(CorrectionError):
            store.correct(data.draw(operations(store.project)), who)
    project = store.signed()
    for key, bitext in project.bitexts.items():
        for bead, signature in zip(bitext, project.signatures[key], strict=True):
            bare = replace(bead, comment="", bookmarked=False, dismissed=())
            untouched = any(
                replace(old, comment="", bookmarked=False, dismissed=()) == bare for old in were
            )
            assert bead.status != "machine" or signature is None
            assert signature or bead.status == "machine" or untouched
    store.close()


def test_translations_are_kept_but_are_nobodys_to_undo(store):
    store.add_target(Version("it", "it", "machine"), Bitext([Bead(1, 0), Bead(1, 0)]), "machine")
    store.change(lambda project: fill(project, "it", {0: "Uno", 1: "due"}), "machine", "fill")
    assert shown(store.project, "it") == "11m 11m"
    assert not store.undoable("me")


WRITER = """
import sys
from aligned.corrections import EditText
from aligned.store import Original, Store, WordAlignment
store = Store.open(sys.argv[1])
number = 0
while True:
    number += 1
    store.correct(EditText("fr", 0, str(number)), "me")
    print(number, flush=True)
"""


def test_what_was_acknowledged_survives_kill_9(store, path):
    store.close()
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    acknowledged = 0
    for line in writer.stdout:
        acknowledged = int(line)
        if acknowledged == 25:
            writer.send_signal(signal.SIGKILL)
            break
    acknowledged = max([acknowledged, *map(int, writer.stdout.read().split())])
    writer.wait()
    writer.stdout.close()
    again = Store.open(path)
    assert int(words(again.project, "fr")[0]) - acknowledged in (0, 1)
    assert again.revision - acknowledged in (0, 1)
    again.close()


def test_every_correction_is_forced_to_the_disk(store):
    with store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_an_existing_file_is_not_written_over(path):
    path.write_text("mine")
    with pytest.raises(StoreError, match="exists already"):
        Store.create(path, TWO)
    assert path.read_text() == "mine"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_somebody_makes_meanwhile_is_not_written_over(path, monkeypatch):
    def write(connection, project, original):
        path.write_text("somebody's")
        write_project(connection, project, original)

    write_project = records.write_project
    monkeypatch.setattr(records, "write_project", write)
    with pytest.raises(StoreError, match="exists already"):
        Store.create(path, TWO)
    assert path.read_text() == "somebody's"
    assert list(path.parent.iterdir()) == [path]


def test_a_project_that_cannot_be_written_leaves_nothing(tmp_path, monkeypatch):
    def full(*_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(records, "write_version", full)
    with pytest.raises(sqlite3.OperationalError):
        Store.create(tmp_path / "p.hexapla", TWO)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no such project file"),
        (b"", "not a Hexapla project"),
        (b"plain text, long enough to be read as a database header ............", "not a Hexapla"),
    ],
)
def test_what_is_no_project_is_refused(path, content, message):
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreError, match=message):
        Store.open(path)
    if content is not None:
        assert path.read_bytes() == content


def test_another_programs_database_is_refused(path):
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a Hexapla project"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_project_of_a_newer_program_is_refused(store, path):
    store.close()
    with sqlite3.connect(path) as database:
        database.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (len(MIGRATIONS) + 1,))
    database.close()
    with pytest.raises(StoreError, match=r"newer Hexapla .*update Hexapla"):
        Store.open(path)


def test_a_locked_project_says_so(store, path, monkeypatch):
    from aligned.store import database as module

    monkeypatch.setattr(module, "_BUSY_SECONDS", 0.1)
    other = Store.open(path)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another program is writing"):
        other.correct(EditText("fr", 0, "X"), "me")
    holder.execute("ROLLBACK")
    holder.close()
    other.correct(EditText("fr", 0, "X"), "me")
    assert words(store.project, "fr")[0] == "X"
    other.close()


def test_a_full_disk_says_so_and_loses_nothing(store):
    with store._engine.begin() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="the disk is full: nothing was changed"):
        store.correct(EditText("fr", 0, "X" * 100_000), "me")
    assert store.project == TWO


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("nosuch://me:secret@host/db", "nosuch://host/db"),
        ("http://host/db?password=secret", "http://host/db"),
        ("postgresql+pg8000://me:secret@host:port/db", "postgresql+pg8000://..."),
        ("://secret", "://..."),
    ],
)
def test_a_url_of_no_database(url, shown):
    with pytest.raises(StoreError, match="no database") as raised:
        Store.open(url)
    assert str(raised.value).startswith(f"{shown} is no database")
    assert "secret" not in str(raised.value)


def test_a_large_project_is_corrected_in_little_time(tmp_path):
    count = 2_000
    source = tuple(Segment(f"sentence {n}", " ") for n in range(count))
    project = Project("large", Version("en", "en", "source", source))
    bitext = Bitext(Bead(1, 1) for _ in range(count))
    project = project.with_target(Version("fr", "fr", "imported", source), bitext)
    store = Store.create(tmp_path / "large.hexapla", project)
    store.correct(Split("fr", 0), "me")
    store.correct(Confirm("fr", count), "me")
    assert shown(store.project, "fr").startswith("10e 01e 11m")
    store.close()
    again = Store.open(tmp_path / "large.hexapla")
    assert again.project == store.project
    again.close()


def test_an_older_project_is_brought_up_to_date(path):
    Store.create(path, TWO, Original("a.txt", b"a")).close()
    with closing(sqlite3.connect(path)) as database:
        database.execute("DROP TABLE word_alignment")
        database.execute("ALTER TABLE segment DROP COLUMN kind")
        database.execute("ALTER TABLE original DROP COLUMN encoding")
        database.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
        database.commit()
    store = Store.open(path)
    assert store.project == TWO
    assert store.original == Original("a.txt", b"a", None)
    alignment = WordAlignment("a b", "A B", (((0, 1), (0, 1)),))
    store.keep_word_alignments("fr", [alignment, WordAlignment("c", "C", ())])
    store.keep_word_alignments("fr", [alignment])
    assert store.word_alignment("fr", "a b") == alignment
    assert store.word_alignment("fr", "c") is None
    store.close()
