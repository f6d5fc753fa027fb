"""The main job on the sample: translate, align, keep, export."""

import time
from dataclasses import dataclass
from pathlib import Path

from ui import sample
from ui.files import SUFFIX, make_folder, write_text
from ui.making import make_project
from ui.versions import Existing, Progress, made_with, read_version

__all__ = ["FORMATS", "Demonstration", "run"]

FORMATS = ("tmx", "tsv", "jsonl", "moses")
_TRANSLATED = "pt"
# What the tour of the README begins with.
_TEXTS = {"en": "statement.txt", "fr": "statement.fr.txt"}


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What the demonstration made."""

    project: Path
    files: tuple[Path, ...]
    made_with: dict[str, str]
    """Target key -> by what it was made."""
    seconds: float


def run(folder: Path, progress: Progress) -> Demonstration:
    """Do the main job in a folder; what an earlier run did there is gone on with.

    Raises AlignedError or TranslateError.
    """
    began = time.monotonic()
    path = make_folder(folder) / f"demo{SUFFIX}"
    source = read_version(sample.document(sample.SOURCE), sample.SOURCE, "source")
    existing = [
        Existing(read_version(sample.document(language), language, "imported"))
        for language in sample.EXISTING
    ]
    workbench = make_project(
        path, source, existing, [_TRANSLATED], name="statement", progress=progress
    )
    texts = [
        write_text(folder / name, sample.document(language).text)
        for language, name in _TEXTS.items()
    ]
    exported = [workbench.export(name, folder) for name in FORMATS]
    made = {target.key: made_with(target) for target in workbench.project.targets}
    workbench.close()
    return Demonstration(
        path,
        (*texts, *(file for one in exported for file in one.files)),
        made,
        time.monotonic() - began,
    )
