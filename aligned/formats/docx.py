"""DOCX: the paragraphs of the body, its tables, text boxes, notes, headers and footers.

Styles, pictures, fields and sections stay as they are; deleted text of tracked changes is not read.
"""

import re
from collections.abc import Hashable

from lxml import etree

from aligned.formats import xml
from aligned.formats.format import DocumentFormat
from aligned.formats.markup import Grammar, roles
from aligned.formats.package import Members, Package
from aligned.text import Kind

__all__ = ["FORMAT"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOTES_AND_MARGINS = ("footnotes", "endnotes", "header", "footer")
# Tabs and breaks stand where the layout of the source wants them: text does not go across.
_ROLE = roles(
    block=("p", "tab", "br", "cr"),
    aside=("drawing", "pict", "object", "AlternateContent"),
    # Fallback is the same text box once more, for older programs.
    skipped=("del", "moveFrom", "Fallback", "sectPr"),
    properties=("pPr", "rPr", "sdtPr", "smartTagPr"),
    transient=("proofErr", "lastRenderedPageBreak"),
)
_TRANSPARENT = frozenset({"t", "ins", "moveTo", "smartTag"})
# What a program notes in the properties of a run, which nobody sees.
_UNSEEN = frozenset({"lang", "noProof"})
_CODE = re.compile(r"code|preformatted|listing", re.IGNORECASE)


def _look(element: etree._Element) -> Hashable:
    if element.tag != f"{_W}r":
        return None if xml.local_name(element) in _TRANSPARENT else element
    properties = element.find(f"{_W}rPr")
    return tuple(
        (seen.tag, tuple(seen.items()))
        for seen in (() if properties is None else properties)
        if xml.local_name(seen) not in _UNSEEN
    )


def _grammar(members: Members, name: str) -> Grammar:
    """The grammar with the names of this document's styles, whose ids depend on the language."""
    names = {}
    if "word/styles.xml" in members:
        for style in xml.parse(members["word/styles.xml"], name).iter(f"{_W}style"):
            named = style.find(f"{_W}name")
            if named is not None:
                names[style.get(f"{_W}styleId")] = named.get(f"{_W}val", "")

    def kind(element: etree._Element) -> Kind:
        paragraph = next(element.iterancestors(f"{_W}p"), element)
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        identity = "" if style is None else style.get(f"{_W}val", "")
        found = _kind_of_style(names.get(identity, identity))
        if found != "paragraph":
            return found
        if paragraph.find(f"{_W}pPr/{_W}numPr") is not None:
            return "list item"
        cell = next(paragraph.iterancestors(f"{_W}tc"), None)
        return "paragraph" if cell is None else "table cell"

    return Grammar(_ROLE, lambda element: element.tag == f"{_W}t", _look, kind)


def _kind_of_style(name: str) -> Kind:
    """What the built-in styles are, by the English names that every Word knows them by."""
    name = name.lower()
    if name == "title":
        return "title"
    if name.startswith("heading") or name == "subtitle":
        return "heading"
    if name.startswith("list"):
        return "list item"
    if "quote" in name:
        return "quote"
    if _CODE.search(name):
        return "code"
    return "caption" if name == "caption" else "paragraph"


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


def _write_hyphens(root: etree._Element) -> None:
    """Have the hyphen that breaks no line, an element of its own in Word, as text in its word."""
    for hyphen in root.iter(f"{_W}noBreakHyphen"):
        hyphen.tag = f"{_W}t"
        hyphen.text = "\N{NON-BREAKING HYPHEN}"


def _finish(members: Members, name: str, language: str) -> None:
    if "word/styles.xml" in members:
        styles = xml.parse(members["word/styles.xml"], name)
        _mark_language(styles, language)
        members["word/styles.xml"] = xml.serialized(styles)


_PACKAGE = Package(
    _parts,
    _grammar,
    _mark_language,
    _finish,
    _write_hyphens,
)

FORMAT = DocumentFormat(
    name="docx",
    description="Word, DOCX: each target with the layout of the source",
    suffixes=(".docx",),
    encoded=False,
    read=_PACKAGE.read,
    rewrite=_PACKAGE.rewrite,
)
