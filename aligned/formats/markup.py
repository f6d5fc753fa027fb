"""Documents that are trees of elements: their blocks of text, and other text in its place.

A block is a run of text and inline elements that nothing interrupts: a paragraph, a heading, a
table cell, also the text beside a nested list. HTML, EPUB, DOCX and ODT differ only in what their
elements are, which a `Grammar` says.
"""

import itertools
import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from aligned.formats import xml
from aligned.formats.inline import distribute

__all__ = ["Block", "Grammar", "Role", "blocks"]

Role = Literal["block", "inline", "aside", "skipped"]
"""What an element is to the text around it.

A `block` ends what stands before it (a line break too); an `inline` is part of it; an `aside`, such
as a footnote, has blocks of its own and does not end the one it stands in; a `skipped` element is
left as it is with all that is in it.
"""

# Not a no-break space, which is text.
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the elements of a kind of document are.

    `role` says it of each; `holds_text`, whether the text directly in an element is text of the
    document; `look`, what that text looks like: the same for what looks the same.
    """

    role: Callable[[etree._Element], Role]
    holds_text: Callable[[etree._Element], bool]
    look: Callable[[etree._Element], Hashable]


@dataclass(frozen=True, slots=True)
class _Slot:
    """A text in the tree: the one at the start of an element, or the one after it."""

    element: etree._Element
    after: bool
    look: Hashable

    @property
    def text(self) -> str:
        return (self.element.tail if self.after else self.element.text) or ""

    def put(self, text: str) -> None:
        text = xml.clean(text)
        if self.after:
            self.element.tail = text
        else:
            self.element.text = text


@dataclass(slots=True)
class Block:
    """A block of text in the tree."""

    slots: list[_Slot] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its text on one line, without what it looks like."""
        return _SPACE.sub(" ", "".join(slot.text for slot in self.slots)).strip(" ")

    def replace(self, text: str) -> int:
        """Put another text in its place; return how many looks have no text any more.

        What is the same in both keeps its inline element (`distribute`), and the white space around
        the block stays.
        """
        first, last = self.slots[0].text, self.slots[-1].text
        before = first[: len(first) - len(first.lstrip())]
        behind = last[len(last.rstrip()) :]
        texts = [_SPACE.sub(" ", slot.text) for slot in self.slots]
        looks = [slot.look for slot in self.slots]
        shares = distribute(texts, looks, text)
        for slot, share in zip(self.slots, shares, strict=True):
            slot.put(share)
        self.slots[0].put(before + self.slots[0].text)
        self.slots[-1].put(self.slots[-1].text + behind)
        had, has = (
            {look for look, part in zip(looks, parts, strict=True) if part.strip()}
            for parts in (texts, shares)
        )
        return len(had - has) if text else 0


def blocks(root: etree._Element, grammar: Grammar) -> list[Block]:
    """The blocks with text in a tree, in order of reading; asides after what they stand in."""
    return [block for block in _gathered(_parts(root, grammar), grammar) if block.text]


class _Cut:
    """The end of a block."""


_CUT = _Cut()


def _parts(element: etree._Element, grammar: Grammar) -> Iterator["_Slot | _Cut | etree._Element"]:
    """The slots of an element and all in it, with cuts between blocks, and asides unopened."""
    text = grammar.holds_text(element)
    if text:
        yield _Slot(element, False, grammar.look(element))
    for child in element:
        role = grammar.role(child) if isinstance(child.tag, str) else "skipped"
        if role == "inline":
            yield from _parts(child, grammar)
        elif role == "block":
            yield _CUT
            yield from _parts(child, grammar)
            yield _CUT
        elif role == "aside":
            yield child
        if text:
            yield _Slot(child, True, grammar.look(element))


def _gathered(
    parts: Iterable["_Slot | _Cut | etree._Element"], grammar: Grammar
) -> Iterator[Block]:
    block = Block()
    asides: list[etree._Element] = []
    for part in itertools.chain(parts, [_CUT]):
        if isinstance(part, _Slot):
            block.slots.append(part)
        elif isinstance(part, _Cut):
            yield block
            for aside in asides:
                yield from _gathered(_parts(aside, grammar), grammar)
            block, asides = Block(), []
        else:
            asides.append(part)
