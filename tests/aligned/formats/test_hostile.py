"""Hostile files of every format that is read: quickly read or refused in one line, nothing else.

A row is an attack, a column a format: what it cannot be in has no cell.
"""

import io
import itertools
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow
import pytest
from openpyxl import Workbook
from pyarrow import parquet

from aligned import formats
from aligned.errors import AlignedError
from aligned.formats.archive import members, packed
from tests.statements import docx, epub, odt

TMX = (
    '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>{}</seg></tuv>'
    '<tuv xml:lang="fr"><seg>x</seg></tuv></tu></body></tmx>'
)
XLIFF = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="fr">'
    '<file id="f"><unit id="u"><segment><source>{}</source><target>x</target></segment></unit>'
    "</file></xliff>"
)
XLIFF12 = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="x" '
    'source-language="en" target-language="fr" datatype="plaintext"><body><trans-unit id="u">'
    "<source>{}</source><target>x</target></trans-unit></body></file></xliff>"
)
TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><group><text xml:lang="en"><body><p>'
    '<s xml:id="a">{}</s></p></body></text></group></text></TEI>'
)
XCES = (
    '<cesAlign><linkGrp fromDoc="a.en.xml" toDoc="a.fr.xml"><link xtargets="1;1">{}</link>'
    "</linkGrp></cesAlign>"
)
TREES = {
    "a.tmx": (TMX, "hi"),
    "a.xlf": (XLIFF, "pc"),
    "b.xlf": (XLIFF12, "g"),
    "a.tei": (TEI, "hi"),
    "a.xml": (XCES, "b"),
}
PARTS = {
    "a.docx": (docx, "word/document.xml", b"The river is "),
    "a.odt": (odt, "content.xml", b"The river is "),
    "a.epub": (epub, "EPUB/1.xhtml", b"The river is "),
}
BOMB = "<!DOCTYPE a [<!ENTITY a '{}'>{}]>".format(
    "ha" * 50,
    "".join(f"<!ENTITY {new} '{f'&{old};' * 20}'>" for old, new in itertools.pairwise("abcdefg")),
)
OUTSIDE = "<!DOCTYPE a [<!ENTITY g SYSTEM 'file:///etc/hostname'>]>"


def sheet(*rows: list[str]) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def with_part(made: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = members(made, "a")
    return packed({**parts, name: change(parts[name])})


def in_trees(text: str, prolog: str = "") -> dict[str, bytes]:
    """A text inside every format that is XML, with a prolog, also where it is in an archive."""
    files = {name: (prolog + form.format(text)).encode() for name, (form, _) in TREES.items()}
    for name, (make, part, place) in PARTS.items():

        def change(content: bytes, place: bytes = place) -> bytes:
            content = content[content.index(b"?>") + 2 :].lstrip()
            content = content.removeprefix(b"<!DOCTYPE html>")
            return prolog.encode() + content.replace(place, place + text.encode(), 1)

        files[name] = with_part(make(), part, change)
    book = sheet(["en", "fr"], ["A long one", "x"])
    files["a.xlsx"] = with_part(
        book,
        "xl/worksheets/sheet1.xml",
        lambda content: prolog.encode() + content.replace(b"A long one", text.encode()),
    )
    return files


def deep() -> dict[str, bytes]:
    files = {
        name: form.format(f"<{tag}>" * 256 + "x" + f"</{tag}>" * 256).encode()
        for name, (form, tag) in TREES.items()
    }
    inside = ("span", "w:smartTag", "text:span")
    for name, tag in zip(("a.epub", "a.docx", "a.odt"), inside, strict=True):
        make, part, place = PARTS[name]
        nest = f"<{tag}>".encode() * 256 + b"x" + f"</{tag}>".encode() * 256
        at = place if name == "a.epub" else b"<w:p>" if name == "a.docx" else b"The river is "
        files[name] = with_part(
            make(), part, lambda content, at=at, nest=nest: content.replace(at, at + nest, 1)
        )
    return {
        **files,
        "a.jsonl": b'{"translation": ' + b'{"en": ' * 256 + b"1" + b"}" * 256 + b"}",
        "a.html": b"<p>" + b"<b>" * 256 + b"x",
        "a.md": b"- " * 256 + b"x\n",
        "a.po": b'msgid "' + b"(" * 256 + b'"\nmsgstr ""\n',
        "a.srt": b"00:00:01,000 --> 00:00:02,000\n" + b"<i>" * 256 + b"x\n",
    }


LONG = "word " * 2_000_000


def long() -> dict[str, bytes]:
    line = LONG.encode()
    return {
        **in_trees(LONG),
        "a.tsv": b"en\tfr\n" + line + b"\tx\n",
        "a.csv": b"en,fr\n" + line + b",x\n",
        "a.jsonl": b'{"translation": {"en": "' + line + b'"}}\n',
        "a.en-fr.en": line + b"\n",
        "a.vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + line,
        "a.po": b'msgid "' + line + b'"\nmsgstr ""\n',
        "a.md": line,
        "a.html": b"<p>" + line,
        "a.txt": line,
    }


def another_kind() -> dict[str, bytes]:
    """Files that are a document of Word by what is in them, whatever their suffix says."""
    corpora = "tmx xlf tei xml tsv csv jsonl parquet xlsx db"
    names = f"{corpora} odt epub pdf html md po srt txt".split()
    return {f"a.{name}": docx() for name in names} | {"a.en-fr.en": docx(), "a.docx": b"%PDF-1.4"}


MIXED = "Été\n".encode() * 3 + "Été\n".encode("latin-1")


def mixed() -> dict[str, bytes]:
    return {
        "a.tsv": b"en\n" + MIXED,
        "a.csv": b"en\n" + MIXED,
        "a.jsonl": b'{"translation": {"en": "\xe9"}}',
        "a.en-fr.en": MIXED,
        "a.tmx": TMX.format("é").encode() + MIXED,
        "a.xlf": XLIFF.format("é").encode("latin-1"),
        "a.tei": TEI.format("é").encode("latin-1"),
        "a.md": MIXED,
        "a.html": b"<p>" + MIXED,
        "a.srt": b"00:00:01,000 --> 00:00:02,000\n" + MIXED,
        "a.po": b'msgid "\xc3\x89t\xe9"\nmsgstr ""\n',
        "a.txt": MIXED,
    }


def columns_twice() -> dict[str, bytes]:
    texts = pyarrow.array(["x"])
    fields = [pyarrow.field("en", texts.type)] * 2
    table = pyarrow.table(
        {"translation": pyarrow.StructArray.from_arrays([texts] * 2, fields=fields)}
    )
    file = io.BytesIO()
    parquet.write_table(table, file)
    return {
        "a.tsv": b"en\tEN\nA\tB\n",
        "a.csv": b"en,EN\nA,B\n",
        "a.xlsx": sheet(["en", "EN"], ["A", "B"]),
        "a.parquet": file.getvalue(),
    }


def zip_bombs() -> dict[str, bytes]:
    spaces = b" " * 60_000_000
    return {
        "a.docx": packed({"word/document.xml": spaces}),
        "a.odt": packed({"content.xml": spaces}),
        "a.epub": packed({"META-INF/container.xml": spaces}),
        "a.xlsx": packed({"xl/workbook.xml": spaces}),
    }


def escapes() -> dict[str, bytes]:
    up = b"../../../../etc/hostname"
    return {
        "a.xml": XCES.format("").replace("a.en.xml", up.decode()).encode(),
        "a.epub": with_part(epub(), "EPUB/c.opf", lambda content: content.replace(b"1.xhtml", up)),
        "a.docx": packed({**members(docx(), "a"), "../evil": b"x"}),
        "a.odt": packed({**members(odt(), "a"), "/evil": b"x"}),
    }


def repeated() -> dict[str, bytes]:
    """What some expression, tree or loop could take the square of the length for."""
    subtitle = b"00:00:01,000 --> 00:00:02,000\n"
    return {
        "formula.md": b"$ab\\$" * 50_000,
        "footnote.md": b"[^a" * 20_000,
        "emphasis.md": b"*a" * 5_000,
        "marks.srt": subtitle + b"<i>a" * 5_000,
        "points.srt": subtitle + b"<a" * 20_000,
        "inline.html": b"<p>" + b"<b>a</b>" * 10_000,
    }


ATTACKS: dict[str, tuple[Callable[[], dict[str, bytes]], bool]] = {
    "256 deep": (deep, False),
    "a line of 10 MB": (long, False),
    "a repetition": (repeated, False),
    "an entity bomb": (lambda: in_trees("&g;", BOMB), True),
    "an entity of a file": (lambda: in_trees("&g;", OUTSIDE), False),
    "another kind of file": (another_kind, True),
    "mixed encodings": (mixed, True),
    "a column twice": (columns_twice, True),
    "a zip bomb": (zip_bombs, True),
    "a path out of the folder": (escapes, False),
}
"""What makes the files of an attack, and whether all of them must be refused."""


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_hostile_file_is_read_or_refused_at_once(attack: str, tmp_path: Path) -> None:
    make, always_refused = ATTACKS[attack]
    secret = Path("/etc/hostname").read_text("utf-8").strip() if attack.startswith("an ent") else ""
    for name, content in make().items():
        path = tmp_path / name
        path.write_bytes(content)
        for other in ("a.en.xml", "a.fr.xml", "a.en-fr.fr"):
            (tmp_path / other).write_text('<text xml:lang="en"><s id="1">x</s></text>', "utf-8")
        before = sorted(one.name for one in tmp_path.iterdir())
        began = time.process_time()
        said = _read(path)
        assert time.process_time() - began < 5, name
        assert sorted(one.name for one in tmp_path.iterdir()) == before, name
        assert not secret or secret not in said, name
        if always_refused:
            assert said.startswith("refused: "), (name, said[:200])
        if said.startswith("refused: "):
            assert "\n" not in said, name
            assert name.partition(".")[0] in said, name
        path.unlink()


def _read(path: Path) -> str:
    """What a file says, or in which words it is refused."""
    format = formats.for_path(path)
    try:
        if isinstance(format, formats.DocumentFormat):
            return formats.read_document(path).text
        return "\n".join(text for unit in formats.read_corpus(path) for text in unit.texts.values())
    except AlignedError as error:
        return f"refused: {error}"
