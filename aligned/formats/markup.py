"""Documents that are trees of elements: their blocks of text.

A block is a run of text and inline elements that nothing interrupts: a paragraph, a heading, a
table cell, also the text beside a nested list. HTML, EPUB, DOCX and ODT differ only in what their
elements are, which a `Grammar` says.
"""

import itertools
import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, cast

from lxml import etree

from aligned.formats import xml
from aligned.text import Kind

__all__ = [
    "Block",
    "Folding",
    "Grammar",
    "Label",
    "Role",
    "Slot",
    "blocks",
    "code_in",
    "roles",
    "texts",
]

Role = Literal["block", "inline", "aside", "skipped", "properties", "transient"]
"""What an element is to the text around it.

A `block` ends what stands before it (a line break too); an `inline` is part of it; an `aside`, such
as a footnote, has blocks of its own and does not end the one it stands in; a `skipped` element is
left as it is with all that is in it; `properties` say what the element that they begin looks like;
a `transient` element is a program's note to itself, which need not outlive a change of the text.
"""

# Not a no-break space, which is text.
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class Label:
    """A text in an attribute: what a picture or a field is called."""

    element: etree._Element
    name: str

    @property
    def text(self) -> str:
        """The text on one line."""
        return _SPACE.sub(" ", self.element.get(self.name, "")).strip(" ")

    def put(self, text: str) -> None:
        """Put another text there."""
        self.element.set(self.name, xml.clean(text))


def _no_labels(root: etree._Element) -> Iterable[Label]:
    return ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the elements of a kind of document are.

    `role` says it of each; `holds_text`, whether the text directly in an element is text of the
    document; `look`, what an inline element makes of the text in it: the same for what looks the
    same, None for what looks like the text around it. `kind` is that of the block in an element.
    `labels` finds the texts that are in attributes; `code` names the elements that hold code.
    """

    role: Callable[[etree._Element], Role]
    holds_text: Callable[[etree._Element], bool]
    look: Callable[[etree._Element], Hashable]
    kind: Callable[[etree._Element], Kind]
    labels: Callable[[etree._Element], Iterable[Label]] = _no_labels
    code: frozenset[str] = frozenset()

    def role_of(self, node: etree._Element) -> Role:
        """The role of an element; comments and the like are skipped."""
        return self.role(node) if isinstance(node.tag, str) else "skipped"


def roles(**names: Iterable[str]) -> Callable[[etree._Element], Role]:
    """The role of an element by its local name; what is not named is inline."""
    by_name = {name: cast(Role, role) for role, some in names.items() for name in some}
    return lambda element: by_name.get(xml.local_name(element), "inline")


class Folding:
    """Joins texts into one line: any white space is one space, and none at the ends.

    `texts` counts those that are not empty, and `closed` has the numbers of those, from 0, before
    which white space was on both sides, and is no more on theirs.
    """

    def __init__(self) -> None:
        self.text = ""
        self.texts = 0
        self.closed: set[int] = set()

    def add(self, text: str) -> None:
        """Go on with a text."""
        folded = _SPACE.sub(" ", text)
        if not self.text or self.text.endswith(" "):
            if folded.startswith(" "):
                self.closed.add(self.texts)
            folded = folded.lstrip(" ")
        self.text += folded
        self.texts += bool(text)


@dataclass(frozen=True, slots=True)
class Slot:
    """A text in the tree: the one at the start of an element, or the one after it."""

    element: etree._Element
    after: bool

    @property
    def holder(self) -> etree._Element:
        """The element that the text is in."""
        parent = self.element.getparent()
        return parent if self.after and parent is not None else self.element

    @property
    def text(self) -> str:
        """The text as it stands there."""
        return (self.element.tail if self.after else self.element.text) or ""

    def put(self, text: str) -> None:
        """Put another text there."""
        if self.after:
            self.element.tail = xml.clean(text)
        else:
            self.element.text = xml.clean(text)


@dataclass(slots=True)
class Block:
    """A block of text in the tree."""

    slots: list[Slot] = field(default_factory=list)
    kind: Kind = "paragraph"

    @property
    def text(self) -> str:
        """Its text on one line, without what it looks like; code as it stands."""
        text = "".join(slot.text for slot in self.slots)
        return text.strip("\r\n") if self.kind == "code" else _SPACE.sub(" ", text).strip(" ")


def blocks(root: etree._Element, grammar: Grammar) -> list[Block]:
    """The blocks with text in a tree, in order of reading; asides after what they stand in."""
    found = []
    for block in _gathered(_parts(root, grammar), grammar):
        if any(slot.text and not slot.text.isspace() for slot in block.slots):
            block.kind = grammar.kind(block.slots[0].holder)
            found.append(block)
    return [block for block in found if block.text]


def texts(root: etree._Element, grammar: Grammar) -> Iterator[tuple[str, Kind]]:
    """The texts of a tree: its blocks in order, then its labels."""
    yield from ((block.text, block.kind) for block in blocks(root, grammar))
    yield from ((label.text, "caption") for label in grammar.labels(root))


# Signs, digits, or a capital inside a word: "print" alone is also a word of the text.
_NO_WORDS = re.compile(r"[^\w\s]|[\d_]|[a-z][A-Z]")


def code_in(root: etree._Element, grammar: Grammar) -> Iterator[str]:
    """The code inside the blocks of a tree that could be no words of theirs."""
    for element in root.iter("*") if grammar.code else ():
        if xml.local_name(element) in grammar.code:
            text = "".join(map(str, element.itertext()))
            if "\n" not in text and _NO_WORDS.search(text):
                yield text.strip()


class _Cut:
    """The end of a block."""


_CUT = _Cut()


def _parts(element: etree._Element, grammar: Grammar) -> Iterator["Slot | _Cut | etree._Element"]:
    """The slots of an element and all in it, with cuts between blocks, and asides unopened."""
    text = grammar.holds_text(element)
    if text:
        yield Slot(element, False)
    for child in element:
        role = grammar.role_of(child)
        if role == "inline":
            yield from _parts(child, grammar)
        elif role == "block":
            yield _CUT
            yield from _parts(child, grammar)
            yield _CUT
        elif role == "aside":
            yield child
        if text:
            yield Slot(child, True)


def _gathered(parts: Iterable["Slot | _Cut | etree._Element"], grammar: Grammar) -> Iterator[Block]:
    block = Block()
    asides: list[etree._Element] = []
    for part in itertools.chain(parts, [_CUT]):
        if isinstance(part, Slot):
            block.slots.append(part)
        elif isinstance(part, _Cut):
            yield block
            for aside in asides:
                yield from _gathered(_parts(aside, grammar), grammar)
            block, asides = Block(), []
        else:
            asides.append(part)
