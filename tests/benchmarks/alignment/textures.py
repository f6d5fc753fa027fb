"""Segments out of passages that belong together: whole, as sentences, as subtitles, or damaged.

A **group** is the segments of both sides that belong together, as far as can be known: where a
passage has as many sentences on both sides, of like lengths, they are taken to be translations of
each other one by one; where it is one sentence on a side, it is one bead; else the passage is one
group, which an aligner may divide further with right (see `units`).
"""

import random
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence

from aligned.text import cut_sentences, separator
from tests.aligned.aligner.damage import misread

__all__ = ["TEXTURES", "Group", "Groups", "Languages"]

Group = tuple[list[str], list[str]]
Groups = Iterator[Group]
Languages = tuple[str, str]
Passages = Sequence[tuple[str, str]]

_CUT = re.compile(r"(?<=[,;:،؛、，；])\s*(?=\w)")
_CHANCES = {"same": 0.62, "cut": 0.14, "join": 0.08, "leave out": 0.1, "leave out a clause": 0.06}
_LEFT_OUT = 0.05
_ADDED = 0.02
_MISCUT = 0.07
_SUBTITLE = 38
_UNALIKE = 2.0


def passages(pairs: Passages, languages: Languages, chance: random.Random) -> Groups:
    """Passages as segments; some cut, joined, left out or robbed of a clause on one side."""
    rest = iter(pairs)
    for pair in rest:
        side = chance.randrange(2)
        [what] = chance.choices(list(_CHANCES), list(_CHANCES.values()))
        group = ([pair[0]], [pair[1]])
        if what == "join" and (following := next(rest, None)):
            joiner = "" if group[side][0][-1] in "。、，；" else " "
            group[side][:] = [group[side][0] + joiner + following[side]]
            group[1 - side].append(following[1 - side])
        elif what == "leave out":
            group[side].clear()
        elif cut := _halves(pair[side], chance) if what.endswith(("cut", "clause")) else None:
            group[side][:] = cut if what == "cut" else cut[1:]
        yield group


def _halves(text: str, chance: random.Random) -> tuple[str, str] | None:
    """A text cut near a mark in its middle half; None if there is none there."""
    places = [m.end() for m in _CUT.finditer(text) if len(text) / 4 < m.end() < 3 * len(text) / 4]
    if not places:
        return None
    place = chance.choice(places)
    first, second = text[:place].strip(), text[place:].strip()
    if chance.random() < 0.6:  # as translators cut: two sentences
        stop = "。" if first[-1] in "、，；" else "."
        return first[:-1] + stop, second[0].upper() + second[1:]
    return first, second  # as scanners do


def sentences(pairs: Passages, languages: Languages, chance: random.Random) -> Groups:
    """Passages cut into sentences by rule, as they come; some sentences left out on one side."""
    for pair in pairs:
        left, right = (
            cut_sentences(text, language) for text, language in zip(pair, languages, strict=True)
        )
        for group in _one_by_one(left, right):
            if chance.random() < _LEFT_OUT:
                group[chance.randrange(2)].clear()
            yield group


def _one_by_one(left: list[str], right: list[str]) -> Groups:
    if len(left) != len(right) or any(
        not 1 / _UNALIKE
        < (len(b) * sum(map(len, left)) + 1) / (len(a) * sum(map(len, right)) + 1)
        < _UNALIKE
        for a, b in zip(left, right, strict=True)
    ):
        yield left, right
    else:
        for one, other in zip(left, right, strict=True):
            yield [one], [other]


def subtitles(pairs: Passages, languages: Languages, chance: random.Random) -> Groups:
    """Each sentence in short lines, in each language as it fits; some left out on one side."""
    for group in sentences(pairs, languages, chance):
        left, right = (
            [line for text in side for line in _lines(text, language)]
            for side, language in zip(group, languages, strict=True)
        )
        yield left, right


def _lines(text: str, language: str) -> list[str]:
    if separator(language):
        return textwrap.wrap(text, _SUBTITLE)
    width = _SUBTITLE // 2
    return [text[start : start + width] for start in range(0, len(text), width)]


def damaged(pairs: Passages, languages: Languages, chance: random.Random) -> Groups:
    """Sentences as scanners and bad segmenters give them: misread, cut within, joined to the next,
    with the running heads and the numbers of pages between them."""
    rest = iter(sentences(pairs, languages, chance))
    page = 0
    for group in rest:
        side = chance.randrange(2)
        if chance.random() < _MISCUT and (following := next(rest, None)):
            group = _joined(group, following, side, separator(languages[side]))
        if chance.random() < _MISCUT:
            group[side][:] = _cut_anywhere(group[side], chance)
        yield [misread(text, chance) for text in group[0]], [misread(t, chance) for t in group[1]]
        if chance.random() < _ADDED:
            page += 1
            yield _alone(chance.choice([f"— {page} —", str(page), pairs[0][side]]), side)


def _joined(one: Group, other: Group, side: int, between: str) -> Group:
    """Two groups as one, the last segment of a side run together with the first that follows."""
    group = (one[0] + other[0], one[1] + other[1])
    if one[side] and other[side]:
        run = one[side][-1] + between + other[side][0]
        group[side][:] = [*one[side][:-1], run, *other[side][1:]]
    return group


def _cut_anywhere(texts: Sequence[str], chance: random.Random) -> Iterable[str]:
    """The segments, the first cut in two at a space."""
    if not texts:
        return
    words = texts[0].split(" ")
    place = chance.randrange(1, len(words)) if len(words) > 1 else 1
    yield from filter(None, (" ".join(words[:place]), " ".join(words[place:])))
    yield from texts[1:]


def _alone(text: str, side: int) -> Group:
    return ([text], []) if side == 0 else ([], [text])


TEXTURES: dict[str, Callable[[Passages, Languages, random.Random], Groups]] = {
    each.__name__: each for each in (passages, sentences, subtitles, damaged)
}
