"""What an encoder makes of a side: one vector per token, grouped by segment."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Encoder",
    "Encoding",
    "Progress",
    "Tokens",
    "Vectors",
    "by_length",
    "pack",
    "silent",
    "unit",
]

Vectors = NDArray[np.float32] | NDArray[np.float16]

_MOST = 512

Progress = Callable[[int, int], None]
"""Called with (done, total); the unit is whatever is being counted."""


def silent(done: int, total: int) -> None:
    """The Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """The tokens of a sequence of segments.

    `vectors`: shape (tokens, dimension), one per token in reading order; unit length, or zero for
    the one token that stands for a segment without any. They are read a stretch at a time, so that
    they may be those of a file mapped into memory, and in half precision. `starts`: int64, shape
    (segments + 1,), the first token of each segment, then their number; strictly increasing, for
    every segment has at least one token. `spans`: int64, shape (tokens, 2), start and end of each
    token in its segment, in code points.
    """

    vectors: Vectors
    starts: NDArray[np.int64]
    spans: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def part(self, start: int, stop: int) -> "Encoding":
        """The segments from `start` up to `stop`."""
        first, last = int(self.starts[start]), int(self.starts[stop])
        return Encoding(
            self.vectors[first:last],
            self.starts[start : stop + 1] - first,
            self.spans[first:last],
        )

    def pick(self, segments: NDArray[np.int64]) -> "Encoding":
        """Some of the segments, in the order given."""
        counts = np.diff(self.starts)[segments]
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        tokens = np.arange(starts[-1]) + np.repeat(self.starts[segments] - starts[:-1], counts)
        return Encoding(self.vectors[tokens], starts, self.spans[tokens])


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text as an encoder sees them, none if there are none.

    `vectors`: float16 (to save room), shape (tokens, dimension), as they come, not scaled.
    `spans`: int64, shape (tokens, 2).
    """

    vectors: NDArray[np.float16]
    spans: NDArray[np.int64]


class Encoder(Protocol):
    """Turns text into vectors that are near each other across languages.

    `fingerprint` tells its vectors from those of any other encoder, which is what they are kept by;
    it is empty where making them anew costs no more than keeping them.
    """

    fingerprint: str

    def encode(self, texts: Sequence[str], progress: Progress) -> list[Tokens]:
        """The tokens of each text; `progress` counts texts."""


def pack(texts: Sequence[Tokens], part: slice = slice(None)) -> Encoding:
    """The tokens of part of a side, centred on the mean of the whole and scaled.

    In a segment of more than `_MOST`, as where a text has no full stops, runs of tokens are taken
    together, for the cost of comparing two segments is the product of their tokens.
    """
    dimension = max((tokens.vectors.shape[1] for tokens in texts), default=1)
    nothing = Tokens(np.zeros((1, dimension), np.float16), np.zeros((1, 2), np.int64))
    filled = [_shortened(tokens) if len(tokens.vectors) else nothing for tokens in texts]
    starts = np.zeros(len(filled) + 1, np.int64)
    np.cumsum([len(tokens.vectors) for tokens in filled], out=starts[1:])
    whole = filled or [nothing]
    vectors = np.concatenate([tokens.vectors for tokens in whole])[: starts[-1]].astype(np.float32)
    spans = np.concatenate([tokens.spans for tokens in whole])[: starts[-1]]
    first, last, _ = part.indices(len(filled))
    kept = slice(starts[first], starts[last])
    return Encoding(
        unit(vectors[kept], _mean(vectors)),
        starts[first : last + 1] - starts[first],
        spans[kept],
    )


def _shortened(tokens: Tokens) -> Tokens:
    """The tokens, or the means of runs of them if they are more than `_MOST`."""
    length = len(tokens.vectors)
    if length <= _MOST:
        return tokens
    starts = np.arange(0, length, ceil(length / _MOST))
    ends = np.append(starts[1:], length)
    sums = np.add.reduceat(tokens.vectors.astype(np.float32), starts, axis=0)
    means = (sums / (ends - starts)[:, None]).astype(np.float16)
    return Tokens(means, np.column_stack([tokens.spans[starts, 0], tokens.spans[ends - 1, 1]]))


def _mean(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    total = vectors.sum(axis=0, dtype=np.float64)
    mean: NDArray[np.float32] = (total / max(len(vectors), 1)).astype(np.float32)
    return mean


def unit(
    vectors: NDArray[np.float32], mean: NDArray[np.float32] | None = None
) -> NDArray[np.float32]:
    """The vectors less a mean (their own), each scaled to unit length (zero vectors stay zero).

    The mean of a side's token vectors says what language it is in and nothing of what it says:
    uncentred cosines of multilingual-e5 are near 0.8 for unrelated text.
    """
    if not len(vectors):
        return vectors
    centred: NDArray[np.float32] = vectors - (_mean(vectors) if mean is None else mean)
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    centred /= np.where(lengths > 1e-6, lengths, np.inf)
    return centred


def by_length(lengths: Sequence[int], most: int) -> Iterator[list[int]]:
    """The places of texts, the longest first, in batches of so many tokens with their padding."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda place: -lengths[place]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > most:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch
