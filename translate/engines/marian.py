"""The `marian` engine: MarianMTModel of transformers, the reference for every OPUS-MT model."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import torch
import transformers
from torch import Tensor
from transformers import MarianMTModel, MarianTokenizer

from translate.alignment import Link, Span
from translate.chatter import quiet
from translate.engines import Encoded, Hypothesis, compose, distinct, most_pieces
from translate.engines.heads import HeadChoice, Observation
from translate.engines.prefixed import DRAFTS, with_phrases
from translate.engines.reading import readable
from translate.engines.threads import one_thread
from translate.models import Model

__all__ = ["MarianEngine"]


class MarianEngine:
    """One OPUS-MT folder, loaded."""

    batch_rows = 16

    def __init__(self, model: Model, token: str, beam: int, device: str) -> None:
        """Load from `model.folder`, for the target language of a token, on a device of torch's.

        Raises ModelBrokenError where the files cannot be read.
        """
        with readable(model):
            self._tokenizer, self._network = _read(model.folder)
        self._device = torch.device(device)
        self._network.to(self._device)
        self._prefix = [self._tokenizer.encoder[token]] if token else []
        self._beam = beam
        self._choice = HeadChoice()
        self.longest = self._network.config.max_position_embeddings // 2  # its output may be longer

    def encode(self, text: str) -> Encoded:
        """The pieces of one sentence, after the token of the target language where there is one."""
        # Not through the tokenizer's __call__: it would read "</s>" or ">>de<<" in a text as more
        # than text.
        pieces = self._tokenizer.spm_source.encode(text, out_type=str)
        unknown = self._tokenizer.unk_token_id
        ids = [self._tokenizer.encoder.get(piece, unknown) for piece in pieces]
        lacking = tuple(index for index, number in enumerate(ids) if number == unknown)
        end = self._tokenizer.eos_token_id
        return Encoded(text, tuple(pieces), (*self._prefix, *ids, end), lacking)

    def translate(self, batch: Sequence[Encoded]) -> list[Hypothesis]:
        """The best hypothesis of the beam for every sentence, in order."""
        with one_thread(), quiet(), torch.inference_mode():
            return self._generate(batch, num_beams=self._beam)

    def alternatives(self, sentence: Encoded, count: int) -> list[Hypothesis]:
        """The best of the beam, for one sentence."""
        beam = max(2 * count, self._beam)
        with one_thread(), quiet(), torch.inference_mode():
            found = self._generate([sentence], num_beams=beam, num_return_sequences=beam)
        return distinct(found, count)

    def constrained(
        self, sentence: Encoded, phrases: Sequence[tuple[Span, str]]
    ) -> Hypothesis | None:
        """A good hypothesis that has every phrase in the place of a span of the sentence."""
        drafts = self.alternatives(sentence, DRAFTS)
        return with_phrases(drafts, phrases, partial(self._continued, sentence))

    def _continued(self, sentence: Encoded, beginnings: Sequence[str]) -> list[Hypothesis]:
        """The best hypothesis for one sentence that begins with each of some texts."""
        found = []
        with one_thread(), quiet(), torch.inference_mode():
            for text in beginnings:
                prefix = self._begun(text)
                found += self._generate([sentence], prefix, num_beams=self._beam)
        return found

    def links(self, sentence: Encoded, text: str) -> tuple[Link, ...]:
        """The word alignment of a sentence with a given text."""
        with one_thread(), quiet(), torch.inference_mode():
            ids, mask = self._padded([sentence])
            scored = self._network(
                input_ids=ids,
                attention_mask=mask,
                decoder_input_ids=self._begun(text),
                output_attentions=True,
            )
        pieces = self._tokenizer.spm_target.encode(text, out_type=str)
        attention = torch.stack(scored.cross_attentions, dim=1).cpu()[0]
        observation = self._observed(sentence, pieces, attention)
        self._choice.observe(observation)
        return compose(sentence, pieces, text, (), self._choice.attended(observation)).links

    def _begun(self, text: str) -> Tensor:
        """The ids of an output that begins with a text, (1, P)."""
        pieces = self._tokenizer.spm_target.encode(text, out_type=str)
        unknown = self._tokenizer.unk_token_id
        ids = [self._tokenizer.encoder.get(piece, unknown) for piece in pieces]
        start = self._network.config.decoder_start_token_id
        return torch.tensor([[start, *ids]], device=self._device)

    def _padded(self, batch: Sequence[Encoded]) -> tuple[Tensor, Tensor]:
        """The ids of a batch, (B, S), and which of them are no padding."""
        pad = self._tokenizer.pad_token_id
        ids = torch.full((len(batch), max(len(sentence.ids) for sentence in batch)), pad)
        for row, sentence in enumerate(batch):
            ids[row, : len(sentence.ids)] = torch.tensor(sentence.ids)
        ids = ids.to(self._device)
        return ids, (ids != pad).long()

    def _generate(
        self, batch: Sequence[Encoded], prefix: Tensor | None = None, **settings: int
    ) -> list[Hypothesis]:
        """All hypotheses asked for of the first sentence, then of the second ...

        `prefix` (B, P) has the ids that each begins with.
        """
        ids, mask = self._padded(batch)
        begun = 0 if prefix is None else prefix.shape[1]
        longest = begun + most_pieces(ids.shape[1])
        output = self._network.generate(
            ids,
            attention_mask=mask,
            decoder_input_ids=prefix,
            max_length=min(longest, self._network.config.max_position_embeddings),
            **settings,
        )
        times = settings.get("num_return_sequences", 1)
        asked = [sentence for sentence in batch for _ in range(times)]
        ids, mask = ids.repeat_interleave(times, 0), mask.repeat_interleave(times, 0)
        # One more pass over the finished output is cheaper than keeping the whole vocabulary's
        # scores, and all attention, of every step and every beam.
        scored = self._network(
            input_ids=ids, attention_mask=mask, decoder_input_ids=output, output_attentions=True
        )
        written = output[:, 1:]
        logits = scored.logits[:, :-1]
        scores = logits.gather(2, written[:, :, None])[:, :, 0] - torch.logsumexp(logits, dim=2)
        attention = torch.stack(scored.cross_attentions, dim=1).cpu()
        written, scores = written.cpu(), scores.cpu()
        observed = [
            self._observed(sentence, self._pieces(row), weights)
            for sentence, row, weights in zip(asked, written, attention, strict=True)
        ]
        for observation in observed:
            self._choice.observe(observation)
        return [
            self._hypothesis(sentence, row, score, observation)
            for sentence, row, score, observation in zip(
                asked, written, scores, observed, strict=True
            )
        ]

    def _pieces(self, row: Tensor) -> list[str]:
        """The pieces of an output, without its ends."""
        ends = {self._tokenizer.eos_token_id, self._tokenizer.pad_token_id}
        return [self._tokenizer.decoder[i] for i in row.tolist() if i not in ends]

    def _observed(self, sentence: Encoded, pieces: list[str], attention: Tensor) -> Observation:
        """Target pieces with the attention from them to the source's own pieces."""
        skipped = len(self._prefix)
        own = attention[:, :, :, skipped : skipped + len(sentence.pieces) + 1]
        return Observation(sentence.pieces, pieces, own[:, :, : len(pieces) + 1].numpy())

    def _hypothesis(
        self, sentence: Encoded, row: Tensor, scores: Tensor, observation: Observation
    ) -> Hypothesis:
        return compose(
            sentence,
            observation.target,
            str(self._tokenizer.decode(row, skip_special_tokens=True)),
            scores[row != self._tokenizer.pad_token_id].tolist(),
            self._choice.attended(observation),
        )


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
                attn_implementation="eager",  # the only one that gives attention out
                output_loading_info=True,
            )
        finally:
            log.enable_progress_bar()
    network, report = loaded
    if report["missing_keys"] or report["mismatched_keys"]:
        raise ValueError("weights are missing or of another size")
    return tokenizer, network.eval()
