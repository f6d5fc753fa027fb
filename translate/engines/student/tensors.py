"""A student's weights as torch's tensors: by layer, in the order they are multiplied in."""

import math

import torch
from torch import Tensor
from torch.nn import functional

from translate.engines.student.weights import Weights

__all__ = ["Embeddings", "Layer"]


class Layer:
    """The tensors under one prefix, matrices that share an input multiplied as one."""

    def __init__(self, weights: Weights, dtype: torch.dtype, prefix: str = "") -> None:
        self._weights = weights
        self._dtype = dtype
        self._prefix = prefix

    def __getitem__(self, name: str) -> Tensor:
        return torch.from_numpy(self._weights[self._prefix + name]).to(self._dtype)

    def under(self, prefix: str) -> "Layer":
        """Those of them under a further prefix."""
        return Layer(self._weights, self._dtype, self._prefix + prefix)

    def linear(self, *names: str, part: str) -> tuple[Tensor, Tensor]:
        """Weight (out, in) and bias (out,) of `{part}_W{name}` for all names, one under another."""
        weight = torch.cat([self[f"{part}_W{name}"] for name in names])
        bias = torch.cat([self[f"{part}_b{name}"].flatten() for name in names])
        return weight, bias

    def norm(self, name: str) -> tuple[Tensor, Tensor]:
        """Scale and bias of a layer normalisation, (D,) each."""
        return self[f"{name}_ln_scale"].flatten(), self[f"{name}_ln_bias"].flatten()


class Embeddings:
    """A vector for every piece; kept in the 8 bits of the file, which is a quarter of the memory.

    For only few of them are asked for at a time.
    """

    def __init__(self, weights: Weights, name: str, dtype: torch.dtype) -> None:
        stored, self._multiplier = weights.stored(name)
        self._stored = torch.from_numpy(stored.copy())
        self._dtype = dtype
        self.count, self.dimension = stored.shape

    def __getitem__(self, ids: Tensor) -> Tensor:
        """(...) ids -> (..., D)."""
        found = functional.embedding(ids, self._stored).float()
        return found.div_(self._multiplier).to(self._dtype)

    def scaled(self, ids: Tensor) -> Tensor:
        """The same as a network's input."""
        return self[ids] * math.sqrt(self.dimension)
