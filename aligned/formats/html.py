"""HTML: the paragraphs, headings, list items, cells and captions of a page, and its title.

Scripts, styles, preformatted text and pictures stay as they are. What comes out is UTF-8 and says
its language and direction.
"""

import io
from collections.abc import Sequence

from lxml import etree, html

from aligned.errors import InputError
from aligned.formats import xml
from aligned.formats.format import DocumentFormat, document_of
from aligned.formats.markup import Block, Grammar, Role, blocks
from aligned.text import Document, base_language, decode

__all__ = ["FORMAT", "GRAMMAR", "mark_language", "right_to_left"]

# fmt: off
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "q", "ruby", "rb", "rt", "rp", "s", "samp", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
})
_SKIPPED = frozenset({
    "audio", "canvas", "iframe", "img", "input", "link", "math", "meta", "object", "pre",
    "script", "select", "style", "svg", "template", "textarea", "video",
})
# fmt: on
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def _role(element: etree._Element) -> Role:
    name = xml.local_name(element)
    if name in _SKIPPED or element.get("translate") == "no":
        return "skipped"
    return "inline" if name in _INLINE else "block"


GRAMMAR = Grammar(_role, holds_text=lambda element: True, look=lambda element: element)
"""HTML and XHTML."""


def right_to_left(language: str) -> bool:
    """Whether a language is written from right to left in its usual script."""
    return base_language(language) in _RIGHT_TO_LEFT


def mark_language(root: etree._Element, language: str) -> None:
    """Say on the root of a page in what language and direction it is now."""
    root.set("lang", language)
    if right_to_left(language):
        root.set("dir", "rtl")
    else:
        root.attrib.pop("dir", "")


def _read(content: bytes, name: str, encoding: str | None) -> Document:
    return document_of(name, [block.text for block in _blocks(_parsed(content, name, encoding))])


def _rewrite(
    content: bytes, name: str, paragraphs: Sequence[str], language: str
) -> tuple[bytes, int]:
    root = _parsed(content, name, None)
    lost = sum(block.replace(text) for block, text in zip(_blocks(root), paragraphs, strict=True))
    mark_language(root, language)
    for meta in root.iter("meta"):
        if meta.get("charset"):
            meta.set("charset", "utf-8")
        elif (meta.get("http-equiv") or "").lower() == "content-type":
            meta.set("content", "text/html; charset=utf-8")
    file = io.BytesIO()
    root.getroottree().write(file, method="html", encoding="utf-8")
    return file.getvalue() + b"\n", lost


def _blocks(root: etree._Element) -> list[Block]:
    return blocks(root, GRAMMAR)


def _parsed(content: bytes, name: str, encoding: str | None) -> etree._Element:
    """The page: in the encoding named, or UTF-8, or what it says itself."""
    try:
        text = decode(content, name, encoding)
        parser = html.HTMLParser(encoding="utf-8", default_doctype=False)  # type: ignore[call-arg]
        content = text.encode()
    except InputError:
        if encoding is not None or b"charset=" not in content[:4096].lower():
            raise
        parser = html.HTMLParser(default_doctype=False)  # type: ignore[call-arg]
    try:
        root = html.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise InputError(f"{name} is empty: there is nothing to read in it") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise InputError(f"{name} is nested too deeply to be a page: save it anew")
    return root


FORMAT = DocumentFormat(
    name="html",
    description="Web page, HTML: each target with the layout of the source",
    suffixes=(".html", ".htm", ".xhtml"),
    read=_read,
    rewrite=_rewrite,
)
