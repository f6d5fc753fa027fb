"""Suggestions for one sentence: what models make of it, and which models there are for that."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligned.errors import InputError
from aligned.project import Version
from aligned.text import language_name
from translate import catalog, languages, models, resolution
from ui.translation import TranslationSettings, translator
from ui.versions import Progress, unwatched

if TYPE_CHECKING:
    from translate import Translation, Translator

__all__ = ["Prospect", "Suggestions", "check_id", "installed", "missing", "model_of", "prospect"]

# A model takes from 20 to 600 MB of memory.
_KEPT = 3
# Between the models of a route, in the record of a version.
_THEN = " + "


class Suggestions:
    """Translates single sentences on demand; keeps the translators that were used last.

    Safe to share among threads, which wait for each other. Methods raise TranslateError.
    """

    def __init__(self, code: Callable[[], tuple[str, ...]] = tuple) -> None:
        """`code` tells what is to be kept letter by letter."""
        self._code = code
        self._translators: OrderedDict[tuple[str, str, str], Translator] = OrderedDict()
        self._lock = threading.Lock()

    def alternatives(
        self, source: str, target: str, text: str, model: str = "", progress: Progress = unwatched
    ) -> "list[Translation]":
        """Translations of a text from one language into another, best first.

        By the model of that id, or by the best route for "".
        """
        with self._lock:
            return self._translator(source, target, model, progress).alternatives(text)

    def translation(
        self, source: str, target: str, text: str, progress: Progress = unwatched
    ) -> "Translation":
        """The best translation of a text, by the best route."""
        with self._lock:
            return self._translator(source, target, "", progress).translate([text])[0]

    def _translator(self, source: str, target: str, model: str, progress: Progress) -> "Translator":
        wanted = (source, target, model)
        if wanted not in self._translators:
            # Without the memory: it would only tell what is known already.
            settings = TranslationSettings(model=model or None, keep=self._code())
            self._translators[wanted] = translator(source, target, settings, progress)
        self._translators.move_to_end(wanted)
        while len(self._translators) > _KEPT:
            self._translators.popitem(last=False)
        return self._translators[wanted]


def installed(source: str, target: str) -> list[str]:
    """The ids of the models on this machine that translate a pair in one hop, the best first."""
    pair = languages.standard(source), languages.standard(target)
    direct = (route.hops[0].model for route in catalog.routes(*pair) if len(route.hops) == 1)
    return [model for model in dict.fromkeys(direct) if models.find(model)]


def model_of(version: Version) -> str:
    """The id of the model that wrote a version; "" where it took two in turn, or none wrote it."""
    written_by = version.made_with.get("model", "")
    return "" if _THEN in written_by else written_by


def missing(version: Version) -> list[str]:
    """Those of the models that wrote a version that are not on this machine."""
    written_by = version.made_with.get("model", "").split(_THEN)
    return [model for model in written_by if model and models.find(model) is None]


@dataclass(frozen=True, slots=True)
class Prospect:
    """Whether a pair can be translated, by which models, and what it needs.

    `need` is a plain sentence, "" where everything is here.
    """

    possible: bool
    need: str = ""
    by: str = ""


def prospect(source: str, target: str) -> Prospect:
    """What there is to translate a pair; nobody but this machine is asked."""
    names = f"from {language_name(source)} into {language_name(target)}"
    found = resolution.outlook(languages.standard(source), languages.standard(target))
    if found is None:
        return Prospect(False, f"No model is known that translates {names}.")
    by = _THEN.join(hop.model for hop in found.route.hops)
    if found.megabytes:
        need = f"No model {names} is on this machine: {found.megabytes} MB are to be fetched."
        return Prospect(True, need, by)
    return Prospect(True, by=by)


def check_id(model: str) -> str:
    """A model's id as a person typed it; InputError for a path, which is not for a page to open."""
    parts = model.strip().split("/")
    if len(parts) != 2 or any(not part.strip(".") or "\\" in part for part in parts):
        raise InputError(
            f"{model} is no id of a model: give one such as Helsinki-NLP/opus-mt-en-fr"
        )
    return model.strip()
