"""Reading the files of a Firefox Translations (Bergamot) student model.

The binary is Marian's own: a table of named tensors, matrices as 8-bit integers with one multiplier
each (`marian-dev`, src/common/binary.cpp and src/tensors/cpu/integer_common.h). It is read without
running anything from it.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["Shortlist", "read_shortlist", "read_weights"]

_INTGEMM8, _FLOAT32 = 0x4101, 0x0404
_OPTIONS = "special:model.yml"
_SHORTLIST_MAGIC = 0xF11A48D5013417F5

Weights = dict[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Which target pieces may translate each source piece.

    The first `always` ids are always allowed; those of source piece i are
    `ids[offsets[i]:offsets[i + 1]]`.
    """

    always: int
    offsets: NDArray[np.int64]
    ids: NDArray[np.int64]

    def of(self, source: NDArray[np.int64]) -> NDArray[np.int64]:
        """The allowed target ids of one sentence's source ids, sorted, each once."""
        lists = [self.ids[self.offsets[i] : self.offsets[i + 1]] for i in np.unique(source)]
        return np.unique(np.concatenate([np.arange(self.always), *lists]))


def read_weights(path: Path) -> tuple[Weights, str]:
    """The tensors of `model.*.intgemm*.bin` in float32, and its YAML of training options.

    Matrices come as torch's `Linear.weight`, (out, in); embeddings as (pieces, dim). Raises
    ValueError where the file is not of this format, or is cut short.
    """
    data = path.read_bytes()
    weights: Weights = {}
    options = ""
    try:
        for name, kind, shape, start, length in _directory(data):
            if start + length > len(data):
                raise ValueError(f"{path.name} is cut short in {name}")
            if name == _OPTIONS:
                options = data[start : start + length].rstrip(b"\0").decode()
            elif not name.endswith("_QuantMultA"):
                weights[name] = _tensor(data, name, kind, shape, start)
    except (struct.error, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name} is cut short or is no Marian binary") from error
    if not options:
        raise ValueError(f"{path.name} holds no {_OPTIONS}")
    return weights, options


def _directory(data: bytes) -> list[tuple[str, int, tuple[int, ...], int, int]]:
    """(name, type, shape, first byte, bytes) of every tensor in the file."""
    version, count = struct.unpack_from("<2Q", data, 0)
    if version != 1:
        raise ValueError("it is no Marian binary of version 1")
    position = 16
    headers = [struct.unpack_from("<4Q", data, position + 32 * i) for i in range(count)]
    position += 32 * count
    names, shapes = [], []
    for length, _, _, _ in headers:
        names.append(data[position : position + length].rstrip(b"\0").decode())
        position += length
    for _, _, dimensions, _ in headers:
        shapes.append(struct.unpack_from(f"<{dimensions}i", data, position))
        position += 4 * dimensions
    (padding,) = struct.unpack_from("<Q", data, position)
    position += 8 + padding
    entries = []
    for name, shape, (_, kind, _, length) in zip(names, shapes, headers, strict=True):
        entries.append((name, kind, shape, position, length))
        position += length
    return entries


def _tensor(
    data: bytes, name: str, kind: int, shape: tuple[int, ...], start: int
) -> NDArray[np.float32]:
    size = int(np.prod(shape))
    if kind == _FLOAT32:
        return np.frombuffer(data, np.float32, size, start).reshape(shape).copy()
    if kind != _INTGEMM8:
        raise ValueError(f"tensor {name} has a type {kind:#06x} that is not read here")
    quantised = np.frombuffer(data, np.int8, size, start)
    (multiplier,) = struct.unpack_from("<f", data, start + size)
    # Embeddings are looked up by row and stay as the header says; other matrices are stored ready
    # for multiplication, transposed.
    rows, columns = shape if name.endswith("Wemb") else shape[::-1]
    return quantised.reshape(rows, columns).astype(np.float32) / np.float32(multiplier)


def read_shortlist(path: Path) -> Shortlist:
    """The lexical shortlist of `lex.*.bin`; ValueError where it is not one, or is cut short."""
    data = path.read_bytes()
    try:
        magic, _, first, _, offsets, length = struct.unpack_from("<6Q", data, 0)
    except struct.error as error:
        raise ValueError(f"{path.name} is cut short") from error
    if magic != _SHORTLIST_MAGIC:
        raise ValueError(f"{path.name} is no binary shortlist")
    if len(data) < 48 + 8 * offsets + 4 * length:
        raise ValueError(f"{path.name} is cut short")
    return Shortlist(
        always=first,
        offsets=np.frombuffer(data, np.uint64, offsets, 48).astype(np.int64),
        ids=np.frombuffer(data, np.uint32, length, 48 + 8 * offsets).astype(np.int64),
    )
