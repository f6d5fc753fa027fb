"""Zip archives, of which XLSX, DOCX, ODT and EPUB are made: bounded reading, no clock written."""

import io
import zipfile
import zlib
from collections.abc import Mapping

from aligned.errors import InputError

__all__ = ["members", "packed"]

_LARGEST = 500_000_000
# Text rarely shrinks below a hundredth; a zip bomb shrinks to a thousandth.
_LARGEST_RATIO = 250
_SMALL = 10_000_000
_MOST_MEMBERS = 20_000
# The earliest time that a zip archive can say.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def members(content: bytes, name: str) -> dict[str, bytes]:
    """The members of an archive by their names, in order; nothing is unpacked to the disk.

    Raises InputError, naming the archive, where it is damaged or would take too much memory.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive, name)
            return {member: archive.read(member) for member in archive.namelist()}
    except (RuntimeError, NotImplementedError) as error:
        raise InputError(f"{name} is protected by a password: save it without") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise InputError(
            f"{name} is damaged or not what its suffix says: open and save it anew"
        ) from error


def packed(contents: Mapping[str, bytes]) -> bytes:
    """An archive of these members, in order; the same members give the same bytes.

    `mimetype`, where there is one, is not compressed, as ODT and EPUB want it.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in contents.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), content, kind)
    return file.getvalue()


def _check(archive: zipfile.ZipFile, name: str) -> None:
    infos = archive.infolist()
    size = sum(info.file_size for info in infos)
    packed_size = sum(info.compress_size for info in infos)
    bomb = size > _SMALL and size > _LARGEST_RATIO * packed_size
    if bomb or size > _LARGEST or len(infos) > _MOST_MEMBERS:
        raise InputError(
            f"{name} would unpack to {size / 1e6:,.0f} MB, which no document needs: "
            "give another file"
        )
