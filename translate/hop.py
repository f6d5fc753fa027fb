"""One hop: what happens to texts around an engine.

Addresses, numbers and placeholders alone pass through. Of other texts the cells are read, each as
it is `readable`; capitals are lowered and raised again, and texts longer than the model reads go in
parts. All that goes to the engine in batches of like length, each different text once; and what
comes back doubtful is tried again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from translate import guards, languages
from translate.alignment import Link, Span, chained, shifted
from translate.batching import batches
from translate.cells import cells
from translate.engines import Encoded, Engine, Hypothesis
from translate.guards import Flag
from translate.languages import UNSPACED_SCRIPT
from translate.readable import Readable, readings
from translate.splitting import split
from translate.unread import Reader, reader

__all__ = ["Outcome", "alternatives", "constrained", "over"]

_PIECES_A_ROW = 64  # a batch of longer sentences has fewer rows
_TRIES = 5  # hypotheses looked at where the best is doubtful


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one hop, or several in turn, made of a text; empty for an empty text.

    `unread` are things of the text that a model read neither themselves nor by a stand-in. `before`
    is what those before the last one made of it; None where there was one.
    """

    text: str = ""
    log_probabilities: tuple[float, ...] = ()
    links: tuple[Link, ...] = ()
    flags: tuple[Flag, ...] = ()
    unread: tuple[str, ...] = ()
    before: "Outcome | None" = None

    def then(self, after: "Outcome") -> "Outcome":
        """The outcome of this hop and the one after it."""
        return Outcome(
            after.text,
            self.log_probabilities + after.log_probabilities,
            chained(self.links, after.links),
            _union(self.flags, after.flags),
            self.unread + after.unread,
            before=self,
        )


def over(
    engine: Engine, texts: Sequence[str], target: str, keep: Sequence[str] = ()
) -> dict[str, Outcome]:
    """Every text's outcome in the language `target`; texts have no line breaks.

    `keep` are terms that are not to be translated.
    """
    cut = {text: cells(text) for text in texts}
    whole = _of_cells(engine, [cell for parts in cut.values() for cell in parts[::2]], target, keep)
    return {text: _of_parts(parts, whole) for text, parts in cut.items()}


def _of_parts(parts: Sequence[str], outcomes: dict[str, Outcome]) -> Outcome:
    """The outcomes of cells with what is between them, as one."""
    if len(parts) == 1:
        return outcomes[parts[0]]
    whole, place = Outcome(), 0
    for number, part in enumerate(parts):
        outcome = Outcome(part) if number % 2 else outcomes[part]
        whole = _followed(whole, outcome, place)
        place += len(part)
    if all("passed through" in outcomes[part].flags for part in parts[::2] if part):
        return whole
    return replace(whole, flags=tuple(flag for flag in whole.flags if flag != "passed through"))


def _followed(whole: Outcome, outcome: Outcome, place: int, joiner: str = "") -> Outcome:
    """An outcome with that of a later part of the source, which begins at a place of it, joined."""
    before = whole.text + joiner if whole.text else ""
    return Outcome(
        before + outcome.text,
        whole.log_probabilities + outcome.log_probabilities,
        whole.links + shifted(outcome.links, place, len(before)),
        _union(whole.flags, outcome.flags),
        whole.unread + outcome.unread,
    )


def _of_cells(
    engine: Engine, texts: Sequence[str], target: str, keep: Sequence[str]
) -> dict[str, Outcome]:
    """The outcomes of texts that are one cell each."""
    unread = _reader(engine)
    ways = {text: readings(text, keep, unread) for text in texts if text}
    read = {text: next(ways[text]) for text in ways}
    alone = [text for text, way in read.items() if guards.untranslatable(way.others)]
    outcomes = {text: _passed_through(text) for text in alone} | {"": Outcome()}
    while waiting := [text for text in ways if text not in outcomes]:
        written = _plainly(engine, [read[text].text for text in waiting], target)
        for text in waiting:
            found = _brought_back(read[text], written[read[text].text])
            if found is None:
                read[text] = next(ways[text])
            else:
                outcomes[text] = found
    return outcomes


def _reader(engine: Engine) -> Reader:
    """What tells where a text has something that the engine cannot read."""
    return reader(lambda text: engine.encode(_asked(text)).unread)


def _passed_through(text: str) -> Outcome:
    span = (0, len(text))
    return Outcome(text, (), (Link(span, span),), ("passed through",))


def _brought_back(way: Readable, outcome: Outcome) -> Outcome | None:
    """The outcome of what a model read as that of the text itself; None where that cannot be."""
    restored = way.restored(outcome.text, outcome.links)
    if restored is None:
        return None
    return replace(outcome, text=restored[0], links=restored[1], unread=way.unread)


def _plainly(engine: Engine, texts: Sequence[str], target: str) -> dict[str, Outcome]:
    """The outcome of texts as the engine reads them."""
    asked = {text: _asked(text) for text in texts if text and not guards.untranslatable(text)}
    parts = {text: _parts(engine, text) for text in asked.values()}
    written = _written(engine, list(dict.fromkeys(chain(*parts.values()))))
    joiner = languages.joiner(target)
    outcomes = {}
    for text in texts:
        if text in asked:
            whole = _joined(asked[text], parts[asked[text]], written, joiner)
            outcomes[text] = _restored(text, asked[text], whole, target)
        elif text:
            outcomes[text] = _passed_through(text)
        else:
            outcomes[text] = Outcome()
    return outcomes


def alternatives(
    engine: Engine, text: str, target: str, count: int, keep: Sequence[str] = ()
) -> list[Outcome]:
    """Up to `count` outcomes of one text with different texts, the best first."""
    if len(cells(text)) > 1:
        return [over(engine, [text], target, keep)[text]]
    for way in readings(text, keep, _reader(engine)):
        if guards.untranslatable(way.others):
            return []
        found = _plain_alternatives(engine, way.text, target, count)
        if restored := [back for outcome in found if (back := _brought_back(way, outcome))]:
            return restored
    return []


def _plain_alternatives(engine: Engine, text: str, target: str, count: int) -> list[Outcome]:
    if not text or guards.untranslatable(text):
        return []
    sentence = engine.encode(_asked(text))
    if len(sentence.ids) > engine.longest:
        return [_plainly(engine, [text], target)[text]]
    found = [
        Outcome(other.text, other.log_probabilities, other.links, _doubts(sentence, other))
        for other in engine.alternatives(sentence, count)
    ]
    return [_restored(text, sentence.text, outcome, target) for outcome in found]


def constrained(
    engine: Engine, text: str, phrases: Sequence[tuple[Span, str]], keep: Sequence[str] = ()
) -> Outcome | None:
    """One text's outcome with every phrase in the place of a span of it.

    None where the engine finds none without a doubt or with a phrase as part of a longer word, and
    for a text that it is not asked whole.
    """
    if len(cells(text)) > 1:
        return None
    way = next(readings(text, keep, _reader(engine)))
    outcome = _constrained(
        engine, way.text, [(way.moved(place), phrase) for place, phrase in phrases]
    )
    return _brought_back(way, outcome) if outcome else None


def _constrained(engine: Engine, text: str, phrases: Sequence[tuple[Span, str]]) -> Outcome | None:
    sentence = engine.encode(_asked(text))
    if sentence.text != text or len(sentence.ids) > engine.longest:
        return None
    found = engine.constrained(sentence, phrases)
    if found is None or _doubts(sentence, found):
        return None
    if not all(_has_word(found.text, phrase) for _, phrase in phrases):
        return None
    return Outcome(found.text, found.log_probabilities, found.links)


def _has_word(text: str, phrase: str) -> bool:
    """Whether a phrase stands in a text, as words of its own where words have spaces between."""
    if UNSPACED_SCRIPT.search(phrase):
        return phrase in text
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.IGNORECASE) is not None


def _asked(text: str) -> str:
    """The text as the engine is asked it."""
    return guards.lowered(text) if guards.in_capitals(text) else text


def _restored(text: str, asked: str, outcome: Outcome, target: str) -> Outcome:
    """The outcome of a text that was in capitals, in capitals again."""
    if asked == text:
        return outcome
    capitals = guards.raised(outcome.text, languages.base(target))
    # Some letters become two in capitals, and places after them would be wrong.
    same_places = len(asked) == len(text) and len(capitals) == len(outcome.text)
    return replace(
        outcome,
        text=capitals,
        links=outcome.links if same_places else (),
        flags=_union(("capitals",), outcome.flags),
    )


def _parts(engine: Engine, text: str) -> list[str]:
    def fits(part: str) -> bool:
        return len(engine.encode(part).ids) <= engine.longest

    return split(text, fits)


def _written(engine: Engine, texts: Sequence[str]) -> dict[str, Outcome]:
    """What the engine makes of every text, in batches, doubtful ones tried again."""
    encoded = [engine.encode(text) for text in texts]
    lengths = [len(sentence.ids) for sentence in encoded]
    rows = engine.batch_rows
    written = {}
    for batch in batches(lengths, rows=rows, pieces=rows * _PIECES_A_ROW):
        sentences = [encoded[index] for index in batch]
        for sentence, best in zip(sentences, engine.translate(sentences), strict=True):
            written[sentence.text] = _checked(engine, sentence, best)
    return written


def _checked(engine: Engine, sentence: Encoded, best: Hypothesis) -> Outcome:
    """The best hypothesis without a doubt; the best one, flagged, where all are doubtful."""
    flags = _doubts(sentence, best)
    if flags:
        for other in engine.alternatives(sentence, _TRIES):
            if not _doubts(sentence, other):
                best, flags = other, ()
                break
    return Outcome(best.text, best.log_probabilities, best.links, flags)


def _doubts(sentence: Encoded, hypothesis: Hypothesis) -> tuple[Flag, ...]:
    pieces = len(hypothesis.log_probabilities)
    return guards.doubts(sentence.text, hypothesis.text, len(sentence.ids), pieces)


def _joined(text: str, parts: Sequence[str], written: dict[str, Outcome], joiner: str) -> Outcome:
    """The outcomes of a text's parts as one."""
    if len(parts) == 1:
        return written[parts[0]]
    whole = Outcome(flags=("in parts",))
    found = 0
    for part in parts:
        found = text.index(part, found)
        whole = _followed(whole, written[part], found, joiner)
        found += len(part)
    return whole


def _union(first: tuple[Flag, ...], second: tuple[Flag, ...]) -> tuple[Flag, ...]:
    return tuple(dict.fromkeys((*first, *second)))
