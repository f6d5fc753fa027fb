"""Vectors for words without any encoder: their spelling, and the company they keep in the text.

Names, numbers, loans and cognates are spelt alike in many languages. A word's **spelling** vector
counts its character n-grams, hashed into a fixed number of places, so that words that share them
are near each other.

Words that are translations of each other keep turning up in the same beads. A word's **company**
vector is the sum of one random vector for each bead that it is in, so that the cosine of two words
of the two sides is about the number of beads they share over the geometric mean of the numbers they
are in. This is the lexicon that hunalign (Varga et al. 2005) and Moore (2002) learn from a first
alignment of the text itself, in a form that needs no pairs of words to be counted.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from aligned.aligner.encoding import Encoding, Progress, Tokens, pack
from aligned.bitext import Bitext

__all__ = ["WORD", "Words", "company"]

WORD = re.compile(r"\w+|[^\w\s]")
"""A word, or one mark."""

_DIMENSION = 512
_GRAM = 3
_COMPANY = 384
_SHYNESS = 1.0


class Words:
    """What can be had without a network: the spelling of words."""

    fingerprint = ""

    def encode(self, texts: Sequence[str], progress: Progress) -> list[Tokens]:
        """One spelling vector per word or mark of each text."""
        progress(len(texts), len(texts))
        return [_tokens(text) for text in texts]


def _tokens(text: str) -> Tokens:
    found = list(WORD.finditer(text))
    vectors = np.zeros((len(found), _DIMENSION), np.float32)
    for row, match in enumerate(found):
        vectors[row] = _spelling(match.group().lower())
    spans = np.array([match.span() for match in found], np.int64).reshape(-1, 2)
    return Tokens(vectors.astype(np.float16), spans)


@lru_cache(maxsize=100_000)
def _spelling(word: str) -> NDArray[np.float32]:
    marked = f"<{word}>"
    vector = np.zeros(_DIMENSION, np.float32)
    for start in range(max(len(marked) - _GRAM + 1, 1)):
        code = crc32(marked[start : start + _GRAM].encode())
        vector[code % _DIMENSION] += 1.0 if code & 0x80000000 else -1.0
    return vector


def company(
    texts: tuple[Sequence[str], Sequence[str]], bitext: Bitext
) -> tuple[Encoding, Encoding]:
    """The words of both sides by the company that they keep in the beads of a first alignment.

    A random vector of each word's own, as long as that of `_SHYNESS` beads, keeps words seen once
    from looking as alike as words always seen together.
    """
    signatures = np.random.default_rng(0).choice([-1.0, 1.0], (len(bitext), _COMPANY))
    starts = bitext.source_starts, bitext.target_starts
    first, second = (
        _company(side, np.repeat(signatures, np.diff(edges), axis=0), seed)
        for seed, (side, edges) in enumerate(zip(texts, starts, strict=True), start=1)
    )
    return first, second


def _company(texts: Sequence[str], signatures: NDArray[np.float64], seed: int) -> Encoding:
    """The words of one side; `signatures`: shape (segments, _COMPANY)."""
    found = [
        [(match.group().lower(), match.span()) for match in WORD.finditer(text)] for text in texts
    ]
    numbers = {word: n for n, word in enumerate(dict.fromkeys(w for row in found for w, _ in row))}
    own = np.random.default_rng(seed).choice([-_SHYNESS, _SHYNESS], (len(numbers), _COMPANY))
    for words, signature in zip(found, signatures, strict=True):
        own[[numbers[word] for word in {word for word, _ in words}]] += signature
    own /= np.linalg.norm(own, axis=1, keepdims=True)
    return pack(
        [
            Tokens(
                own[[numbers[word] for word, _ in words]].astype(np.float16),
                np.array([span for _, span in words], np.int64).reshape(-1, 2),
            )
            for words in found
        ]
    )
