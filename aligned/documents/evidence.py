"""The evidence that two files are translations of each other.

    name        how alike their names are without what names the languages; 0 where numbers differ
    length      how far the ratio of their lengths is from the usual one, as a logarithm up to 2
    surface     cosine of their numbers and the 4-grams of their words, the rarer the weightier
    meaning     the share of their sampled segments that are each other's nearest

Names, loans, cognates and numbers are spelt alike in many languages, and over a whole document the
rare ones tell it from every other. Where the scripts differ, numbers remain, and the meaning: the
first and last segments of a file are sampled, for these stand together in both versions however
long they are, and the nearest of each is looked for among those of all files of the other side.
Two unrelated files have such segments by chance, the fewer the more files there are.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from aligned.aligner.coarse import segment_vectors
from aligned.aligner.encoding import Progress
from aligned.aligner.installed import WITHOUT, encode
from aligned.documents.names import bare_name, likeness

__all__ = ["FIGURES", "File", "evidence"]

FIGURES = ("name", "length", "surface", "meaning")

_WORD = re.compile(r"[^\W\d_]+|\d+")
_GRAM = 4
_ENDS = 32
"""How many segments are sampled from each end of a file."""
_AT_ONCE = 2_000
_FARTHEST = 2.0
_BLOCK = 4_096

_Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class File:
    """A file: its name, a path within its folder without the suffix; its language and segments."""

    name: str
    language: str
    segments: Sequence[str]


def evidence(
    sources: Sequence[File], targets: Sequence[File], encoder: str, progress: Progress
) -> _Floats:
    """The `FIGURES` of every pair: (sources, targets, figures).

    `encoder` as for `align`; without one there is no meaning, and that figure is 0. `progress`
    counts segments encoded.
    """
    figures = np.zeros((len(sources), len(targets), len(FIGURES)), np.float32)
    if not figures.size:
        return figures
    names = [[bare_name(file.name, file.language) for file in side] for side in (sources, targets)]
    figures[..., 0] = [[likeness(one, other) for other in names[1]] for one in names[0]]
    figures[..., 2] = _surface(sources, targets)
    if encoder != WITHOUT:
        figures[..., 3] = _meaning(sources, targets, encoder, progress)
    figures[..., 1] = _length(sources, targets, figures[..., 2:].sum(axis=2))
    return figures


def _length(sources: Sequence[File], targets: Sequence[File], content: _Floats) -> _Floats:
    """The usual ratio is the median over the pairs whose content is most alike."""
    logarithms = [
        np.log([1 + sum(map(len, file.segments)) for file in side]) for side in (sources, targets)
    ]
    ratios = logarithms[1][None, :] - logarithms[0][:, None]
    best = content.argmax(axis=1)
    usual = np.median(ratios[np.arange(len(sources)), best])
    deviations: _Floats = np.minimum(np.abs(ratios - usual), _FARTHEST).astype(np.float32)
    return deviations


def _surface(sources: Sequence[File], targets: Sequence[File]) -> _Floats:
    """Cosines of log frequency times inverse document frequency, over what both sides have."""
    counts = [[_grams(file) for file in side] for side in (sources, targets)]
    often = [Counter(gram for count in side for gram in count) for side in counts]
    files = max(len(sources), len(targets))
    shared = sorted(often[0].keys() & often[1].keys())
    rarity = [log((1 + files) / max(often[0][gram], often[1][gram])) for gram in shared]
    products = np.zeros((len(sources), len(targets)), np.float32)
    squares = [np.zeros(len(side), np.float32) for side in counts]
    for start in range(0, len(shared), _BLOCK):
        block = shared[start : start + _BLOCK]
        weights = np.array(rarity[start : start + _BLOCK], np.float32)
        left, right = (
            np.log1p(np.array([[count[gram] for gram in block] for count in side], np.float32))
            * weights
            for side in counts
        )
        products += left @ right.T
        squares[0] += (left**2).sum(axis=1)
        squares[1] += (right**2).sum(axis=1)
    lengths = np.sqrt(np.outer(*squares))
    return np.divide(products, lengths, out=np.zeros_like(products), where=lengths > 0)


def _grams(file: File) -> Counter[str]:
    grams: Counter[str] = Counter()
    for segment in file.segments:
        for word in _WORD.findall(segment.casefold()):
            if word.isdigit():
                grams[word] += 1
            else:
                marked = f"<{word}>"
                grams.update(
                    marked[start : start + _GRAM] for start in range(len(marked) - _GRAM + 1)
                )
    return grams


def _meaning(
    sources: Sequence[File], targets: Sequence[File], encoder: str, progress: Progress
) -> _Floats:
    """Twice the segments that are each other's nearest, over the segments of both."""
    samples = [[_sample(file) for file in side] for side in (sources, targets)]
    total = sum(len(sample) for side in samples for sample in side)
    before = sum(map(len, samples[0]))
    left = _vectors(samples[0], encoder, _after(0, total, progress))
    right = _vectors(samples[1], encoder, _after(before, total, progress))
    owners = [np.repeat(np.arange(len(side)), [len(sample) for sample in side]) for side in samples]
    nearest, back = _nearest(left, right), _nearest(right, left)
    mutual = np.flatnonzero(back[nearest] == np.arange(len(left)))
    counts = np.zeros((len(sources), len(targets)), np.float32)
    np.add.at(counts, (owners[0][mutual], owners[1][nearest[mutual]]), 2)
    sizes = [np.array([len(sample) for sample in side]) for side in samples]
    shares: _Floats = counts / np.maximum(np.add.outer(*sizes), 1)
    return shares


def _sample(file: File) -> list[str]:
    """The first and the last segments with letters."""
    texts = [text for text in file.segments if any(map(str.isalpha, text))]
    return texts if len(texts) <= 2 * _ENDS else texts[:_ENDS] + texts[-_ENDS:]


def _vectors(samples: Sequence[Sequence[str]], encoder: str, progress: Progress) -> _Floats:
    """The vectors of all segments of a side, by all encoders side by side.

    A few thousand at a time are encoded, enough to be centred on a mean of their own: the vectors
    of their tokens would not fit otherwise.
    """
    texts = [text for sample in samples for text in sample]
    edges = np.linspace(0, len(texts), len(texts) // _AT_ONCE + 2).astype(int)
    vectors = []
    for start, stop in pairwise(edges):
        told = _after(int(start), len(texts), progress)
        encodings = encode(encoder, texts[start:stop], told)
        vectors.append(np.concatenate([segment_vectors(each) for each in encodings], axis=1))
    return np.concatenate(vectors)


def _after(before: int, total: int, progress: Progress) -> Progress:
    """The progress of a part of the work that comes after so much of it."""
    return lambda done, _: progress(before + done, total)


def _nearest(vectors: _Floats, others: _Floats) -> NDArray[np.int64]:
    """The place of the nearest of the others: (vectors,)."""
    if not len(others):
        return np.zeros(0, np.int64)
    blocks = [
        (vectors[start : start + _BLOCK] @ others.T).argmax(axis=1)
        for start in range(0, len(vectors), _BLOCK)
    ]
    return np.concatenate([np.zeros(0, np.int64), *blocks])
