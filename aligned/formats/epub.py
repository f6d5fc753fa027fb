"""EPUB 2 and 3: the chapters in their order, and the table of contents.

What the book looks like stays as it is. Its title in the catalogue data (OPF) is not translated.
"""

import posixpath
from urllib.parse import unquote

from lxml import etree

from aligned.formats import html, xml
from aligned.formats.format import DocumentFormat
from aligned.formats.package import Members, Package

__all__ = ["FORMAT"]

_CONTAINER = "META-INF/container.xml"
_NCX = "application/x-dtbncx+xml"
_TEXTS = frozenset({"application/xhtml+xml", "text/html", _NCX})
_DC_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"


def _parts(members: Members, name: str) -> list[str]:
    """The chapters of the spine, then what other tables of contents there are (EPUB 3, 2)."""
    path = _catalogue(members, name)
    catalogue = xml.parse(members[path], name)
    items = {item.get("id"): item for item in catalogue.iterfind("{*}manifest/{*}item")}
    chapters = [
        items[chapter.get("idref")] for chapter in catalogue.iterfind("{*}spine/{*}itemref")
    ]
    contents = [
        item
        for item in items.values()
        if "nav" in item.get("properties", "").split() or item.get("media-type") == _NCX
    ]
    parts = [
        posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(item.get("href", ""))))
        for item in [*chapters, *contents]
        if item.get("media-type") in _TEXTS
    ]
    return list(dict.fromkeys(parts))


def _catalogue(members: Members, name: str) -> str:
    """Where the OPF file is."""
    container = xml.parse(members[_CONTAINER], name)
    root = container.find(".//{*}rootfile")
    return "" if root is None else root.get("full-path", "")


def _mark_language(root: etree._Element, language: str) -> None:
    root.set(xml.LANG, language)
    if xml.local_name(root) == "html":
        html.mark_language(root, language)


def _finish(members: Members, name: str, language: str) -> None:
    path = _catalogue(members, name)
    catalogue = xml.parse(members[path], name)
    for element in catalogue.iter(_DC_LANGUAGE):
        element.text = language
    members[path] = xml.serialized(catalogue)


_PACKAGE = Package(_parts, lambda members, name: html.GRAMMAR, _mark_language, _finish)

FORMAT = DocumentFormat(
    name="epub",
    description="E-book, EPUB: each target with the layout of the source",
    suffixes=(".epub",),
    encoded=False,
    read=_PACKAGE.read,
    rewrite=_PACKAGE.rewrite,
)
