"""The network of a Firefox Translations student: transformer encoder, SSRU decoder, in torch.

Architecture: Kim et al. 2019, "From Research to Production and Back: Ludicrously Fast Neural
Machine Translation" (the simpler simple recurrent unit, SSRU, in place of self-attention), as
Marian implements it: post-norm, tied embeddings, positions [sin | cos] side by side. Sizes come
from the model's own YAML and tensors.

Shapes: B rows of a batch, S source pieces, D model dimension, H heads.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
import yaml  # type: ignore[import-untyped]
from torch import Tensor
from torch.nn import functional

from translate.engines.student.tensors import Embeddings, Layer
from translate.engines.student.weights import Weights

__all__ = ["Network", "Sizes", "State"]

_ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "relu": functional.relu,
    "swish": functional.silu,
    "gelu": functional.gelu,
}
_EPSILON = 1e-6  # Marian's layer normalisation
# Positions that go through the widest layer at once: so many stay in a processor's cache, and 60
# sentences of 60 pieces, all at once, would take 44 MB.
_AT_ONCE = 512
# What this network does; a student trained otherwise is refused rather than mistranslated.
_EXPECTED = {
    "type": "transformer",
    "transformer-decoder-autoreg": "rnn",
    "dec-cell": "ssru",
    "transformer-preprocess": "",
    "transformer-postprocess": "dan",
    "transformer-postprocess-top": "",
    "transformer-train-position-embeddings": False,
    "transformer-no-projection": False,
}


@dataclass(frozen=True, slots=True)
class Sizes:
    """What the YAML inside a model says of its network."""

    heads: int
    encoder_layers: int
    decoder_layers: int
    activation: str

    @classmethod
    def read(cls, options: str) -> "Sizes":
        """The sizes in a model's YAML; ValueError for a network of another kind."""
        values = yaml.safe_load(options)
        for key, expected in _EXPECTED.items():
            if values.get(key, expected) != expected:
                raise ValueError(f"its network has {key}: {values[key]}, which is not read here")
        if values["transformer-ffn-activation"] not in _ACTIVATIONS:
            raise ValueError(f"unknown activation {values['transformer-ffn-activation']}")
        return cls(
            heads=int(values["transformer-heads"]),
            encoder_layers=int(values["enc-depth"]),
            decoder_layers=int(values["dec-depth"]),
            activation=str(values["transformer-ffn-activation"]),
        )


class _FeedForward:
    def __init__(self, layer: Layer, activation: str) -> None:
        self._inner = layer.linear("1", part="ffn")
        self._outer = layer.linear("2", part="ffn")
        self._norm = layer.norm("ffn_ffn")
        self._activation = _ACTIVATIONS[activation]

    def __call__(self, x: Tensor) -> Tensor:
        """(..., D) -> (..., D)."""
        if x.numel() <= _AT_ONCE * x.shape[-1]:
            return self._part(x)
        parts = torch.split(x.view(-1, x.shape[-1]), _AT_ONCE)
        return torch.cat([self._part(part) for part in parts]).view(x.shape)

    def _part(self, x: Tensor) -> Tensor:
        inner = self._activation(functional.linear(x, *self._inner))
        return _normalise(functional.linear(inner, *self._outer) + x, self._norm)


class _EncoderLayer:
    def __init__(self, layer: Layer, sizes: Sizes) -> None:
        self._heads = sizes.heads
        self._qkv = layer.linear("q", "k", "v", part="self")
        self._output = layer.linear("o", part="self")
        self._norm = layer.norm("self_Wo")
        self._feed_forward = _FeedForward(layer, sizes.activation)

    def __call__(self, x: Tensor, allowed: Tensor | None) -> Tensor:
        """(B, S, D) -> (B, S, D); `allowed` (B, 1, 1, S) is False at padding."""
        rows, length, _ = x.shape
        qkv = functional.linear(x, *self._qkv).view(rows, length, 3, self._heads, -1)
        query, key, value = qkv.permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=allowed)
        mixed = mixed.transpose(1, 2).reshape(rows, length, -1)
        return self._feed_forward(
            _normalise(functional.linear(mixed, *self._output) + x, self._norm)
        )


class _DecoderLayer:
    def __init__(self, layer: Layer, sizes: Sizes) -> None:
        self._heads = sizes.heads
        self._rnn = torch.cat([layer["rnn_W"], layer["rnn_Wf"]])
        self._forget_bias = layer["rnn_bf"].flatten()
        self._rnn_norm = layer.norm("rnn_ffn")
        self._query = layer.linear("q", part="context")
        self._key_value = layer.linear("k", "v", part="context")
        self._output = layer.linear("o", part="context")
        self._norm = layer.norm("context_Wo")
        self._feed_forward = _FeedForward(layer, sizes.activation)

    def memory(self, encoded: Tensor) -> tuple[Tensor, Tensor]:
        """Keys (B, H, D/H, S) and values (B, H, S, D/H) of the encoder's output (B, S, D)."""
        rows, length, _ = encoded.shape
        both = functional.linear(encoded, *self._key_value).view(rows, length, 2, self._heads, -1)
        return both[:, :, 0].permute(0, 2, 3, 1).contiguous(), both[:, :, 1].transpose(
            1, 2
        ).contiguous()

    def step(
        self, x: Tensor, cell: Tensor, memory: tuple[Tensor, Tensor], mask: Tensor | None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """One piece a row: x and cell (B, D) -> output, new cell, attention (B, H, S)."""
        candidate, forget = self._gates(x)
        cell = torch.lerp(candidate, cell, forget)
        x, attention = self._attend(x, cell, memory, mask)
        return x, cell, attention

    def whole(self, x: Tensor, memory: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
        """All T pieces of one row at once: x (T, D) -> output, attention (T, H, S)."""
        cell = torch.zeros_like(x[0])
        cells = []
        for candidate, forget in zip(*self._gates(x), strict=True):
            cell = torch.lerp(candidate, cell, forget)
            cells.append(cell)
        return self._attend(x, torch.stack(cells), memory, None)

    def _gates(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """What each x (B, D) would put into a cell, and how much of the cell it would keep."""
        candidate, forget = functional.linear(x, self._rnn).chunk(2, dim=1)
        return candidate, torch.sigmoid(forget + self._forget_bias)

    def _attend(
        self, x: Tensor, cell: Tensor, memory: tuple[Tensor, Tensor], mask: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        """What is made of x and its cell, (B, D) each: output, attention (B, H, S)."""
        x = _normalise(functional.relu(cell) + x, self._rnn_norm)
        keys, values = memory
        query = functional.linear(x, *self._query).view(len(x), self._heads, 1, -1)
        scores = torch.matmul(query, keys) / math.sqrt(query.shape[-1])
        if mask is not None:
            scores = scores + mask
        attention = torch.softmax(scores, dim=-1)
        mixed = torch.matmul(attention, values).reshape(len(x), -1)
        x = _normalise(functional.linear(mixed, *self._output) + x, self._norm)
        return self._feed_forward(x), attention[:, :, 0]


@dataclass(slots=True)
class State:
    """Where decoding stands: for every decoder layer its cell, keys and values; and the padding."""

    cells: list[Tensor]
    memories: list[tuple[Tensor, Tensor]]
    padding: Tensor | None
    position: int = 0

    def select(self, chosen: Sequence[int]) -> None:
        """Go on with these rows only, in this order; a row may be taken more than once."""
        rows = torch.tensor(chosen, dtype=torch.long)
        self.cells = [cell[rows] for cell in self.cells]
        self.memories = [(keys[rows], values[rows]) for keys, values in self.memories]
        self.padding = self.padding[rows] if self.padding is not None else None


class Network:
    """A student's network: `start` encodes a batch, `step` decodes one piece for every row.

    `target` has the vectors of target pieces, which are the output layer's weights too, and
    `output_bias` (pieces,) its biases.
    """

    def __init__(
        self,
        weights: Weights,
        sizes: Sizes,
        dtype: torch.dtype = torch.float32,
    ) -> None:
        layer = Layer(weights, dtype)
        if "Wemb" in weights:
            self._source = self.target = Embeddings(weights, "Wemb", dtype)
        else:
            self._source = Embeddings(weights, "encoder_Wemb", dtype)
            self.target = Embeddings(weights, "decoder_Wemb", dtype)
        self.output_bias = layer["decoder_ff_logit_out_b"].flatten()
        self._encoder = [
            _EncoderLayer(layer.under(f"encoder_l{number + 1}_"), sizes)
            for number in range(sizes.encoder_layers)
        ]
        self._decoder = [
            _DecoderLayer(layer.under(f"decoder_l{number + 1}_"), sizes)
            for number in range(sizes.decoder_layers)
        ]
        self._positions = _positions(0, self._source.dimension).to(dtype)

    def start(self, sources: Sequence[Sequence[int]]) -> State:
        """Encode sources, each the ids of its pieces and the end of sentence."""
        lengths = [len(source) for source in sources]
        length = max(lengths)
        ids = torch.zeros(len(sources), length, dtype=torch.long)
        for row, source in enumerate(sources):
            ids[row, : len(source)] = torch.tensor(source)
        x = self._source.scaled(ids) + self._position(length)[:length]
        allowed, padding = None, None
        if min(lengths) < length:
            allowed = (torch.arange(length) < torch.tensor(lengths)[:, None])[:, None, None]
            padding = torch.zeros(allowed.shape, dtype=x.dtype).masked_fill(~allowed, -math.inf)
        for layer in self._encoder:
            x = layer(x, allowed)
        return State(
            cells=[x.new_zeros(len(sources), x.shape[2]) for _ in self._decoder],
            memories=[layer.memory(x) for layer in self._decoder],
            padding=padding,
        )

    def step(self, previous: Sequence[int], state: State) -> tuple[Tensor, Tensor]:
        """The decoder's output (B, D) after these pieces (none at the start), and its attention.

        The attention (B, S) is that of head 0 of the last layer, which students are trained to use
        as a word alignment. Moves `state` on.
        """
        x = self._position(state.position + 1)[state.position].expand_as(state.cells[0])
        if previous:
            x = self.target.scaled(torch.tensor(previous)) + x
        for number, layer in enumerate(self._decoder):
            x, state.cells[number], attention = layer.step(
                x, state.cells[number], state.memories[number], state.padding
            )
        state.position += 1
        return x, attention[:, 0]

    def attention(self, source: Sequence[int], target: Sequence[int]) -> Tensor:
        """The attention (T, S) of `step` for one source and all T pieces of a given target."""
        state = self.start([source])
        x = self._position(len(target))[: len(target)].clone()
        x[1:] += self.target.scaled(torch.tensor(target[:-1], dtype=torch.long))
        attention = x.new_zeros(0)
        for layer, memory in zip(self._decoder, state.memories, strict=True):
            x, attention = layer.whole(x, memory)
        return attention[:, 0]

    def _position(self, count: int) -> Tensor:
        """Position vectors of at least the first `count` places, (count, D)."""
        if len(self._positions) < count:
            size = 2 * count
            self._positions = _positions(size, self._positions.shape[1]).to(self._positions.dtype)
        return self._positions


def _normalise(x: Tensor, norm: tuple[Tensor, Tensor]) -> Tensor:
    return functional.layer_norm(x, x.shape[-1:], *norm, _EPSILON)


def _positions(count: int, dimension: int) -> Tensor:
    """Sinusoidal positions, all sines then all cosines (Marian), (count, dimension)."""
    half = dimension // 2
    frequencies = torch.exp(torch.arange(half) * (-math.log(10_000) / (half - 1)))
    angles = torch.arange(count)[:, None] * frequencies
    return torch.cat([torch.sin(angles), torch.cos(angles)], dim=1)
