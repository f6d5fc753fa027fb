"""Passages: a project paragraph by paragraph, as the reading editions show it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from aligned.corpus import joined
from aligned.formats import xml
from aligned.project import Project, Version
from aligned.rows import Row, Rows
from aligned.text import Kind, language_name

__all__ = ["Passage", "name_of", "passages"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the source: what it is, and its text in every version, "" where absent."""

    kind: Kind
    texts: tuple[str, ...]


def passages(project: Project, targets: Sequence[Version]) -> Iterator[Passage]:
    """The paragraphs of the source and of these targets, in order.

    A row belongs to the paragraph of its first source segment, and to the one before it where it
    has none. Texts are without the characters that XML forbids.
    """
    segments = project.source.segments
    paragraph = segments[0].paragraph if segments else 0

    def paragraph_of(row: Row) -> int:
        nonlocal paragraph
        if row.source_segments:
            paragraph = segments[row.source_segments[0]].paragraph
        return paragraph

    for _, rows in groupby(Rows(project, [target.key for target in targets]), paragraph_of):
        held = list(rows)
        sources = [segment for row in held for segment in row.source_segments]
        texts = [joined(project.source, sources)]
        for target in targets:
            cells = [cell for row in held for cell in row.cells[target.key]]
            texts.append(joined(target, [index for cell in cells for index in cell.segments]))
        kind = segments[sources[0]].kind if sources else "paragraph"
        yield Passage(kind, tuple(map(xml.clean, texts)))


def name_of(version: Version) -> str:
    """The language of a version, numbered if it is not the first of its language."""
    _, second, number = version.key.partition("-x-")
    return language_name(version.language) + (f" {number}" if second else "")
