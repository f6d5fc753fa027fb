"""Finding places of a project: beads of a kind, the least sure bead, a text."""

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from aligned.bitext import Bead
from aligned.corrections import EditText, EditTexts
from aligned.errors import CorrectionError
from aligned.project import Project
from aligned.rows import Rows

__all__ = [
    "KINDS",
    "Place",
    "Search",
    "Wanted",
    "is_doubtful",
    "least_sure",
    "neighbour",
    "of_kind",
    "places",
]

# A bead's score is a probability: below one half the aligner takes it for wrong rather than right.
_DOUBTFUL = 0.5


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A bead of the target in a column (0 is the first target), with its row."""

    row: int
    column: int
    bead: int


def is_doubtful(bead: Bead) -> bool:
    """Whether the aligner was unsure of a bead that nobody has confirmed."""
    return bead.status != "confirmed" and bead.score is not None and bead.score < _DOUBTFUL


KINDS: Mapping[str, Callable[[Bead], bool]] = {
    "unconfirmed": lambda bead: bead.status != "confirmed",
    "confirmed": lambda bead: bead.status == "confirmed",
    "doubtful": is_doubtful,
    "uneven": lambda bead: (bead.sources, bead.targets) != (1, 1),
    "oneSided": lambda bead: not (bead.sources and bead.targets),
    "edited": lambda bead: bead.status == "edited",
    "bookmarked": lambda bead: bead.bookmarked,
    "commented": lambda bead: bool(bead.comment),
}


Wanted = Callable[[str, int], bool]
"""Whether a bead, named by its version's key and its number, is looked for."""


def of_kind(project: Project, kind: str) -> Wanted:
    """Whether a bead is of one of `KINDS`."""
    if kind not in KINDS:
        raise CorrectionError(f"there is no kind of bead called {kind}: reload the page")
    is_wanted, bitexts = KINDS[kind], project.bitexts
    return lambda key, bead: is_wanted(bitexts[key].beads[bead])


def places(project: Project, rows: Rows, is_wanted: Wanted) -> Iterator[Place]:
    """Every bead that is looked for, column by column."""
    for column, target in enumerate(project.targets):
        for number, row in enumerate(rows.of_beads(target.key).tolist()):
            if is_wanted(target.key, number):
                yield Place(row, column, number)


def neighbour(
    project: Project,
    rows: Rows,
    is_wanted: Wanted,
    place: Place,
    step: int,
    hidden: Container[str] = (),
) -> Place | None:
    """The next bead looked for after a place in reading order (step 1), or the one before (-1).

    Versions whose keys are `hidden` are passed over.
    """
    found = []
    for column, target in enumerate(project.targets):
        if target.key in hidden:
            continue
        count = len(project.bitexts[target.key])
        number = _first_beyond(rows, target.key, count, Place(place.row, column, 0), step)
        while 0 <= number < count:
            here = Place(rows.of_bead(target.key, number), column, number)
            is_beyond = here > place if step > 0 else here < place
            if is_beyond and is_wanted(target.key, number):
                found.append(here)
                break
            number += step
    return (min(found) if step > 0 else max(found)) if found else None


def _first_beyond(rows: Rows, key: str, count: int, place: Place, step: int) -> int:
    """A bead of the row, or where bisection puts the row among the beads of a target."""
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if rows.of_bead(key, middle) < place.row + (step < 0):
            low = middle + 1
        else:
            high = middle
    return low if step > 0 else low - 1


def least_sure(
    project: Project, rows: Rows, after: Place | None, hidden: Container[str] = ()
) -> Place | None:
    """The least sure bead that is not confirmed; with `after`, the next least sure from there.

    Versions whose keys are `hidden` are passed over.
    """
    waiting = sorted(
        (1.0 if bead.score is None else bead.score, column, number)
        for column, target in enumerate(project.targets)
        for number, bead in enumerate(project.bitexts[target.key])
        if bead.status != "confirmed" and target.key not in hidden
    )
    if after is not None:
        bead = project.bitexts[project.targets[after.column].key][after.bead]
        here = (1.0 if bead.score is None else bead.score, after.column, after.bead)
        waiting = [one for one in waiting if one > here] or waiting
    if not waiting:
        return None
    _, column, number = waiting[0]
    return Place(rows.of_bead(project.targets[column].key, number), column, number)


def _rows_of(project: Project, rows: Rows, key: str, segments: list[int]) -> list[int]:
    """The rows that hold these segments of a version."""
    numbers = np.asarray(segments)
    if key == project.source.key:
        found = rows.of_sources()[numbers]
    else:
        starts = project.bitexts[key].target_starts[:-1]
        found = rows.of_beads(key)[np.searchsorted(starts, numbers, side="right") - 1]
    return [int(row) for row in found]


@dataclass(frozen=True, slots=True)
class Search:
    """A text to be looked for, plain or a regular expression, in one version or in all."""

    text: str
    match_case: bool = False
    whole_words: bool = False
    is_expression: bool = False
    version: str = ""

    def segments(self, project: Project) -> Iterator[tuple[str, int]]:
        """(version key, segment) of every segment that has the text."""
        has_text = self._pattern().search
        for version in project.versions:
            if self.version in ("", version.key):
                for number, segment in enumerate(version.segments):
                    if has_text(segment.text):
                        yield version.key, number

    def rows(self, project: Project, rows: Rows) -> set[int]:
        """The rows of every segment that has the text."""
        found: dict[str, list[int]] = {}
        for key, segment in self.segments(project):
            found.setdefault(key, []).append(segment)
        return {
            row for key, segments in found.items() for row in _rows_of(project, rows, key, segments)
        }

    def replacing(self, project: Project, replacement: str) -> EditTexts:
        """The correction that puts another text wherever this one is.

        In a regular expression's replacement, \\1 stands for its first group.
        """
        pattern = self._pattern()
        edits = []
        for key, number in self.segments(project):
            before = project.version(key).segments[number].text
            after = self._replaced(pattern, replacement, before)
            if after != before and after.strip():
                edits.append(EditText(key, number, after))
        return EditTexts(tuple(edits))

    def _replaced(self, pattern: re.Pattern[str], replacement: str, before: str) -> str:
        if not self.is_expression:
            return pattern.sub(lambda _: replacement, before)
        try:
            return pattern.sub(replacement, before)
        except (re.error, IndexError) as error:
            raise CorrectionError(
                f"{replacement} cannot replace it ({error}): write another replacement"
            ) from error

    def _pattern(self) -> re.Pattern[str]:
        if not self.text:
            raise CorrectionError("there is nothing to look for: type a text")
        text = self.text if self.is_expression else re.escape(self.text)
        if self.whole_words:
            text = rf"\b(?:{text})\b"
        try:
            return re.compile(text, 0 if self.match_case else re.IGNORECASE)
        except re.error as error:
            raise CorrectionError(
                f"{self.text} is no regular expression ({error}): "
                "correct it, or look for it as it stands"
            ) from error
