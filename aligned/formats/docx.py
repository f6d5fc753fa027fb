"""DOCX: the paragraphs of the body, its tables, text boxes, notes, headers and footers.

Styles, pictures, fields and sections stay as they are; deleted text of tracked changes is not read.
"""

from collections.abc import Hashable

from lxml import etree

from aligned.formats import xml
from aligned.formats.format import DocumentFormat
from aligned.formats.markup import Grammar, Role
from aligned.formats.package import Members, Package

__all__ = ["FORMAT"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOTES_AND_MARGINS = ("footnotes", "endnotes", "header", "footer")
# Tabs and breaks stand where the layout of the source wants them: text does not go across.
_BLOCKS = frozenset({"p", "tab", "br", "cr"})
_ASIDES = frozenset({"drawing", "pict", "object", "AlternateContent"})
# Fallback is the same text box once more, for older programs.
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "sectPr"})


def _role(element: etree._Element) -> Role:
    name = xml.local_name(element)
    if name in _BLOCKS:
        return "block"
    if name in _ASIDES:
        return "aside"
    return "skipped" if name in _SKIPPED else "inline"


def _look(element: etree._Element) -> Hashable:
    run = element.getparent()
    if run is None:
        return None
    properties = run.find(f"{_W}rPr")
    link = next(run.iterancestors(f"{_W}hyperlink"), None)
    return (None if properties is None else etree.tostring(properties), link)


def _parts(members: Members, name: str) -> list[str]:
    others = [
        part
        for kind in _NOTES_AND_MARGINS
        for part in members
        if part.startswith(f"word/{kind}") and part.endswith(".xml")
    ]
    return ["word/document.xml", *others]


def _mark_language(root: etree._Element, language: str) -> None:
    for element in root.iter(f"{_W}lang"):
        element.set(f"{_W}val", language)
    for element in root.iter(f"{_W}t"):
        element.set(_SPACE, "preserve")


def _finish(members: Members, name: str, language: str) -> None:
    if "word/styles.xml" in members:
        styles = xml.parse(members["word/styles.xml"], name)
        _mark_language(styles, language)
        members["word/styles.xml"] = xml.serialized(styles)


_PACKAGE = Package(
    _parts,
    Grammar(_role, holds_text=lambda element: element.tag == f"{_W}t", look=_look),
    _mark_language,
    _finish,
)

FORMAT = DocumentFormat(
    name="docx",
    description="Word, DOCX: each target with the layout of the source",
    suffixes=(".docx",),
    read=_PACKAGE.read,
    rewrite=_PACKAGE.rewrite,
)
