"""Reading the texts that a command names, and saying what had to be guessed of them."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligned.project import Origin, Version
    from aligned.text import Document

__all__ = ["read", "say_language", "say_other_language"]


def read(
    file: Path,
    language: str | None,
    origin: "Origin",
    encoding: str | None,
    *,
    segmented: bool = False,
    translation: bool = False,
) -> "tuple[Document, Version]":
    """Read a file into a version, and say what had to be guessed of it, or seems wrong.

    `translation` says that it is read for what it translates: of a PO file, its translations.
    """
    from aligned import formats
    from ui.versions import read_version

    document = formats.read_document(file, encoding, translation=translation)
    _say_encoding(file, document.encoding, encoding)
    version = read_version(document, language, origin, segmented=segmented)
    say_language(file, version.language, language)
    say_other_language(file, document.text, language)
    return document, version


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
