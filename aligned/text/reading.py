"""Bytes to text, refusing what is not text."""

import codecs
import contextlib
import re
import unicodedata
from pathlib import Path

from aligned.errors import InputError, LanguageError
from aligned.text.language import base_language, identify

__all__ = ["check_text", "decode", "guessed_encoding", "marked_encoding", "read_text"]

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


def marked_encoding(content: bytes) -> str | None:
    """The encoding that a byte order mark at the beginning tells; None where there is none."""
    return next((codec for bom, codec in _BOMS if content.startswith(bom)), None)


# Enough to tell an encoding by, and quick.
_SAMPLE = 200_000
# In the Latin script, letters that are not ASCII stand alone among those that are.
_ALONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_NO_TEXT = ("Cc", "Cn", "Co", "Cs")
_HIGH = re.compile(rb"[\x80-\xff]")
# What Windows writes these languages in; other languages of the Latin script, in cp1252.
_LATIN = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "hr", "sl", "bs", "ro", "sq"), "cp1250"),
    **dict.fromkeys(("tr", "az"), "cp1254"),
    **dict.fromkeys(("et", "lt", "lv"), "cp1257"),
}


def guessed_encoding(content: bytes) -> str | None:
    """The likeliest encoding of a text that is not UTF-8; None if it is, or nothing is likely.

    In the Latin script the language tells it, and the ASCII letters tell that. Elsewhere
    charset-normalizer does, by how much of a mess each encoding makes of the text. Of a short text
    it may be wrong: show it to the user.
    """
    if marked_encoding(content):
        return None
    if b"\0" in content[:1024]:
        return _wide_encoding(content[: _SAMPLE // 2 * 2])
    try:
        content.decode()
    except UnicodeDecodeError as error:
        # What tells an encoding are the bytes beyond ASCII: begin shortly before the first.
        start = max(error.start - _SAMPLE // 2, 0)
        sample = content[start : start + _SAMPLE]
    else:
        return None
    if _is_mostly_utf8(sample):  # and in another encoding here and there: no one encoding fits
        return None
    if 2 * len(_ALONE.findall(sample)) > len(_HIGH.findall(sample)):
        with contextlib.suppress(LanguageError, UnicodeDecodeError):
            encoding = _LATIN.get(base_language(identify(sample.decode("latin-1"))), "cp1252")
            content.decode(encoding)
            return encoding
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best else None


def _wide_encoding(sample: bytes) -> str | None:
    """UTF-16 without a mark, told by its spaces and line feeds; None for what is no text in it."""
    spaces = {
        encoding: sum(sample[low::2].count(sign) for sign in (b" ", b"\n"))
        - sum(sample[1 - low :: 2].count(sign) for sign in (b" ", b"\n"))
        for low, encoding in enumerate(("utf-16-le", "utf-16-be"))
    }
    likely = max(spaces, key=lambda encoding: spaces[encoding])
    text = sample.decode(likely, errors="replace")
    broken = sum(unicodedata.category(one) in _NO_TEXT and not one.isspace() for one in text)
    return likely if spaces[likely] > 0 and "\0" not in text and 100 * broken <= len(text) else None


def _is_mostly_utf8(sample: bytes) -> bool:
    right = sample.decode(errors="ignore").encode()
    return 2 * len(_HIGH.findall(right)) > len(_HIGH.findall(sample))


def decode(content: bytes, name: str, encoding: str | None = None) -> str:
    """Decode the content of a file; errors as for `read_text`, with `name` in the message."""
    if encoding is None:
        encoding = marked_encoding(content) or "utf-8"
    try:
        text = content.decode(encoding)
    except LookupError:
        raise InputError(f"unknown encoding {encoding!r}: try utf-8, cp1252 or latin-1") from None
    except UnicodeDecodeError as error:
        if b"\0" in content[:1024]:
            raise InputError(f"{name} is a binary file, not text: save it as text first") from error
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{name} is not {encoding.upper()} text (line {line}): "
            "save it as UTF-8 (or name its encoding: --encoding cp1252)"
        ) from error
    return check_text(text, name)


def check_text(text: str, name: str) -> str:
    """Return text that can be worked with; raise InputError if it is empty or not text."""
    if "\0" in text:
        raise InputError(f"{name} is a binary file, not text: save it as text first")
    if not text.strip():
        raise InputError(f"{name} is empty: give one with text in it")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise InputError(f"{name} has half of a character in line {line}: retype it") from error
    return text
