"""The facade: `Translator("en", "pt").translate(sentences)`.

Sentences go through in windows: read ahead, cut into pieces, sorted by length, translated in
batches, given back in the order they came. A pivot route does so hop by hop.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from translate import engines, languages, resolution
from translate.batching import batches, windows
from translate.catalog import Route
from translate.engines import Engine, Hypothesis
from translate.errors import LanguageError
from translate.hub import Progress
from translate.models import Model
from translate.splitting import split

__all__ = ["Translation", "Translator"]

# The first window is small, so that something shows soon; later ones hold this many full batches.
_FIRST_WINDOW = 32
_BATCHES_A_WINDOW = 8
_PIECES_A_ROW = 64  # a batch of longer sentences has fewer rows


@dataclass(frozen=True, slots=True)
class Translation:
    """One sentence translated.

    `source` is the sentence as it was given; `text` is empty where it was blank.
    `log_probability` is the sum of natural logarithms over the `pieces` vocabulary pieces that the
    models wrote, each relative to the pieces that competed with it (a student's shortlist, or the
    whole vocabulary); over a pivot, the sum of both hops.
    """

    source: str
    text: str
    log_probability: float
    pieces: int


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
        progress: Progress | None = None,
    ) -> None:
        """Choose a route, fetch what is missing, load it.

        `source` and `target` are BCP 47 tags; `model` names a model by its id on the hub or by its
        folder; `progress` is called with (model id, bytes fetched, bytes in all) during a download.
        Raises NoRouteError, or one of the ModelErrors: each a TranslateError of one line.
        """
        pair = languages.standard(source), languages.standard(target)
        if model is not None:
            self.route, found = resolution.by_name(model, *pair, progress)
            self._engines = _load(self.route, found)
        else:
            self.route, found, self._engines = _first_that_loads(*pair, progress)
        self.made_with: Mapping[str, str] = {
            "model": " + ".join(item.id for item in found),
            "engine": " + ".join(engine.made_with for engine in self._engines),
            "revision": " + ".join(item.revision or "unknown" for item in found),
        }

    def translate(self, sentences: Iterable[str]) -> list[Translation]:
        """One Translation for every sentence, in order."""
        return list(self.stream(sentences))

    def stream(self, sentences: Iterable[str]) -> Iterator[Translation]:
        """One Translation for every sentence, in order, while they come.

        Reads a window of sentences ahead and keeps no more than that in memory.
        """
        most = _BATCHES_A_WINDOW * min(engine.batch_rows for engine in self._engines)
        for window in windows(sentences, first=min(_FIRST_WINDOW, most), most=most):
            yield from self._translate_window(window)

    def _translate_window(self, window: Sequence[str]) -> list[Translation]:
        # Models know nothing of line breaks: a wrapped line is one sentence.
        folded = [" ".join(sentence.split()) for sentence in window]
        so_far = {text: Hypothesis(text, 0.0, 0) for text in folded}
        for hop, engine in zip(self.route.hops, self._engines, strict=True):
            texts = dict.fromkeys(hypothesis.text for hypothesis in so_far.values())
            written = _translate_distinct(engine, list(texts), languages.joiner(hop.target))
            so_far = {
                text: _chained(hypothesis, written[hypothesis.text])
                for text, hypothesis in so_far.items()
            }
        return [
            Translation(
                sentence, so_far[text].text, so_far[text].log_probability, so_far[text].pieces
            )
            for sentence, text in zip(window, folded, strict=True)
        ]


def _translate_distinct(engine: Engine, texts: Sequence[str], joiner: str) -> dict[str, Hypothesis]:
    """Every text's hypothesis; an empty text's is empty, a text that is too long goes in parts."""

    def fits(text: str) -> bool:
        return len(engine.encode(text).ids) <= engine.longest

    parts = {text: split(text, fits) if text else [] for text in texts}
    encoded = [engine.encode(part) for part in dict.fromkeys(chain(*parts.values()))]
    lengths = [len(sentence.ids) for sentence in encoded]
    rows = engine.batch_rows
    written: dict[str, Hypothesis] = {}
    for batch in batches(lengths, rows=rows, pieces=rows * _PIECES_A_ROW):
        hypotheses = engine.translate([encoded[index] for index in batch])
        for index, hypothesis in zip(batch, hypotheses, strict=True):
            written[encoded[index].text] = hypothesis
    return {
        text: _joined([written[part] for part in parts_of_text], joiner)
        for text, parts_of_text in parts.items()
    }


def _joined(hypotheses: Sequence[Hypothesis], joiner: str) -> Hypothesis:
    """The hypotheses of a text's parts as one."""
    return Hypothesis(
        joiner.join(hypothesis.text for hypothesis in hypotheses),
        sum(hypothesis.log_probability for hypothesis in hypotheses),
        sum(hypothesis.pieces for hypothesis in hypotheses),
    )


def _chained(first: Hypothesis, second: Hypothesis) -> Hypothesis:
    """What a second hop made of the first one's text."""
    return Hypothesis(
        second.text,
        first.log_probability + second.log_probability,
        first.pieces + second.pieces,
    )


def _first_that_loads(
    source: str, target: str, progress: Progress | None
) -> tuple[Route, tuple[Model, ...], list[Engine]]:
    """The best usable route whose models do know the languages in question."""
    for route, found in resolution.usable(source, target, progress):
        try:
            return route, found, _load(route, found)
        except LanguageError:
            continue
    raise AssertionError("usable() ends by raising")


def _load(route: Route, found: Sequence[Model]) -> list[Engine]:
    return [engines.load(model, hop.target) for hop, model in zip(route.hops, found, strict=True)]
