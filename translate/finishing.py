"""From what the models wrote to a translation: terms as they are wanted, and nothing lost."""

from collections.abc import Mapping, Sequence

from translate import glossary, hop
from translate.confidence import confidence
from translate.engines import Engine
from translate.glossary import Asked
from translate.guards import Flag
from translate.hop import Outcome
from translate.protect import Repaired, linked_words, repaired
from translate.reverse import Reverse
from translate.things import verbatim_spans
from translate.translation import Translation

__all__ = ["Finisher"]


class Finisher:
    """Finishes outcomes: `keep` must survive, `terms` are wanted, `reverse` helps to place them."""

    def __init__(self, keep: Sequence[str], terms: Mapping[str, str], reverse: Reverse) -> None:
        self._keep = keep
        self._terms = terms
        self._reverse = reverse

    def finished(self, source: str, outcome: Outcome, engine: Engine | None = None) -> Translation:
        """The translation of a folded sentence.

        `engine` is that of the last hop, which is asked for what the outcome lacks of the glossary;
        without one, that is only put in its place.
        """
        found = self._found(source)
        asked: Sequence[Asked] = ()
        if engine is not None:
            wanted = glossary.missing(found, outcome.text)
            outcome, asked = _asked(engine, source, outcome, wanted, self._keep)
        output = self._repaired(source, outcome, found)
        # Whether anything is lost in the end is seen below.
        flags: list[Flag] = [flag for flag in outcome.flags if flag != "altered"]
        if output.text != outcome.text:
            flags.append("repaired")
        if output.lost or any(thing not in output.text for thing in outcome.unread):
            flags.append("altered")
        output, terms = glossary.applied(found, source, output, asked)
        if any(term.how == "missing" for term in terms):
            flags.append("term missing")
        return Translation(
            source=source,
            text=output.text,
            log_probability=sum(outcome.log_probabilities),
            pieces=len(outcome.log_probabilities),
            confidence=confidence(outcome.log_probabilities),
            links=output.links,
            flags=tuple(flags),
            terms=terms,
        )

    def _found(self, source: str) -> Sequence[Asked]:
        """The terms of the glossary in a source, but not inside what must survive."""
        if not self._terms:
            return ()
        spared = verbatim_spans(source, self._keep)
        return glossary.occurrences(self._terms, source, spared)

    def _repaired(self, source: str, outcome: Outcome, found: Sequence[Asked]) -> Repaired:
        """The outcome with what must survive, and links that are fit to place missing terms."""
        output = repaired(source, outcome.text, outcome.links, self._keep)
        placed = output.text != outcome.text
        # What has no place by the links of one model has hardly ever one by those of two.
        if not placed and not glossary.missing(found, output.text):
            return output
        links = self._reverse.agreed(source, outcome.text, outcome.links)
        surer = repaired(source, outcome.text, links, self._keep)
        # An unsure place is better than none.
        return surer if len(surer.lost) <= len(output.lost) else output


def _asked(
    engine: Engine,
    source: str,
    outcome: Outcome,
    wanted: Sequence[Asked],
    keep: Sequence[str],
) -> tuple[Outcome, Sequence[Asked]]:
    """The outcome with the terms that it lacks, and those; as it is where nothing comes of that.

    Over a pivot, the engine of the last hop is asked for a term in the place of the words that the
    hops before wrote for it.
    """
    before = outcome.before
    if before is None:
        text, places = source, [span for span, _ in wanted]
    else:
        text, between = before.text, Repaired(before.text, before.links)
        linked = [(one, linked_words(between, one[0])) for one in wanted]
        wanted = [one for one, place in linked if place]
        places = [place for _, place in linked if place]
    if not wanted:
        return outcome, ()
    phrases = [(place, term) for place, (_, term) in zip(places, wanted, strict=True)]
    written = hop.constrained(engine, text, phrases, keep)
    if written is None:
        return outcome, ()
    return before.then(written) if before else written, wanted
