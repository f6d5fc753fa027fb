"""Reading the files of a Firefox Translations (Bergamot) student model.

The binary is Marian's own: a table of named tensors, matrices as 8-bit integers with one multiplier
each (`marian-dev`, src/common/binary.cpp and src/tensors/cpu/integer_common.h). It is read without
running anything from it.
"""

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Shortlist", "Weights", "read_shortlist", "read_weights"]

_INTGEMM8, _FLOAT32 = 0x4101, 0x0404
_OPTIONS = "special:model.yml"
_SHORTLIST_MAGIC = 0xF11A48D5013417F5


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Which target pieces may translate each source piece.

    The first `always` ids are always allowed; those of source piece i are
    `ids[offsets[i]:offsets[i + 1]]`.
    """

    always: int
    offsets: NDArray[np.int64]
    ids: NDArray[np.uint32]

    def of(self, source: NDArray[np.int64]) -> NDArray[np.int64]:
        """The allowed target ids of one sentence's source ids, sorted, each once."""
        lists = [self.ids[self.offsets[i] : self.offsets[i + 1]] for i in np.unique(source)]
        return np.unique(np.concatenate([np.arange(self.always), *lists]))


class _Entry(NamedTuple):
    """Where a tensor is in a file; `start` is its first byte, `length` how many it has."""

    kind: int
    shape: tuple[int, ...]
    start: int
    length: int


class Weights:
    """The tensors of one file by name; each is made when asked for, and not kept.

    Matrices come as torch's `Linear.weight`, (out, in); embeddings as (pieces, dim). So nobody ever
    holds all of them twice: a network puts several together, which takes a copy.
    """

    def __init__(self, data: mmap.mmap, entries: dict[str, _Entry]) -> None:
        self._data = data
        self._entries = entries

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def __getitem__(self, name: str) -> NDArray[np.float32]:
        """One tensor; KeyError where there is none, ValueError for a type that is not read here."""
        stored, multiplier = self.stored(name)
        return np.asarray(np.divide(stored, multiplier, dtype=np.float32))

    def stored(self, name: str) -> tuple[NDArray[np.int8] | NDArray[np.float32], float]:
        """One tensor as it is kept in the file, and by what to divide it; raises as `[]` does."""
        kind, shape, start, _ = self._entries[name]
        size = int(np.prod(shape))
        if kind == _FLOAT32:
            return np.frombuffer(self._data, np.float32, size, start).reshape(shape), 1.0
        if kind != _INTGEMM8:
            raise ValueError(f"tensor {name} has a type {kind:#06x} that is not read here")
        quantised = np.frombuffer(self._data, np.int8, size, start)
        (multiplier,) = struct.unpack_from("<f", self._data, start + size)
        # Embeddings are looked up by row and stay as the header says; other matrices are stored
        # ready for multiplication, transposed.
        rows, columns = shape if name.endswith("Wemb") else shape[::-1]
        return quantised.reshape(rows, columns), multiplier


def read_weights(path: Path) -> tuple[Weights, str]:
    """The tensors of `model.*.intgemm*.bin`, and its YAML of training options.

    Raises ValueError where the file is not of this format, or is cut short.
    """
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    try:
        entries = _directory(data)
    except (struct.error, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name} is cut short or is no Marian binary") from error
    for name, entry in entries.items():
        if entry.start + entry.length > len(data):
            raise ValueError(f"{path.name} is cut short in {name}")
    options = entries.pop(_OPTIONS, None)
    if options is None:
        raise ValueError(f"{path.name} holds no {_OPTIONS}")
    yaml = data[options.start : options.start + options.length].rstrip(b"\0")
    return Weights(data, entries), yaml.decode()


def _directory(data: mmap.mmap) -> dict[str, _Entry]:
    """Every tensor in the file."""
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
    entries = {}
    for name, shape, (_, kind, _, length) in zip(names, shapes, headers, strict=True):
        entries[name] = _Entry(kind, shape, position, length)
        position += length
    return entries


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
        ids=np.frombuffer(data, np.uint32, length, 48 + 8 * offsets),
    )
