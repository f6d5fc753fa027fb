"""The vocabularies of an OPUS-MT model, without transformers, and its target-language tokens."""

import json
from collections.abc import Collection
from pathlib import Path

import sentencepiece

from translate import languages
from translate.engines import Encoded
from translate.errors import LanguageError
from translate.models import Model

__all__ = ["Vocabularies", "choose_token", "known_tokens"]

END = "</s>"
_WORDS = ("vocab.json", "shared_vocabulary.json", "source_vocabulary.json")


class Vocabularies:
    """`source.spm`, `target.spm` and the words that the network knows, of one folder.

    The words are in `vocab.json`, or in the list that a conversion for CTranslate2 makes of it.
    """

    def __init__(self, folder: Path) -> None:
        """Read them; OSError, RuntimeError or ValueError where they cannot be."""
        self._source = sentencepiece.SentencePieceProcessor(str(folder / "source.spm"))
        self._target = sentencepiece.SentencePieceProcessor(str(folder / "target.spm"))
        self._ids = _word_ids(folder)

    def encode(self, text: str, token: str) -> Encoded:
        """The pieces of one sentence; its ids begin with the token's, if there is one."""
        pieces = self._source.encode(text, out_type=str)
        words = [*([token] if token else []), *pieces, END]
        unknown = self._ids["<unk>"]
        ids = tuple(self._ids.get(word, unknown) for word in words)
        lacking = tuple(i for i, piece in enumerate(pieces) if piece not in self._ids)
        return Encoded(text, tuple(pieces), ids, lacking)

    def target_pieces(self, text: str) -> list[str]:
        """The pieces that a text in the target language is written with."""
        return list(self._target.encode(text, out_type=str))

    def text(self, pieces: list[str]) -> str:
        """What target pieces spell."""
        return str(self._target.decode_pieces(pieces)).replace("▁", " ").strip()


def _word_ids(folder: Path) -> dict[str, int]:
    """The words that a network knows, with their numbers."""
    path = next((path for name in _WORDS if (path := folder / name).is_file()), folder / _WORDS[0])
    words = json.loads(path.read_text(encoding="utf-8"))
    return words if isinstance(words, dict) else {word: i for i, word in enumerate(words)}


def known_tokens(folder: Path) -> tuple[str, ...]:
    """The `>>id<<` of every target language that a model chooses among; none where it has one."""
    words = _word_ids(folder)
    return tuple(word for word in words if word.startswith(">>") and word.endswith("<<"))


def choose_token(model: Model, known: Collection[str], target: str) -> str:
    """The `>>id<<` for a target language among those a model knows; "" where it needs none.

    Raises LanguageError where the model has several target languages and this is none of them.
    """
    if not known:
        return ""
    for code in languages.tokens(target):
        if f">>{code}<<" in known:
            return f">>{code}<<"
    names = " ".join(sorted(token.strip("<>") for token in known))
    raise LanguageError(
        model.id, f"the model {model.id} does not translate into {target}: it knows {names}"
    )
