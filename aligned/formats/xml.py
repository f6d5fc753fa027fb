"""XML shared by its formats: reading without traps, writing without forbidden characters."""

import gzip
import io
import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from lxml import etree

from aligned.errors import InputError, one_line
from aligned.formats.inputs import unreadable

__all__ = [
    "FORBIDDEN",
    "ID",
    "LANG",
    "attribute",
    "clean",
    "content",
    "elements",
    "local_name",
    "opening",
    "parse",
    "say",
    "serialized",
    "tailed",
    "text_of",
]

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ID = "{http://www.w3.org/XML/1998/namespace}id"

# All but the Char production of XML 1.0, https://www.w3.org/TR/xml/#charsets.
FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_SPECIAL = re.compile(r'[&<>"\r\n\t]')
_ESCAPES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    # A parser turns a bare carriage return into a line feed, and white space in an attribute into
    # spaces.
    "\r": "&#13;",
    "\n": "&#10;",
    "\t": "&#9;",
}


def clean(text: str) -> str:
    """Text without the characters that XML forbids."""
    return FORBIDDEN.sub("", text)


def content(text: str) -> str:
    """Text as the content of an element; white space reads back as it is."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:  # only `]]>` needs it
        text = text.replace(">", "&gt;")
    return text.replace("\r", "&#13;") if "\r" in text else text


def attribute(text: str) -> str:
    """Text as the value of an attribute, with its quotes and without forbidden characters."""
    return '"' + _SPECIAL.sub(lambda match: _ESCAPES[match.group()], clean(text)) + '"'


def parse(content: bytes, name: str) -> etree._Element:
    """The root of a small document; locks as for `elements`. Raises InputError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"{name} is damaged ({_reason(error)}): open and save it anew") from error


def serialized(root: etree._Element) -> bytes:
    """A document as UTF-8, with the document type it had."""
    tree = root.getroottree()
    file = io.BytesIO()
    standalone = bool(tree.docinfo.standalone)
    tree.write(file, encoding="UTF-8", xml_declaration=True, standalone=standalone)
    return file.getvalue()


def opening(path: Path, *tags: str) -> etree._Element | None:
    """The first element of these tags (of all if none) as it opens: its attributes alone.

    None where there is no such element; raises InputError where there is no XML.
    """
    with closing(_parsed(path, ("start",), tags)) as parsed:
        return next(parsed, None)


def elements(path: Path, *tags: str) -> Iterator[etree._Element]:
    """Go through the elements of these tags in a file (gzipped or not), in bounded memory.

    An element is emptied after use. Entities are not expanded and nothing else is ever loaded: a
    document type is allowed, an entity of its own is refused. Raises InputError.
    """
    for element in _parsed(path, ("end",), tags):
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def tailed(path: Path, *tags: str) -> Iterator[etree._Element]:
    """As `elements`, but each once what stands between it and the next (its tail) is read, too.

    What stood before it in the file is forgotten, but not what it stands in.
    """
    waiting: etree._Element | None = None
    for element in _parsed(path, ("end",), tags):
        if waiting is not None:
            yield waiting
            waiting.clear()
            _forget_before(waiting)
        waiting = element
    if waiting is not None:
        yield waiting


def _forget_before(element: etree._Element) -> None:
    within: etree._Element | None = element
    while within is not None and (parent := within.getparent()) is not None:
        while parent[0] is not within:
            del parent[0]
        within = parent


def _parsed(
    path: Path, events: Sequence[str], tags: Sequence[str]
) -> Generator[etree._Element, None, None]:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for _, element in etree.iterparse(
                file,
                events=events,
                tag=tags or None,
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
            ):
                yield element
    except etree.XMLSyntaxError as error:
        line = f" (line {error.lineno})" if error.lineno else ""
        raise InputError(f"{path} is not well-formed XML{line}: {_reason(error)}") from error
    except EOFError as error:
        raise InputError(f"{path} is not complete: fetch it again") from error
    except OSError as error:
        raise unreadable(path, error) from error


def say(element: etree._Element, text: str) -> None:
    """Put a text at the end of an element, without the characters that XML forbids."""
    text = clean(text)
    last = next(element.iterchildren(reversed=True), None)  # `len` would count all of them
    if last is None:
        element.text = (element.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; "" of a comment or an instruction.

    `etree.QName` would refuse the odd names that HTML parsers let pass.
    """
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _reason(error: etree.XMLSyntaxError) -> str:
    message = one_line(error.msg or "it breaks off")
    return "an entity grows beyond all measure" if "amplification" in message else message


def text_of(element: etree._Element | None, path: Path, *, skip: frozenset[str]) -> str:
    """The text inside an element, but not inside the elements named in `skip`; "" of None.

    Raises InputError for an entity, whose text would have to be taken from elsewhere.
    """
    if element is None:
        return ""
    return "".join(_texts(element, path, skip)) if len(element) else element.text or ""


def _texts(element: etree._Element, path: Path, skip: frozenset[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child, etree._Entity):
            raise InputError(
                f"{path} (line {child.sourceline}) has the entity {child.text}, which is not read: "
                "put its text there"
            )
        name = local_name(child)
        if name == "cp":
            yield _code_point(child.get("hex", ""))
        elif name and name not in skip:
            yield from _texts(child, path, skip)
        yield child.tail or ""


def _code_point(hexadecimal: str) -> str:
    """The character of XLIFF's `cp`, which stands for one that XML forbids."""
    with suppress(ValueError, OverflowError):
        character = chr(int(hexadecimal, 16))
        if not "\ud800" <= character <= "\udfff":
            return character
    return "\ufffd"
