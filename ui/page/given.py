"""The texts that somebody gave: pasted or as files, each with its language or what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aligned import formats
from aligned.errors import AlignedError, InputError, LanguageError
from aligned.text import Document, check_text, identify

__all__ = ["Found", "document_of", "look_at", "read_given", "told"]

_PASTED = "pasted text"


@dataclass(frozen=True, slots=True)
class Found:
    """A text that was given, and what was found out about it: its language, or what is wrong."""

    name: str
    language: str = ""
    size: str = ""
    wrong: str = ""
    path: str = ""


def look_at(text: str, files: Sequence[str]) -> list[Found]:
    """What was given and in which language each text is, or what is wrong with it."""
    given = [Found(_PASTED)] if text.strip() else []
    for file in files:
        name, taken = Path(file).name, [one.name for one in given]
        copies = sum(1 for other in taken if other.partition(" (")[0] == name)
        given.append(Found(f"{name} ({copies + 1})" if copies else name, path=file))
    return [_looked(one, text, translation=number > 0) for number, one in enumerate(given)]


def _looked(one: Found, text: str, *, translation: bool) -> Found:
    try:
        document = document_of(one, text, translation=translation)
    except AlignedError as error:
        return Found(one.name, wrong=str(error), path=one.path)
    count = len(document.paragraphs)
    size = f"{len(document.text):,} characters in {count:,} paragraph{'s' if count != 1 else ''}"
    if document.encoding:
        size += f"; not UTF-8, read as {document.encoding}"
    try:
        return Found(one.name, identify(document.text), size, path=one.path)
    except LanguageError:
        return Found(one.name, "", size, path=one.path)


def told(error: AlignedError, path: str) -> str:
    """What is wrong with a file, by its name: where the server put it tells nobody anything."""
    return str(error).replace(path, Path(path).name)


def read_given(path: str, *, translation: bool = False) -> Document:
    """The document in a file that somebody gave; InputError, by its name, where it cannot be read.

    `translation` is as for `formats.read_document`.
    """
    try:
        return formats.read_document(Path(path), translation=translation)
    except AlignedError as error:
        raise InputError(told(error, path)) from error


def document_of(one: Found, text: str, *, translation: bool = False) -> Document:
    """The text itself, read from its file or as pasted; AlignedError where it cannot be.

    `translation` is as for `formats.read_document`.
    """
    if one.path:
        return read_given(one.path, translation=translation)
    return Document.from_text(check_text(text, "the text"), "statement")
