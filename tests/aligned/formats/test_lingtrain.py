"""The alignment file of Lingtrain Aligner 1.0, whose tables are made here as it makes them."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from aligned import formats
from aligned.corpus import Unit
from aligned.errors import InputError
from tests.aligned.formats.test_damage import damaged

SCHEMA = """
create table splitted_from(id integer, text text, exclude integer, paragraph integer);
create table splitted_to(id integer, text text, exclude integer, paragraph integer);
create table processing_from(id integer primary key, batch_id integer, text_ids varchar,
  initial_id integer, text nvarchar);
create table processing_to(id integer primary key, batch_id integer, text_ids varchar,
  initial_id integer, text nvarchar);
create table doc_index(id integer primary key, contents varchar);
create table batches(id integer primary key, batch_id integer unique, insert_ts text,
  shift integer, window integer);
create table languages(id integer primary key, key text, val text);
create table version(id integer primary key, version text);
insert into version(version) values ('7.0');
"""

Line = tuple[list[int], str, list[int], str]


def alignment(path: Path, batches: Sequence[Sequence[Line]], languages: Sequence[str]) -> Path:
    """An alignment of these batches of (sentences, text) on both sides."""
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(SCHEMA)
        sides = zip(("from", "to"), languages, strict=True)
        database.executemany("insert into languages(key, val) values(?, ?)", sides)
        index = []
        for batch, lines in enumerate(batches):
            index.append([])
            for source_ids, source, target_ids, target in lines:
                entry: list[object] = []
                for side, ids, text in (("from", source_ids, source), ("to", target_ids, target)):
                    row = database.execute(
                        f"insert into processing_{side}(batch_id, text_ids, initial_id, text) "
                        "values(?, ?, ?, ?)",
                        (batch, json.dumps(ids), ids[0] if ids else None, text),
                    )
                    entry += [row.lastrowid, json.dumps(ids)]
                index[batch].append(entry)
        index[0].reverse()  # the index has the order, not the numbers
        database.execute("insert into doc_index(contents) values(?)", (json.dumps(index),))
    return path


def test_an_alignment_is_read_in_the_order_of_its_index(tmp_path: Path) -> None:
    first = [([2, 3], "Two. Three.", [2], "Два, три."), ([1], "One.", [1], "Один.")]
    second = [([4], "Four.", [], ""), ([], "", [3], "Пять.")]
    path = alignment(tmp_path / "book.db", [first, second], ["en", "ru"])
    before = path.read_bytes()
    corpus = formats.read_corpus(path)
    assert corpus.keys == ("en", "ru")
    units = list(corpus)
    assert units == [
        Unit({"en": "One.", "ru": "Один."}),
        Unit({"en": "Two. Three.", "ru": "Два, три."}),
        Unit({"en": "Four."}),
        Unit({"ru": "Пять."}),
    ]
    assert [unit.kind("en", "ru") for unit in units] == ["1-1", "2-1", None, None]
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["book.db"]


def test_two_texts_in_one_language_are_two_versions(tmp_path: Path) -> None:
    path = alignment(tmp_path / "book.db", [[([1], "One.", [1], "1.")]], ["en", "en"])
    assert formats.read_corpus(path).keys == ("en", "en-x-2")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("delete from doc_index", "not aligned yet"),
        ("update doc_index set contents = '[[[1, \"[1]\"]]]'", "is damaged"),
        ("update doc_index set contents = '[[[[1], 2, 3, 4]]]'", "is damaged"),
        ("update doc_index set contents = 'x'", "is damaged"),
        ("update doc_index set contents = null", "is damaged"),
        (f"update doc_index set contents = '{'[' * 100_000}'", "is damaged"),  # noqa: S608
        ("update languages set val = 'xx-nothing'", "language"),
        ("delete from languages", "language"),
        ("drop table languages", "not an alignment of Lingtrain"),
        (
            "drop table processing_to; create view processing_to as with recursive c(x) as "
            "(select 1 union all select x from c) select x as id, 'x' as text from c",
            "not an alignment of Lingtrain",
        ),
    ],
)
def test_what_is_no_alignment_is_refused(tmp_path: Path, change: str, message: str) -> None:
    path = alignment(tmp_path / "book.db", [[([1], "One.", [1], "Один.")]], ["en", "ru"])
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(change)
    with pytest.raises(InputError, match=message) as raised:
        list(formats.read_corpus(path))
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_damaged_database_is_read_or_refused(tmp_path: Path) -> None:
    lines = [([n], f"Sentence {n}.", [n], f"Фраза {n}.") for n in range(200)]
    path = alignment(tmp_path / "book.db", [lines], ["en", "ru"])
    content = path.read_bytes()
    for place in range(0, 100, 7):
        share = place / 100
        path.write_bytes(damaged(content, (1 - share, [(share, 255), (share + 0.004, 1)])))
        try:
            list(formats.read_corpus(path))
        except InputError as error:
            assert "\n" not in str(error)
    path.write_text("text", "utf-8")
    with pytest.raises(InputError, match="no SQLite database"):
        formats.read_corpus(path)
