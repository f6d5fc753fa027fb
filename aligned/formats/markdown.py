"""Markdown (see `commonmark`): headings, paragraphs, list items, quotes, cells, notes and code.

So are what pictures and links are called. HTML, link definitions, formulas, check boxes and a front
matter stay as they are. The file is changed only where its text is; there, emphasis is written with
asterisks, and a link with its address beside it, or the label of that.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from lxml import etree

from aligned.formats import xml
from aligned.formats.commonmark import parser
from aligned.formats.format import DocumentFormat
from aligned.formats.markup import Grammar, Label, roles
from aligned.formats.places import Piece, Place, PlacedText
from aligned.text import Kind

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["FORMAT"]

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FORMULA = re.compile(r"\$\$.*\$\$", re.DOTALL)
# What begins an item to be ticked off, and a quote that is a note or a warning.
_BOX = re.compile(r"\[[ xX]\][ \t]+")
_ALERT = re.compile(r"\[!\w+\][ \t]*(?:\n|\Z)")
_DEFINITION = re.compile(r"^[ >\t]*\[((?:\\.|[^\[\]\\])+)\]:", re.MULTILINE)

_KINDS: dict[str, Kind] = {
    "heading_open": "heading",
    "list_item_open": "list item",
    "blockquote_open": "quote",
    "th_open": "table cell",
    "td_open": "table cell",
}
_EMPHASES = {"em": "*", "strong": "**", "s": "~~"}
# Elements that stand for something and hold no text.
_POINTS = ("raw", "image")
_LABELS = ("alt", "title")


def _look(element: etree._Element) -> Hashable:
    return element if element.tag in ("a", "autolink") else element.tag


def _labels(root: etree._Element) -> Iterator[Label]:
    for element in root.iter("image", "a"):
        for name in _LABELS:
            label = Label(element, name)
            if any(map(str.isalpha, label.text)):
                yield label


def _grammar(kind: Kind) -> Grammar:
    role = roles(block=("br",), skipped=_POINTS)
    return Grammar(
        role,
        lambda element: element.tag not in _POINTS,
        _look,
        lambda element: kind,
        _labels,
        code=frozenset({"code", "formula"}),
    )


def _pieces(text: str) -> Iterator[Piece]:
    """The places of the file that hold text, in order."""
    front = _FRONT_MATTER.match(text)
    position = begin = front.end() if front else 0
    line_starts = [begin, *(begin + match.end() for match in re.finditer("\n", text[begin:]))]
    named = _definitions(text)
    around: list[str] = []
    for token in parser().parse(text[begin:]):
        around += [token.type] * (token.nesting > 0)
        if token.nesting < 0:
            around.pop()
        if token.type == "footnote_open":
            position = max(position, begin + token.meta["start"])
        if not token.map or token.type not in ("inline", "fence", "code_block"):
            continue
        code = token.type != "inline"
        position = max(position, line_starts[token.map[0] + (token.type == "fence")])
        lead = 0 if code else _lead(token.content, around)
        if lead and (before := _found(text, token.content[:lead].strip(), position)):
            position = before.end
        wanted = token.content.strip("\n") if code else token.content[lead:].strip()
        if not code and _FORMULA.fullmatch(wanted):
            continue
        place = _found(text, wanted, position, code=code)
        if place and wanted:
            root = etree.Element("p")
            if code:
                root.text = xml.clean(wanted)
            else:
                _grow(root, _without(token.children or (), lead), named)
            kinds = [_KINDS[name] for name in around if name in _KINDS]
            yield Piece(place, root, "code" if code else (kinds or ["paragraph"])[-1])
            position = place.end


def _definitions(text: str) -> dict[str, str]:
    """The labels of addresses that are defined apart, by how the parser names them."""
    from markdown_it.common.utils import normalizeReference

    found: dict[str, str] = {}
    for label in _DEFINITION.findall(text):
        found.setdefault(normalizeReference(label), label)
    return found


def _found(text: str, content: str, position: int, *, code: bool = False) -> Place | None:
    """Where a text of several lines stands, each line after what marks a quote or a list."""
    start = end = -1
    for line in content.split("\n"):
        line = line if code else line.strip()
        escaped = line.replace("|", "\\|")
        begin = end if end >= 0 else position
        forms = ((text.find(form, begin), len(form)) for form in (line, escaped))
        place, length = min((form for form in forms if form[0] >= 0), default=(-1, 0))
        if place < 0:
            return None
        start, end = (place if start < 0 else start), place + length
    return Place(start, end)


def _lead(text: str, around: Sequence[str]) -> int:
    """How many characters stand before what is said: a box to tick, what makes a quote a note."""
    lead = _BOX.match(text) if "list_item_open" in around else None
    if lead is None and around[-2:] == ["blockquote_open", "paragraph_open"]:
        lead = _ALERT.match(text)
    return lead.end() if lead else 0


def _without(tokens: "Sequence[Token]", lead: int) -> "Iterator[Token]":
    """The tokens without so many characters of plain text at the beginning."""
    for token in tokens:
        length = 1 if token.type == "softbreak" else len(token.content)
        if lead >= length and lead:
            lead -= length
        elif lead:
            yield token.copy(content=token.content[lead:])
            lead = 0
        else:
            yield token


def _grow(root: etree._Element, tokens: "Iterable[Token]", named: Mapping[str, str]) -> None:
    """Put a text with its inline marks into an element; `named` are the labels of addresses."""
    path = [root]
    for is_text, group in groupby(tokens, lambda token: token.type in ("text", "softbreak")):
        if is_text:
            xml.say(path[-1], _joined(group))
            continue
        for token in group:
            _grow_by(path, token, named)


def _grow_by(path: list[etree._Element], token: "Token", named: Mapping[str, str]) -> None:
    """Put a mark at the end of the last element of a path, and on the path if it holds more."""
    element = path[-1]
    match token.type:
        case "hardbreak":
            etree.SubElement(element, "br")
        case "code_inline" | "formula":
            name = token.type.removesuffix("_inline")
            etree.SubElement(element, name).text = xml.clean(token.content)
        case "image":
            image = etree.SubElement(element, "image", alt=xml.clean(_joined(token.children or ())))
            _address(image, token, "src", named)
        case "html_inline" | "footnote_reference":
            etree.SubElement(element, "raw", text=xml.clean(token.content))
        case "link_open" if token.markup == "autolink":
            path.append(etree.SubElement(element, "autolink"))
        case "link_open":
            path.append(etree.SubElement(element, "a"))
            _address(path[-1], token, "href", named)
        case _ if token.nesting > 0:
            path.append(etree.SubElement(element, token.tag))
        case _ if token.nesting < 0:
            path.pop()


def _joined(tokens: "Iterable[Token]") -> str:
    """The text of tokens, without their marks."""
    return "".join(" " if one.type == "softbreak" else one.content for one in tokens)


def _address(
    element: etree._Element, token: "Token", attribute: str, named: Mapping[str, str]
) -> None:
    """Set what stands after the text of a link or picture: a label, or an address and a title."""
    label = named.get(token.meta.get("label", ""))
    if label is not None:
        element.set("label", xml.clean(label))
        return
    element.set("address", xml.clean(str(token.attrs.get(attribute, ""))))
    if title := token.attrs.get("title"):
        element.set("title", xml.clean(str(title)))


# --- writing -------------------------------------------------------------------------------------

# What would be a mark, wherever it stands, but not in an address and not inside a word; a dollar is
# none where it begins a single price.
_MARKS = re.compile(
    r"\w+://\S+|(?<!\w)_|_(?!\w)|[\\`*\[\]]|~(?=~)|<(?=[\w/!?])|&(?=#?\w+;)"
    r"|(?<!\w)\$(?!\s|\d[^$]*\Z)"
)
_FIRST = re.compile(r"(?=#{1,6}(?:\s|$)|[-+](?:\s|$)|>|=+\s*$|-{2,}\s*|~{3,})")
_NUMBER = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")


def _marked(piece: Piece) -> str:
    """The Markdown of a tree; it begins no block other than the one that it is in."""
    lines = "".join(_written(piece.root)).strip().split("\n")
    if piece.kind == "heading" and lines[-1].endswith("#"):  # else it would close the heading
        lines[-1] = f"{lines[-1][:-1]}\\#"
    text = "  \n".join(map(_safe_line, lines))
    return text.replace("|", "\\|") if piece.kind == "table cell" else text


def _safe_line(line: str) -> str:
    number = _NUMBER.match(line)
    if number:
        return f"{number.group()}\\{line[number.end() :]}"
    return f"\\{line}" if _FIRST.match(line) else line


def _written(element: etree._Element) -> Iterator[str]:
    yield _escaped(element.text or "")
    for child in element:
        inside = "".join(_written(child))
        match child.tag:
            case "raw":
                yield child.get("text", "")
            case "image":
                yield f"![{_escaped(child.get('alt', ''))}]{_target(child)}"
            case "formula":
                yield child.text or ""
            case "br":
                yield "\n"
            case "code":
                yield _code(child.text or "")
            case "autolink":
                yield f"<{child.text or ''}>"
            case "a":
                yield f"[{inside}]{_target(child)}"
            case _:
                mark = _EMPHASES[child.tag]
                yield f"{mark}{inside}{mark}" if inside else ""
        yield _escaped(child.tail or "")


def _target(element: etree._Element) -> str:
    """What a link or picture leads to, as `_address` found it."""
    label, address, title = (element.get(name) for name in ("label", "address", "title"))
    if label is not None:
        return f"[{label}]"
    address = re.sub(r"[\\<>]|&(?=#?\w+;)", r"\\\g<0>", address or "")
    if not address or re.search(r"[\s()]", address):
        address = f"<{address}>"
    if title is None:
        return f"({address})"
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    return f'({address} "{quoted}")'


def _escaped(text: str) -> str:
    return _MARKS.sub(lambda match: match[0] if "://" in match[0] else f"\\{match[0]}", text)


def _code(text: str) -> str:
    """A code span around a text, which may have backticks in it."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


_TEXT = PlacedText(_pieces, _grammar, _marked)

FORMAT = DocumentFormat(
    name="markdown",
    description="Markdown: each target with the layout of the source",
    suffixes=(".md", ".markdown"),
    read=_TEXT.read,
    rewrite=_TEXT.rewrite,
)
