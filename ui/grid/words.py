"""Which words of a row are aligned with which, as JSON for the browser to highlight."""

from collections.abc import Sequence
from itertools import accumulate

from aligned.project import Project
from aligned.rows import Row
from ui.workbench import Workbench

__all__ = ["json_words"]


def json_words(workbench: Workbench, project: Project, row: Row) -> dict[str, list[list[int]]]:
    """By target key, the linked words of a row: sentence and span of the source, then the target's.

    Sentences are counted from the row's first of that version, spans in code points from the
    sentence's start; the end is the first place after the word.
    """
    return {key: _in_cells(workbench, project, key, row) for key in row.cells}


def _in_cells(workbench: Workbench, project: Project, key: str, row: Row) -> list[list[int]]:
    bitext, target = project.bitexts[key], project.version(key)
    found: list[list[int]] = []
    before = 0
    for cell in row.cells[key]:
        sources = bitext.sources_of(cell.bead)
        if sources and cell.segments:
            links = workbench.word_links(key, cell.bead)
            source = _Joined([project.source.segments[number].text for number in sources])
            written = _Joined([target.segments[number].text for number in cell.segments])
            first = sources.start - row.source_segments[0]
            found += (
                [*source.place(ours, first), *written.place(theirs, before)]
                for ours, theirs in links
            )
        before += len(cell.segments)
    return found


class _Joined:
    """Sentences joined by one space, and where in them a span of the whole is."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._starts = list(accumulate((len(text) + 1 for text in texts), initial=0))

    def place(self, span: tuple[int, int], first: int) -> tuple[int, int, int]:
        """The sentence, counted from `first`, where the span begins, and the span within it."""
        number = max(n for n, start in enumerate(self._starts[:-1]) if start <= span[0])
        start = self._starts[number]
        return first + number, span[0] - start, min(span[1] - start, len(self._texts[number]))
