"""Any encoder of the BERT family, from a folder or the hub's cache: LaBSE, multilingual-e5 ...

The folder is one that transformers or sentence-transformers wrote; only the network and its
tokenizer are read from it, none of its code is run and no pickle opened but for tensors. What
sentence-transformers does to make one vector of a text is left out, for the aligner wants one per
token. They are taken two thirds of the way up, at layer 8 of 12: there the vectors of mBERT and
XLM-R align words best (Sabet et al. 2020, "SimAlign", arXiv:2004.08728), and the layers above are
not loaded.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from pickle import UnpicklingError

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError

from aligned.aligner.encoding import Progress, Tokens, by_length
from aligned.aligner.kept import fingerprint
from aligned.aligner.workers import shared
from aligned.errors import InputError, one_line

__all__ = ["Transformer", "folder_of"]

_HEIGHT = 2 / 3
_LONGEST = 512  # tokens, where a model doesn't say
_MARKS = 2  # positions that the networks of the RoBERTa family never use
_BATCH_TOKENS = 1024
_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
# What from_pretrained raises for files that are damaged, cut short or of another kind.
_UNREADABLE = (
    OSError,
    ValueError,
    KeyError,
    AttributeError,
    RuntimeError,
    UnpicklingError,
    SafetensorError,
)


def folder_of(name: str) -> Path | None:
    """The folder of a model: that folder itself, or the hub's cache of that id; None if neither.

    An id without an owner is one of sentence-transformers: "LaBSE". Nothing is fetched.
    """
    if Path(name).is_dir():
        return _network_folder(Path(name))
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        model = name if "/" in name else f"sentence-transformers/{name}"
        return _network_folder(Path(snapshot_download(model, local_files_only=True)))
    except (HFValidationError, LocalEntryNotFoundError):
        return None


def _network_folder(folder: Path) -> Path:
    """Where the network itself is: older sentence-transformers put it one folder below."""
    below = folder / "0_Transformer"
    return below if below.is_dir() else folder


class Transformer:
    """An encoder by the folder of its network; InputError where that holds none that is whole."""

    def __init__(self, folder: Path) -> None:
        weights = next((folder / name for name in _WEIGHTS if (folder / name).is_file()), None)
        if weights is None:
            raise InputError(f"{folder} holds no {' or '.join(_WEIGHTS)}: give another folder")
        from transformers import AutoConfig, AutoModel, AutoTokenizer

        # No code that comes with a model is ever run.
        locked = {"local_files_only": True, "trust_remote_code": False}
        try:
            with _quiet():
                config = AutoConfig.from_pretrained(folder, **locked)
                config.num_hidden_layers = max(round(config.num_hidden_layers * _HEIGHT), 1)
                self._tokenizer = AutoTokenizer.from_pretrained(folder, **locked)
                self._network, loaded = AutoModel.from_pretrained(
                    folder,
                    config=config,
                    weights_only=True,
                    dtype=torch.float32,
                    output_loading_info=True,
                    **locked,
                )
        except _UNREADABLE as error:
            raise InputError(
                f"{folder} holds no encoder that can be read ({one_line(error)})"
            ) from error
        if any(not name.startswith("pooler") for name in loaded["missing_keys"]):
            raise InputError(f"{folder} holds only part of its network: give another folder")
        self._network.eval()
        self.fingerprint = fingerprint("transformer", config.num_hidden_layers, weights=weights)
        positions = getattr(config, "max_position_embeddings", _LONGEST) - _MARKS
        self._room = min(self._tokenizer.model_max_length, positions)

    def encode(self, texts: Sequence[str], progress: Progress) -> list[Tokens]:
        """One vector per token of each text, without the marks of both ends.

        A text of more tokens than the network has positions is encoded in windows of their own.
        """
        windows = list(self._windows(texts))
        batches = list(by_length([len(window.ids) for window in windows], _BATCH_TOKENS))
        ran = shared(lambda batch: self._run([windows[place].ids for place in batch]), batches)
        found: dict[int, NDArray[np.float16]] = {}
        for batch, arrays in zip(batches, ran, strict=True):
            for place, array in zip(batch, arrays, strict=True):
                found[place] = array[windows[place].inner]
            progress(len(found) * len(texts) // len(windows), len(texts))
        of_text: list[list[int]] = [[] for _ in texts]
        for place, window in enumerate(windows):
            of_text[window.text].append(place)
        return [
            Tokens(
                np.concatenate([found[place] for place in places]),
                np.concatenate([windows[place].spans for place in places]),
            )
            for places in of_text
        ]

    def _windows(self, texts: Sequence[str]) -> "Iterator[_Window]":
        """The texts in pieces of as many tokens as the network takes."""
        if not texts:
            return
        cut = self._tokenizer(
            list(texts),
            truncation=True,
            max_length=self._room,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
        )
        for text, ids, spans, marks in zip(
            cut["overflow_to_sample_mapping"],
            cut["input_ids"],
            cut["offset_mapping"],
            cut["special_tokens_mask"],
            strict=True,
        ):
            inner = np.flatnonzero(np.array(marks) == 0)
            yield _Window(text, ids, inner, np.array(spans, np.int64).reshape(-1, 2)[inner])

    @torch.inference_mode()
    def _run(self, rows: Sequence[Sequence[int]]) -> list[NDArray[np.float16]]:
        """The vectors of the tokens of each row, the marks of both ends too."""
        ids = torch.full((len(rows), max(map(len, rows))), self._tokenizer.pad_token_id or 0)
        mask = torch.zeros_like(ids)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = torch.tensor(row)
            mask[number, : len(row)] = 1
        vectors = self._network(input_ids=ids, attention_mask=mask).last_hidden_state.half()
        return [vectors[number, : len(row)].numpy() for number, row in enumerate(rows)]


@dataclass(frozen=True, slots=True)
class _Window:
    """Tokens of a text: their ids between the marks, which are no marks, and where those are."""

    text: int
    ids: list[int]
    inner: NDArray[np.int64]
    spans: NDArray[np.int64]


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep transformers from telling that layers were left out, which is wanted."""
    from transformers.utils import logging

    verbosity = logging.get_verbosity()
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        logging.set_verbosity(verbosity)
        logging.enable_progress_bar()  # type: ignore[no-untyped-call]
