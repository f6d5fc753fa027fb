"""HTML: the paragraphs, headings, list items, cells and captions of a page, and its title.

So are the texts of attributes: what pictures, fields and links are called, and what the page says
of itself to search engines. Scripts, styles and pictures stay as they are. What comes out is UTF-8
and says its language and direction.
"""

import io
from collections.abc import Hashable, Iterator, Sequence

from lxml import etree, html

from aligned.errors import InputError
from aligned.formats import xml
from aligned.formats.format import DocumentFormat, document_of
from aligned.formats.inline import Rendering, Unplaced
from aligned.formats.layout import lay
from aligned.formats.markup import Grammar, Label, Role, code_in, texts
from aligned.text import Document, Kind, decode, right_to_left

__all__ = ["FORMAT", "GRAMMAR", "mark_language"]

# fmt: off
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "q", "ruby", "rb", "s", "samp", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
})
_SKIPPED = frozenset({
    "audio", "canvas", "iframe", "img", "input", "link", "math", "meta", "object", "rp", "rt",
    "script", "style", "svg", "template", "textarea", "video",
})
# fmt: on
_KINDS: dict[str, Kind] = {
    "title": "title",
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "li": "list item",
    "dt": "list item",
    "dd": "list item",
    "td": "table cell",
    "th": "table cell",
    "caption": "caption",
    "figcaption": "caption",
    "blockquote": "quote",
    "pre": "code",
    "option": "list item",
}
# A list to choose from stands in a sentence and does not end it.
_ASIDES = frozenset({"select", "datalist"})
_LABELS = ("alt", "title", "placeholder", "aria-label", "aria-description")
# Others that are texts in some elements alone; an "input" by its type, a "meta" by its name.
_LABELS_OF = {
    "optgroup": ("label",),
    "option": ("label",),
    "track": ("label",),
    "input submit": ("value",),
    "input reset": ("value",),
    "input button": ("value",),
    "meta description": ("content",),
    "meta og:title": ("content",),
    "meta og:description": ("content",),
    "meta twitter:title": ("content",),
    "meta twitter:description": ("content",),
}
_CODE = frozenset({"code", "kbd", "samp", "tt", "var"})
# The title of a style sheet is a name by which programs know it.
_UNLABELLED = frozenset({"link", "script", "style"})


def _role(element: etree._Element) -> Role:
    name = xml.local_name(element)
    if name in _SKIPPED or element.get("translate") == "no":
        return "skipped"
    if name in _ASIDES:
        return "aside"
    return "inline" if name in _INLINE else "block"


def _look(element: etree._Element) -> Hashable:
    """Two links are never one; two spans of the same class look the same."""
    name = xml.local_name(element)
    if name == "a":
        return element
    attributes = frozenset(item for item in element.attrib.items() if item[0] != "id")
    return None if name in ("span", "font") and not attributes else (name, attributes)


def _kind(element: etree._Element) -> Kind:
    for around in (element, *element.iterancestors()):
        kind = _KINDS.get(xml.local_name(around))
        if kind:
            return kind
    return "paragraph"


def _labels(root: etree._Element) -> Iterator[Label]:
    for element in root.iter("*"):
        name = xml.local_name(element)
        if name in _UNLABELLED or not element.keys():
            continue
        for attribute in (*_LABELS, *_LABELS_OF.get(_called(element, name), ())):
            label = Label(element, attribute)
            if any(map(str.isalpha, label.text)) and _is_translated(element):
                yield label


def _called(element: etree._Element, name: str) -> str:
    """What tells which attributes of an element are texts."""
    if name == "meta":
        return f"meta {(element.get('name') or element.get('property') or '').lower()}"
    return f"input {(element.get('type') or '').lower()}" if name == "input" else name


def _is_translated(element: etree._Element) -> bool:
    """Whether neither the element nor one around it says that it is not to be translated."""
    return all(one.get("translate") != "no" for one in (element, *element.iterancestors()))


GRAMMAR = Grammar(_role, lambda element: True, _look, _kind, _labels, _CODE)
"""HTML and XHTML."""


def mark_language(root: etree._Element, language: str) -> None:
    """Say on the root of a page in what language and direction it is now."""
    root.set("lang", language)
    if right_to_left(language):
        root.set("dir", "rtl")
    else:
        root.attrib.pop("dir", "")


def _read(content: bytes, name: str, encoding: str | None) -> Document:
    root = _parsed(content, name, encoding)
    return document_of(name, texts(root, GRAMMAR), code_in(root, GRAMMAR))


def _rewrite(
    content: bytes,
    name: str,
    encoding: str | None,
    renderings: Sequence[Rendering],
    language: str,
) -> tuple[bytes, Unplaced]:
    root = _parsed(content, name, encoding)
    for option in root.iter("option"):  # what is sent when it is chosen stays what it was
        option.set(
            "value", option.get("value", " ".join("".join(map(str, option.itertext())).split()))
        )
    unplaced = lay([root], GRAMMAR, renderings)
    mark_language(root, language)
    for meta in root.iter("meta"):
        if meta.get("charset"):
            meta.set("charset", "utf-8")
        elif (meta.get("http-equiv") or "").lower() == "content-type":
            meta.set("content", "text/html; charset=utf-8")
    file = io.BytesIO()
    root.getroottree().write(file, method="html", encoding="utf-8")
    return file.getvalue() + b"\n", unplaced


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
        raise InputError(f"{name} is empty: give one with text in it") from error
    if any("limit exceeded" in entry.message for entry in parser.error_log):
        raise InputError(f"{name} has a paragraph of more than 10 million characters: split it")
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
