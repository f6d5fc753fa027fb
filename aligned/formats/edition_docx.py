"""A reading edition for word processors, DOCX: a table with a column a version.

The languages stand in a heading row that is repeated on every page; a row is a paragraph, which may
go on on the next page, and a heading stays with what follows. More than two versions lie on a
landscape page, many in smaller letters. ECMA-376, part 1.
"""

from collections.abc import Iterator, Sequence
from html import escape

from aligned.formats import archive, xml
from aligned.formats.format import ProjectFormat
from aligned.formats.output import Output
from aligned.formats.passages import name_of, passages
from aligned.project import Project, Version
from aligned.text import Kind, right_to_left

__all__ = ["FORMAT"]

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="{0}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{0}.styles+xml"/></Types>
""".format("application/vnd.openxmlformats-officedocument.wordprocessingml")
_RELATIONS = """<Relationships
 xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>
</Relationships>
"""
# Twentieths of a point, on A4.
_LONG, _SHORT, _MARGIN = 16838, 11906, 1000
_LINE = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="BBBBBB"/>'
# Half points by the number of versions; what stands in narrow columns in larger ones is torn.
_SIZES = {1: 21, 2: 21, 3: 21, 4: 19}
_SMALLEST = 17
_STYLE = """<w:style w:type="paragraph" w:styleId="{id}"{default}><w:name w:val="{name}"/>{based}
<w:pPr>{keep}<w:spacing w:before="{before}" w:after="60"/></w:pPr><w:rPr>{look}</w:rPr></w:style>
"""
_LETTERS = '<w:sz w:val="{0}"/><w:szCs w:val="{0}"/>'
_STYLES: dict[str, tuple[str, int, str]] = {
    "Title": ("Title", 0, f"<w:b/>{_LETTERS.format(36)}"),
    "Heading1": ("heading 1", 200, f"<w:b/>{_LETTERS.format(26)}"),
    "Quote": ("Quote", 60, "<w:i/>"),
    "Caption": ("caption", 60, '<w:sz w:val="18"/>'),
    "HTMLPreformatted": (
        "HTML Preformatted",
        60,
        '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/><w:sz w:val="18"/>',
    ),
}
_OF_KIND: dict[Kind, str] = {
    "title": "Heading1",
    "heading": "Heading1",
    "quote": "Quote",
    "caption": "Caption",
    "code": "HTMLPreformatted",
}


def _write(project: Project, targets: Sequence[Version], output: Output) -> None:
    members = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _RELATIONS.format("styles", "styles.xml"),
        "word/document.xml": "".join(_document(project, targets)),
        "word/styles.xml": _styles(_SIZES.get(len(targets) + 1, _SMALLEST)),
    }
    packed = archive.packed({name: f"{_HEAD}{text}".encode() for name, text in members.items()})
    output.file().write(packed)


def _styles(size: int) -> str:
    fonts = f'<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria"/>{_LETTERS.format(size)}'
    style = _STYLE.format
    styles = [
        style(
            id="Normal",
            default=' w:default="1"',
            name="Normal",
            based="",
            keep="",
            before=60,
            look=fonts,
        )
    ]
    for identity, (name, before, look) in _STYLES.items():
        keep = "<w:keepNext/>" if identity == "Heading1" else ""
        based = '<w:basedOn w:val="Normal"/>'
        styles.append(
            style(
                id=identity,
                default="",
                name=name,
                based=based,
                keep=keep,
                before=before,
                look=look,
            )
        )
    return f"<w:styles {_W}>{''.join(styles)}</w:styles>"


def _document(project: Project, targets: Sequence[Version]) -> Iterator[str]:
    versions = (project.source, *targets)
    landscape = len(versions) > 2
    width, height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    column = (width - 2 * _MARGIN) // len(versions)
    yield f"<w:document {_W}><w:body>"
    yield _paragraph(project.source, xml.clean(project.name), "Title")
    yield '<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>'
    yield f"{_LINE.format('bottom', 4)}{_LINE.format('insideH', 2)}</w:tblBorders>"
    yield '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="140" w:type="dxa"/>'
    yield '<w:right w:w="140" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>'
    yield f'<w:gridCol w:w="{column}"/>' * len(versions)
    yield "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    for version in versions:
        yield _cell(column, _paragraph(version, name_of(version), "Normal", bold=True))
    yield "</w:tr>"
    for passage in passages(project, targets):
        style = _OF_KIND.get(passage.kind, "Normal")
        mark = "• " if passage.kind == "list item" else ""
        yield "<w:tr>"
        for version, text in zip(versions, passage.texts, strict=True):
            yield _cell(column, _paragraph(version, mark + text if text else "", style))
        yield "</w:tr>"
    orient = ' w:orient="landscape"' if landscape else ""
    yield f'</w:tbl><w:p/><w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{orient}/><w:pgMar '
    yield " ".join(f'w:{side}="{_MARGIN}"' for side in ("top", "right", "bottom", "left"))
    yield ' w:header="500" w:footer="500" w:gutter="0"/></w:sectPr></w:body></w:document>'


def _cell(width: int, paragraph: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph}</w:tc>'


def _paragraph(version: Version, text: str, style: str, *, bold: bool = False) -> str:
    rtl = right_to_left(version.language)
    language = escape(version.language)
    direction = "<w:bidi/>" if rtl else ""
    look = f'{"<w:b/>" if bold else ""}{"<w:rtl/>" if rtl else ""}<w:lang w:val="{language}"'
    look += f' w:bidi="{language}"/>' if rtl else "/>"
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(map(escape, text.split("\n")))
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{direction}</w:pPr><w:r><w:rPr>{look}</w:rPr>'
        f'<w:t xml:space="preserve">{lines}</w:t></w:r></w:p>'
    )


FORMAT = ProjectFormat(
    name="edition-docx",
    description="Reading edition, DOCX: a table with the versions side by side",
    suffixes=(".docx",),
    carries=frozenset({"line breaks", "one-sided"}),
    forbidden=xml.FORBIDDEN,
    write=_write,
)
