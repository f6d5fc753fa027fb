"""The translated document in the source's own format: its file with other paragraphs in it."""

from collections.abc import Sequence
from pathlib import Path

from aligned.corpus import joined
from aligned.errors import ExportError
from aligned.formats.exporting import Exported, targets_of
from aligned.formats.format import HALF_CHARACTERS, DocumentFormat
from aligned.formats.output import Output
from aligned.formats.registry import for_path
from aligned.project import Project

__all__ = ["paragraphs_of", "rewrite"]


def rewrite(
    project: Project,
    content: bytes,
    name: str,
    destination: Path,
    keys: Sequence[str] | None = None,
) -> Exported:
    """Write the targets of these keys (all if None) with the layout of the source's own file.

    `content` is that file as it was imported, `name` its name, whose suffix says the format.
    `destination` is as for `export`: `book.docx` for one target, `book.fr.docx` ... for several.
    Raises ExportError where the format cannot be written back or the file is not that of the
    source, and as `export` does.
    """
    format = for_path(Path(name))
    if not isinstance(format, DocumentFormat) or format.rewrite is None or format.read is None:
        raise ExportError(f"{name} cannot be written back with its layout: export it as text")
    count = len(format.read(content, name, None).paragraphs)
    targets = targets_of(project, keys)
    lost = 0
    with Output(destination, project.name, Path(name).suffix) as output:
        for target in targets:
            output.label = target.key if len(targets) > 1 else ""
            paragraphs = [
                HALF_CHARACTERS.sub("", text) for text in paragraphs_of(project, target.key, count)
            ]
            rewritten, dropped = format.rewrite(content, name, paragraphs, target.language)
            lost += dropped
            output.file().write(rewritten)
    sentence = f"inline marks (bold, links) that found no place in the translation: {lost}"
    return Exported(output.paths, (sentence,) if lost else ())


def paragraphs_of(project: Project, key: str, count: int) -> list[str]:
    """What a target says in each of the source's `count` paragraphs, "" where nothing.

    A bead belongs to the paragraph of its first source segment; one without any, to the paragraph
    before it. Raises ExportError where the source has more paragraphs.
    """
    held: list[list[int]] = [[] for _ in range(count)]
    paragraph = 0
    for sources, targets, _ in project.bitexts[key].links():
        if sources:
            paragraph = project.source.segments[sources.start].paragraph
        if paragraph >= count:
            raise ExportError(
                f"{project.name} has more paragraphs than the file it came from: "
                "is it another file?"
            )
        held[paragraph] += targets
    return [joined(project.version(key), indices) for indices in held]
