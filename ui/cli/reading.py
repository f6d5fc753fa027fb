"""Reading the texts that a command names, and saying what had to be guessed of them."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligned.project import Origin, Version
    from aligned.text import Document

__all__ = ["Given", "file_or_stdin", "read", "say_language", "say_other_language"]

# Told from a file of that name by which object it is.
_STDIN = Path("standard input")


def file_or_stdin(name: str) -> Path:
    """The file that an argument names, or what stands for standard input: `-`."""
    return _STDIN if name == "-" else Path(name)


@dataclass(frozen=True, slots=True)
class Given:
    """A file that a command was given, read once: its bytes, the document, the version."""

    content: bytes
    document: "Document"
    version: "Version"


def read(
    file: Path,
    language: str | None,
    origin: "Origin",
    encoding: str | None,
    *,
    segmented: bool = False,
    translation: bool = False,
) -> Given:
    """Read a file into a version, and say what had to be guessed of it, or seems wrong.

    `translation` says that it is read for what it translates: of a PO file, its translations.
    """
    from aligned import formats
    from ui.versions import read_version

    content = sys.stdin.buffer.read() if file is _STDIN else formats.read_content(file)
    document = formats.document_of(content, str(file), encoding, translation=translation)
    _say_encoding(file, document.encoding, encoding)
    version = read_version(document, language, origin, segmented=segmented)
    say_language(file, version.language, language)
    say_other_language(file, document.text, language)
    return Given(content, document, version)


def say_language(file: Path, language: str, given: str | None) -> None:
    """Say which language a file was found to be in, unless the user said it."""
    from aligned.text import language_name
    from ui.terminal import say

    if given is None:
        say(f"{file} is in {language_name(language)} ({language})")


def say_other_language(file: Path, text: str, given: str | None) -> None:
    """Say that a text does not seem to be in the language that the user said it is in."""
    from aligned.checks import other_language
    from aligned.text import language_name
    from ui.terminal import say

    if given and (found := other_language(text, given)):
        said, seems = language_name(given), language_name(found)
        say(f"note: {file} is said to be in {said}, but seems to be in {seems} ({found})")


def _say_encoding(file: Path, encoding: str | None, given: str | None) -> None:
    """Say in which encoding a file was read, where it had to be guessed."""
    from ui.terminal import say

    if encoding and given is None:
        say(f"{file} is not UTF-8: read as {encoding}; if letters are wrong, name it: --encoding")
