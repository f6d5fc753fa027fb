"""Files cut short and files with wrong bytes: read, or refused in one line, never anything else."""

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligned import formats
from aligned.bitext import Bead, Bitext
from aligned.errors import AlignedError
from aligned.formats.archive import packed
from aligned.project import Project, Version
from aligned.text import Segment

WORDS = [Segment(f"One sentence & <more>, {number}.", " ") for number in range(3)]
PROJECT = Project("book", Version("en", "en", "source", tuple(WORDS))).with_target(
    Version("fr", "fr", "machine", tuple(WORDS), made_with={"model": "m"}),
    Bitext([Bead(1, 1, "edited", 0.5), Bead(1, 1), Bead(1, 1, comment="why?")]),
)
PAGE = "<html><body><p>One <b>sentence</b>.</p></body></html>"
DOCX = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:p><w:r><w:t>One sentence.</w:t></w:r></w:p></w:document>"
)
DOCUMENTS = {
    "a.html": PAGE.encode(),
    "a.docx": packed({"word/document.xml": DOCX.encode()}),
    "a.epub": packed(
        {
            "META-INF/container.xml": b'<c><rootfile full-path="c.opf"/></c>',
            "c.opf": b'<p><manifest><item id="a" href="a.xhtml" '
            b'media-type="application/xhtml+xml"/></manifest>'
            b'<spine><itemref idref="a"/></spine></p>',
            "a.xhtml": PAGE.encode(),
        }
    ),
    "a.md": b"# One\n\n- two\n\n| a | b |\n|---|---|\n| c | d |\n",
    "a.srt": b"1\n00:00:01,000 --> 00:00:02,000\nHello\nthere.\n",
    "a.po": b'msgid "One"\nmsgstr ""\n\nmsgid "%d"\nmsgid_plural "%ds"\nmsgstr[0] ""\n',
    "a.txt": b"One sentence.\n\nAnother.\n",
}


@st.composite
def damages(draw: st.DrawFn) -> tuple[float, list[tuple[float, int]]]:
    """Where a file is cut, and which bytes become which, by their share of its length."""
    cut = draw(st.just(1.0) | st.floats(0, 1))
    changes = draw(st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=4))
    return cut, changes


def damaged(content: bytes, damage: tuple[float, list[tuple[float, int]]]) -> bytes:
    cut, changes = damage
    changed = bytearray(content[: int(len(content) * cut)])
    for place, value in changes:
        if changed:
            changed[int(len(changed) * place)] = value
    return bytes(changed)


CORPORA = [
    format.name
    for format in formats.writable()
    if format.readable and isinstance(format, formats.CorpusFormat | formats.ProjectFormat)
]


@pytest.mark.parametrize("name", CORPORA)
@given(damage=damages())
@settings(max_examples=20, deadline=None)
def test_a_damaged_corpus(name: str, damage: tuple[float, list[tuple[float, int]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = formats.export(PROJECT, name, Path(folder)).files[-1]
        path.write_bytes(damaged(path.read_bytes(), damage))
        try:
            corpus = formats.read_corpus(path, name)
            assert all(unit.texts for unit in corpus)
            assert corpus.keys is not None
        except AlignedError as error:
            assert "\n" not in str(error)


@pytest.mark.parametrize("name", DOCUMENTS)
@given(damage=damages())
@settings(max_examples=20, deadline=None)
def test_a_damaged_document(name: str, damage: tuple[float, list[tuple[float, int]]]) -> None:
    content = damaged(DOCUMENTS[name], damage)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        try:
            document = formats.read_document(path)
        except AlignedError as error:
            assert "\n" not in str(error)
            return
    format = formats.for_path(path)
    assert isinstance(format, formats.DocumentFormat)
    if format.rewrite:
        renderings = [formats.Rendering("Une phrase.")] * len(document.paragraphs)
        assert format.rewrite(content, name, document.encoding, renderings, "fr")[0]


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ENTITIES = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
BOMB = f'<!DOCTYPE a [<!ENTITY e0 "ha">{ENTITIES}]>' + DOCX.replace("One", "&e9;")
DEEP = f"<w:document {W}>{'<w:tbl>' * 256}<w:p/>{'</w:tbl>' * 256}</w:document>"
LONG = b"word " * 2_000_000
HOSTILE = [
    ("bomb.docx", packed({"word/document.xml": BOMB.encode()}), "is damaged"),
    ("zip.docx", packed({"word/document.xml": b" " * 60_000_000}), "would unpack to 60 MB"),
    ("deep.docx", packed({"word/document.xml": DEEP.encode()}), "Excessive depth"),
    ("line.html", b"<p>" + LONG, "more than 10 million characters"),
    ("brackets.md", b"[" * 20_000 + b"\n", None),
    ("deep.md", b">" * 256 + b" deep\n", "is empty"),
    ("deep.html", b"<div>" * 250 + b"<p>deep", None),
    ("mixed.txt", "Été.\n".encode() + "Été\n".encode("latin-1"), "line 2"),
    ("wrong.pdf", DOCUMENTS["a.docx"], "not a PDF"),
    ("wrong.docx", b"%PDF-1.4", "not what its suffix says"),
    ("wrong.odt", DOCUMENTS["a.docx"], "lacks its part 'content.xml'"),
    ("wrong.epub", DOCUMENTS["a.docx"], "lacks its part"),
    ("wrong.txt", DOCUMENTS["a.docx"], "is a binary file"),
]


@pytest.mark.parametrize(("name", "content", "said"), HOSTILE, ids=[one[0] for one in HOSTILE])
def test_a_hostile_document(tmp_path: Path, name: str, content: bytes, said: str | None) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    began = time.process_time()
    if said is None:
        assert formats.read_document(path).text
    else:
        with pytest.raises(AlignedError, match=said) as raised:
            formats.read_document(path)
        assert name in str(raised.value)
        assert "\n" not in str(raised.value)
    assert time.process_time() - began < 20
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_no_member_of_an_archive_leaves_it(tmp_path: Path) -> None:
    path = tmp_path / "inner" / "a.docx"
    path.parent.mkdir()
    path.write_bytes(packed({"../evil.txt": b"x", "word/document.xml": DOCX.encode()}))
    assert formats.read_document(path).text == "One sentence."
    assert [one.name for one in tmp_path.iterdir()] == ["inner"]
