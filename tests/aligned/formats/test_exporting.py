import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from aligned import formats
from aligned.bitext import Bead, Bitext
from aligned.corpus import Corpus, Unit, corpus, project_of
from aligned.errors import ExportError, InputError
from aligned.project import Project, Version
from aligned.text import Segment


@pytest.fixture
def project() -> Project:
    """English with French (2-1, then a bead without French) and a Portuguese machine version."""
    english = segments("One.", "Two.", "Three\t& <four>.")
    french = segments("Un, deux.")
    portuguese = segments("Um.", "Dois.", "Três.")
    made_with = {"model": "student en-pt", "engine": "student"}
    return (
        Project("A statement", Version("en", "en", "source", english))
        .with_target(
            Version("fr", "fr", "imported", french), Bitext([Bead(2, 1, "confirmed"), Bead(1, 0)])
        )
        .with_target(
            Version("pt", "pt", "machine", portuguese, made_with=made_with),
            Bitext([Bead(1, 1), Bead(1, 1, "edited"), Bead(1, 1, score=0.25)]),
        )
    )


def segments(*texts: str) -> tuple[Segment, ...]:
    return tuple(Segment(text, " " if text != texts[-1] else "\n") for text in texts)


def exported(project: Project, name: str, folder: Path, **options: list[str]) -> dict[str, str]:
    files = formats.export(project, name, folder, **options).files
    return {file.name: file.read_text("utf-8") for file in files}


def test_tmx_has_the_structure_of_tmx_1_4(project: Project, tmp_path: Path) -> None:
    (path,) = formats.export(project, "tmx", tmp_path).files
    root = etree.parse(path).getroot()
    assert (root.tag, dict(root.attrib)) == ("tmx", {"version": "1.4"})
    assert [child.tag for child in root] == ["header", "body"]
    required = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang"}
    assert dict(root[0].attrib).keys() == required | {"srclang", "datatype"}
    assert root[0].get("srclang") == "en"
    assert {prop.tag for prop in root[0]} == {"prop"}
    for unit in root[1]:
        assert unit.tag == "tu"
        assert [child.tag for child in unit] == ["tuv"] * len(unit)
        for variant in unit:
            assert [child.tag for child in variant][-1] == "seg"
            assert {child.tag for child in variant[:-1]} <= {"prop"}


def test_tmx_leaves_out_a_version_without_text_and_keeps_the_rest(
    project: Project, tmp_path: Path
) -> None:
    (path,) = formats.export(project, "tmx", tmp_path).files
    read = formats.read_corpus(path)
    assert list(read) == [
        Unit(
            {"en": "One. Two.", "fr": "Un, deux.", "pt": "Um. Dois."},
            {"fr": "confirmed", "pt": "machine"},
            {"fr": None, "pt": None},
        ),
        Unit({"en": "Three\t& <four>.", "pt": "Três."}, {"pt": "machine"}, {"pt": 0.25}),
    ]
    assert read.versions[2] == replace(project.targets[1], segments=())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "tsv",
            {
                "A statement.tsv": "en\tfr\tpt\nOne. Two.\tUn, deux.\tUm. Dois.\n"
                "Three\\t& <four>.\t\tTrês.\n"
            },
        ),
        (
            "moses",
            {
                "A statement.en-fr.en": "One. Two.\n",
                "A statement.en-fr.fr": "Un, deux.\n",
                "A statement.en-pt.en": "One.\nTwo.\nThree\t& <four>.\n",
                "A statement.en-pt.pt": "Um.\nDois.\nTrês.\n",
            },
        ),
        (
            "vecalign",
            {
                "A statement.en-fr.vecalign": "[0, 1]:[0]\n[2]:[]\n",
                "A statement.en-pt.vecalign": "[0]:[0]\n[1]:[1]\n[2]:[2]:0.25\n",
            },
        ),
        ("text", {"A statement.fr.txt": "Un, deux.\n", "A statement.pt.txt": "Um. Dois. Três.\n"}),
    ],
)
def test_files_and_content(
    project: Project, tmp_path: Path, name: str, expected: dict[str, str]
) -> None:
    assert exported(project, name, tmp_path) == expected
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(expected)


def test_jsonl_is_an_object_a_line(project: Project, tmp_path: Path) -> None:
    (content,) = exported(project, "jsonl", tmp_path).values()
    assert content.splitlines()[1] == (
        '{"id": "1", "source": "en", '
        '"translation": {"en": "Three\\t& <four>.", "pt": "Três."}, '
        '"status": {"pt": "machine"}, "score": {"pt": 0.25}, "comment": {}, '
        '"segments": {"en": 1, "pt": 1}, "changed_by": {}, "changed_at": {}, "checks": {}, '
        '"made_with": null}'
    )
    assert json.loads(content.splitlines()[0])["made_with"] == {
        "en": {"origin": "source"},
        "fr": {"origin": "imported"},
        "pt": {"origin": "machine", "engine": "student", "model": "student en-pt"},
    }


@pytest.mark.parametrize(
    ("name", "asked", "keys", "files"),
    [
        ("tmx", "book.xml", ["fr"], ["book.xml"]),
        ("vecalign", "ab.txt", ["fr"], ["ab.txt"]),
        ("vecalign", "ab.txt", ["fr", "pt"], ["ab.en-fr.txt", "ab.en-pt.txt"]),
        ("text", "out.txt", ["pt"], ["out.txt"]),
        ("moses", "v1.2", ["pt"], ["v1.2.en-pt.en", "v1.2.en-pt.pt"]),
    ],
)
def test_a_destination_that_is_a_file(
    project: Project, tmp_path: Path, name: str, asked: str, keys: list[str], files: list[str]
) -> None:
    written = formats.export(project, name, tmp_path / asked, keys).files
    assert [file.name for file in written] == files


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../a/b: c?", "_a_b_ c_.tmx"),
        ("a\\b\ud800", "a_b_.tmx"),
        ("é" * 200, "é" * 90 + ".tmx"),
        (" .. ", "export.tmx"),
        ("Con", "_Con.tmx"),
        ("lpt1.draft", "_lpt1.draft.tmx"),
        ("Control", "Control.tmx"),
    ],
)
def test_a_name_that_is_no_file_name(
    project: Project, tmp_path: Path, name: str, file: str
) -> None:
    (path,) = formats.export(replace(project, name=name), "tmx", tmp_path).files
    assert path == tmp_path / file


def test_units_are_a_project_of_one_segment_a_text(project: Project) -> None:
    units = corpus(project)
    made = project_of(units)
    assert list(corpus(made)) == list(units)
    assert made.source.texts == ["One. Two.", "Three\t& <four>."]
    assert [bead.kind for bead in made.bitexts["fr"]] == ["1-1", "1-0"]


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("edition", ["x.html"]),
        ("text", ["x.fr.txt", "x.pt.txt"]),
        ("tei", ["x.en-fr.tei", "x.en-pt.tei"]),
        ("xces", ["x.en-fr.xml", "x.en-pt.xml", "x.en.xml", "x.fr.xml", "x.pt.xml"]),
    ],
)
def test_units_are_written_in_a_format_of_segments(
    project: Project, tmp_path: Path, name: str, files: list[str]
) -> None:
    units = corpus(replace(project, name="x"))
    exported = formats.export_corpus(units, name, tmp_path)
    assert sorted(path.name for path in exported.files) == files
    assert f"units of several segments, each text one segment in {name}: 1" in exported.losses
    if name == "tei":
        pairs = [list(formats.read_corpus(tmp_path / file)) for file in files]
        assert pairs == [list(units.pair("fr")), list(units.pair("pt"))]


def test_what_links_cannot_hold_is_said(project: Project, tmp_path: Path) -> None:
    said = ("corrected or confirmed units whose status vecalign has no place for: 2",)
    assert formats.export(project, "vecalign", tmp_path).losses == said
    assert formats.losses(project, "vecalign") == said


@pytest.mark.parametrize("name", ["tmx", "tsv", "jsonl", "parquet", "moses", "xliff"])
def test_a_corpus_without_any_text_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="memory holds no text in any language"):
        formats.export_corpus(Corpus("memory", tuple, lambda: iter(())), name, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["tmx", "tsv", "csv", "xlsx", "jsonl", "parquet"])
def test_a_corpus_in_one_language_can_be_written(tmp_path: Path, name: str) -> None:
    units = [Unit({"en": "One."}), Unit({"en": "Two."})]
    corpus = Corpus("book", lambda: (Version("en", "en", "source"),), lambda: iter(units))
    (path,) = formats.export_corpus(corpus, name, tmp_path).files
    assert list(formats.read_corpus(path)) == units


@pytest.mark.parametrize("name", ["moses", "xliff"])
def test_a_format_of_pairs_needs_two_languages(tmp_path: Path, name: str) -> None:
    corpus = Corpus("book", lambda: (Version("en", "en", "source"),), lambda: iter(()))
    with pytest.raises(ExportError, match=f"book is in one language alone: {name} needs two"):
        formats.export_corpus(corpus, name, tmp_path)


def test_a_missing_folder_is_named(project: Project, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"make the folder .*nowhere first"):
        formats.export(project, "tmx", tmp_path / "nowhere" / "book.tmx")


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, OSError(28, "No space left")])
def test_nothing_is_left_of_an_export_that_breaks_off(
    tmp_path: Path, interruption: BaseException
) -> None:
    old = tmp_path / "book.tsv"
    old.write_text("what stood there before")
    versions = (Version("en", "en", "source"), Version("fr", "fr", "machine"))

    def breaking_off() -> Iterator[Unit]:
        yield Unit({"en": "One.", "fr": "Un."})
        raise interruption

    expected = ExportError if isinstance(interruption, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        formats.export_corpus(Corpus("book", lambda: versions, breaking_off), "tsv", old)
    assert [path.name for path in tmp_path.iterdir()] == ["book.tsv"]
    assert old.read_text() == "what stood there before"


_FILL_THE_DISK = """
import resource, signal, sys
from pathlib import Path
from aligned import formats
from aligned.corpus import Corpus, Unit
from aligned.errors import ExportError
from aligned.project import Version

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
versions = (Version("en", "en", "source"), Version("fr", "fr", "machine"))
units = [Unit({"en": "One more sentence.", "fr": "Encore une phrase."})] * 5_000
corpus = Corpus("book", lambda: versions, lambda: iter(units))
try:
    formats.export_corpus(corpus, sys.argv[1], Path(sys.argv[2]))
except ExportError as error:
    print(error)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="no limit on file size here")
@pytest.mark.parametrize("name", ["tmx", "moses"])
def test_a_disk_that_refuses_more_leaves_nothing(tmp_path: Path, name: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _FILL_THE_DISK, name, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(formats.__file__).parents[2])},
    )
    assert "cannot be written: File too large" in run.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_has_the_usual_permissions(project: Project, tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    (path,) = formats.export(project, "tmx", tmp_path).files
    assert path.stat().st_mode == usual.stat().st_mode


@pytest.mark.parametrize("name", [format.name for format in formats.writable()])
def test_whatever_is_in_a_text_a_file_can_be_written(
    project: Project, tmp_path: Path, name: str
) -> None:
    hostile = "\ud800\x00\x0b\ufffe]]><script>&amp;\u2028\r\n\t\"',;=1+1\\n \U0001f469"
    segments = tuple(replace(segment, text=hostile) for segment in project.source.segments)
    record = {"model": hostile}
    project = replace(
        project,
        name=hostile,
        source=replace(project.source, segments=segments),
        targets=tuple(
            replace(
                target,
                made_with=record,
                segments=(replace(target.segments[0], text=hostile), *target.segments[1:]),
            )
            for target in project.targets
        ),
        bitexts={
            key: Bitext(replace(bead, comment=hostile) for bead in bitext)
            for key, bitext in project.bitexts.items()
        },
    )
    files = formats.export(project, name, tmp_path).files
    assert files
    for file in files:
        if name not in ("xlsx", "parquet", "edition-docx", "edition-epub"):
            file.read_bytes().decode()
        if name in ("edition-docx", "edition-epub"):
            assert formats.read_document(file).text
        if isinstance(formats.get(name), formats.CorpusFormat) and formats.get(name).readable:
            assert list(formats.read_corpus(file))


def test_a_file_that_stood_there_keeps_its_permissions(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "book.tmx"
    path.touch(0o600)
    formats.export(project, "tmx", path)
    assert path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_written_as_it_is(project: Project, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        formats.export(project, "tsv", pipe)
        content, _ = reader.communicate(timeout=60)
    assert content.startswith(b"en\tfr\tpt\n")
    assert pipe.is_fifo()
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


PAIRS = [("fr", "pt"), ("pt", "en"), ("fr", "pt")]


@pytest.mark.parametrize(
    ("name", "pairs", "expected"),
    [
        (
            "moses",
            PAIRS,
            {
                "A statement.fr-pt.fr": "Un, deux.\n",
                "A statement.fr-pt.pt": "Um. Dois.\n",
                "A statement.pt-en.pt": "Um.\nDois.\nTrês.\n",
                "A statement.pt-en.en": "One.\nTwo.\nThree\t& <four>.\n",
            },
        ),
        ("vecalign", PAIRS[:1], {"A statement.vecalign": "[0]:[0, 1]\n[]:[2]\n"}),
        (
            "ladder",
            PAIRS,
            {
                "A statement.fr-pt.ladder": "0\t0\t0\n1\t2\t0\n1\t3\t0\n",
                "A statement.pt-en.ladder": "0\t0\t0\n1\t1\t0\n2\t2\t0.25\n3\t3\t0\n",
            },
        ),
    ],
)
def test_pairs_through_the_source(
    project: Project,
    tmp_path: Path,
    name: str,
    pairs: list[tuple[str, str]],
    expected: dict[str, str],
) -> None:
    files = formats.export_pairs(project, name, tmp_path, pairs).files
    assert {file.name: file.read_text("utf-8") for file in files} == expected


@pytest.mark.parametrize("name", ["xliff", "tei", "tmx", "tsv", "parquet", "edition"])
def test_every_pair_has_a_file_of_its_own(project: Project, tmp_path: Path, name: str) -> None:
    (alone,) = formats.export_pairs(project, name, tmp_path, PAIRS[:1]).files
    files = formats.export_pairs(project, name, tmp_path, PAIRS).files
    assert [file.name for file in files] == [
        f"A statement.{pair}{alone.suffix}" for pair in ("fr-pt", "pt-en")
    ]
    assert len(list(tmp_path.iterdir())) == 3


def test_xces_has_a_version_once_that_is_in_two_pairs(project: Project, tmp_path: Path) -> None:
    files = formats.export_pairs(project, "xces", tmp_path, PAIRS).files
    assert [file.name for file in files] == [
        f"A statement.{label}.xml" for label in ("fr", "pt", "fr-pt", "en", "pt-en")
    ]
    assert sorted(tmp_path.iterdir()) == sorted(files)
    assert formats.read_corpus(files[-1]).keys == ("pt", "en")


def test_one_version_alone_is_no_pair(project: Project, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="text holds one version alone"):
        formats.export_pairs(project, "text", tmp_path, PAIRS)
