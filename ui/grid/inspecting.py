"""What the inspector shows of a bead: its words, and what models and the memory make of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aligned.errors import CorrectionError
from aligned.text import language_name
from translate.guards import DOUBTFUL
from ui.grid.differences import differences
from ui.grid.errands import Errands, Pending
from ui.grid.requests import Json, integer, text
from ui.grid.subject import Subject, bead_of, target_of
from ui.grid.words import json_words
from ui.memory import like
from ui.suggesting import check_id, installed, missing, model_of, prospect
from ui.versions import Progress

__all__ = ["INSPECTED", "Inspecting"]

Answer = dict[str, object]


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
        version = target_of(subject.project, text(body, "version"))
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
        bead = bead_of(subject.project, body)
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
        bead = bead_of(subject.project, body)
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
        bead = bead_of(subject.project, body)
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


INSPECTED: Mapping[str, Callable[[Inspecting, Subject, Json], Answer]] = {
    "words": Inspecting.words,
    "models": Inspecting.models,
    "alternatives": Inspecting.alternatives,
    "back": Inspecting.back,
    "matches": Inspecting.matches,
}
"""What the browser asks the inspector, by name; nothing of it changes the project."""
