"""Files of a corpus as they are opened and read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aligned.errors import AlignedError, InputError
from aligned.text import guessed_encoding, marked_encoding

__all__ = ["library", "lines", "numbered_lines", "unreadable"]

# No honest line is longer; one that is would be held in memory whole.
_LONGEST = 16_000_000
# Enough to guess an encoding by.
_SAMPLE = 1_000_000


def lines(path: Path, encoding: str | None = None) -> Iterator[str]:
    """Every line of a file with its end; only a line feed ends one.

    UTF-8, or what its byte order mark says, unless `encoding` is named. Raises InputError for a
    file that cannot be read, another encoding, a line without end.
    """
    number = 0
    try:
        encoding = encoding or _marked_encoding(path)
        with path.open("r", encoding=encoding, newline="\n") as file:
            while line := file.readline(_LONGEST):
                number += 1
                if len(line) == _LONGEST:
                    raise InputError(f"{path}: line {number} does not end: is this a text file?")
                yield line
    except LookupError:
        raise InputError(f"unknown encoding {encoding!r}: try utf-8, cp1252 or latin-1") from None
    except UnicodeDecodeError as error:
        where = f"after line {number}" if number else "near its beginning"
        raise InputError(
            f"{path} is not {error.encoding.upper().removesuffix('-SIG')} text ({where}): "
            f"save it as UTF-8 (or name its encoding: --encoding {_guess(path)})"
        ) from error
    except OSError as error:
        raise unreadable(path, error) from error


def _marked_encoding(path: Path) -> str:
    with path.open("rb") as file:
        return marked_encoding(file.read(4)) or "utf-8-sig"


def _guess(path: Path) -> str:
    with path.open("rb") as file:
        return guessed_encoding(file.read(_SAMPLE)) or "cp1252"


def numbered_lines(path: Path, encoding: str | None = None) -> Iterator[tuple[int, str]]:
    """Every line without its end (LF or CRLF), with its number from 1; errors as for `lines`."""
    for number, line in enumerate(lines(path, encoding), start=1):
        yield number, line.removesuffix("\n").removesuffix("\r")


def unreadable(path: Path, error: OSError) -> InputError:
    """What to tell the user of a file that cannot be opened or read."""
    if isinstance(error, FileNotFoundError):
        return InputError(f"{path}: no such file")
    return InputError(f"{path} cannot be read: {error.strerror or error}")


@contextmanager
def library(name: str, purpose: str) -> Iterator[None]:
    """Around an import that only some formats need: ImportError becomes what to install."""
    try:
        yield
    except ImportError as error:
        raise AlignedError(
            f"{purpose} needs the package {name}: pip install 'hexapla[formats]'"
        ) from error
