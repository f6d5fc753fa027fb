"""The `student` engine: Firefox Translations models in torch, greedily unless told otherwise."""

from collections.abc import Sequence
from pathlib import Path

import sentencepiece
import torch

from translate.alignment import Link, Span, piece_spans
from translate.engines import DEFAULT, Encoded, Hypothesis, Settings, compose, distinct
from translate.engines.student.constrained import Phrase
from translate.engines.student.decoding import Decoder
from translate.engines.student.network import Network, Sizes
from translate.engines.student.output import Decoded
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

    def __init__(self, model: Model, settings: Settings = DEFAULT) -> None:
        """Load from `model.folder`; ModelBrokenError where a file is missing or cut short."""
        self._beam = settings.beam or 1
        try:
            self._source_vocabulary, self._target_vocabulary = _vocabularies(model.folder)
            shortlist = next(
                (read_shortlist(path) for path in sorted(model.folder.glob("lex.*.bin"))), None
            )
            weights, options = read_weights(_only(model.folder, "model.*.bin"))
            self._decoder = Decoder(
                Network(weights, Sizes.read(options), getattr(torch, settings.precision)),
                shortlist,
                end=self._target_vocabulary.eos_id(),
                unknown=self._target_vocabulary.unk_id(),
            )
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise ModelBrokenError(
                model.id, f"the model {model.id} cannot be read: {error}: fetch or unpack it again"
            ) from error

    def encode(self, text: str) -> Encoded:
        """The pieces of one sentence."""
        pieces = self._source_vocabulary.encode(text, out_type=str)
        ids = self._source_vocabulary.piece_to_id(pieces)
        unknown = self._source_vocabulary.unk_id()
        lacking = tuple(index for index, number in enumerate(ids) if number == unknown)
        return Encoded(text, tuple(pieces), (*ids, self._source_vocabulary.eos_id()), lacking)

    def translate(self, batch: Sequence[Encoded]) -> list[Hypothesis]:
        """The greedy hypothesis for every sentence, or the best of a beam, in order."""
        sources = [sentence.ids for sentence in batch]
        with one_thread():
            if self._beam == 1:
                decoded = self._decoder.greedy(sources, _longest_output(max(map(len, sources))))
            else:
                decoded = [self._best(source) for source in sources]
        return [
            self._hypothesis(sentence, output)
            for sentence, output in zip(batch, decoded, strict=True)
        ]

    def _best(self, source: Sequence[int]) -> Decoded:
        return self._decoder.beam(source, _longest_output(len(source)), self._beam)[0]

    def alternatives(self, sentence: Encoded, count: int) -> list[Hypothesis]:
        """The best of a beam, for one sentence."""
        longest = _longest_output(len(sentence.ids))
        with one_thread():
            beam = self._decoder.beam(sentence.ids, longest, 2 * count)
        return distinct((self._hypothesis(sentence, output) for output in beam), count)

    def constrained(
        self, sentence: Encoded, phrases: Sequence[tuple[Span, str]]
    ) -> Hypothesis | None:
        """The best hypothesis that has every phrase in the place of a span of the sentence."""
        spans = piece_spans(sentence.pieces, sentence.text)
        wanted = [self._phrase(spans, *phrase) for phrase in phrases]
        with one_thread():
            output = self._decoder.constrained(
                sentence.ids, _longest_output(len(sentence.ids)), wanted
            )
        return self._hypothesis(sentence, output) if output else None

    def links(self, sentence: Encoded, text: str) -> tuple[Link, ...]:
        """The word alignment of a sentence with a given text."""
        ids = self._target_vocabulary.encode(text)
        pieces = self._target_vocabulary.id_to_piece(ids)
        with one_thread():
            attended = self._decoder.attended(sentence.ids, ids)
        return compose(sentence, pieces, text, (), attended).links

    def _phrase(self, spans: Sequence[Span], place: Span, text: str) -> Phrase:
        """A phrase in the place of a span of characters, as the decoder takes it."""
        return Phrase(
            frozenset(
                number
                for number, (start, end) in enumerate(spans)
                if start < place[1] and place[0] < end
            ),
            tuple(self._target_vocabulary.encode(text)),
            tuple(self._target_vocabulary.encode(text[:1].upper() + text[1:])),
        )

    def _hypothesis(self, sentence: Encoded, output: Decoded) -> Hypothesis:
        return compose(
            sentence,
            self._target_vocabulary.id_to_piece(output.ids),
            self._target_vocabulary.decode(output.ids),
            output.log_probabilities,
            output.attended,
        )


def _longest_output(source: int) -> int:
    return int(_LENGTH_FACTOR * source) + _LENGTH_ROOM


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
