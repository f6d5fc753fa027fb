"""Reading: documents, corpora and links, by the format of the file."""

import re
from dataclasses import replace
from pathlib import Path

from aligned.corpus import Corpus
from aligned.errors import InputError
from aligned.formats.format import CorpusFormat, DocumentFormat, LinksFormat, ProjectFormat
from aligned.formats.inputs import unreadable
from aligned.formats.links import Link
from aligned.formats.registry import for_path, get
from aligned.text import Document, guessed_encoding, read_text

__all__ = ["document_of", "read_content", "read_corpus", "read_document", "read_links"]

# A document is held in memory whole; a corpus is not.
_LARGEST = 500_000_000
_DECLARED = re.compile(rb"charset=", re.IGNORECASE)


def read_document(
    path: Path, encoding: str | None = None, *, translation: bool = False
) -> Document:
    """Read a document; a file whose suffix names no document format is taken for plain text.

    `translation`: of a file that holds a text and its translation (PO), read the translation.
    The encoding is UTF-8, or what the file says itself, or a guess, which the document has.

    Raises InputError for a file that is missing, empty, damaged, in another encoding, or a corpus.
    """
    return document_of(read_content(path), str(path), encoding, translation=translation)


def read_content(path: Path) -> bytes:
    """The bytes of a document; InputError for a file that is missing, a folder or too large."""
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(f"{path} is larger than {_LARGEST:,} bytes: split it first")
        return path.read_bytes()
    except IsADirectoryError:
        raise InputError(f"{path} is a folder: name a file in it") from None
    except OSError as error:
        raise unreadable(path, error) from error


def document_of(
    content: bytes, name: str, encoding: str | None = None, *, translation: bool = False
) -> Document:
    """The document in the content of a file of that name; see `read_document`."""
    try:
        format = for_path(Path(name))
    except InputError:
        format = get("text")
    if isinstance(format, DocumentFormat) and format.read:
        if encoding is None and format.encoded and not _DECLARED.search(content, 0, 4096):
            encoding = guessed_encoding(content)
        read = (format.read_translation if translation else None) or format.read
        document = read(content, name, encoding)
        return replace(document, encoding=encoding) if format.encoded else document
    raise InputError(
        f"{name} is a {format.name} file, a corpus and no document: "
        "hexapla convert makes texts of it (--format moses)"
    )


def read_corpus(path: Path, name: str | None = None, encoding: str | None = None) -> Corpus:
    """Open a corpus in the format of that name (by default the one its suffix says).

    The units are read while the corpus is gone through, and what is wrong with the file is raised
    then: InputError naming the file and the line.
    """
    format = for_path(path) if name is None else get(name)
    if isinstance(format, CorpusFormat | ProjectFormat) and format.read:
        return format.read(path, encoding)
    raise InputError(f"{path}: {format.name} holds no corpus of texts")


def read_links(path: Path, name: str = "vecalign") -> list[Link]:
    """Read which segments correspond, 0-based; InputError naming the file and the line."""
    format = get(name)
    if isinstance(format, LinksFormat) and format.read:
        return format.read(read_text(path), str(path))
    raise InputError(f"{path}: {format.name} holds no links between segments")
