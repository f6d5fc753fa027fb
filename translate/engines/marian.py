"""The `marian` engine: MarianMTModel of transformers, the reference for every OPUS-MT model."""

import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
import transformers
from safetensors import SafetensorError
from torch import Tensor
from transformers import MarianMTModel, MarianTokenizer

from translate import languages
from translate.chatter import quiet
from translate.engines import Encoded, Hypothesis
from translate.engines.threads import one_thread
from translate.errors import LanguageError, ModelBrokenError
from translate.models import Model

__all__ = ["MarianEngine"]

# What from_pretrained raises for files that are damaged, cut short or of another kind.
_UNREADABLE = (
    OSError,
    ValueError,
    KeyError,
    TypeError,
    RuntimeError,
    AssertionError,
    EOFError,
    pickle.UnpicklingError,
    SafetensorError,
)


class MarianEngine:
    """One OPUS-MT folder, loaded; decodes with the beam of the model's own generation_config."""

    batch_rows = 16

    def __init__(self, model: Model, target: str) -> None:
        """Load from `model.folder`, for one target language.

        Raises ModelBrokenError where the files cannot be read, LanguageError where the model has
        several target languages and `target` is none of them.
        """
        try:
            self._tokenizer, self._network = _read(model.folder)
        except _UNREADABLE as error:
            raise ModelBrokenError(
                model.id,
                f"the model {model.id} cannot be read, its files in {model.folder} are damaged: "
                "delete that folder and fetch it again",
            ) from error
        self.token = _choose_token(model, self._tokenizer.supported_language_codes, target)
        self._prefix = [self._tokenizer.encoder[self.token]] if self.token else []
        self._beam = self._network.generation_config.num_beams or 1
        self.longest = self._network.config.max_position_embeddings
        self.made_with = (
            f"marian (transformers {transformers.__version__}, torch {torch.__version__}, "
            f"float32, beam {self._beam}{', ' + self.token if self.token else ''})"
        )

    def encode(self, text: str) -> Encoded:
        """The pieces of one sentence, after the token of the target language where there is one."""
        # Not through the tokenizer's __call__: it would read "</s>" or ">>de<<" in a text as more
        # than text.
        pieces = self._tokenizer.spm_source.encode(text, out_type=str)
        unknown = self._tokenizer.unk_token_id
        ids = [self._tokenizer.encoder.get(piece, unknown) for piece in pieces]
        return Encoded(text, (*self._prefix, *ids, self._tokenizer.eos_token_id))

    def translate(self, batch: Sequence[Encoded]) -> list[Hypothesis]:
        """The best hypothesis of the beam for every sentence, in order."""
        pad = self._tokenizer.pad_token_id
        length = max(len(sentence.ids) for sentence in batch)
        ids = torch.full((len(batch), length), pad)
        for row, sentence in enumerate(batch):
            ids[row, : len(sentence.ids)] = torch.tensor(sentence.ids)
        with one_thread(), quiet(), torch.inference_mode():
            mask = (torch.arange(length) < _lengths(batch)[:, None]).long()
            output = self._network.generate(ids, attention_mask=mask)
            scores = self._scores(ids, mask, output)
        return [
            Hypothesis(
                text=self._decode(row),
                log_probability=float(score.sum()),
                pieces=int((row[1:] != pad).sum()),
            )
            for row, score in zip(output, scores, strict=True)
        ]

    def _scores(self, ids: Tensor, mask: Tensor, output: Tensor) -> Tensor:
        """Log-probability of every output piece, (rows, pieces); 0 at padding.

        One more pass over the finished output is cheaper than keeping the whole vocabulary's scores
        of every step and every beam.
        """
        pad = self._tokenizer.pad_token_id
        written = output[:, 1:]
        logits = self._network(
            input_ids=ids, attention_mask=mask, decoder_input_ids=output[:, :-1]
        ).logits
        chosen = logits.gather(2, written[:, :, None])[:, :, 0]
        scores: Tensor = chosen - torch.logsumexp(logits, dim=2)
        return scores.masked_fill(written == pad, 0.0)

    def _decode(self, row: Tensor) -> str:
        return str(self._tokenizer.decode(row, skip_special_tokens=True))


def _read(folder: Path) -> tuple[Any, Any]:  # transformers' own types say less than it does
    """Tokenizer and network, from local files only, running no code from them."""
    log: Any = transformers.utils.logging
    with quiet():
        log.disable_progress_bar()
        try:
            tokenizer = MarianTokenizer.from_pretrained(folder, local_files_only=True)
            loaded: Any = MarianMTModel.from_pretrained(
                folder,
                local_files_only=True,
                use_safetensors=(folder / "model.safetensors").is_file(),
                weights_only=True,
                dtype=torch.float32,
                output_loading_info=True,
            )
        finally:
            log.enable_progress_bar()
    network, report = loaded
    if report["missing_keys"] or report["mismatched_keys"]:
        raise ValueError("weights are missing or of another size")
    return tokenizer, network.eval()


def _choose_token(model: Model, known: Sequence[str], target: str) -> str:
    """The `>>id<<` for a target language among those a model knows; "" where it needs none."""
    if not known:
        return ""
    for code in languages.tokens(target):
        if f">>{code}<<" in known:
            return f">>{code}<<"
    names = " ".join(sorted(token.strip("<>") for token in known))
    raise LanguageError(
        model.id, f"the model {model.id} does not translate into {target}: it knows {names}"
    )


def _lengths(batch: Sequence[Encoded]) -> Tensor:
    return torch.tensor([len(sentence.ids) for sentence in batch])
