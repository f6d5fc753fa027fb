"""Reading editions as others open them: what a paragraph is shows, in every version."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from aligned import formats
from aligned.bitext import Bead, Bitext
from aligned.project import Project, Version
from aligned.text import Kind, Segment

KINDS: list[tuple[Kind, str, str]] = [
    ("title", "The <sea>", "البحر"),
    ("heading", "First", "أولا"),
    ("paragraph", "One & two.", "واحد واثنان."),
    ("heading", "Second", "ثانيا"),
    ("list item", "Bread", "خبز"),
    ("quote", "They said.", "قالوا."),
    ("code", "x = 1\n  y = 2", "x = 1\n  y = 2"),
    ("table cell", "Name\x0b", ""),
    ("caption", "A picture", "صورة"),
]
EPUBCHECK = Path("/usr/bin/epubcheck")


@pytest.fixture
def project() -> Project:
    def version(column: int, language: str, key: str) -> Version:
        segments = tuple(
            Segment(row[column], "\n\n", number, 0, row[0])
            for number, row in enumerate(KINDS)
            if row[column]
        )
        return Version(key, language, "source" if column == 1 else "imported", segments)

    beads = [Bead(1, 1 if arabic else 0) for _, _, arabic in KINDS]
    project = Project("A <book>", version(1, "en", "en"))
    return project.with_target(version(2, "ar", "ar"), Bitext(beads))


def test_word_shows_a_table_with_a_column_a_version(project: Project, tmp_path: Path) -> None:
    (path,) = formats.export(project, "edition-docx", tmp_path).files
    document = docx.Document(str(path))
    assert document.paragraphs[0].text == "A <book>"
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["English", "Arabic"]
    marks = [("• " if kind == "list item" else "") for kind, _, _ in KINDS]
    assert [tuple(cell.text for cell in row.cells) for row in table.rows[1:]] == [
        (mark + english.removesuffix("\x0b"), mark + arabic if arabic else "")
        for mark, (_, english, arabic) in zip(marks, KINDS, strict=True)
    ]
    styles = [row.cells[0].paragraphs[0].style.name for row in table.rows[1:]]
    assert styles[:3] == ["Heading 1", "Heading 1", "Normal"]
    assert styles[-4:] == ["Quote", "HTML Preformatted", "Normal", "Caption"]
    # A document that was written is read as any other.
    assert "They said." in formats.read_document(path).text


def test_an_e_book_has_a_chapter_a_heading(project: Project, tmp_path: Path) -> None:
    (path,) = formats.export(project, "edition-epub", tmp_path).files
    with zipfile.ZipFile(path) as book:
        assert book.infolist()[0].filename == "mimetype"
        first, second = (
            etree.fromstring(book.read(f"book/chapter-{number}.xhtml")) for number in (1, 2)
        )
        contents = etree.fromstring(book.read("book/nav.xhtml"))
    assert [link.text for link in contents.iter("{*}a")] == ["The <sea>", "Second"]
    assert [one.text for one in first.iter("{*}h1")] == ["The <sea>", "البحر"]
    assert [one.get("dir") for one in second.iter("{*}h2")] == [None, "rtl"]
    assert [one.text for one in second.iter("{*}pre")] == ["x = 1\n  y = 2"] * 2
    content = path.read_bytes()
    formats.export(project, "edition-epub", tmp_path)
    assert path.read_bytes() == content
    assert "They said." in formats.read_document(path).text


@pytest.mark.slow
@pytest.mark.skipif(
    not (EPUBCHECK.exists() and shutil.which("java")), reason="EPUBCheck is not installed"
)
def test_epubcheck_finds_nothing(project: Project, tmp_path: Path) -> None:
    (path,) = formats.export(project, "edition-epub", tmp_path).files
    checked = subprocess.run(
        ["java", "-jar", EPUBCHECK, path], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "0 errors / 0 warnings" in checked.stdout + checked.stderr


def test_a_page_shows_what_a_paragraph_is(project: Project, tmp_path: Path) -> None:
    (path,) = formats.export(project, "edition", tmp_path).files
    page = path.read_text("utf-8")
    for names in ("title", "list-item"):
        assert f'<tr class="paragraph {names}">' in page
    assert '<th scope="col" dir="rtl">Arabic' in page
    assert "The &lt;sea&gt;" in page
