"""One statement as a real document of each kind: styles, lists, a table, notes, inline marks.

Each function gives the bytes of a file that the program of its kind opens, in one language or the
other.
"""

import io
import struct
import zlib
from collections.abc import Callable

from aligned.formats.archive import packed
from tests.pdf import pdf
from tests.river import ENGLISH, Words

__all__ = ["STATEMENTS"]

ADDRESS = "https://example.org/report"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def picture() -> bytes:
    """A blue PNG of 40 x 12."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 40, 12, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x2f\x6f\x8f" * 40) * 12
    chunks = chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def html(words: Words) -> bytes:
    before, strong, between, linked, after = words.introduction
    rows = "".join(
        f"<tr>{''.join(f'<{cell}>{text}</{cell}>' for text in row)}</tr>"
        for cell, row in zip(("th", "td", "td"), words.table, strict=True)
    )
    items = "".join(f"<li>{item}</li>" for item in words.items)
    return (
        f'<!DOCTYPE html>\n<html lang="{words.language}"><head><meta charset="utf-8">'
        f"<title>{words.title}</title>"
        "<style>body { font-family: serif; margin: 3em } th { background: #ddd }</style></head>\n"
        f"<body><h1>{words.title}</h1>\n<p>{before}<strong>{strong}</strong>{between}"
        f'<a href="{ADDRESS}">{linked}</a>{after}<sup><a href="#n">1</a></sup></p>\n'
        f"<h2>{words.heading}</h2>\n<ul>{items}</ul>\n<table>{rows}</table>\n"
        f'<blockquote>{words.quote}</blockquote>\n<aside id="n">{words.note}</aside>'
        "</body></html>\n"
    ).encode()


def markdown(words: Words) -> bytes:
    before, strong, between, linked, after = words.introduction
    items = "\n".join(f"- {item}" for item in words.items)
    head, *rows = (f"| {' | '.join(row)} |" for row in words.table)
    table = "\n".join((head, "| --- | ---: |", *rows))
    return (
        f"# {words.title}\n\n{before}**{strong}**{between}[{linked}]({ADDRESS}){after}[^1]\n\n"
        f"## {words.heading}\n\n{items}\n\n{table}\n\n> {words.quote}\n\n[^1]: {words.note}\n"
    ).encode()


def docx(words: Words = ENGLISH) -> bytes:
    """By python-docx, with a footnote and a link, which it has no functions for."""
    from docx import Document
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml

    before, strong, between, linked, after = words.introduction
    document = Document()
    document.add_heading(words.title, 0)
    paragraph = document.add_paragraph(before)
    paragraph.add_run(strong).bold = True
    paragraph.add_run(between)
    link = document.part.relate_to(ADDRESS, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    paragraph._p.append(
        parse_xml(
            f'<w:hyperlink xmlns:w="{W}" xmlns:r="{R}" r:id="{link}"><w:r><w:rPr>'
            f'<w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr><w:t>{linked}</w:t></w:r>'
            "</w:hyperlink>"
        )
    )
    paragraph.add_run(after)
    paragraph._p.append(
        parse_xml(
            f'<w:r xmlns:w="{W}"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            '<w:footnoteReference w:id="2"/></w:r>'
        )
    )
    document.add_heading(words.heading, 1)
    for item in words.items:
        document.add_paragraph(item, "List Bullet")
    table = document.add_table(len(words.table), 2, "Light Grid Accent 1")
    for row, texts in zip(table.rows, words.table, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph(words.quote, "Intense Quote")
    document.add_picture(io.BytesIO(picture()))
    _add_footnotes(document, words.note)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add_footnotes(document, note: str) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    marks = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p>'
        "</w:footnote>"
        for number, kind in enumerate(("separator", "continuationSeparator"))
    )
    footnotes = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<w:footnotes xmlns:w="{W}">{marks}'
        '<w:footnote w:id="2"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        f'<w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {note}</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, footnotes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def odt(words: Words = ENGLISH) -> bytes:
    before, strong, between, linked, after = words.introduction
    names = ("office", "text", "table", "style")
    spaces = " ".join(f'xmlns:{name}="{OFFICE}:{name}:1.0"' for name in names)
    spaces += (
        f' xmlns:fo="{OFFICE}:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    )
    items = "".join(
        f"<text:list-item><text:p>{item}</text:p></text:list-item>" for item in words.items
    )
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in row)
        + "</table:table-row>"
        for row in words.table
    )
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body><text:p>{words.note}</text:p></text:note-body></text:note>"
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {spaces} '
        'office:version="1.2"><office:automatic-styles><style:style style:name="B" '
        'style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
        "</office:automatic-styles><office:body><office:text>"
        f'<text:h text:outline-level="1">{words.title}</text:h><text:p>{before}'
        f'<text:span text:style-name="B">{strong}</text:span>{between}'
        f'<text:a xlink:href="{ADDRESS}">{linked}</text:a>{after}{note}</text:p>'
        f'<text:h text:outline-level="2">{words.heading}</text:h><text:list>{items}</text:list>'
        f'<table:table><table:table-column table:number-columns-repeated="2"/>{rows}</table:table>'
        f"<text:p>{words.quote}</text:p></office:text></office:body></office:document-content>"
    )
    media = "application/vnd.oasis.opendocument.text"
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest '
        f'xmlns:manifest="{OFFICE}:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    members = {
        "mimetype": media,
        "content.xml": content,
        "META-INF/manifest.xml": manifest,
    }
    return packed({name: text.encode() for name, text in members.items()})


CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
    '<rootfiles><rootfile full-path="EPUB/c.opf" '
    'media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def epub(words: Words = ENGLISH) -> bytes:
    before, strong, between, linked, after = words.introduction
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in words.table)
    items = "".join(f"<li>{item}</li>" for item in words.items)
    first = (
        f"<h1>{words.title}</h1><p>{before}<em>{strong}</em>{between}"
        f'<a href="{ADDRESS}">{linked}</a>{after}'
        '<a epub:type="noteref" href="#n">1</a></p>'
        f'<aside epub:type="footnote" id="n"><p>{words.note}</p></aside>'
    )
    second = f"<h2>{words.heading}</h2><ul>{items}</ul><table>{rows}</table><p>{words.quote}</p>"
    contents = (
        f'<nav epub:type="toc"><ol><li><a href="1.xhtml">{words.title}</a></li>'
        f'<li><a href="2.xhtml">{words.heading}</a></li></ol></nav>'
    )
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "EPUB/c.opf": _package(words),
        "EPUB/nav.xhtml": _page(words, "Contents", contents),
        "EPUB/1.xhtml": _page(words, words.title, first),
        "EPUB/2.xhtml": _page(words, words.heading, second),
    }
    return packed({name: text.encode() for name, text in members.items()})


def _page(words: Words, title: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'xml:lang="{words.language}" lang="{words.language}">'
        f"<head><title>{title}</title></head><body>{body}</body></html>"
    )


def _package(words: Words) -> str:
    pages = ("nav.xhtml", "1.xhtml", "2.xhtml")
    entries = "".join(
        f'<item id="i{number}" href="{name}" media-type="application/xhtml+xml"'
        + (' properties="nav"/>' if name == "nav.xhtml" else "/>")
        for number, name in enumerate(pages)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="u">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="u">urn:river</dc:identifier><dc:title>{words.title}</dc:title>'
        f"<dc:language>{words.language}</dc:language>"
        '<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>'
        f'<manifest>{entries}</manifest><spine><itemref idref="i1"/><itemref idref="i2"/></spine>'
        "</package>"
    )


def subtitles(words: Words, *, web: bool) -> bytes:
    texts = (
        "".join(words.introduction),
        f"- {words.items[0]}\n- {words.items[1]}",
        f"<i>{words.quote}</i>",
    )
    mark = "." if web else ","
    cues = [
        f"{number}\n00:00:0{number}{mark}000 --> 00:00:0{number}{mark}900\n{text}\n"
        for number, text in enumerate(texts, start=1)
    ]
    return ("WEBVTT\n\n" * web + "\n".join(cues)).encode()


def po(words: Words) -> bytes:
    """The messages in English, as programs have them, with their translations if there are any."""
    messages, translated = ((w.title, w.heading, *w.items, w.people) for w in (ENGLISH, words))
    entries = "\n".join(
        f'#: river.c:{n}\nmsgid "{message}"\nmsgstr "{"" if words is ENGLISH else translation}"\n'
        for n, (message, translation) in enumerate(zip(messages, translated, strict=True))
    )
    header = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
    )
    return f"{header}\n{entries}".encode()


def plain(words: Words) -> list[str]:
    """The paragraphs."""
    return [
        words.title,
        "".join(words.introduction),
        words.heading,
        *(f"- {item}" for item in words.items),
        words.quote,
        words.note,
    ]


STATEMENTS: dict[str, Callable[[Words], bytes]] = {
    "river.html": html,
    "river.md": markdown,
    "river.docx": docx,
    "river.odt": odt,
    "river.epub": epub,
    "river.srt": lambda words: subtitles(words, web=False),
    "river.vtt": lambda words: subtitles(words, web=True),
    "river.po": po,
    "river.txt": lambda words: "\n\n".join(plain(words)).encode(),
    "river.pdf": lambda words: pdf(*plain(words)),
}
"""What makes each file in a language, by its name."""
