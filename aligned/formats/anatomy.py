"""Where a block stands in its tree, and the cutting of elements that reach out of it."""

import copy
from dataclasses import dataclass
from typing import cast

from lxml import etree

from aligned.formats import xml
from aligned.formats.markup import Block, Grammar, Slot

__all__ = ["NAMES", "Range", "carrier", "leaf", "reaching", "separate", "shell"]

NAMES = ("id", "name", xml.ID)
"""The attributes by which other places refer to an element: no two may have the same."""


@dataclass(slots=True)
class Range:
    """Where a block stands: what its children in `parent` are, and what holds the first text."""

    parent: etree._Element
    first: Slot | None
    children: list[etree._Element]
    begin: int

    @classmethod
    def of(cls, block: Block, grammar: Grammar) -> "Range":
        """The place of a block, in the deepest element that has all of its text."""
        filled = [slot for slot in block.slots if slot.text]
        paths = [_path(slot.holder) for slot in filled]
        shared = min(map(len, paths))
        while any(path[:shared] != paths[0][:shared] for path in paths):
            shared -= 1
        parent = paths[0][shared - 1]
        opening, closing = filled[0], filled[-1]
        if opening.holder is parent:
            begin = parent.index(opening.element) + 1 if opening.after else 0
        else:
            begin = parent.index(_child(parent, opening.element))
        end = begin
        if (closing.element is not parent and closing != opening) or opening.holder is not parent:
            end = parent.index(_child(parent, closing.element)) + 1
        before = Slot(parent[begin - 1], True) if begin else Slot(parent, False)
        first = before if grammar.holds_text(parent) else None
        return cls(parent, first, list(parent)[begin:end], begin)

    @classmethod
    def inside(cls, element: etree._Element, grammar: Grammar) -> "Range":
        """All that is in an inline element, behind its properties."""
        begin = sum(grammar.role_of(child) == "properties" for child in element)
        first = Slot(element, False) if grammar.holds_text(element) else None
        return cls(element, first, list(element)[begin:], begin)

    def parts(self) -> "list[str | etree._Element]":
        """The texts and the children in order."""
        parts: list[str | etree._Element] = [self.first.text] if self.first else []
        holds = self.first is not None
        for child in self.children:
            parts.append(child)
            if holds:
                parts.append(child.tail or "")
        return parts

    def clear(self) -> None:
        """Take everything out."""
        for child in self.children:
            self.parent.remove(child)
            child.tail = None
        if self.first:
            self.first.put("")


def _path(element: etree._Element) -> list[etree._Element]:
    return [*reversed(list(element.iterancestors())), element]


def _child(parent: etree._Element, element: etree._Element) -> etree._Element:
    """The child of `parent` that the element is, or is in."""
    path = _path(element)
    return path[path.index(parent) + 1]


def shell(element: etree._Element, grammar: Grammar, named: bool = False) -> etree._Element:
    """A copy of an element with its properties alone, and, unless `named`, without its name."""
    copied = element.makeelement(element.tag, nsmap=cast(dict[str, str], element.nsmap))
    for name, value in element.items():
        copied.set(name, value)
    for child in element:
        if grammar.role_of(child) == "properties":
            copied.append(copy.deepcopy(child))
    if not named:
        for name in NAMES:
            copied.attrib.pop(name, "")
    return copied


def carrier(element: etree._Element, grammar: Grammar) -> etree._Element:
    """A copy of an element that holds nothing but one text."""
    copied = shell(element, grammar)
    if not grammar.holds_text(element):
        inner = (child for child in element if grammar.role_of(child) == "inline")
        filled = next(child for child in inner if _has_text(child, grammar))
        copied.append(carrier(filled, grammar))
    return copied


def _has_text(element: etree._Element, grammar: Grammar) -> bool:
    return any(grammar.holds_text(inner) and inner.text for inner in element.iter("*"))


def leaf(element: etree._Element, grammar: Grammar) -> etree._Element:
    """The first in an element that holds text, or could."""
    return next(inner for inner in element.iter("*") if grammar.holds_text(inner))


def reaching(block: Block, grammar: Grammar) -> list[etree._Element]:
    """The inline elements that reach out of a block: each the outermost."""
    parent = Range.of(block, grammar).parent
    found: dict[etree._Element, None] = {}
    for slot in block.slots:
        path = _path(slot.holder)
        inside = path[path.index(parent) + 1 :] if parent in path else []
        outermost = next((one for one in inside if _cut_in(one, grammar) is not None), None)
        if outermost is not None:
            found[outermost] = None
    return list(found)


def _cut_in(element: etree._Element, grammar: Grammar) -> etree._Element | None:
    """The first child that ends a block, or holds what does."""
    for child in element:
        role = grammar.role_of(child)
        if role == "block" or (role == "inline" and _cut_in(child, grammar) is not None):
            return child
    return None


def separate(element: etree._Element, grammar: Grammar) -> None:
    """Make of an element one of what stands before its first cut, one of that, one of the rest."""
    for child in list(element):
        if grammar.role_of(child) == "inline":
            separate(child, grammar)
    cut = _cut_in(element, grammar)
    if cut is None or (len(element) == 1 and not element.text and not cut.tail):
        return
    alone, rest = shell(element, grammar), shell(element, grammar)
    for following in list(cut.itersiblings()):
        rest.append(following)
    if grammar.holds_text(element):
        rest.text = cut.tail
    rest.tail, element.tail = element.tail, None
    alone.append(cut)
    cut.tail = None
    parent = next(element.iterancestors())
    parent.insert(parent.index(element) + 1, alone)
    parent.insert(parent.index(element) + 2, rest)
    separate(rest, grammar)
