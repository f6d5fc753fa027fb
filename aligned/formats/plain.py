"""Plain text: a version as a document of its own, with the blank lines of the original."""

from pathlib import Path

from aligned.formats.format import DocumentFormat
from aligned.project import Version
from aligned.text import Document, decode

__all__ = ["FORMAT"]


def _write(version: Version) -> str:
    return version.text


def _read(content: bytes, name: str, encoding: str | None) -> Document:
    return Document.from_text(decode(content, name, encoding), Path(name).stem)


FORMAT = DocumentFormat(
    name="text",
    description="Plain text: each target as a document",
    suffixes=(".txt", ".text"),
    read=_read,
    write=_write,
)
