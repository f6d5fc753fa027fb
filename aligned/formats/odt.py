"""ODT: the paragraphs and headings of the text, its lists, tables, frames, notes and margins.

Styles, pictures and fields stay as they are; comments and tracked changes are not read.
"""

from collections.abc import Hashable

from lxml import etree

from aligned.formats import xml
from aligned.formats.format import DocumentFormat
from aligned.formats.markup import Grammar, roles
from aligned.formats.package import Members, Package
from aligned.text import Kind, base_language

__all__ = ["FORMAT"]

_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_ROLE = roles(
    block=("p", "h", "tab", "line-break"),
    aside=("note", "frame", "custom-shape"),
    skipped=(
        *("annotation", "tracked-changes", "note-citation", "bibliography-mark"),
        *("automatic-styles", "styles", "font-face-decls", "forms", "sequence-decls"),
    ),
    transient=("soft-page-break",),
)
# Fields, such as page numbers and dates, are inline and hold no text of the document.
_HOLD_TEXT = frozenset(f"{_TEXT}{name}" for name in ("p", "h", "span", "a", "ruby-base"))
_AROUND: dict[str, Kind] = {
    f"{_TEXT}list-item": "list item",
    "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table-cell": "table cell",
}
_STYLES: dict[str, Kind] = {
    "Title": "title",
    "Subtitle": "heading",
    "Quotations": "quote",
    "Preformatted_20_Text": "code",
    **dict.fromkeys(("Caption", "Illustration", "Table", "Drawing", "Text", "Figure"), "caption"),
}


def _grammar(members: Members, name: str) -> Grammar:
    """The grammar with the automatic styles of this document."""
    parents: dict[str, str] = {}
    looks: dict[str, Hashable] = {}
    for style in xml.parse(members["content.xml"], name).iter(f"{_STYLE}style"):
        style_name = style.get(f"{_STYLE}name", "")
        parents[style_name] = style.get(f"{_STYLE}parent-style-name", "")
        looks[style_name] = _properties(style)

    def look(element: etree._Element) -> Hashable:
        if element.tag != f"{_TEXT}span":
            return element
        style_name = element.get(f"{_TEXT}style-name", "")
        # A style of its own without properties looks like the rest: a program's revision number.
        return looks.get(style_name, style_name) or None

    def kind(element: etree._Element) -> Kind:
        paragraphs = (f"{_TEXT}p", f"{_TEXT}h")
        lines = (one for one in (element, *element.iterancestors()) if one.tag in paragraphs)
        paragraph = next(lines, element)
        style_name = paragraph.get(f"{_TEXT}style-name", "")
        found = _STYLES.get(parents.get(style_name) or style_name)
        if found:
            return found
        if paragraph.tag == f"{_TEXT}h":
            return "heading"
        kinds = (_AROUND[one.tag] for one in paragraph.iterancestors() if one.tag in _AROUND)
        return next(kinds, "paragraph")

    return Grammar(_ROLE, lambda element: element.tag in _HOLD_TEXT, look, kind)


def _properties(style: etree._Element) -> Hashable:
    """What a style of its own says of how text looks."""
    found = style.find(f"{_STYLE}text-properties")
    items = () if found is None else found.items()
    return frozenset(item for item in items if not str(item[0]).endswith("rsid"))


def _parts(members: Members, name: str) -> list[str]:
    return ["content.xml", *(part for part in ("styles.xml",) if part in members)]


def _mark_language(root: etree._Element, language: str) -> None:
    region = language.rpartition("-")[2]
    for element in root.iter():
        if element.get(f"{_FO}language", "none") != "none":
            element.set(f"{_FO}language", base_language(language))
            element.set(
                f"{_FO}country", region if len(region) == 2 and region.isupper() else "none"
            )


_PACKAGE = Package(
    _parts,
    _grammar,
    _mark_language,
)

FORMAT = DocumentFormat(
    name="odt",
    description="OpenDocument text, ODT: each target with the layout of the source",
    suffixes=(".odt",),
    encoded=False,
    read=_PACKAGE.read,
    rewrite=_PACKAGE.rewrite,
)
