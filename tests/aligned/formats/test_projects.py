"""What is written from a project as it is: XCES, the reading edition, the manifest."""

import gzip
import hashlib
import json
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest
from lxml import etree, html

from aligned import formats
from aligned.bitext import Bead, Bitext
from aligned.corpus import Unit, units
from aligned.errors import InputError
from aligned.project import Project, Version
from aligned.text import Segment


@pytest.fixture
def project() -> Project:
    english = (Segment("A <b> & c.", "\n"), Segment("Two.", " ", 1), Segment("Three.", " ", 1))
    arabic = (Segment("واحد.", "\n"), Segment("اثنان وثلاثة.", "", 1))
    french = (Segment("Un.", "\n"), Segment("Deux.", " ", 1))
    made_with = {"model": "opus-mt-en-ar"}
    return (
        Project("book", Version("en", "en", "source", english))
        .with_target(
            Version("ar", "ar", "machine", arabic, made_with=made_with),
            Bitext([Bead(1, 1), Bead(2, 1, "edited", 0.75)]),
        )
        .with_target(
            Version("fr-x-2", "fr", "imported", french),
            Bitext([Bead(1, 1, "confirmed"), Bead(1, 1), Bead(1, 0)]),
        )
    )


def test_xces_has_a_file_a_version_and_a_file_a_target(project: Project, tmp_path: Path) -> None:
    files = formats.export(project, "xces", tmp_path).files
    assert [file.name for file in files] == [
        *("book.en.xml", "book.ar.xml", "book.fr-x-2.xml", "book.en-ar.xml", "book.en-fr-x-2.xml"),
    ]
    sentences = etree.parse(files[0]).getroot()
    assert [[s.text for s in p] for p in sentences] == [["A <b> & c."], ["Two.", "Three."]]
    links = etree.parse(files[3]).getroot()[0]
    assert dict(links.attrib) == {
        "targType": "s",
        "fromDoc": "book.en.xml",
        "toDoc": "book.ar.xml",
    }
    assert [link.get("xtargets") for link in links] == ["1;1", "2 3;2"]
    assert [link.get("certainty") for link in links] == [None, "0.75"]


def test_xces_reads_back_bead_by_bead(project: Project, tmp_path: Path) -> None:
    for target, file in zip(
        project.targets, formats.export(project, "xces", tmp_path).files[3:], strict=True
    ):
        read = formats.read_corpus(file)
        assert read.keys == ("en", target.key)
        scored = [replace(unit, status={}) for unit in units(project, [target.key])]
        known = [
            replace(unit, score={key: score for key, score in unit.score.items() if score})
            for unit in scored
        ]
        assert list(read) == known


def test_xces_as_opus_packs_it(tmp_path: Path) -> None:
    for language, words in (("en", "Hello world"), ("fr", "Bonjour")):
        (tmp_path / language).mkdir()
        tokens = "".join(f"<w>{word}</w>" for word in words.split())
        content = f'<text><s id="s1">{tokens}</s></text>'.encode()
        (tmp_path / language / "a.xml.gz").write_bytes(gzip.compress(content))
    path = tmp_path / "en-fr.xml"
    path.write_text(
        '<!DOCTYPE cesAlign PUBLIC "-//CES//DTD XML cesAlign//EN" ""><cesAlign version="1.0">'
        '<linkGrp fromDoc="en/a.xml.gz" toDoc="fr/a.xml.gz"><link xtargets="s1;s1"/></linkGrp>'
        "</cesAlign>"
    )
    assert list(formats.read_corpus(path)) == [Unit({"en": "Hello world", "fr": "Bonjour"})]


@pytest.mark.parametrize(
    ("links", "message"),
    [
        ("<a/>", "is not a file of XCES links"),
        ('<linkGrp fromDoc="../../x.xml" toDoc="y.xml"/>', "which is not beside it"),
        (
            '<linkGrp fromDoc="x.en.xml" toDoc="x.en.xml"><link xtargets="9;1"/></linkGrp>',
            "links no sentence '9'",
        ),
    ],
)
def test_xces_that_cannot_be_read(tmp_path: Path, links: str, message: str) -> None:
    (tmp_path / "x.en.xml").write_text('<text xml:lang="en"><s id="1">One.</s></text>')
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "x.en.xml").write_text('<text xml:lang="en"><s id="1">One.</s></text>')
    path = folder / "links.xml"
    path.write_text(f"<cesAlign>{links}</cesAlign>")
    with pytest.raises(InputError, match=message):
        list(formats.read_corpus(path))


def test_the_edition_has_a_column_a_version_and_a_row_a_row(
    project: Project, tmp_path: Path
) -> None:
    (path,) = formats.export(project, "edition", tmp_path).files
    page = html.fromstring(path.read_bytes().decode())
    assert [heading.text for heading in page.iter("th")] == ["English ", "Arabic ", "French 2 "]
    rows = [[cell.text or "" for cell in row.iter("td")] for row in page.iter("tr")][1:]
    assert rows == [
        ["A <b> & c.", "واحد.", "Un."],
        ["Two. Three.", "اثنان وثلاثة.", "Deux."],
    ]
    cells = list(page.iter("td"))[:3]
    assert [(cell.get("lang"), cell.get("dir")) for cell in cells] == [
        *(("en", None), ("ar", "rtl"), ("fr", None)),
    ]
    assert "http" not in path.read_text("utf-8")


def test_the_edition_escapes_what_looks_like_markup(project: Project, tmp_path: Path) -> None:
    hostile = replace(project, name="<script>alert(1)</script>")
    (path,) = formats.export(hostile, "edition", tmp_path).files
    assert "<script" not in path.read_text("utf-8")


def test_the_manifest_counts_and_signs(project: Project, tmp_path: Path) -> None:
    files = formats.export(project, "tsv", tmp_path).files
    tsv = formats.get("tsv")
    path = formats.write_manifest(project, tsv, files, tmp_path, licence="CC-BY-4.0")
    assert path.name == "book.manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    assert manifest["licence"] == "CC-BY-4.0"
    assert manifest["program"] == {"name": "hexapla", "version": version("hexapla")}
    assert manifest["format"]["name"] == "tsv"
    assert manifest["versions"][1] == {
        "key": "ar",
        "language": "ar",
        "origin": "machine",
        "made_with": {"model": "opus-mt-en-ar"},
        "segments": 2,
        "words": 3,
        "characters": 18,
    }
    assert manifest["bitexts"][0]["kinds"] == {"1-1": 1, "2-1": 1}
    assert manifest["bitexts"][1]["statuses"] == {"confirmed": 1, "machine": 2}
    content = files[0].read_bytes()
    assert manifest["files"] == [
        {
            "name": "book.tsv",
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
    ]
    before = path.read_bytes()
    formats.write_manifest(project, tsv, files, tmp_path, licence="CC-BY-4.0")
    assert path.read_bytes() == before


def test_a_manifest_of_a_file_that_is_gone(project: Project, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        formats.write_manifest(project, formats.get("tsv"), [tmp_path / "gone.tsv"], tmp_path)
    assert list(tmp_path.iterdir()) == []
