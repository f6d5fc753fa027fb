"""The history of one bead, from what it is now back to how it came about."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

from aligned.bitext import Bead
from aligned.corpus import joined
from aligned.corrections import BeadSplice, Change, Splice, apply, invert
from aligned.project import Project
from aligned.store import Logged
from ui.grid.telling import told
from ui.workbench import Workbench

__all__ = ["Log", "Step", "past"]


class Log:
    """The whole log of a project: read once, and then only what came since."""

    def __init__(self) -> None:
        self._entries: list[Logged] = []
        self._lock = threading.Lock()

    def until(self, revision: int, workbench: Workbench) -> list[Logged]:
        """The entries up to a revision, oldest first."""
        with self._lock:
            known = self._entries[-1].revision if self._entries else 0
            if known < revision:
                self._entries += workbench.history(known)
            return [entry for entry in self._entries if entry.revision <= revision]


@dataclass(frozen=True, slots=True)
class Step:
    """A change that a bead has seen, and what it was after it.

    `entry` is None for how it was at first, where the log does not say who added it. In the source,
    `source` and `text` are the same.
    """

    entry: Logged | None
    what: str
    source: str
    text: str
    kind: str = ""


def past(project: Project, key: str, bead: int, history: Sequence[Logged]) -> list[Step]:
    """What became of a bead of target `key`, the last first; `history` is the whole log.

    In the source, `bead` is the number of a segment. Of a bead that others were merged into,
    the first of them is followed.
    """
    state, place = _only(project, key), _Place(bead)
    look = _look(state, key, bead)
    steps: list[Step] = []
    for entry in reversed(history):
        if entry.operation == f"add {key}":
            # A machine version is added before its sentences are translated.
            return [*steps, _step(entry, look)] if look[1] or not steps else steps
        mine = tuple(one for one in entry.change or () if _concerns(one, project, key))
        if not mine:
            continue
        before = _before(mine, project, key, place)
        if before is None:
            return [*steps, _step(entry, look)]
        state, place = apply(state, invert(mine)), before
        older = _look(state, key, place.number)
        if older != look:
            steps.append(_step(entry, look))
        look = older
    return [*steps, _step(None, look)]


@dataclass(frozen=True, slots=True)
class _Place:
    """A bead, or a segment of the source, by its number, and the part of it that is followed.

    Of a bead that is merged with others in the past, the part begins behind so many sources and
    targets.
    """

    number: int
    sources: int = 0
    targets: int = 0


def _step(entry: Logged | None, look: "_Look") -> Step:
    source, text, kind, _ = look
    return Step(entry, told(entry) if entry else "as it was at first", source, text, kind)


def _only(project: Project, key: str) -> Project:
    """The source with that target alone."""
    alone = Project(project.name, project.source)
    if key == project.source.key:
        return alone
    return alone.with_target(project.version(key), project.bitexts[key])


def _concerns(splice: Splice, project: Project, key: str) -> bool:
    if isinstance(splice, BeadSplice):
        return splice.key == key
    return splice.key in (key, project.source.key)


_Look = tuple[str, str, str, Bead | None]


def _look(state: Project, key: str, number: int) -> _Look:
    """All that the history of a bead tells of it: source, text, kind; and its marks."""
    if key == state.source.key:
        text = state.source.segments[number].text
        return text, text, "", None
    bitext = state.bitexts[key]
    bead = bitext[number]
    source = joined(state.source, bitext.sources_of(number))
    text = joined(state.version(key), bitext.targets_of(number))
    return source, text, bead.kind, bead


def _before(change: Change, project: Project, key: str, place: _Place) -> _Place | None:
    """Where a place was before a change; None if the change made it."""
    of_segments = key == project.source.key
    for splice in reversed(change):
        if splice.key != key or isinstance(splice, BeadSplice) == of_segments:
            continue
        offset = place.number - splice.start
        if offset >= len(splice.inserted):
            shift = len(splice.removed) - len(splice.inserted)
            place = replace(place, number=place.number + shift)
        elif offset >= 0:
            if not splice.removed:
                return None
            place = _heir(splice, offset, place)
    return place


def _heir(splice: Splice, offset: int, place: _Place) -> _Place:
    """Where what is followed of an inserted item was among the removed ones."""
    last = len(splice.removed) - 1
    if not isinstance(splice, BeadSplice) or len(splice.removed) == len(splice.inserted):
        return replace(place, number=splice.start + min(offset, last))
    before = splice.inserted[:offset]
    sources = place.sources + sum(bead.sources for bead in before)
    targets = place.targets + sum(bead.targets for bead in before)
    for number, bead in enumerate(splice.removed):
        if sources < bead.sources or targets < bead.targets or number == last:
            return _Place(splice.start + number, sources, targets)
        sources, targets = sources - bead.sources, targets - bead.targets
    raise AssertionError("the last one takes what is left")
