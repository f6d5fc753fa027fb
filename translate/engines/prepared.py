"""From a model to the engine that will run it: chosen and described at once, loaded when needed.

What the engine will be is told by the model's small files, so that a text that the memory has all
of is given back without any weights in memory, and without torch.
"""

import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version

from translate.engines import DEFAULT, Engine, Linker, Settings, probe
from translate.engines.pieces import choose_token, known_tokens
from translate.engines.reading import read_json, readable
from translate.errors import TranslateError
from translate.models import Model

__all__ = ["Prepared", "linker", "prepare"]

_CT2_BEAM = 4


@dataclass(frozen=True, slots=True)
class Prepared:
    """An engine that is not loaded yet.

    `token` is the `>>id<<` that chooses the target language, "" where the model has only one;
    `made_with` is the engine and what decides its output, for the record. `load` raises
    ModelBrokenError where the weights cannot be read, TranslateError where the disk refuses.
    `measured` says by what the engine was chosen, "" where there was no choice. `side_by_side` is
    whether several processes may each load it: it computes with one thread, and needs little room.
    """

    name: str
    token: str
    made_with: str
    load: Callable[[], Engine]
    measured: str = ""
    side_by_side: bool = False


def prepare(model: Model, target: str, settings: Settings = DEFAULT) -> Prepared:
    """The engine for a model and a target language.

    Raises ModelBrokenError where the files are not what they should be, LanguageError where the
    model does not translate into `target`, TranslateError where the engine is not installed.
    """
    if model.kind == "student":
        return _student(model, settings)
    possible = _possible(model, settings)
    with readable(model):
        known = known_tokens(model.folder)
    token = choose_token(model, known, target)
    engines = {name: partial(_ENGINES[name], model, token, settings) for name in possible}
    if len(engines) == 1:
        return engines[possible[0]]()
    loaders = {name: partial(_loaded, prepared) for name, prepared in engines.items()}
    with readable(model):
        size = probe.size_of(model.folder)
    choice = probe.choose(size, loaders)
    return replace(engines[choice.name](), measured=choice.told)


def _loaded(prepared: Callable[[], Prepared]) -> Engine:
    return prepared().load()


def linker(model: Model, target: str) -> Linker:
    """A model loaded to tell word alignments; raises as `prepare` and `Prepared.load` do.

    An OPUS-MT model is run by marian for this: all its heads can be seen there, and none of it has
    to be converted first.
    """
    if model.kind == "student":
        from translate.engines.student import StudentEngine

        return StudentEngine(model)
    from translate.engines.marian import MarianEngine

    with readable(model):
        token = choose_token(model, known_tokens(model.folder), target)
    return MarianEngine(model, token, 1, "cpu")


def _possible(model: Model, settings: Settings) -> tuple[str, ...]:
    """The engines that may run a model which is no student; TranslateError where there is none."""
    has_ct2 = _is_installed("ctranslate2")
    if not has_ct2 and "ct2" in (settings.engine, model.kind):
        raise TranslateError("the engine ct2 is not installed: pip install ctranslate2")
    if model.kind == "ct2" and settings.engine == "marian":
        raise TranslateError(
            f"{model.id} is a model converted for CTranslate2, which the engine marian does not "
            "run: choose the engine ct2"
        )
    if model.kind == "ct2" or settings.engine == "ct2":
        return ("ct2",)
    return ("ct2", "marian") if has_ct2 and settings.engine == "auto" else ("marian",)


def _student(model: Model, settings: Settings) -> Prepared:
    settings = replace(settings, beam=settings.beam or 1)

    def load() -> Engine:
        from translate.engines.student import StudentEngine

        return StudentEngine(model, settings)

    made_with = f"student (torch {version('torch')}, {settings.precision}, {settings.decoding})"
    return Prepared("student", "", made_with, load, side_by_side=True)


def _marian(model: Model, token: str, settings: Settings) -> Prepared:
    import torch  # tells whether there is a GPU

    device = "cuda" if torch.cuda.is_available() else "cpu"
    with readable(model):
        settings = replace(settings, beam=settings.beam or _own_beam(model))

    def load() -> Engine:
        from translate.engines.marian import MarianEngine

        return MarianEngine(model, token, settings.beam or 1, device)

    made_with = (
        f"marian (transformers {version('transformers')}, torch {version('torch')}, float32, "
        f"{device}, {settings.decoding}{_then(token)})"
    )
    return Prepared("marian", token, made_with, load)


def _own_beam(model: Model) -> int:
    """The beam of a model's own configuration, where transformers looks for it."""
    own = model.folder / "generation_config.json"
    path = own if own.is_file() else model.folder / "config.json"
    return int(read_json(path).get("num_beams") or 1)


def _ct2(model: Model, token: str, settings: Settings) -> Prepared:
    import ctranslate2  # type: ignore[import-untyped,import-not-found,unused-ignore]

    device = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
    kind = "int8" if device == "cpu" else "int8_float16"
    settings = replace(settings, beam=settings.beam or _CT2_BEAM)

    def load() -> Engine:
        from translate.engines.ct2 import Ct2Engine

        return Ct2Engine(model, token, settings.beam or 1, device, kind)

    made_with = (
        f"ct2 (ctranslate2 {ctranslate2.__version__}, {kind}, {settings.decoding}{_then(token)})"
    )
    return Prepared("ct2", token, made_with, load)


_ENGINES: Mapping[str, Callable[[Model, str, Settings], Prepared]] = {
    "ct2": _ct2,
    "marian": _marian,
}


def _then(token: str) -> str:
    return f", {token}" if token else ""


def _is_installed(package: str) -> bool:
    try:
        return importlib.util.find_spec(package) is not None
    except ValueError:  # set aside in this process
        return False
