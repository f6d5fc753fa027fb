"""Bytes to text, refusing what is not text."""

import codecs
from pathlib import Path

from aligned.errors import InputError

__all__ = ["check_text", "decode", "read_text"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(path: Path, encoding: str | None = None) -> str:
    """Read a text file: UTF-8, or what its byte order mark says, or `encoding`.

    Raises InputError for a missing, unreadable, empty or binary file and for another encoding.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except IsADirectoryError:
        raise InputError(f"{path} is a folder: name a file in it") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    return decode(content, str(path), encoding)


def decode(content: bytes, name: str, encoding: str | None = None) -> str:
    """Decode the content of a file; errors as for `read_text`, with `name` in the message."""
    if encoding is None:
        encoding = next((codec for bom, codec in _BOMS if content.startswith(bom)), "utf-8")
    try:
        text = content.decode(encoding)
    except LookupError:
        raise InputError(f"unknown encoding {encoding!r}: try utf-8, cp1252 or latin-1") from None
    except UnicodeDecodeError as error:
        if b"\0" in content[:1024]:
            raise InputError(f"{name} is a binary file, not text") from error
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{name} is not {encoding.upper()} text (line {line}): "
            "name its encoding, for example --encoding cp1252"
        ) from error
    return check_text(text, name)


def check_text(text: str, name: str) -> str:
    """Return text that can be worked with; raise InputError if it is empty or not text."""
    if "\0" in text:
        raise InputError(f"{name} is a binary file, not text")
    if not text.strip():
        raise InputError(f"{name} is empty: there is nothing to read in it")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise InputError(f"{name} has half of a character in line {line}: retype it") from error
    return text
