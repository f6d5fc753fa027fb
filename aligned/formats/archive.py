"""Zip archives, of which XLSX, DOCX, ODT and EPUB are made: read with care, written without clock."""

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from aligned.errors import InputError
from aligned.formats.inputs import unreadable

__all__ = ["check", "read", "write"]

_LARGEST = 500_000_000
# Text rarely shrinks below a hundredth; a zip bomb shrinks to a thousandth.
_LARGEST_RATIO = 250
_SMALL = 10_000_000
_MOST_MEMBERS = 20_000
# The earliest time that a zip archive can say.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def check(path: Path) -> None:
    """Raise InputError unless the file is an archive that can be unpacked in bounded memory."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive, path)
    except (zipfile.BadZipFile, OSError) as error:
        raise _refused(path, error) from error


def read(path: Path) -> dict[str, bytes]:
    """Every member by its name, in order; nothing is unpacked to the disk. Raises InputError."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive, path)
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise _refused(path, error) from error


def write(members: Mapping[str, bytes], file: BinaryIO) -> None:
    """Write the members in order. `mimetype`, where there is one, is not compressed.

    The members have no time: the same content gives the same bytes.
    """
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), content, kind)


def _check(archive: zipfile.ZipFile, path: Path) -> None:
    members = archive.infolist()
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    bomb = size > _SMALL and size > _LARGEST_RATIO * packed
    if bomb or size > _LARGEST or len(members) > _MOST_MEMBERS:
        raise InputError(f"{path} would unpack to {size / 1e6:,.0f} MB, which no document needs")


def _refused(path: Path, error: Exception) -> InputError:
    if isinstance(error, zipfile.BadZipFile | EOFError):
        return InputError(f"{path} is damaged or not what its suffix says: open and save it anew")
    if isinstance(error, OSError):
        return unreadable(path, error)
    return InputError(f"{path} is protected by a password or packed in an unknown way")
