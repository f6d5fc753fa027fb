"""What a model reads in the place of a text: without marks, typed plainly, and with stand-ins."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from translate.alignment import Link, Span
from translate.marks import Bare, bare
from translate.places import free
from translate.protect import occurrences
from translate.standins import Carried, carried
from translate.things import named_spans
from translate.typography import Typed, typed
from translate.unread import Reader, unread_things

__all__ = ["Readable", "readings"]


class Readable(NamedTuple):
    """A text for a model, and by which steps it was made of the source.

    `unread` are things of the source that the model does not read even so, and `copied` those that
    it has to copy.
    """

    source: str
    text: str
    steps: tuple[Bare | Typed | Carried, ...] = ()
    unread: tuple[str, ...] = ()
    copied: tuple[str, ...] = ()

    @property
    def others(self) -> str:
        """What is left to translate of the source."""
        return self.steps[-1].others if self.steps else self.source

    def moved(self, span: Span) -> Span:
        """Where a span of the source is in the text."""
        for step in self.steps:
            span = step.moved(span)
        return span

    def restored(self, output: str, links: Iterable[Link]) -> tuple[str, tuple[Link, ...]] | None:
        """What a model made of the text, and its links, as of the source, or None.

        None where the model has lost something.
        """
        if any(occurrences(one, output) < occurrences(one, self.text) for one in self.copied):
            return None
        found: tuple[str, tuple[Link, ...]] | None = (output, tuple(links))
        for step in reversed(self.steps):
            found = step.restored(*found) if found else None
        return found


def readings(text: str, keep: Sequence[str], unread: Reader) -> Iterator[Readable]:
    """How a model may read a text, the best way first; what it makes of the last is of the text.

    `keep` are terms that are not to be translated; `unread` tells what the model cannot read.
    The first has what models mostly copy, and numbers with separators for measures and sums; the
    second other names and numbers (see `carried`).
    """
    first = _with_standins(text, keep, unread, first=True)
    yield first
    if first.steps or first.copied:
        second = _with_standins(text, keep, unread, first=False)
        last, _ = _typed(Readable(text, text), unread)
        yield from (way for way in dict.fromkeys((second, last)) if way != first)


def _with_standins(text: str, keep: Iterable[str], unread: Reader, first: bool) -> Readable:
    way = Readable(text, text)
    if (without := bare(text)) is not None:
        way = Readable(text, without.text, (without,))
    way, gaps = _typed(way, unread)
    things = unread_things(way.text, gaps) if gaps else []
    names = named_spans(way.text)
    standing = carried(way.text, keep, things, () if first else names, own=first)
    if first and names:
        spared = [there for there, _ in standing.places] if standing else []
        way = way._replace(copied=tuple(way.text[slice(*name)] for name in free(names, spared)))
    if standing is None:
        return way
    left = _things(way.text, free(gaps, [there for there, _ in standing.places]))
    return Readable(text, standing.text, (*way.steps, standing), left, way.copied)


def _typed(way: Readable, unread: Reader) -> tuple[Readable, Sequence[Span]]:
    """A way to read a text, typed plainly, and where things are that are unread even so."""
    gaps = unread(way.text)
    if (gaps or "&" in way.text) and (plain := typed(way.text, gaps)) is not None:
        way = way._replace(text=plain.text, steps=(*way.steps, plain))
        gaps = unread(way.text)
    return way._replace(unread=_things(way.text, gaps)), gaps


def _things(text: str, gaps: Sequence[Span]) -> tuple[str, ...]:
    """What stands in gaps: words, numbers, and other signs than those of punctuation."""
    things = unread_things(text, gaps) if gaps else []
    signs = [sign for span in free(gaps, things) if _is_sign(sign := text[slice(*span)])]
    return (*(text[slice(*thing)] for thing in things), *signs)


def _is_sign(text: str) -> bool:
    return any(unicodedata.category(character).startswith("S") for character in text)
