"""Word alignment in characters: from which piece attended to which, to which word is which.

Networks attend from target pieces to source pieces. Here the pieces are found again in the texts,
joined to words, and linked. A word is a run of letters and digits, or one mark; in scripts that put
no space between words, a piece of the vocabulary stands for a word.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from translate.languages import UNSPACED_SCRIPT

__all__ = [
    "Link",
    "Look",
    "Span",
    "agreed",
    "chained",
    "meet",
    "piece_spans",
    "shifted",
    "unfolded",
    "word_links",
]

Span = tuple[int, int]  # first character, and the one after the last
Look = tuple[int, float]  # the source position attended to most, and its share of the attention

# Of the hardest look at a source word: what another word must have that is linked to it, too. The
# English-Portuguese students put 85 and 90 of 100 words in their right place by it, 76 and 87 where
# every look links (0), and 88 and 91 where both directions agree (tests/benchmarks/links.py).
_AS_HARD = 0.9
_BLANK = "▁"  # how sentencepiece writes a space
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*|\S")
_NEAR = 8  # characters within which a piece must follow the one before


class Link(NamedTuple):
    """A word of the source and a word of the target that translate each other."""

    source: Span
    target: Span


def piece_spans(pieces: Iterable[str], text: str) -> list[Span]:
    """Where each piece of a text stands in it, without the space before; empty where unknown.

    Vocabularies see a text in its NFKC form with simple spaces, so that form is searched, and every
    character of it remembers where it came from.
    """
    normal, origins = _normalised(text)
    spans = []
    position = 0
    for piece in pieces:
        core = piece.replace(_BLANK, " ").strip()
        found = normal.find(core, position, position + len(core) + _NEAR) if core else -1
        if found < 0:
            here = origins[min(position, len(origins) - 1)][0] if origins else 0
            spans.append((here, here))
            continue
        position = found + len(core)
        spans.append((origins[found][0], origins[position - 1][1]))
    return spans


def _normalised(text: str) -> tuple[str, list[Span]]:
    """NFKC of a text, with the span that each of its characters comes from."""
    if unicodedata.is_normalized("NFKC", text):
        return text, [(index, index + 1) for index in range(len(text))]
    normal: list[str] = []
    origins: list[Span] = []
    for start, end in _clusters(text):
        composed = unicodedata.normalize("NFKC", text[start:end])
        normal.extend(composed)
        origins.extend([(start, end)] * len(composed))
    return "".join(normal), origins


def _clusters(text: str) -> list[Span]:
    """Every letter with the combining marks after it, which are composed together."""
    clusters: list[Span] = []
    for index, character in enumerate(text):
        if clusters and unicodedata.combining(character):
            clusters[-1] = (clusters[-1][0], index + 1)
        else:
            clusters.append((index, index + 1))
    return clusters


def word_links(
    source: str,
    source_spans: Sequence[Span],
    target: str,
    target_spans: Sequence[Span],
    attended: Sequence[Look],
) -> tuple[Link, ...]:
    """The links between the words of two texts, in the order of the target.

    `attended` has one look for every target piece; a position past the last source piece (the end
    of sentence) links to nothing. Words that say nothing of the source, such as articles, look at
    something, too, but not as hard as the word that translates it: of words apart from each other
    that look at one source word, those that look hardest are linked.
    """
    source_words = _words(source, source_spans)
    target_words = _words(target, target_spans)
    shares: dict[Link, float] = {}
    for word, (position, share) in zip(target_words, attended, strict=True):
        if position < len(source_words) and _is_filled(source_words[position]) and _is_filled(word):
            link = Link(source_words[position], word)
            shares[link] = max(share, shares.get(link, 0.0))
    runs = _runs(sorted(shares, key=lambda link: (link.target, link.source)), target)
    hard = [max(shares[link] for link in run) for run in runs]
    hardest: dict[Span, float] = {}
    for run, share in zip(runs, hard, strict=True):
        hardest[run[0].source] = max(share, hardest.get(run[0].source, 0.0))
    return tuple(
        link
        for run, share in zip(runs, hard, strict=True)
        if share >= _AS_HARD * hardest[run[0].source]
        for link in run
    )


def _runs(links: Sequence[Link], target: str) -> list[list[Link]]:
    """Links of one source word to pieces in a row, where no spaces tell which make up a word."""
    runs: list[list[Link]] = []
    for link in links:
        last = runs[-1][-1] if runs else None
        if (
            last
            and last.source == link.source
            and last.target[1] == link.target[0]
            and UNSPACED_SCRIPT.search(target[slice(*link.target)])
        ):
            runs[-1].append(link)
        else:
            runs.append([link])
    return runs


def _is_filled(span: Span) -> bool:
    return span[0] < span[1]


def _words(text: str, spans: Sequence[Span]) -> list[Span]:
    """The word that each piece is part of."""
    word_at: dict[int, Span] = {}
    for match in _WORD.finditer(text):
        if not UNSPACED_SCRIPT.search(match[0]):
            word_at.update(dict.fromkeys(range(match.start(), match.end()), match.span()))
    return [word_at.get(span[0], span) if _is_filled(span) else span for span in spans]


def shifted(links: Iterable[Link], source: int, target: int) -> tuple[Link, ...]:
    """The same links for texts that begin so many characters later."""
    return tuple(
        Link(
            (link.source[0] + source, link.source[1] + source),
            (link.target[0] + target, link.target[1] + target),
        )
        for link in links
    )


def unfolded(links: tuple[Link, ...], text: str, folded: str) -> tuple[Link, ...]:
    """Links from a text with its white space folded, as links from the text as it was given."""
    if text == folded:
        return links
    # Folding only drops white space: the n-th other character is the same in both.
    places = [index for index, character in enumerate(text) if not character.isspace()]
    rank = [0, *accumulate(not character.isspace() for character in folded)]
    return tuple(
        Link((places[rank[link.source[0]]], places[rank[link.source[1]] - 1] + 1), link.target)
        for link in links
    )


def agreed(forward: Sequence[Link], backward: Sequence[Link]) -> tuple[Link, ...]:
    """The links that two models find, one for each direction, and what they leave open.

    That is the intersection, and of the other links those between words that have none by then
    ("final-and" of Koehn et al. 2005, "Edinburgh System Description for the 2005 IWSLT Speech
    Translation Evaluation"). To grow the intersection over neighbours first, as is usual for phrase
    tables, brings back the stray links that this is to drop (tests/benchmarks/links.py). What comes
    has the spans of `forward` where it can.
    """
    found = [link for link in forward if any(_same(link, other) for other in backward)]
    for link in (*forward, *backward):
        if not any(meet(link.source, a) or meet(link.target, b) for a, b in found):
            found.append(link)
    return tuple(sorted(found, key=lambda link: (link.target, link.source)))


def _same(link: Link, other: Link) -> bool:
    """Whether two links are between the same words, as cut by two vocabularies."""
    return meet(link.source, other.source) and meet(link.target, other.target)


def meet(a: Span, b: Span) -> bool:
    """Whether two spans have a character in common."""
    return a[0] < b[1] and b[0] < a[1]


def chained(first: Sequence[Link], second: Sequence[Link]) -> tuple[Link, ...]:
    """The links over a pivot: those that meet in a word of the text between."""
    links = {
        Link(before.source, after.target): None
        for after in second
        for before in first
        if meet(before.target, after.source)
    }
    return tuple(links)
