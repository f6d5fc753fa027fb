"""Text files of which only some places are text to translate: the rest stays as it is."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from aligned.text import decode

__all__ = ["Place", "replaced", "unified"]


class Place(NamedTuple):
    """A paragraph, and where it stands in the file, in code points."""

    start: int
    end: int
    text: str


def unified(content: bytes, name: str, encoding: str | None = None) -> str:
    """The text of a file with line feeds alone between its lines; errors as for `decode`."""
    return decode(content, name, encoding).replace("\r\n", "\n").replace("\r", "\n")


def replaced(text: str, places: Iterable[Place], paragraphs: Sequence[str]) -> bytes:
    """The file with another paragraph at each of its places, in order, as UTF-8."""
    parts: list[str] = []
    end = 0
    for place, paragraph in zip(places, paragraphs, strict=True):
        parts += text[end : place.start], paragraph
        end = place.end
    return ("".join(parts) + text[end:]).encode()
