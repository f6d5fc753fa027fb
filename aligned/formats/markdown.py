"""Markdown (CommonMark with tables): headings, paragraphs, list items, quotes, cells and code.

HTML, link definitions, formulas in $$, check boxes and a front matter stay as they are. The file is
changed only where its text is; there, emphasis is written with asterisks, and a link with its
address beside it.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from lxml import etree

from aligned.formats import xml
from aligned.formats.format import DocumentFormat
from aligned.formats.markup import Grammar, roles
from aligned.formats.places import Piece, Place, PlacedText
from aligned.text import Kind

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["FORMAT"]

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FORMULA = re.compile(r"\$\$.*\$\$", re.DOTALL)
# What begins the text of a footnote, and an item to be ticked off.
_LABEL = re.compile(r"\[\^[^\]\s]+\]:\s+")
_BOX = re.compile(r"\[[ xX]\]\s+")
_FOOTNOTE = re.compile(r"(\[\^[^\]\s]+\])")

_KINDS: dict[str, Kind] = {
    "heading_open": "heading",
    "list_item_open": "list item",
    "blockquote_open": "quote",
    "th_open": "table cell",
    "td_open": "table cell",
}
_EMPHASES = {"em": "*", "strong": "**"}


def _look(element: etree._Element) -> Hashable:
    return element if element.tag in ("a", "autolink") else element.tag


def _grammar(kind: Kind) -> Grammar:
    role = roles(block=("br",), skipped=("raw",))
    return Grammar(
        role,
        lambda element: element.tag != "raw",
        _look,
        lambda element: kind,
        code=frozenset({"code"}),
    )


def _pieces(text: str) -> Iterator[Piece]:
    """The places of the file that hold text, in order."""
    from markdown_it import MarkdownIt

    front = _FRONT_MATTER.match(text)
    position = front.end() if front else 0
    line_starts = [position, *(match.end() for match in re.finditer("\n", text[position:]))]
    line_starts[1:] = [position + start for start in line_starts[1:]]
    around: list[str] = []
    parser = MarkdownIt("commonmark").enable("table").disable("text_join")
    for token in parser.parse(text[position:]):
        around += [token.type] * (token.nesting > 0)
        if token.nesting < 0:
            around.pop()
        if not token.map or token.type not in ("inline", "fence", "code_block"):
            continue
        code = token.type != "inline"
        position = max(position, line_starts[token.map[0] + (token.type == "fence")])
        lead = 0 if code else _lead(token.content, "list_item_open" in around)
        wanted = token.content.strip("\n") if code else token.content[lead:].strip()
        if not code and _FORMULA.fullmatch(wanted):
            continue
        place = _found(text, wanted, position, code=code)
        if place and wanted:
            root = etree.Element("p")
            if code:
                root.text = xml.clean(wanted)
            else:
                _grow(root, _without(token.children or (), lead))
            kinds = [_KINDS[name] for name in around if name in _KINDS]
            yield Piece(place, root, "code" if code else (kinds or ["paragraph"])[-1])
            position = place.end


def _found(text: str, content: str, position: int, *, code: bool) -> Place | None:
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


def _lead(text: str, in_item: bool) -> int:
    """How many characters stand before what is said: the label of a footnote, a box to tick."""
    lead = _LABEL.match(text) or (_BOX.match(text) if in_item else None)
    return lead.end() if lead else 0


def _without(tokens: "Sequence[Token]", lead: int) -> "Iterator[Token]":
    """The tokens without so many characters of plain text at the beginning."""
    for token in tokens:
        if lead >= len(token.content) and lead:
            lead -= len(token.content)
        elif lead:
            yield token.copy(content=token.content[lead:])
            lead = 0
        else:
            yield token


def _grow(root: etree._Element, tokens: "Iterable[Token]") -> None:
    """Put a text with its inline marks into an element."""
    path = [root]
    for token in tokens:
        element = path[-1]
        match token.type:
            case "text_special":  # escaped, so no mark
                xml.say(element, token.content)
            case "text":
                for number, part in enumerate(_FOOTNOTE.split(token.content)):
                    if number % 2:
                        _raw(element, part)
                    else:
                        xml.say(element, part)
            case "softbreak":
                xml.say(element, " ")
            case "hardbreak":
                etree.SubElement(element, "br")
            case "code_inline":
                etree.SubElement(element, "code", markup=token.markup).text = xml.clean(
                    token.content
                )
            case "image":
                _raw(element, f"![{token.content}]({_address(token, 'src')})")
            case "html_inline":
                _raw(element, token.content)
            case "link_open" if token.markup == "autolink":
                path.append(etree.SubElement(element, "autolink"))
            case "link_open":
                path.append(etree.SubElement(element, "a", address=_address(token, "href")))
            case _ if token.nesting > 0:
                path.append(etree.SubElement(element, token.tag))
            case _ if token.nesting < 0:
                path.pop()


def _raw(element: etree._Element, text: str) -> None:
    etree.SubElement(element, "raw", text=xml.clean(text))


def _address(token: "Token", attribute: str) -> str:
    """What stands between the brackets after the text of a link."""
    address, title = str(token.attrs.get(attribute, "")), token.attrs.get("title")
    address = f"<{address}>" if re.search(r"[\s()]", address) or not address else address
    quoted = str(title).replace('"', '\\"') if title else ""
    return xml.clean(f'{address} "{quoted}"' if title else address)


# --- writing -------------------------------------------------------------------------------------

# What would be a mark, wherever it stands, but not in an address and not inside a word.
_MARKS = re.compile(r"\w+://\S+|(?<!\w)_|_(?!\w)|[\\`*\[\]]|<(?=[\w/!?])|&(?=#?\w+;)")
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
            case "br":
                yield "\n"
            case "code":
                yield _code(child.text or "")
            case "autolink":
                yield f"<{child.text or ''}>"
            case "a":
                yield f"[{inside}]({child.get('address')})"
            case _:
                mark = _EMPHASES[child.tag]
                yield f"{mark}{inside}{mark}" if inside else ""
        yield _escaped(child.tail or "")


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
