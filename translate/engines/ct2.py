"""The `ct2` engine: OPUS-MT models run by CTranslate2, in 8 bits on a processor.

A model is converted once and the result kept in the user's cache under the model's name and
revision; conversion needs transformers and torch, running needs neither.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import ctranslate2  # type: ignore[import-untyped,import-not-found,unused-ignore]
import numpy as np
import platformdirs

from translate.alignment import Span
from translate.chatter import quiet
from translate.engines import Encoded, Hypothesis, compose, distinct, most_pieces
from translate.engines.heads import HeadChoice, Observation
from translate.engines.pieces import Vocabularies
from translate.engines.prefixed import DRAFTS, with_phrases
from translate.engines.reading import readable
from translate.engines.threads import cores
from translate.errors import TranslateError
from translate.models import Model

__all__ = ["Ct2Engine"]

# Hypotheses that one worker writes at a time: more gain little on a processor, and an interrupt has
# to wait for them.
_ROWS = 32
_TURNS = 8  # how often each worker takes some before all wait for the last one
_LONGEST = 256  # half of what the models read, for the output may be longer


class _Output(NamedTuple):
    """The pieces of one output, for each its attention to the source's, and log-probabilities."""

    pieces: list[str]
    attention: Sequence[Sequence[float]]
    log_probabilities: Sequence[float]


class Ct2Engine:
    """One OPUS-MT model converted for CTranslate2; several workers of one thread each."""

    longest = _LONGEST

    def __init__(self, model: Model, token: str, beam: int, device: str, kind: str) -> None:
        """Convert the model if that was not done before, and load it, for one target language.

        `kind` is CTranslate2's compute type. Raises ModelBrokenError where the files cannot be
        read, TranslateError where the conversion cannot be kept.
        """
        self._token = token
        self._beam = beam
        self._workers = cores()
        with readable(model):
            self._vocabularies = Vocabularies(model.folder)
            self._network = ctranslate2.Translator(
                str(model.folder if model.kind == "ct2" else _converted(model)),
                device=device,
                compute_type=kind,
                inter_threads=self._workers,
                intra_threads=1,
            )
        self._rows = max(1, _ROWS // self._beam)
        self.batch_rows = self._rows * _TURNS * self._workers
        self._choice = HeadChoice()

    def encode(self, text: str) -> Encoded:
        """The pieces of one sentence, after the token of the target language where there is one."""
        return self._vocabularies.encode(text, self._token)

    def translate(self, batch: Sequence[Encoded]) -> list[Hypothesis]:
        """The best hypothesis of the beam for every sentence, in order.

        Of the log-probabilities of its pieces, decoding tells the mean, which is given for each; to
        have them one by one takes another pass, up to as long as writing did.
        """
        parts = [batch[start : start + self._rows] for start in range(0, len(batch), self._rows)]
        pool = ThreadPoolExecutor(self._workers)
        try:
            decoded = pool.map(partial(self._decoded, beam=self._beam, count=1), parts)
            return [
                found
                for part, outputs in zip(parts, decoded, strict=True)
                for found in self._hypotheses(part, outputs)
            ]
        finally:
            pool.shutdown(cancel_futures=True)

    def alternatives(self, sentence: Encoded, count: int) -> list[Hypothesis]:
        """The best of the beam, for one sentence."""
        several = 2 * count
        sentences = [sentence] * several
        outputs = self._scored(sentences, self._decoded([sentence], beam=several, count=several))
        return distinct(self._hypotheses(sentences, outputs), count)

    def constrained(
        self, sentence: Encoded, phrases: Sequence[tuple[Span, str]]
    ) -> Hypothesis | None:
        """A good hypothesis that has every phrase in the place of a span of the sentence."""
        drafts = self.alternatives(sentence, DRAFTS)
        return with_phrases(drafts, phrases, partial(self._continued, sentence))

    def _continued(self, sentence: Encoded, beginnings: Sequence[str]) -> list[Hypothesis]:
        """The best hypothesis for one sentence that begins with each of some texts."""
        sentences = [sentence] * len(beginnings)
        prefixes = [self._vocabularies.target_pieces(text) for text in beginnings]
        outputs = self._decoded(sentences, prefixes, beam=self._beam, count=1)
        return self._hypotheses(sentences, self._scored(sentences, outputs))

    def _decoded(
        self,
        batch: Sequence[Encoded],
        prefixes: list[list[str]] | None = None,
        *,
        beam: int,
        count: int,
    ) -> list[_Output]:
        """`count` outputs for every sentence; `prefixes` has the pieces that each begins with."""
        begun = max(map(len, prefixes)) if prefixes else 0
        longest = begun + most_pieces(max(len(sentence.ids) for sentence in batch))
        results = self._network.translate_batch(
            [self._asked(sentence) for sentence in batch],
            prefixes,
            beam_size=beam,
            num_hypotheses=count,
            max_decoding_length=min(longest, 2 * _LONGEST),
            return_attention=True,
            return_scores=True,
        )
        return [
            _Output(pieces, attention, [score] * (len(pieces) + 1))
            for result in results
            for pieces, attention, score in zip(
                result.hypotheses, result.attention, result.scores, strict=True
            )
        ]

    def _scored(self, sentences: Sequence[Encoded], outputs: Sequence[_Output]) -> list[_Output]:
        """The output for each sentence, with the log-probability of every piece."""
        sources = [self._asked(sentence) for sentence in sentences]
        scores = self._network.score_batch(sources, [output.pieces for output in outputs])
        return [
            output._replace(log_probabilities=score.log_probs)
            for output, score in zip(outputs, scores, strict=True)
        ]

    def _asked(self, sentence: Encoded) -> list[str]:
        """The pieces of a sentence as the network reads them."""
        return [*([self._token] if self._token else []), *sentence.pieces, "</s>"]

    def _hypotheses(
        self, sentences: Sequence[Encoded], outputs: Sequence[_Output]
    ) -> list[Hypothesis]:
        """What each output says of its sentence; the head is chosen by all seen before."""
        observed = [
            self._observation(sentence, output.pieces, output.attention)
            for sentence, output in zip(sentences, outputs, strict=True)
        ]
        for observation in observed:
            self._choice.observe(observation)
        return [
            self._hypothesis(sentence, observation, output.log_probabilities)
            for sentence, observation, output in zip(sentences, observed, outputs, strict=True)
        ]

    def _observation(
        self, sentence: Encoded, pieces: list[str], attention: Sequence[Sequence[float]]
    ) -> Observation:
        """The one attention that CTranslate2 gives, as that of one head."""
        skipped = 1 if self._token else 0
        rows = np.asarray(attention)[:, skipped : skipped + len(sentence.pieces) + 1]
        weights = np.zeros((1, 1, len(pieces) + 1, rows.shape[1]))
        weights[0, 0, : len(rows)] = rows
        return Observation(sentence.pieces, pieces, weights)

    def _hypothesis(
        self, sentence: Encoded, observation: Observation, log_probabilities: Sequence[float]
    ) -> Hypothesis:
        pieces = list(observation.target)
        return compose(
            sentence,
            pieces,
            self._vocabularies.text(pieces),
            log_probabilities,
            self._choice.attended(observation),
        )


def _converted(model: Model) -> Path:
    """The folder of the converted model; converts where that was not done before."""
    from huggingface_hub.utils import WeakFileLock  # type: ignore[attr-defined]

    home = Path(platformdirs.user_cache_dir("hexapla")) / "ct2"
    name = "--".join(Path(model.id).parts[-2:])
    folder = home / f"{name}--{model.revision or _fingerprint(model.folder)}"
    try:
        home.mkdir(parents=True, exist_ok=True)
        with WeakFileLock(home / f"{folder.name}.lock"):
            if not folder.is_dir():
                _convert(model.folder, folder)
    except OSError as error:
        raise TranslateError(
            f"{model.id} cannot be converted for CTranslate2 in {home}: {error.strerror or error}: "
            "make room, or choose the engine marian"
        ) from error
    return folder


def _fingerprint(folder: Path) -> str:
    """What tells one state of a folder without a revision from another."""
    states = [(path.name, path.stat()) for path in sorted(folder.iterdir())]
    described = "\n".join(f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in states)
    return hashlib.sha256(f"{folder.resolve()}\n{described}".encode()).hexdigest()[:16]


def _convert(source: Path, folder: Path) -> None:
    """Convert beside the goal, then move there in one step: no half conversion is ever found."""
    import transformers

    log: Any = transformers.utils.logging
    beside = Path(tempfile.mkdtemp(prefix=".converting-", dir=folder.parent))
    try:
        with quiet():
            log.disable_progress_bar()
            converter = ctranslate2.converters.TransformersConverter(str(source))
            converter.convert(str(beside / "model"), quantization="int8")
        (beside / "model").rename(folder)
    finally:
        log.enable_progress_bar()
        shutil.rmtree(beside, ignore_errors=True)
