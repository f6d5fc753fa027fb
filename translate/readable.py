"""What a model reads in the place of a text: without marks, and with stand-ins."""

from collections.abc import Iterable
from typing import NamedTuple

from translate.alignment import Link, Span
from translate.marks import Bare, bare
from translate.standins import Carried, carried

__all__ = ["Readable", "readable"]


class Readable(NamedTuple):
    """A text for a model, and by which steps it was made of the source."""

    text: str
    steps: tuple[Bare | Carried, ...]

    @property
    def others(self) -> str:
        """What is left to translate of the source."""
        return self.steps[-1].others

    def moved(self, span: Span) -> Span:
        """Where a span of the source is in the text."""
        for step in self.steps:
            span = step.moved(span)
        return span

    def restored(self, output: str, links: Iterable[Link]) -> tuple[str, tuple[Link, ...]] | None:
        """What a model made of the text, and its links, as of the source, or None."""
        found: tuple[str, tuple[Link, ...]] | None = (output, tuple(links))
        for step in reversed(self.steps):
            found = step.restored(*found) if found else None
        return found


def readable(text: str, keep: Iterable[str] = ()) -> Readable | None:
    """The text as a model had better read it; None where that is the text itself.

    `keep` are terms that are not to be translated.
    """
    steps: list[Bare | Carried] = []
    if (without := bare(text)) is not None:
        steps.append(without)
        text = without.text
    if (standing := carried(text, keep)) is not None:
        steps.append(standing)
        text = standing.text
    return Readable(text, tuple(steps)) if steps else None
