"""Files and folders of the user's: projects, folders for results, text."""

import os
import tempfile
from pathlib import Path

from aligned.errors import ExportError
from aligned.formats.output import Output

__all__ = ["SUFFIX", "make_folder", "name_of", "project_files", "write_private", "write_text"]

SUFFIX = ".hexapla"


def make_folder(folder: Path) -> Path:
    """Make a folder unless it is there; ExportError if it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"{folder} cannot be made: {error.strerror}") from error
    return folder


def write_text(path: Path, text: str) -> Path:
    """Write a text file whole or not at all; ExportError if it cannot be."""
    with Output(path, "", "") as output:
        output.file().write(text.encode())
    return path


def write_private(path: Path, text: str) -> None:
    """Write a file whole or not at all, to be read by its user alone; OSError if it cannot be."""
    number, draft = tempfile.mkstemp(dir=path.parent, text=True)
    try:
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(number)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def project_files(folder: Path) -> list[Path]:
    """The project files of a folder, the last changed first."""
    return sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)


def name_of(project: str) -> str:
    """What a project is called to people: the name of its file without the ending."""
    return project.removesuffix(SUFFIX)
