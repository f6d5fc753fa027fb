"""Programs not ours that open a document: how it is built, and what it says."""

import io
import re
import zipfile
from collections.abc import Callable

import docx
import polib
from docx.oxml.ns import qn
from lxml import etree, html
from markdown_it import MarkdownIt

from tests.statements import picture

__all__ = ["PROGRAMS", "Seen"]

Seen = tuple[object, list[str]]
"""What a program shows of a document: how it is built, and its texts."""


def tree(root: etree._Element) -> Seen:
    """The elements that have something in them, and every text."""
    built = [element.tag for element in root.iter(etree.Element) if element.tag != "meta"]
    return sorted(map(str, built)), [" ".join(root.itertext())]


def in_word(content: bytes) -> Seen:
    document = docx.Document(io.BytesIO(content))
    paragraphs = document.paragraphs
    [table] = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    [link] = document.element.body.iter(qn("w:hyperlink"))
    notes = next(p for p in document.part.package.iter_parts() if "footnotes" in p.partname)
    note = "".join(etree.fromstring(notes.blob).itertext())
    [image] = document.inline_shapes
    images = [p.blob for p in document.part.package.iter_parts() if p.partname.endswith(".png")]
    assert images == [picture()]
    styles = [paragraph.style.name for paragraph in paragraphs]
    bold = [run.bold for run in paragraphs[1].runs if run.bold]
    references = len(list(document.element.body.iter(qn("w:footnoteReference"))))
    address = document.part.rels[link.get(qn("r:id"))].target_ref
    built = (styles, table.style.name, len(cells), bold, references, address, image.width)
    texts = [paragraph.text for paragraph in paragraphs]
    return built, [*texts, *(text for row in cells for text in row), note]


def in_writer(content: bytes) -> Seen:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert archive.infolist()[0].filename == "mimetype"
        return tree(etree.fromstring(archive.read("content.xml")))


def in_a_reader(content: bytes) -> Seen:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        package = etree.fromstring(archive.read("EPUB/c.opf"))
        pages = [etree.fromstring(archive.read(f"EPUB/{n}.xhtml")) for n in ("nav", "1", "2")]
    seen = [tree(page) for page in pages]
    built = [one[0] for one in seen], len(package.findall(".//{*}itemref"))
    return built, [text for one in seen for text in one[1]]


def in_a_browser(content: bytes) -> Seen:
    return tree(html.document_fromstring(content))


def in_markdown(content: bytes) -> Seen:
    tokens = MarkdownIt("commonmark").enable("table").parse(content.decode())
    inside = [child for token in tokens for child in token.children or ()]
    built = (
        [token.type for token in tokens],
        sorted(token.type for token in inside if token.type != "text"),
    )
    return built, [token.content for token in tokens if token.type == "inline"]


def in_a_player(content: bytes) -> Seen:
    cues = content.decode().removeprefix("WEBVTT\n\n").strip().split("\n\n")
    heads = [cue.split("\n", 2)[:2] for cue in cues]
    texts = [cue.split("\n", 2)[2] for cue in cues]
    return (heads, [len(re.findall("</?i>", text)) for text in texts]), texts


def in_gettext(content: bytes) -> Seen:
    catalogue = polib.pofile(content.decode())
    return [entry.msgid for entry in catalogue], [
        entry.msgstr or entry.msgid for entry in catalogue
    ]


def in_an_editor(content: bytes) -> Seen:
    lines = content.decode().split("\n")
    return [line[:2] == "- " if line else None for line in lines], lines


PROGRAMS: dict[str, Callable[[bytes], Seen]] = {
    "river.docx": in_word,
    "river.odt": in_writer,
    "river.epub": in_a_reader,
    "river.html": in_a_browser,
    "river.md": in_markdown,
    "river.srt": in_a_player,
    "river.vtt": in_a_player,
    "river.po": in_gettext,
    "river.txt": in_an_editor,
}
