"""ODT: the paragraphs and headings of the text, its lists, tables, frames, notes and margins.

Styles, pictures and fields stay as they are; comments and tracked changes are not read.
"""

from collections.abc import Hashable

from lxml import etree

from aligned.formats import xml
from aligned.formats.format import DocumentFormat
from aligned.formats.markup import Grammar, Role
from aligned.formats.package import Members, Package
from aligned.text import base_language

__all__ = ["FORMAT"]

_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_BLOCKS = frozenset({"p", "h", "tab", "line-break"})
_ASIDES = frozenset({"note", "frame", "custom-shape"})
_SKIPPED = frozenset(
    {
        *("annotation", "tracked-changes", "note-citation", "bibliography-mark"),
        *("automatic-styles", "styles", "font-face-decls", "forms", "sequence-decls"),
    }
)
# Fields, such as page numbers and dates, are inline and hold no text of the document.
_HOLD_TEXT = frozenset(f"{_TEXT}{name}" for name in ("p", "h", "span", "a", "ruby-base"))


def _role(element: etree._Element) -> Role:
    name = xml.local_name(element)
    if name in _BLOCKS:
        return "block"
    if name in _ASIDES:
        return "aside"
    return "skipped" if name in _SKIPPED else "inline"


def _look(element: etree._Element) -> Hashable:
    link = element if element.tag == f"{_TEXT}a" else None
    return element.tag == f"{_TEXT}span", element.get(f"{_TEXT}style-name"), link


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
    Grammar(_role, holds_text=lambda element: element.tag in _HOLD_TEXT, look=_look),
    _mark_language,
)

FORMAT = DocumentFormat(
    name="odt",
    description="OpenDocument text, ODT: each target with the layout of the source",
    suffixes=(".odt",),
    read=_PACKAGE.read,
    rewrite=_PACKAGE.rewrite,
)
