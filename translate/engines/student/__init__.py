"""The `student` engine: Firefox Translations models, greedily, in torch."""

from collections.abc import Sequence
from pathlib import Path

import sentencepiece
import torch

from translate.engines import Encoded, Hypothesis
from translate.engines.student.network import Network, Sizes
from translate.engines.student.weights import read_shortlist, read_weights
from translate.engines.threads import one_thread
from translate.errors import ModelBrokenError
from translate.models import Model

__all__ = ["StudentEngine"]

# Marian's own limit for these models (max-length-factor in their configuration), plus room for
# the shortest sentences.
_LENGTH_FACTOR = 2.5
_LENGTH_ROOM = 10


class StudentEngine:
    """One Firefox Translations folder: `model.*.bin`, `vocab.*.spm`, perhaps `lex.*.bin`."""

    longest = 128  # Bergamot's own limit (max-length-break): students saw nothing longer
    batch_rows = 64

    def __init__(self, model: Model) -> None:
        """Load from `model.folder`; ModelBrokenError where a file is missing or cut short."""
        self.made_with = f"student (torch {torch.__version__}, float32, greedy)"
        try:
            self._source_vocabulary, self._target_vocabulary = _vocabularies(model.folder)
            self._shortlist = next(
                (read_shortlist(path) for path in sorted(model.folder.glob("lex.*.bin"))), None
            )
            weights, options = read_weights(_only(model.folder, "model.*.bin"))
            self._network = Network(
                weights,
                Sizes.read(options),
                end=self._target_vocabulary.eos_id(),
                unknown=self._target_vocabulary.unk_id(),
            )
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise ModelBrokenError(
                model.id, f"the model {model.id} cannot be read: {error}: fetch or unpack it again"
            ) from error

    def encode(self, text: str) -> Encoded:
        """The pieces of one sentence."""
        ids = self._source_vocabulary.encode(text)
        return Encoded(text, (*ids, self._source_vocabulary.eos_id()))

    def translate(self, batch: Sequence[Encoded]) -> list[Hypothesis]:
        """The greedy hypothesis for every sentence, in order."""
        sources = [sentence.ids for sentence in batch]
        longest = int(_LENGTH_FACTOR * max(map(len, sources))) + _LENGTH_ROOM
        with one_thread():
            decoded = self._network.decode(sources, self._shortlist, longest)
        return [
            Hypothesis(
                text=self._target_vocabulary.decode(output.ids),
                log_probability=sum(output.log_probabilities),
                pieces=len(output.log_probabilities),
            )
            for output in decoded
        ]


def _vocabularies(
    folder: Path,
) -> tuple[sentencepiece.SentencePieceProcessor, sentencepiece.SentencePieceProcessor]:
    """The source's and the target's vocabulary: one `vocab`, or `srcvocab` and `trgvocab`."""
    if shared := sorted(folder.glob("vocab.*.spm")):
        vocabulary = sentencepiece.SentencePieceProcessor(str(shared[0]))
        return vocabulary, vocabulary
    source, target = _only(folder, "srcvocab.*.spm"), _only(folder, "trgvocab.*.spm")
    return (
        sentencepiece.SentencePieceProcessor(str(source)),
        sentencepiece.SentencePieceProcessor(str(target)),
    )


def _only(folder: Path, pattern: str) -> Path:
    """The one file of that pattern; FileNotFoundError where there is none."""
    for path in sorted(folder.glob(pattern)):
        return path
    raise FileNotFoundError(f"there is no {pattern} in it")
