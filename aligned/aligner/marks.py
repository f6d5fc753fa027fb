"""Marks on the surface of a text that survive translation: punctuation, case, numbers."""

import re
import unicodedata
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

__all__ = ["NUMBER_BINS", "QUESTION", "STOP", "ending", "number_counts", "starts_small"]

STOP, QUESTION, COMMA, COLON = 1, 2, 3, 4
_ENDINGS = {
    **dict.fromkeys(".。．।۔!！…", STOP),
    **dict.fromkeys("?？؟", QUESTION),
    **dict.fromkeys(",，、;；،؛", COMMA),
    **dict.fromkeys(":：", COLON),
}
_CLOSING = {"Pe", "Pf", "Pi", "Zs", "Cc"}
_OPENING = {"Ps", "Pi", "Pf", "Pd", "Zs", "Cc"}
_NUMBER = re.compile(r"\d(?:[\d.,'\u00a0\u202f]*\d)?")
NUMBER_BINS = 64


def ending(text: str) -> int:
    """The kind of mark that a segment ends with, quotes and brackets aside; 0 if with none."""
    for character in reversed(text):
        if unicodedata.category(character) not in _CLOSING and character not in "\"'":
            return _ENDINGS.get(character, 0)
    return 0


def starts_small(text: str) -> bool:
    """Whether a segment begins with a small letter, quotes and brackets aside."""
    for character in text:
        if unicodedata.category(character) not in _OPENING and character not in "\"'":
            return character.islower()
    return False


def number_counts(texts: Sequence[str]) -> NDArray[np.float32]:
    """The numbers of each segment, counted by the hash of their digits: (segments, NUMBER_BINS)."""
    counts = np.zeros((len(texts), NUMBER_BINS), np.float32)
    for segment, text in enumerate(texts):
        for match in _NUMBER.finditer(text):
            digits = "".join(str(unicodedata.digit(c)) for c in match.group() if c.isdigit())
            counts[segment, crc32(digits.encode()) % NUMBER_BINS] += 1
    return counts
