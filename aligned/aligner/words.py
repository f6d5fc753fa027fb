"""Vectors for words without any encoder: spelling, and the company that words keep in the text.

Names, numbers, loans and cognates are spelt alike in many languages. A word's **spelling** vector
counts its character n-grams, hashed into a fixed number of places, so that words that share them
are near each other.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from aligned.aligner.encoding import Encoding, Progress, pack

__all__ = ["Words"]

_WORD = re.compile(r"\w+|[^\w\s]")
_DIMENSION = 512
_GRAM = 3


class Words:
    """The encoder `length`: what can be had without a network, from the spelling of words."""

    name = "length"

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Encoding:
        """One spelling vector per word or mark of each text."""
        found = [[(m.group(), m.span()) for m in _WORD.finditer(text)] for text in texts]
        if progress:
            progress(len(texts), len(texts))
        return pack(
            [
                np.stack([_spelling(word.lower()) for word, _ in words])
                if words
                else np.zeros((0, _DIMENSION), np.float32)
                for words in found
            ],
            [np.array([span for _, span in words], np.int64).reshape(-1, 2) for words in found],
        )


@lru_cache(maxsize=100_000)
def _spelling(word: str) -> NDArray[np.float32]:
    marked = f"<{word}>"
    vector = np.zeros(_DIMENSION, np.float32)
    for start in range(max(len(marked) - _GRAM + 1, 1)):
        code = crc32(marked[start : start + _GRAM].encode())
        vector[code % _DIMENSION] += 1.0 if code & 0x80000000 else -1.0
    return vector
