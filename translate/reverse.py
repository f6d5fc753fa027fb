"""The model for the other direction, as a second opinion on which words translate which.

What a thing is linked to decides where it is put when a model has lost it. Of words that stand once
in a text and once in its translation, 85 in a hundred were given their right place by the links of
the English-Portuguese student alone, and 88 by what both students agree on; from Portuguese 90 and
91 (`python tests/benchmarks/links.py`).

It is asked only where something has to be put in its place. For every sentence of a text it would
take as long as the translation itself (14 ms of CPU each, for translating in batches 13), and for
the one that a reader points at, a page that has nothing to translate would first have to load
torch and a model, which is 2 s and 300 MB.
"""

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property

from translate import guards, resolution
from translate.alignment import Link, agreed
from translate.engines import Linker
from translate.engines.prepared import linker
from translate.errors import ModelError

__all__ = ["Reverse"]


class Reverse:
    """Translates back in thought; it is loaded when first asked, and never fetched."""

    def __init__(self, source: str, target: str) -> None:
        """For translations from `source` into `target`, two standard tags."""
        self._source = source
        self._target = target

    @cached_property
    def _linker(self) -> Linker | None:
        """The first model on this machine that can be loaded."""
        for model in resolution.at_hand(self._target, self._source):
            with suppress(ModelError):
                return linker(model, self._source)
        return None

    def agreed(self, source: str, text: str, links: Sequence[Link]) -> tuple[Link, ...]:
        """The links between a source and its translation, as seen from both directions.

        As they are without a model here, and where it would be no help: for what is in capitals, or
        longer than it reads.
        """
        if not links or guards.in_capitals(source) or self._linker is None:
            return tuple(links)
        sentence = self._linker.encode(text)
        if len(sentence.ids) > self._linker.longest:
            return tuple(links)
        back = self._linker.links(sentence, source)
        if not back:
            return tuple(links)
        return agreed(links, [Link(link.target, link.source) for link in back])
