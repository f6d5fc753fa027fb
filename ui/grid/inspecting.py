"""What the inspector shows of a bead: its words, suggestions for it, and its history."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from aligned.corpus import joined
from aligned.corrections import SegmentSplice
from aligned.errors import CorrectionError
from aligned.project import Project, Version
from aligned.rows import Rows
from aligned.store import Logged
from aligned.text import language_name
from translate.guards import DOUBTFUL
from ui.grid.differences import differences
from ui.grid.errands import Errands, Pending
from ui.grid.past import Log, past
from ui.grid.requests import Json, integer, text
from ui.grid.telling import place_now, told
from ui.grid.words import json_words
from ui.memory import like
from ui.suggesting import check_id, installed, missing, model_of, prospect
from ui.versions import Progress
from ui.workbench import Workbench

__all__ = ["INSPECTED", "Inspecting", "Subject"]

_REMEMBERED = 200
_STEPS = 30
_SHORT = 200  # characters of a text in the history of a project

Answer = dict[str, object]


@dataclass(frozen=True, slots=True)
class Subject:
    """A project at one revision, with its rows, and the workbench of who asks about it."""

    workbench: Workbench
    revision: int
    project: Project
    rows: Rows
    log: Log

    def history(self) -> list[Logged]:
        """All that led to this revision: what came since is no part of it."""
        return self.log.until(self.revision, self.workbench)


@dataclass(frozen=True, slots=True)
class _Bead:
    """The bead of a target that is asked about, with the texts of both its sides."""

    version: Version
    number: int
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class _Suggestion:
    text: str
    confidence: float
    doubts: tuple[str, ...]


_Suggested = tuple[_Suggestion, ...]


class Inspecting:
    """Answers what the inspector asks; keeps what models were asked before."""

    def __init__(self) -> None:
        self._errands: Errands[_Suggested] = Errands()

    def words(self, subject: Subject, body: Json) -> Answer:
        """Which words of a row are aligned with which."""
        number = integer(body, "row")
        if number >= len(subject.rows):
            raise CorrectionError("this row is not there any more: look again")
        links = json_words(subject.workbench, subject.project, subject.rows[number])
        # Links are those of the project as it stands when they are asked for.
        same = subject.workbench.revision == subject.revision
        return {"revision": subject.revision if same else -1, "links": links}

    def models(self, subject: Subject, body: Json) -> Answer:
        """By what a target was translated, and what could translate it, and back."""
        version = _target(subject.project, text(body, "version"))
        ours, theirs = subject.project.source.language, version.language
        forth, back = prospect(ours, theirs), prospect(theirs, ours)
        return {
            "writtenBy": version.made_with.get("model", ""),
            "missing": missing(version),
            "installed": installed(ours, theirs),
            "forth": {"possible": forth.possible, "need": forth.need, "by": forth.by},
            "back": {"possible": back.possible, "need": back.need, "into": language_name(ours)},
        }

    def alternatives(self, subject: Subject, body: Json) -> Answer:
        """What a model, or that which wrote the version, makes of a bead's source now."""
        bead = _bead(subject.project, body)
        named = text(body, "model").strip()
        model = check_id(named) if named else model_of(bead.version)
        pair = subject.project.source.language, bead.version.language
        suggestions = subject.workbench.suggestions

        def errand(progress: Progress) -> _Suggested:
            found = suggestions.alternatives(*pair, bead.source, model, progress)
            return tuple(
                _Suggestion(one.text, one.confidence, tuple(set(one.flags) & DOUBTFUL))
                for one in found
            )

        owner = (subject.workbench.who, "alternatives")
        name = ("alternatives", id(suggestions), *pair, model, bead.source)
        found = self._errands.result(owner, name, errand)
        if isinstance(found, Pending):
            return {"working": found.doing}
        return {
            "model": model,
            "alternatives": [
                {
                    "text": one.text,
                    "confidence": one.confidence,
                    "doubts": list(one.doubts),
                    "pieces": differences(bead.text, one.text),
                }
                for one in found
            ],
        }

    def back(self, subject: Subject, body: Json) -> Answer:
        """A bead's target text translated into the language of the source."""
        bead = _bead(subject.project, body)
        pair = bead.version.language, subject.project.source.language
        suggestions = subject.workbench.suggestions

        def errand(progress: Progress) -> _Suggested:
            found = suggestions.translation(*pair, bead.text, progress)
            return (_Suggestion(found.text, found.confidence, ()),)

        owner = (subject.workbench.who, "back")
        found = self._errands.result(owner, ("back", id(suggestions), *pair, bead.text), errand)
        if isinstance(found, Pending):
            return {"working": found.doing}
        return {"text": found[0].text, "pieces": differences(bead.source, found[0].text)}

    def matches(self, subject: Subject, body: Json) -> Answer:
        """What the memory has that is like a bead's source, other than its very translation."""
        bead = _bead(subject.project, body)
        found = like(subject.project.source.language, bead.version.language, bead.source)
        return {
            "matches": [
                {
                    "score": match.score,
                    "text": match.unit.text,
                    "madeBy": match.unit.made_by.partition(";")[0],
                    "pieces": differences(match.unit.source, bead.source),
                }
                for match in found
                if match.unit.text != bead.text
            ]
        }

    def past(self, subject: Subject, body: Json) -> Answer:
        """What became of a bead, or of a sentence of the source; the last first."""
        key, number = text(body, "version"), integer(body, "bead")
        if key != subject.project.source.key:
            number = _bead(subject.project, body).number
        elif number >= len(subject.project.source.segments):
            raise CorrectionError("this place is not there any more: look again")
        steps = past(subject.project, key, number, subject.history())
        shown = steps[:_STEPS]
        older = [*steps[1:], None]
        return {
            "steps": [
                {
                    **(_json_entry(step.entry) if step.entry else {}),
                    "what": step.what,
                    "text": step.text,
                    "kind": step.kind,
                    "wrote": before is None or before.text != step.text,
                    "sourceChanged": before is not None and before.source != step.source,
                    "pieces": differences(steps[0].text, step.text),
                }
                for step, before in zip(shown, older, strict=False)
            ],
            "more": len(steps) - len(shown),
        }

    def history(self, subject: Subject, _body: Json) -> Answer:
        """The last corrections of the project, the newest first."""
        log = subject.history()[-_REMEMBERED:]
        undone = _undone(log)
        return {
            "history": [
                {
                    **_json_entry(entry),
                    "what": told(entry),
                    "version": _name(subject.project, entry),
                    "place": _json_place(entry, log[number + 1 :]),
                    "pieces": _pieces(entry),
                    "isUndone": entry.revision in undone,
                    "canRevert": _can_revert(entry) and entry.revision not in undone,
                }
                for number, entry in reversed(list(enumerate(log)))
            ]
        }


def _target(project: Project, key: str) -> Version:
    for target in project.targets:
        if target.key == key:
            return target
    raise CorrectionError(f"the project has no target {key}")


def _bead(project: Project, body: Json) -> _Bead:
    version, number = _target(project, text(body, "version")), integer(body, "bead")
    bitext = project.bitexts[version.key]
    if number >= len(bitext):
        raise CorrectionError("this bead is not there any more: look again")
    source = joined(project.source, bitext.sources_of(number))
    return _Bead(version, number, source, joined(version, bitext.targets_of(number)))


def _can_revert(entry: Logged) -> bool:
    """Whether it is a person's to take back: translations that came are not."""
    return bool(entry.change) and entry.operation != "fill"


def _undone(log: Sequence[Logged]) -> set[int]:
    """The revisions that have been undone, or taken back, and not done again since."""
    undone: set[int] = set()
    for entry in reversed(log):
        if entry.revision not in undone:
            name, _, of = entry.operation.partition(" ")
            undone |= {entry.inverts} if entry.inverts else set()
            undone |= {int(of)} if name == "revert" else set()
    return undone


def _json_entry(entry: Logged) -> Answer:
    at = entry.at.isoformat(timespec="seconds")
    # The program's own work is signed by what it did, which is told anyway.
    who = entry.who.removeprefix("translate ") if entry.operation == "fill" else entry.who
    return {"revision": entry.revision, "at": at, "who": who}


def _json_place(entry: Logged, later: list[Logged]) -> Answer | None:
    place = place_now(entry, later)
    return {"version": place[0], place[1]: place[2]} if place else None


def _name(project: Project, entry: Logged) -> str:
    """The languages of the versions that a change was made in: of its texts, if it has any."""
    splices = entry.change or ()
    texts = [splice for splice in splices if isinstance(splice, SegmentSplice)]
    keys = {splice.key for splice in texts or splices}
    known = [version for version in project.versions if version.key in keys]
    return ", ".join(language_name(version.language) for version in known)


def _pieces(entry: Logged) -> list[tuple[str, str]]:
    """What a change made of the first text that it touched."""
    for splice in entry.change or ():
        if isinstance(splice, SegmentSplice):
            before, after = (
                " ".join(segment.text for segment in run)[:_SHORT]
                for run in (splice.removed, splice.inserted)
            )
            return list(differences(before, after))
    return []


INSPECTED: Mapping[str, Callable[[Inspecting, Subject, Json], Answer]] = {
    "words": Inspecting.words,
    "models": Inspecting.models,
    "alternatives": Inspecting.alternatives,
    "back": Inspecting.back,
    "matches": Inspecting.matches,
    "past": Inspecting.past,
    "history": Inspecting.history,
}
"""What the browser asks the inspector, by name; nothing of it changes the project."""
