"""Text files of which only some places are text to translate: the rest stays as it is."""

import codecs
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from lxml import etree

from aligned.formats.format import document_of
from aligned.formats.inline import Rendering, Unplaced
from aligned.formats.layout import lay
from aligned.formats.markup import Grammar, code_in, texts
from aligned.text import Document, Kind, decode

__all__ = ["Piece", "Place", "PlacedText"]


class Place(NamedTuple):
    """Where a text stands in the file, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A place with a text to translate: the inline marks in it as a tree, and what it is."""

    place: Place
    root: etree._Element
    kind: Kind = "paragraph"


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A kind of text file: its pieces in order, what their elements are, how a tree is written."""

    pieces: Callable[[str], Iterator[Piece]]
    grammar: Callable[[Kind], Grammar]
    written: Callable[[Piece], str]

    def read(self, content: bytes, name: str, encoding: str | None) -> Document:
        """Read its pieces; errors as for `decode` and `document_of`."""
        found = list(self.pieces(_unified(content, name, encoding)))
        return document_of(
            name,
            (one for piece in found for one in texts(piece.root, self.grammar(piece.kind))),
            (code for one in found for code in code_in(one.root, self.grammar(one.kind))),
        )

    def rewrite(
        self,
        content: bytes,
        name: str,
        encoding: str | None,
        renderings: Sequence[Rendering],
        language: str,
    ) -> tuple[bytes, Unplaced]:
        """The same file with these in the place of its texts, as UTF-8, and what found no place.

        Its byte order mark and its line ends stay what they are.
        """
        text = _unified(content, name, encoding)
        rest = iter(renderings)
        unplaced = Unplaced()
        parts: list[str] = []
        end = 0
        for piece in self.pieces(text):
            own = [text for text, _ in texts(piece.root, self.grammar(piece.kind))]
            wanted = [next(rest) for _ in own]
            parts.append(text[end : piece.place.start])
            end = piece.place.end
            if own == [rendering.text for rendering in wanted]:
                parts.append(text[piece.place.start : end])  # its lines stay, too
            elif piece.kind == "code":
                margin = text[text.rfind("\n", 0, piece.place.start) + 1 : piece.place.start]
                parts.append(wanted[0].text.replace("\n", f"\n{margin}"))
            else:
                on_one_line = [replace(one, text=" ".join(one.text.split("\n"))) for one in wanted]
                unplaced += lay([piece.root], self.grammar(piece.kind), on_one_line)
                parts.append(self.written(piece))
        written = ("".join(parts) + text[end:]).encode()
        file = decode(content, name, encoding)
        if 0 < file.count("\n") == file.count("\r\n"):
            written = written.replace(b"\n", b"\r\n")
        return (codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b"") + written, unplaced


def _unified(content: bytes, name: str, encoding: str | None) -> str:
    """The text of a file with line feeds alone between its lines; errors as for `decode`."""
    return decode(content, name, encoding).replace("\r\n", "\n").replace("\r", "\n")
