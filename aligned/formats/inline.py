"""Text with inline marks (bold, links, footnote marks), and a translation put in its place.

A block of a document is cut by its marks into slots, runs of text that look the same. Where in a
translation the marks belong is known only of what stays the same in it: names, numbers, addresses.
There a slot keeps its place; the words of the others go to the look that most of the block has.
"""

import re
from collections import Counter
from collections.abc import Hashable, Sequence

__all__ = ["distribute"]

# A single letter or mark is found anywhere.
_SHORTEST = 2
# Not inside a word, but Chinese and Japanese have no spaces around one.
_WHOLE = r"(?<![^\W\u1100-\U0010ffff]){}(?![^\W\u1100-\U0010ffff])"


def distribute(texts: Sequence[str], looks: Sequence[Hashable], translation: str) -> list[str]:
    """Share a translation out among the slots of a block: a text each, together the translation.

    `texts` and `looks` are the slots' texts and what they look like, in order.
    """
    lengths: Counter[Hashable] = Counter()
    for text, look in zip(texts, looks, strict=True):
        lengths[look] += len(text)
    main = max(lengths, key=lambda look: lengths[look])
    shares = [""] * len(texts)
    slot = place = 0
    for kept, text in enumerate(texts):
        word = text.strip()
        if looks[kept] == main or len(word) < _SHORTEST:
            continue
        match = re.compile(_WHOLE.format(re.escape(word))).search(translation, place)
        if match:
            _give(shares, looks, main, (slot, kept), translation[place : match.start()])
            shares[kept] += word
            slot, place = kept + 1, match.end()
    _give(shares, looks, main, (slot, len(texts)), translation[place:])
    return shares


def _give(
    shares: list[str],
    looks: Sequence[Hashable],
    main: Hashable,
    slots: tuple[int, int],
    text: str,
) -> None:
    """Put a text into the first slot of the main look among those from one to another.

    If there is none, it goes where it touches: to the kept slot before it, or to the one after.
    """
    first, end = slots
    for slot in range(first, end):
        if looks[slot] == main:
            shares[slot] = text
            return
    shares[first - 1 if first else end] += text
