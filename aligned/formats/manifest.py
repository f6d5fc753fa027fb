"""The manifest of an export: what is in its files and how it was made, so that it can be cited.

A JSON file with the counts of each version and bitext, models and engines, the licence, the format
and the program's version, and the size and SHA-256 of every file. There is no clock in it: the same
export has the same manifest.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from aligned.formats.exporting import targets_of
from aligned.formats.format import Format
from aligned.formats.inputs import unreadable
from aligned.formats.metadata import program_version
from aligned.formats.output import Output
from aligned.project import Project, Version

__all__ = ["write_manifest"]


def write_manifest(
    project: Project,
    format: Format,
    files: Sequence[Path],
    destination: Path,
    keys: Sequence[str] | None = None,
    *,
    licence: str = "",
) -> Path:
    """Write the manifest of the files of a project in a format, and return where it is.

    They hold the source and the targets of these keys, all if None.
    `destination` is a folder (`NAME.manifest.json` in it) or a file. `licence` is what the corpus
    is published under, best as an SPDX identifier such as CC-BY-4.0. Raises InputError where a
    file cannot be read any more, ExportError where the manifest cannot be written.
    """
    targets = targets_of(project, keys)
    manifest = {
        "name": project.name,
        "licence": licence or None,
        "program": {"name": "hexapla", "version": program_version()},
        "format": {"name": format.name, "description": format.description},
        "versions": [_version(version) for version in (project.source, *targets)],
        "bitexts": [_bitext(project, target) for target in targets],
        "files": [_file(file) for file in sorted(files)],
    }
    with Output(destination, project.name, ".manifest.json") as output:
        text = json.dumps(manifest, ensure_ascii=False, indent=2)
        output.file().write(f"{text}\n".encode("utf-8", "replace"))
    return output.paths[0]


def _version(version: Version) -> dict[str, object]:
    texts = version.texts
    return {
        "key": version.key,
        "language": version.language,
        "origin": version.origin,
        "made_with": dict(sorted(version.made_with.items())),
        "segments": len(texts),
        "words": sum(len(text.split()) for text in texts),
        "characters": sum(map(len, texts)),
    }


def _bitext(project: Project, target: Version) -> dict[str, object]:
    beads = project.bitexts[target.key]
    return {
        "source": project.source.key,
        "target": target.key,
        "beads": len(beads),
        "kinds": dict(sorted(Counter(bead.kind for bead in beads).items())),
        "statuses": dict(sorted(Counter(bead.status for bead in beads).items())),
    }


def _file(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return {"name": path.name, "bytes": path.stat().st_size, "sha256": digest}
    except OSError as error:
        raise unreadable(path, error) from error
