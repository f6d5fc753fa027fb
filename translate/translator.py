"""The facade: `Translator("en", "pt").translate(sentences)`.

Sentences go through in windows: read ahead, cut into pieces, sorted by length, translated in
batches, given back in the order they came. A pivot route does so hop by hop.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from translate import catalog, cells, languages, resolution
from translate.alignment import Link, unfolded
from translate.batching import windows
from translate.catalog import Route
from translate.engines import EngineName, Precision, Settings
from translate.engines.prepared import Prepared
from translate.errors import LanguageError
from translate.finishing import Finisher
from translate.hop import Outcome
from translate.hops import Hops, Plan
from translate.hub import Progress
from translate.memory import Memory, Unit
from translate.models import Model
from translate.reverse import Reverse
from translate.translation import Translation
from translate.workers import Workers

__all__ = ["Translator"]

# The first window is small, so that something shows soon; later ones hold several full batches.
_FIRST_WINDOW, _WINDOW = 32, 256
# What is done around the models (guards, marks, stand-ins, repair), numbered: to be raised with
# every change that lets the same models write better, so that a memory asks them anew.
_AROUND = 4


@dataclass(frozen=True, slots=True)
class _Window:
    """Sentences under way, as given and folded, what the memory has of them, and what is new."""

    sentences: Sequence[str]
    folded: Sequence[str]
    remembered: dict[str, Translation]
    new: Set[str]


class Translator:
    """Translates sentences from one language into another.

    `route` says by which models and why, `made_with` the same for the record.

    >>> translator = Translator("en", "pt")  # doctest: +SKIP
    >>> translator.translate(["The sea is blue."])[0].text  # doctest: +SKIP
    'O mar é azul.'
    """

    def __init__(
        self,
        source: str,
        target: str,
        *,
        model: str | None = None,
        keep: Sequence[str] = (),
        glossary: Mapping[str, str] | None = None,
        memory: Memory | None = None,
        pivot: str = catalog.PIVOT,
        engine: EngineName = "auto",
        precision: Precision = "float32",
        beam: int | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Choose a route, and fetch what is missing; it is loaded for the first new sentence.

        `source` and `target` are BCP 47 tags; `model` names a model by its id on the hub, with
        "@revision" after it or not, or by its folder; `keep` has words and phrases that are not to
        be translated, `glossary` the terms that are to be translated so and not otherwise
        (`translate.glossary.read`); what `memory` has is not translated again, and what is new is
        put there; `pivot` is the language between two models where none translates the pair;
        `engine`, `precision` and `beam` say how networks are run (see `engines.Settings`);
        `progress` is called with (model id, bytes fetched, bytes in all) during a download.
        Raises NoRouteError, or one of the ModelErrors: each a TranslateError of one line.
        """
        self._keep = keep
        self._memory = memory
        settings = Settings(engine, precision, beam)
        pair = languages.standard(source), languages.standard(target)
        if model is not None:
            route, found = resolution.by_name(model, *pair, progress)
            self._hops = _hops(route, found, keep, settings)
        else:
            usable = resolution.usable(*pair, languages.standard(pivot), progress)
            route, self._hops = _first_that_serves(usable, keep, settings)
        self._workers = Workers(self._hops)
        self.route = _by(self._hops.prepared, route)
        self._reverse = Reverse(*pair)
        self._finisher = Finisher(keep, glossary or {}, self._reverse)
        self.made_with: Mapping[str, str] = {
            "model": " + ".join(model.id for model in self._hops.plan.models),
            "engine": " + ".join(engine.made_with for engine in self._hops.prepared),
            "revision": " + ".join(model.revision or "unknown" for model in self._hops.plan.models),
        }
        # What a memory may reuse: the same models, with the same terms.
        self._terms = sorted((glossary or {}).items())
        self._made_by = "; ".join(self.made_with.values())
        if measured := dict.fromkeys(one.measured for one in self._hops.prepared if one.measured):
            self.made_with = {**self.made_with, "measured": " + ".join(measured)}

    def translate(self, sentences: Iterable[str]) -> list[Translation]:
        """One Translation for every sentence, in order."""
        return list(self.stream(sentences))

    def alternatives(self, sentence: str, count: int = 5) -> list[Translation]:
        """Up to `count` translations of one sentence with different texts, the best first.

        Over a pivot, of the best text in the pivot language. For a sentence that the model reads
        whole and that needs it: none for a blank one, for numbers or for addresses.
        """
        folded = cells.folded(sentence)
        found = self._hops.alternatives(folded, count)
        return [_placed(self._finisher.finished(folded, outcome), sentence) for outcome in found]

    def links(self, translation: Translation) -> tuple[Link, ...]:
        """The word alignment of a translation, as the model for the other direction sees it too.

        As in `translation.links` where that model is not on this machine. It has to read every text
        anew, which takes about as long as translating did: `stream` has that done only where
        something has to be put in its place.
        """
        return self._reverse.agreed(translation.source, translation.text, translation.links)

    def stream(self, sentences: Iterable[str]) -> Iterator[Translation]:
        """One Translation for every sentence, in order, while they come.

        Reads some windows of sentences ahead, one for each worker and a few more, and keeps no more
        than that in memory.
        """
        under_way: deque[_Window] = deque()
        for outcomes in self._workers.over(self._jobs(sentences, under_way)):
            yield from self._finished(under_way.popleft(), outcomes)

    def _jobs(self, sentences: Iterable[str], under_way: deque[_Window]) -> Iterator[Sequence[str]]:
        """What is new in every window, which is put under way."""
        for window in windows(sentences, first=_FIRST_WINDOW, most=_WINDOW):
            # Models know nothing of line breaks: a wrapped line is one sentence.
            folded = [cells.folded(sentence) for sentence in window]
            remembered = self._remembered(folded)
            known = remembered.keys() | self._awaited(under_way)
            new = [text for text in dict.fromkeys(folded) if text and text not in known]
            under_way.append(_Window(window, folded, remembered, frozenset(new)))
            yield new

    def _awaited(self, under_way: Iterable[_Window]) -> Set[str]:
        """What the memory will have before the next window is finished."""
        if self._memory is None:
            return frozenset()
        return frozenset().union(*(window.new for window in under_way))

    def _finished(self, window: _Window, outcomes: Mapping[str, Outcome]) -> Iterator[Translation]:
        """The translations of a window, whose new ones the memory is given."""
        # Those of the memory were finished when they were put there, or by a person.
        engine = self._hops.engines[-1] if outcomes else None
        made = {
            text: self._finisher.finished(text, outcome, engine)
            for text, outcome in outcomes.items()
        }
        if self._memory is not None:
            self._memory.put(self._unit(translation) for translation in made.values())
        found = {"": Translation("", "", 0.0, 0)} | window.remembered | made
        found |= self._remembered(text for text in window.folded if text not in found)
        for text, sentence in zip(window.folded, window.sentences, strict=True):
            yield _placed(found[text], sentence)

    def _unit(self, made: Translation) -> Unit:
        by = self._made_as(made.source)
        return Unit(made.source, made.text, by, made.confidence, made.links)

    def _made_as(self, text: str) -> str:
        """By what a text is translated: what a memory may reuse was made by the same."""
        kept = sorted(term for term in self._keep if term in text)
        return f"{self._made_by}; {kept} {self._terms}; {_AROUND}"

    def _remembered(self, texts: Iterable[str]) -> dict[str, Translation]:
        """What the memory has of these texts."""
        if self._memory is None:
            return {}
        units = {text: self._memory.exact(text, self._made_as(text)) for text in texts if text}
        return {
            text: Translation(
                text, unit.text, 0.0, 0, unit.confidence, unit.links, ("from memory",)
            )
            for text, unit in units.items()
            if unit is not None
        }


def _placed(translation: Translation, sentence: str) -> Translation:
    """The translation of a folded sentence as that of the sentence as it was given."""
    links = unfolded(translation.links, sentence, translation.source)
    return replace(translation, source=sentence, links=links)


def _first_that_serves(
    usable: Iterator[tuple[Route, tuple[Model, ...]]], keep: Sequence[str], settings: Settings
) -> tuple[Route, Hops]:
    """The best usable route whose models do know the languages in question."""
    for route, found in usable:
        try:
            return route, _hops(route, found, keep, settings)
        except LanguageError:
            continue
    raise AssertionError("usable() ends by raising")


def _by(engines: Sequence[Prepared], route: Route) -> Route:
    """The route with the engines that its hops did get, and what they make of a variant."""
    hops = tuple(
        replace(step, engine=engine.name) for step, engine in zip(route.hops, engines, strict=True)
    )
    wanted = languages.variant_tokens(route.target)
    if wanted and engines[-1].token.strip("<>") not in wanted:
        why = f"{route.why}; the model has no {route.target} of its own"
        return replace(route, hops=hops, why=why)
    return replace(route, hops=hops)


def _hops(route: Route, found: tuple[Model, ...], keep: Sequence[str], settings: Settings) -> Hops:
    return Hops(Plan(found, tuple(hop.target for hop in route.hops), tuple(keep), settings))
