"""A corpus: a project as what its formats write, one unit after another.

What a format does with `m-n` beads and several targets it decides by asking for units over the keys
it wants: over one target a unit is a bead, over several it is a row.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from aligned.bitext import STATUSES, Bead, Bitext, Signature, Status
from aligned.errors import InputError
from aligned.project import Project, Version
from aligned.rows import Row, Rows
from aligned.text import Segment, separator

__all__ = ["Corpus", "Unit", "corpus", "joined", "project_of", "units"]


@dataclass(frozen=True, slots=True)
class Unit:
    """Segments that correspond, by version key; a version with no text here is absent, not empty.

    `texts` has the joined text of each version; `status` and `score` those of the least sure bead
    of each target (`score` None where nothing was estimated), and `comment` what was noted on its
    beads, where anything was. `signed` is the last correction of its beads where that is known, and
    `checks` the names of those that find something in them. `segments` counts the segments in each
    text where that is known; it is no part of what makes two units the same.
    """

    texts: Mapping[str, str]
    status: Mapping[str, Status] = field(default_factory=dict)
    score: Mapping[str, float | None] = field(default_factory=dict)
    comment: Mapping[str, str] = field(default_factory=dict)
    signed: Mapping[str, Signature] = field(default_factory=dict)
    checks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    segments: Mapping[str, int] = field(default_factory=dict, compare=False)

    def kind(self, source: str, target: str) -> str | None:
        """How many segments of the source go with how many of a target, "2-1"; None if unknown."""
        if source in self.segments and target in self.segments:
            return f"{self.segments[source]}-{self.segments[target]}"
        return None

    def only(self, keys: Iterable[str]) -> "Unit":
        """What it says of the versions of these keys."""
        return Unit(
            _only(self.texts, keys),
            _only(self.status, keys),
            _only(self.score, keys),
            _only(self.comment, keys),
            _only(self.signed, keys),
            _only(self.checks, keys),
            _only(self.segments, keys),
        )


_T = TypeVar("_T")


def _only(values: Mapping[str, _T], keys: Iterable[str]) -> dict[str, _T]:
    return {key: values[key] for key in keys if key in values} if values else {}


class Corpus:
    """Units over some versions, from a project or from a file; can be gone through repeatedly.

    Nothing is held in memory: `units` starts the stream anew, and `versions` may have to go through
    it once to find out which there are. `notes` are what the user should know of how it was read.
    """

    def __init__(
        self,
        name: str,
        versions: Callable[[], tuple[Version, ...]],
        units: Callable[[], Iterator[Unit]],
        notes: Sequence[str] = (),
    ) -> None:
        self.name = name
        self.notes = notes
        self._versions = versions
        self._units = units

    def __iter__(self) -> Iterator[Unit]:
        return self._units()

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """The versions without their segments, the source first; InputError if there are none."""
        versions = self._versions()
        if not versions:
            raise InputError(f"{self.name} holds no text in any language: is it the right file?")
        return versions

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the versions, that of the source first."""
        return tuple(version.key for version in self.versions)

    def pair(self, key: str) -> "Corpus":
        """The source and the target of that key alone; units without either are left out."""
        pair = self.keys[0], key

        def versions() -> tuple[Version, ...]:
            return tuple(version for version in self.versions if version.key in pair)

        def units() -> Iterator[Unit]:
            for unit in self:
                if key in unit.texts or pair[0] in unit.texts:
                    yield unit.only(pair)

        return Corpus(self.name, versions, units)


def corpus(project: Project, keys: Sequence[str] | None = None) -> Corpus:
    """The corpus of a project: its source and the targets of these keys (all if None)."""
    keys = [target.key for target in project.targets] if keys is None else keys
    versions = (project.source, *(project.version(key) for key in keys))
    bare = tuple(replace(version, segments=(), lead="") for version in versions)
    return Corpus(project.name, lambda: bare, lambda: units(project, keys))


def project_of(corpus: Corpus) -> Project:
    """The project of a corpus, in memory: each text is one segment and paragraph, each unit a bead.

    A target's beads are those of the units that have its text, the source's, or both.
    """
    source, *targets = corpus.keys
    segments: dict[str, list[Segment]] = {key: [] for key in corpus.keys}
    offsets = dict.fromkeys(corpus.keys, 0)
    beads: dict[str, list[Bead]] = {key: [] for key in targets}
    signatures: dict[str, list[Signature | None]] = {key: [] for key in targets}
    findings: dict[str, list[tuple[str, ...]]] = {key: [] for key in targets}
    for number, unit in enumerate(corpus):
        for key, text in unit.texts.items():
            segments[key].append(Segment(text, "\n", number, offsets[key]))
            offsets[key] += len(text) + 1
        for key in targets:
            if source in unit.texts or key in unit.texts:
                beads[key].append(_bead(unit, source, key))
                signatures[key].append(unit.signed.get(key))
                findings[key].append(unit.checks.get(key, ()))
    first, *others = (
        replace(version, segments=tuple(segments[version.key])) for version in corpus.versions
    )
    bitexts = {key: Bitext(found) for key, found in beads.items()}
    return Project(corpus.name, first, tuple(others), bitexts, signatures, findings)


def _bead(unit: Unit, source: str, key: str) -> Bead:
    return Bead(
        sources=int(source in unit.texts),
        targets=int(key in unit.texts),
        status=unit.status.get(key, "machine"),
        score=unit.score.get(key),
        comment=unit.comment.get(key, ""),
    )


def units(project: Project, keys: Sequence[str] | None = None) -> Iterator[Unit]:
    """The units of a project over the source and the targets of these keys (all if None).

    A row without any text is left out.
    """
    keys = [target.key for target in project.targets] if keys is None else keys
    for row in Rows(project, keys):
        unit = _unit(project, row)
        if unit.texts:
            yield unit


def _unit(project: Project, row: Row) -> Unit:
    source = project.source
    texts = {source.key: joined(source, row.source_segments)}
    counts = {source.key: len(row.source_segments)}
    status: dict[str, Status] = {}
    score: dict[str, float | None] = {}
    comment: dict[str, str] = {}
    signed: dict[str, Signature] = {}
    checks: dict[str, tuple[str, ...]] = {}
    for key, cells in row.cells.items():
        segments = [segment for cell in cells for segment in cell.segments]
        texts[key] = joined(project.version(key), segments)
        counts[key] = len(segments)
        numbers = [cell.bead for cell in cells]
        if not numbers or not texts[key]:
            continue
        beads = [project.bitexts[key][number] for number in numbers]
        status[key] = min((bead.status for bead in beads), key=STATUSES.index)
        score[key] = min((bead.score for bead in beads if bead.score is not None), default=None)
        if comments := [bead.comment for bead in beads if bead.comment]:
            comment[key] = "\n".join(comments)
        if signature := _last(project, key, numbers):
            signed[key] = signature
        if names := _found(project, key, numbers):
            checks[key] = names
    present = {key: text for key, text in texts.items() if text}
    return Unit(present, status, score, comment, signed, checks, _only(counts, present))


def _last(project: Project, key: str, beads: Sequence[int]) -> Signature | None:
    if key not in project.signatures:
        return None
    signatures = (project.signatures[key][bead] for bead in beads)
    return max(filter(None, signatures), key=lambda signature: signature.at, default=None)


def _found(project: Project, key: str, beads: Sequence[int]) -> tuple[str, ...]:
    if key not in project.findings:
        return ()
    return tuple(dict.fromkeys(name for bead in beads for name in project.findings[key][bead]))


def joined(version: Version, indices: Sequence[int]) -> str:
    """The text of some segments in order; a paragraph break between two becomes a plain space."""
    segments = [version.segments[index] for index in indices]
    text = "".join(
        segment.text + _gap(segment, version.language) for segment in segments[:-1]
    ) + "".join(segment.text for segment in segments[-1:])
    return text if text.strip() else ""


def _gap(segment: Segment, language: str) -> str:
    return separator(language) if "\n" in segment.after else segment.after
