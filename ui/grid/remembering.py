"""What the inspector shows of the history: of a bead, and of the project."""

from collections.abc import Callable, Mapping

from aligned.corrections import SegmentSplice
from aligned.errors import CorrectionError
from aligned.project import Project
from aligned.store import Logged, undone
from aligned.text import language_name
from ui.grid.differences import differences
from ui.grid.past import past
from ui.grid.requests import Json, integer, text
from ui.grid.subject import Subject, bead_of
from ui.grid.telling import place_now, told

__all__ = ["REMEMBERED"]

_LAST = 200  # corrections of a project
_STEPS = 30
_SHORT = 200  # characters of a text in the history of a project

Answer = dict[str, object]


def _past(subject: Subject, body: Json) -> Answer:
    """What became of a bead, or of a sentence of the source; the last first."""
    key, number = text(body, "version"), integer(body, "bead")
    if key != subject.project.source.key:
        number = bead_of(subject.project, body).number
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


def _history(subject: Subject, _body: Json) -> Answer:
    """The last corrections of the project, the newest first."""
    log = subject.history()[-_LAST:]
    gone = undone(log)
    return {
        "history": [
            {
                **_json_entry(entry),
                "what": told(entry),
                "version": _name(subject.project, entry),
                "place": _json_place(entry, log[number + 1 :]),
                "pieces": _pieces(entry),
                "isUndone": entry.revision in gone,
                "canRevert": _can_revert(entry) and entry.revision not in gone,
            }
            for number, entry in reversed(list(enumerate(log)))
        ]
    }


def _can_revert(entry: Logged) -> bool:
    """Whether it is a person's to take back: translations that came are not."""
    return bool(entry.change) and entry.operation != "fill"


def _json_entry(entry: Logged) -> Answer:
    at = entry.at.isoformat(timespec="seconds")
    # The program's own work is signed by what it did, which is told anyway.
    who = entry.who.removeprefix("translate ") if entry.operation == "fill" else entry.who
    return {"revision": entry.revision, "at": at, "who": who}


def _json_place(entry: Logged, later: list[Logged]) -> Answer | None:
    place = place_now(entry, later)
    return {"version": place[0], place[1]: place[2]} if place else None


def _name(project: Project, entry: Logged) -> str:
    """The languages of the versions that came, or were changed: of its texts, if it has any."""
    splices = entry.change or ()
    texts = [splice for splice in splices if isinstance(splice, SegmentSplice)]
    keys = {splice.key for splice in texts or splices}
    name, _, added = entry.operation.partition(" ")
    keys |= {added} if name == "add" else set()
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


REMEMBERED: Mapping[str, Callable[[Subject, Json], Answer]] = {"past": _past, "history": _history}
"""What the browser asks of the history, by name; nothing of it changes the project."""
