"""Writing files so that nothing half-written ever stands under a final name."""

import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from aligned.errors import ExportError

__all__ = ["Output"]

_UNFIT_FOR_NAMES = re.compile('[\x00-\x1f\ud800-\udfff/\\\\:*?"<>|]+')
# Devices of Windows, whatever their suffix.
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(?![^.])", re.IGNORECASE)
# File systems take 255 bytes, and labels, suffixes and temporary names come on top.
_LONGEST_NAME = 180


class Output:
    """The files of one export: all are kept if the block ends well, none if it does not.

    Each file is written beside its destination under a temporary name, flushed to the disk, and
    renamed when all are complete. On an error or an interrupt the temporary files are removed.

    `destination` is a folder that exists, and the files are called `name` in it; or else a file.
    What tells the files of one export apart stands before the suffix: `book.en-fr.tsv`. A device or
    a pipe, such as /dev/stdout, is written as it is.

    `several`: whether files of more than one pair of versions will be made.

    Raises ExportError where a file cannot be made or renamed.
    """

    def __init__(self, destination: Path, name: str, suffix: str, *, several: bool = False) -> None:
        self._several = several
        if destination.is_dir():
            self._stem = destination / _file_name(name)
            self._suffix = suffix
        elif suffix and destination.suffix:
            self._stem, self._suffix = destination.with_suffix(""), destination.suffix
        else:
            self._stem, self._suffix = destination, ""
        self.label = ""
        """What tells the next file from the others; empty where there is only one."""
        self._files: dict[Path, tuple[Path | None, BinaryIO]] = {}

    @property
    def paths(self) -> tuple[Path, ...]:
        """The final names of the files, in the order in which they were opened."""
        return tuple(self._files)

    def name_pair(self, source: str, target: str) -> None:
        """Have the next file called after a pair of versions, if there are several pairs."""
        self.label = f"{source}-{target}" if self._several else ""

    @property
    def path(self) -> Path:
        """What the next file will be."""
        return self._named(f".{self.label}" if self.label else "")

    @property
    def is_begun(self) -> bool:
        """Whether that is a file of this export already."""
        return self.path.resolve() in self._files

    def file(self) -> BinaryIO:
        """Open exactly the file asked for, or with a label `book.en-fr.tsv`."""
        return self._open(self.path)

    def side(self, label: str) -> BinaryIO:
        """Open one of several files whose label is all of its suffix: `book.en-fr.en`."""
        return self._open(self._stem.with_name(f"{self._stem.name}.{label}"))

    def _named(self, label: str) -> Path:
        return self._stem.with_name(f"{self._stem.name}{label}{self._suffix}")

    def _open(self, path: Path) -> BinaryIO:
        temporary = None
        with _refusal(path):
            if path.exists() and not path.is_file():
                file = path.open("wb")
            else:
                path = path.resolve()
                temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
                file = temporary.open("xb")
        self._files[path] = temporary, file
        return file

    def __enter__(self) -> "Output":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._keep()
            elif isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
                raise _refused(self.path, error) from error
        finally:
            self._remove_temporaries()

    def _keep(self) -> None:
        for path, (temporary, file) in self._files.items():
            with _refusal(path):
                file.flush()
                if temporary:
                    os.fsync(file.fileno())
                file.close()
        for path, (temporary, _) in self._files.items():
            with _refusal(path):
                if temporary and path.exists():
                    temporary.chmod(stat.S_IMODE(path.stat().st_mode))
                if temporary:
                    temporary.replace(path)
        for folder in {path.parent for path, (temporary, _) in self._files.items() if temporary}:
            _flush_folder(folder)

    def _remove_temporaries(self) -> None:
        for temporary, file in self._files.values():
            with suppress(OSError):  # a full disk refuses the last bytes again: they are not wanted
                file.close()
            if temporary:
                temporary.unlink(missing_ok=True)


def _file_name(name: str) -> str:
    fit = _UNFIT_FOR_NAMES.sub("_", name).encode()[:_LONGEST_NAME].decode(errors="ignore")
    name = fit.strip(" .") or "export"
    return f"_{name}" if _DEVICE.match(name) else name


def _flush_folder(folder: Path) -> None:
    """Make the renaming itself survive a power cut, where folders can be flushed (not Windows)."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _refusal(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> ExportError:
    if isinstance(error, FileNotFoundError) and not path.parent.is_dir():
        return ExportError(f"{path} cannot be written: make the folder {path.parent} first")
    return ExportError(f"{path} cannot be written: {error.strerror or error}")
