"""What befalls texts before somebody aligns them: a bitext damaged in known ways."""

import random
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from aligned.evaluation import Link

__all__ = ["DAMAGES", "Text", "misread"]

# Letters that scanners take for each other.
_CONFUSED = ("rn m", "m rn", "l 1", "I l", "O 0", "e c", "c e", "h b", "u n", "n u", "f t", "s 5")
_MISREAD = dict(pair.split(" ", 1) for pair in _CONFUSED)
_MISREADABLE = re.compile("|".join(_MISREAD))
_LONG_WORD = re.compile(r"\w{8,}")


@dataclass(frozen=True, slots=True)
class Text:
    """Two sides, and the links between their segments."""

    source: Sequence[str]
    target: Sequence[str]
    links: Sequence[Link]

    def without(self, sources: Collection[int], targets: Collection[int]) -> "Text":
        """The same with some segments gone."""
        kept = [
            [number for number in range(len(texts)) if number not in gone]
            for texts, gone in ((self.source, sources), (self.target, targets))
        ]
        first, second = ({number: place for place, number in enumerate(side)} for side in kept)
        return Text(
            [self.source[number] for number in kept[0]],
            [self.target[number] for number in kept[1]],
            [
                ([first[i] for i in left if i in first], [second[j] for j in right if j in second])
                for left, right in self.links
            ],
        )


Damage = Callable[[Text, Sequence[str], random.Random], Text]
"""(text, segments in the target's language of another text, chance) -> what is left of the text."""


def _nothing(text: Text, other: Sequence[str], chance: random.Random) -> Text:
    return text


def _source_chapter_gone(text: Text, other: Sequence[str], chance: random.Random) -> Text:
    return text.without(_middle(text.source), ())


def _target_chapter_gone(text: Text, other: Sequence[str], chance: random.Random) -> Text:
    return text.without((), _middle(text.target))


def _middle(texts: Sequence[str]) -> range:
    return range(2 * len(texts) // 5, 3 * len(texts) // 5)


def _preface(text: Text, other: Sequence[str], chance: random.Random) -> Text:
    """Some of another text before the target."""
    links = [(left, [len(other) + j for j in right]) for left, right in text.links]
    return Text(text.source, [*other, *text.target], [*_alone(range(len(other))), *links])


def _target_thinned(text: Text, other: Sequence[str], chance: random.Random) -> Text:
    return text.without((), _some(text.target, 0.3, chance))


def _both_thinned(text: Text, other: Sequence[str], chance: random.Random) -> Text:
    return text.without(_some(text.source, 0.3, chance), _some(text.target, 0.3, chance))


def _footnotes_at_the_end(text: Text, other: Sequence[str], chance: random.Random) -> Text:
    """Some segments of the target after all others; no bitext can link them any more."""
    single = [right[0] for left, right in text.links if len(left) == len(right) == 1]
    moved = {single[place] for place in _some(single, 0.08, chance)}
    rest = text.without((), moved)
    target = [*rest.target, *(text.target[j] for j in sorted(moved))]
    return Text(rest.source, target, [*rest.links, *_alone(range(len(rest.target), len(target)))])


def _alone(targets: range) -> list[Link]:
    """Segments of the target that translate nothing."""
    return [((), (j,)) for j in targets]


def _scanned(text: Text, other: Sequence[str], chance: random.Random) -> Text:
    """Letters misread, and words broken at the end of a line left as they were printed."""
    return replace(
        text,
        source=[misread(segment, chance) for segment in text.source],
        target=[misread(segment, chance) for segment in text.target],
    )


def misread(text: str, chance: random.Random) -> str:
    def confuse(match: re.Match[str]) -> str:
        return _MISREAD[match[0]] if chance.random() < 0.1 else match[0]

    def split(match: re.Match[str]) -> str:
        place = chance.randrange(3, len(match[0]) - 3)
        broken = f"{match[0][:place]}- {match[0][place:]}"
        return broken if chance.random() < 0.15 else match[0]

    return _LONG_WORD.sub(split, _MISREADABLE.sub(confuse, text))


def _some(texts: Sequence[object], share: float, chance: random.Random) -> set[int]:
    return {place for place in range(len(texts)) if chance.random() < share}


DAMAGES: dict[str, Damage] = {
    "as it is": _nothing,
    "a chapter gone from the source": _source_chapter_gone,
    "a chapter gone from the target": _target_chapter_gone,
    "a preface in the target": _preface,
    "30 % of the target gone": _target_thinned,
    "30 % of both gone": _both_thinned,
    "footnotes moved to the end": _footnotes_at_the_end,
    "scanned badly": _scanned,
}
