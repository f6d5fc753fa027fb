"""Inline marks in a translation: where what is bold, linked or noted in a paragraph belongs in it.

A **mark** is a span of a paragraph that looks unlike the rest (bold, a link); a **point** is a
place in it where something stands that is no text (a footnote's number, a picture). Where they
belong in the translation is told, the surest first, by

1. the whole: a mark around a whole paragraph or sentence is put around all of its translation;
2. what stays the same: a name, a number, an address that is found in both;
3. the word alignment, where there is one: the run of target words of which most translate words in
   the mark (the maximum sum over words, +1 for each linked into the mark, -1 for each linked only
   elsewhere, so that a stray link far away does no harm).

A mark that none of them places is lost. A point never is: it then stands at the end of its
sentence.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

__all__ = [
    "Link",
    "Rendering",
    "Span",
    "Taken",
    "Unplaced",
    "WordLinks",
    "carried",
    "place_of_mark",
    "place_of_point",
]

Span = tuple[int, int]
"""The first character, and the one after the last."""


class Link(NamedTuple):
    """Two spans that translate each other, in the source's text and in the target's."""

    source: Span
    target: Span


WordLinks = Callable[[str, str, str], Iterable[tuple[Span, Span]]]
"""(key of a target, a bead's source text, its target text) -> spans of words that translate each
other."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a target says in one paragraph of the source: the text, and what in it renders what.

    `sentences` and `words` link spans of the source's paragraph with spans of `text`; `words` is
    asked only where there is a mark that nothing else places.
    """

    text: str
    sentences: tuple[Link, ...] = ()
    words: Callable[[], Sequence[Link]] = tuple


@dataclass(frozen=True, slots=True)
class Unplaced:
    """How many marks were lost, and how many points were put at the end of their sentence."""

    marks: int = 0
    points: int = 0

    def __add__(self, other: "Unplaced") -> "Unplaced":
        return Unplaced(self.marks + other.marks, self.points + other.points)


class Taken:
    """Places in a rendering that marks have taken: none overlaps another. O(log n) each."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, place: Span) -> None:
        """Take a place that is free."""
        number = bisect_left(self._starts, place[0])
        self._starts.insert(number, place[0])
        self._ends.insert(number, place[1])

    def overlaps(self, place: Span) -> bool:
        """Whether any of this place is taken."""
        before = bisect_left(self._starts, place[1])  # so many begin before it ends
        return before > 0 and self._ends[before - 1] > place[0]


# A single letter or mark is found anywhere.
_SHORTEST = 2
# Not inside a word, but Chinese and Japanese have no spaces around one.
_WHOLE = r"(?<![^\W\u1100-\U0010ffff]){}(?![^\W\u1100-\U0010ffff])"
_WORD = re.compile(r"\w+|[^\w\s]")
_LETTER = re.compile(r"\w")
_CLOSING = re.compile(r"[^\w\s]*\s*\Z")


def place_of_mark(
    source: str, mark: Span, within: Span, rendering: Rendering, room: Span, taken: Taken
) -> Span | None:
    """Where a mark of the source belongs in the rendering; None where that is not known.

    `within` is what the mark lies in (the paragraph, or the mark around it) and `room` the place of
    that in the rendering; `taken` are the places of marks beside it, which it must not overlap.
    """
    mark, within = _trimmed(source, mark), _trimmed(source, within)
    if mark == within:
        place: Span | None = room
    else:
        place = (
            _of_sentences(mark, rendering.sentences, room)
            or _of_same_text(source, mark, within, rendering, room, taken)
            or _of_words(mark, rendering.words(), room, taken)
        )
    if place is None:
        return None
    start, end = _trimmed(rendering.text, place)
    return None if start == end or taken.overlaps((start, end)) else (start, end)


def place_of_point(
    source: str, point: int, within: Span, rendering: Rendering, room: Span
) -> tuple[int, bool]:
    """Where a point of the source belongs in the rendering, and whether that is known.

    Otherwise it is the end of its sentence. `within` and `room` are as for a mark.
    """
    text = rendering.text
    if not source[within[0] : point].strip():
        return room[0], True
    if not source[point : within[1]].strip():
        return room[1], True
    word_end = len(source[:point].rstrip())
    words = rendering.words()
    after = [link.target[1] for link in words if link.source[1] == word_end]
    before = [link.target[0] for link in words if link.source[0] == point]
    touching = source[point - 1].isspace() and not source[point].isspace()
    for places in (before, after) if touching else (after, before):
        if places:
            return _clipped(max(places), room), True
    for link in rendering.sentences:
        if link.source[0] <= point <= link.source[1]:
            start, end = link.target
            if not _LETTER.search(source, point, link.source[1]):
                rest = source[point : link.source[1]].strip()
                closing = _CLOSING.search(text, start, end)
                place = closing.start() if rest and closing else end
                return _clipped(place, room), True
            return _clipped(end, room), False
    return room[1], False


def carried(
    links: Iterable[tuple[Span, Span]], before: str, after: str
) -> Iterator[tuple[Span, Span]]:
    """Links into a translation as links into what was made of it: those of words that stayed."""
    if before == after:
        yield from links
        return
    words, new = list(_WORD.finditer(before)), list(_WORD.finditer(after))
    moved: dict[Span, Span] = {}
    matcher = SequenceMatcher(None, [one[0] for one in words], [one[0] for one in new], False)
    for start, new_start, length in matcher.get_matching_blocks():
        for step in range(length):
            moved[words[start + step].span()] = new[new_start + step].span()
    for source, target in links:
        # Links are of whole words; a span that is none is that of the words in it, if they stayed.
        inside = [place for word, place in moved.items() if _overlap(word, target)]
        if inside:
            yield source, (inside[0][0], inside[-1][1])


def _of_sentences(mark: Span, sentences: Sequence[Link], room: Span) -> Span | None:
    """The translation of the sentences that the mark is around, where it is around whole ones."""
    inside = [link for link in sentences if mark[0] <= link.source[0] < mark[1]]
    if not inside or inside[0].source[0] != mark[0] or inside[-1].source[1] != mark[1]:
        return None
    start, end = inside[0].target[0], inside[-1].target[1]
    return (start, end) if room[0] <= start < end <= room[1] else None


def _of_same_text(
    source: str,
    mark: Span,
    within: Span,
    rendering: Rendering,
    room: Span,
    taken: Taken,
) -> Span | None:
    """The very words of the mark in the rendering; of several, those that are linked or in turn."""
    words = source[slice(*mark)]
    if len(words) < _SHORTEST or not _LETTER.search(words):
        return None
    pattern = re.compile(_WHOLE.format(re.escape(words)))
    found = [match.span() for match in pattern.finditer(rendering.text, *room)]
    free = [place for place in found if not taken.overlaps(place)]
    if len(found) < 2:
        return free[0] if free else None
    linked = _of_words(mark, rendering.words(), room, taken)
    for place in free:
        if linked and _overlap(place, linked):
            return place
    turn = sum(match.start() < mark[0] for match in pattern.finditer(source, *within))
    return found[turn] if turn < len(found) and found[turn] in free else None


def _of_words(mark: Span, words: Sequence[Link], room: Span, taken: Taken) -> Span | None:
    """The run of target words with the greatest sum of votes, if that is above zero."""
    sides: dict[Span, list[bool]] = defaultdict(list)
    for source, target in words:
        if room[0] <= target[0] and target[1] <= room[1]:
            sides[target].append(_overlap(source, mark))
    best, best_run = 0.0, None
    total, start = 0.0, 0
    for target in sorted(sides):
        inside = sides[target]
        vote = 2 * sum(inside) / len(inside) - 1
        if taken.overlaps(target):
            total = 0.0
            continue
        if total <= 0:
            total, start = 0.0, target[0]
        total += vote
        if total > best:
            best, best_run = total, (start, target[1])
    return best_run


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _clipped(place: int, room: Span) -> int:
    return min(max(place, room[0]), room[1])


def _trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    start, end = span
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip())
    return (start + left, start + left + len(inner.strip())) if inner.strip() else (start, start)
