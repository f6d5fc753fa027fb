"""Translations put in the place of the blocks of a tree, with the block's inline elements in them.

A block is taken apart into a small tree of texts, marks (inline elements around text) and points
(anything else that stands in it); each is placed in the rendering (`inline`), and the block is put
together anew in that order. A block whose text does not change is not touched.
"""

import copy
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import zip_longest

from lxml import etree

from aligned.formats import xml
from aligned.formats.anatomy import NAMES, Range, carrier, leaf, reaching, separate, shell
from aligned.formats.inline import Rendering, Span, Taken, Unplaced, place_of_mark, place_of_point
from aligned.formats.markup import Block, Folding, Grammar, Slot, blocks

__all__ = ["lay"]


def lay(
    roots: Iterable[etree._Element], grammar: Grammar, renderings: Sequence[Rendering]
) -> Unplaced:
    """Put a rendering in the place of every block and label of these trees, in order."""
    unplaced = Unplaced()
    rest = iter(renderings)
    for root in roots:
        found = blocks(root, grammar)
        mine = [next(rest) for _ in found]
        for label in list(grammar.labels(root)):  # before their elements move, or are copied
            rendering = next(rest)
            if rendering.text != label.text:
                label.put(rendering.text)
        changed = [
            number
            for number, (block, rendering) in enumerate(zip(found, mine, strict=True))
            if rendering.text != block.text
        ]
        broken = dict.fromkeys(
            element for number in changed for element in reaching(found[number], grammar)
        )
        for element in broken:
            separate(element, grammar)
        if broken:
            found = blocks(root, grammar)
        for number in changed:
            unplaced += _laid(found[number], grammar, mine[number])
    return unplaced


def _laid(block: Block, grammar: Grammar, rendering: Rendering) -> Unplaced:
    if block.kind == "code":
        for slot in block.slots:
            slot.put("")
        block.slots[0].put(rendering.text)
        return Unplaced()
    text, before, behind = _as_it_stands(block)
    place = Range.of(block, grammar)
    folding = Folding()
    nodes = _nodes(place.parts(), grammar, folding)
    source = folding.text.rstrip(" ")
    layout = _Layout(grammar, source, rendering, folding.closed)
    room = (0, len(rendering.text))
    pieces = layout.pieces(place.parent, nodes, (0, len(source)), room)
    place.clear()
    layout.fill(place, [before, *pieces, behind])
    return layout.unplaced if text and rendering.text else Unplaced()


def _as_it_stands(block: Block) -> tuple[str, str, str]:
    """The block's whole text, and the white space that its first and its last slot add to it."""
    texts = [slot.text for slot in block.slots if slot.text]
    first, last = texts[0], texts[-1]
    before = first[: len(first) - len(first.lstrip(_WHITE))]
    return "".join(texts), before, last[len(last.rstrip(_WHITE)) :]


_WHITE = " \t\r\n\f"


@dataclass(slots=True)
class _Words:
    """Text of a block that stands directly in what is looked at."""

    span: Span


@dataclass(slots=True)
class _Node:
    """A mark or a point of a block, with its span in the block's text on one line.

    `outer` is what is put into the tree: the element itself, or a copy of what was around it.
    `next_text` is the number of the text that a point stands before, as `Folding` counts them.
    """

    span: Span
    element: etree._Element
    outer: etree._Element
    look: Hashable = None
    inner: "list[_Node | _Words]" = field(default_factory=list)
    place: Span = (0, 0)
    next_text: int = -1

    @property
    def is_mark(self) -> bool:
        return self.span[0] < self.span[1]


_Nodes = Sequence[_Node | _Words]


def _nodes(parts: "Sequence[str | etree._Element]", grammar: Grammar, folding: Folding) -> _Nodes:
    nodes: list[_Node | _Words] = []
    for part in parts:
        start = len(folding.text)
        if isinstance(part, str):
            folding.add(part)
            nodes.append(_Words((start, len(folding.text))))
            continue
        role = grammar.role_of(part)
        if role == "inline":
            inner = _nodes(Range.inside(part, grammar).parts(), grammar, folding)
            span = (start, len(folding.text))
            look = grammar.look(part)
            nodes.append(_Node(span, part, part, look, list(inner), next_text=folding.texts))
        elif role != "transient":
            nodes.append(_Node((start, start), part, part, next_text=folding.texts))
    return nodes


@dataclass(slots=True)
class _Layout:
    """Puts the nodes of one block into the order of the rendering."""

    grammar: Grammar
    source: str
    rendering: Rendering
    closed: Set[int]
    """Before which texts a point stands that has white space on both sides."""
    unplaced: Unplaced = field(default_factory=Unplaced)
    carriers: dict[etree._Element, etree._Element] = field(default_factory=dict)
    """What to put text into, in elements that hold none themselves or held none here."""

    def pieces(
        self, parent: etree._Element, nodes: _Nodes, within: Span, room: Span
    ) -> "list[str | _Node]":
        """The texts and nodes that are to stand in `parent`, in order."""
        main = self._main_look(parent, nodes)
        pieces: list[str | _Node] = []
        position = room[0]
        text = self.rendering.text
        for node in self._placed(_joined(self._opened(nodes, main)), within, room):
            start, end = node.place
            # A point inside a mark that it does not belong to comes after it.
            pieces += [text[position:start], node]
            position = max(position, end)
        return list(self._spaced([*pieces, text[position : room[1]]]))

    def _spaced(self, pieces: "Sequence[str | _Node]") -> "Iterator[str | _Node]":
        """The pieces with white space around each point that had it: one line has one space."""
        left = " "
        filled = [piece for piece in pieces if piece != ""]
        for piece, following in zip_longest(filled, filled[1:], fillvalue=""):
            is_apart = isinstance(piece, _Node) and piece.next_text in self.closed
            if is_apart and not left[-1:].isspace():
                yield " "
            yield piece
            left = self._said_by(piece)
            if is_apart and self._said_by(following)[:1].isalnum():
                left = " "
                yield left

    def _said_by(self, piece: "str | _Node") -> str:
        return piece if isinstance(piece, str) else self.rendering.text[slice(*piece.place)]

    def fill(self, place: Range, pieces: "Sequence[str | _Node]") -> None:
        """Put texts and nodes into an element that has been cleared."""
        parent, index, last = place.parent, place.begin, place.first
        for piece in pieces:
            if isinstance(piece, str):
                if not piece:
                    continue
                if last and (piece.isspace() or parent not in self.carriers):
                    last.put(last.text + piece)
                    continue
                element = copy.deepcopy(self.carriers[parent])
                leaf(element, self.grammar).text = xml.clean(piece)
            else:
                element = piece.outer
                element.tail = None
            parent.insert(index, element)
            last = Slot(element, True) if place.first else None
            index += 1
            if isinstance(piece, _Node) and piece.is_mark:
                inside = self.pieces(piece.element, piece.inner, piece.span, piece.place)
                of_mark = Range.inside(piece.element, self.grammar)
                of_mark.clear()
                self.fill(of_mark, inside)

    def _main_look(self, parent: etree._Element, nodes: _Nodes) -> Hashable:
        """The look that text without a mark has: None, where it stands in `parent` itself.

        Elsewhere it is what most of the text looks like, and stands in copies of such an element.
        """
        holds = self.grammar.holds_text(parent)
        marks = [node for node in nodes if isinstance(node, _Node) and node.is_mark]
        own = any(
            self.source[slice(*node.span)].strip() for node in nodes if isinstance(node, _Words)
        )
        if not marks or (holds and (own or len(marks) == 1)):
            return None
        lengths: Counter[Hashable] = Counter()
        for mark in marks:
            if not isinstance(mark.look, etree._Element):  # a link is one of its kind
                lengths[mark.look] += mark.span[1] - mark.span[0]
        main = max(lengths, key=lambda look: lengths[look], default=None)
        if main is not None or not holds:
            model = next((mark for mark in marks if mark.look == main), marks[0])
            self.carriers[parent] = carrier(model.element, self.grammar)
        return main

    def _opened(self, nodes: _Nodes, main: Hashable) -> Iterator[_Node]:
        """The marks and points; of a mark that looks like the text around it, those in it."""
        for node in nodes:
            if isinstance(node, _Words):
                continue
            if not node.is_mark or node.look not in (None, main):
                yield node
                continue
            for inner in self._opened(node.inner, main):
                around = shell(node.element, self.grammar)
                inner.outer.tail = None
                around.append(inner.outer)
                inner.outer = around
                yield inner

    def _placed(self, nodes: Sequence[_Node], within: Span, room: Span) -> list[_Node]:
        """The marks and points that have a place, in the order of their places."""
        taken = Taken()
        marks: list[_Node] = []
        points: list[_Node] = []
        for node in nodes:
            if not node.is_mark:
                points.append(node)
                continue
            place = place_of_mark(self.source, node.span, within, self.rendering, room, taken)
            if place:
                node.place = place
                taken.add(place)
                marks.append(node)
            else:
                self.unplaced += Unplaced(marks=bool(self.source[slice(*node.span)].strip()))
                points += self._points_of(node)
        for point in points:
            point.place = self._place_of_point(point, marks, within, room)
        return sorted([*marks, *points], key=lambda node: node.place)

    def _place_of_point(self, point: _Node, marks: list[_Node], within: Span, room: Span) -> Span:
        """Where a point belongs: at the mark that it touches, or where its words are."""
        where = point.span[0]
        for mark in marks:
            if where in mark.span:
                place = mark.place[where == mark.span[1]]
                return place, place
        place, known = place_of_point(self.source, where, within, self.rendering, room)
        if not known and isinstance(point.element.tag, str):
            self.unplaced += Unplaced(points=1)
        return place, place

    def _points_of(self, mark: _Node) -> Iterator[_Node]:
        """What must not be lost of a mark that is: its points, and what others refer to."""
        for node in mark.inner:
            if isinstance(node, _Node) and node.is_mark:
                yield from self._points_of(node)
            elif isinstance(node, _Node):
                yield node
        if any(mark.element.get(name) for name in NAMES):
            empty = shell(mark.element, self.grammar, named=True)
            yield _Node((mark.span[0], mark.span[0]), empty, empty)


def _joined(nodes: Iterable[_Node]) -> list[_Node]:
    """The nodes with marks that look the same and touch each other as one."""
    joined: list[_Node] = []
    for node in nodes:
        last = joined[-1] if joined else None
        if (
            last
            and last.is_mark
            and node.is_mark
            and (last.look, last.span[1]) == (node.look, node.span[0])
        ):
            last.inner += node.inner
            last.span = (last.span[0], node.span[1])
        else:
            joined.append(node)
    return joined
