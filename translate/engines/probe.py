"""Which engine runs a model faster on this machine: measured once, and kept in the user's cache.

What is kept is known by all that would change it: the processor and how many cores may be used,
GPUs, the versions of the libraries, and the size of the network rather than its name, so that one
measurement serves all models of a size.
"""

import json
import os
import platform
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import platformdirs

from translate.engines import Engine
from translate.engines.reading import read_json
from translate.engines.threads import cores

__all__ = ["Choice", "choose", "kept_path", "key", "size_of"]

# Short, and in words that most vocabularies have in part: a model from another language copies or
# transliterates them, which takes it as long as translating.
_SENTENCES = (
    "The committee met in Lisbon on 3 May 2019.",
    "Ana and Peter live near the old harbour.",
    "The report has 120 pages and four maps.",
    "In 1987 the museum moved to Geneva.",
)
_SECONDS = 1.0  # no round is begun after so much time
_ROUNDS = 3

Rates = dict[str, float]


class Choice(NamedTuple):
    """The faster engine, and the pieces of output that each engine wrote a second, if measured."""

    name: str
    rates: Rates

    @property
    def told(self) -> str:
        """What was measured, in words for the record; "" where nothing was."""
        rates = sorted(self.rates.items(), key=lambda item: -item[1])
        each = " and ".join(f"{rate:.0f} by {name}" for name, rate in rates)
        return f"{each}, in pieces a second on this machine" if each else ""


def choose(
    size: str,
    loaders: Mapping[str, Callable[[], Engine]],
    clock: Callable[[], float] = time.perf_counter,
) -> Choice:
    """The faster of some engines for networks of a size, measured where that is not known.

    Each of `loaders` loads one and the same model into the engine of that name. Processes wait for
    each other: measured side by side, all would seem slow. Where the cache cannot be used, the
    first engine is taken as it is.
    """
    from huggingface_hub.utils import WeakFileLock  # type: ignore[attr-defined]

    path, known_by = kept_path(), key(size)
    rates = _kept(path, known_by, loaders)
    if not rates:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with WeakFileLock(path.with_suffix(".lock")):
                rates = _kept(path, known_by, loaders)  # another process may have been faster
                if not rates:
                    rates = _measured({name: load() for name, load in loaders.items()}, clock)
                    _keep(path, {**_all_kept(path), known_by: rates})
        except OSError:
            return Choice(next(iter(loaders)), rates)
    return Choice(max(rates, key=rates.__getitem__), rates)


def kept_path() -> Path:
    """Where the outcomes are kept."""
    return Path(platformdirs.user_cache_dir("hexapla")) / "engines.json"


def key(size: str) -> str:
    """What the outcome for networks of a size depends on."""
    import ctranslate2  # type: ignore[import-untyped,import-not-found,unused-ignore]

    libraries = (f"{name} {version(name)}" for name in ("torch", "transformers", "ctranslate2"))
    machine = f"{_processor()}, {cores()} cores, {ctranslate2.get_cuda_device_count()} GPUs"
    return ", ".join([machine, *libraries, size])


def size_of(folder: Path) -> str:
    """The size of a network, by its configuration; OSError, ValueError or KeyError without one."""
    config = read_json(folder / "config.json")
    layers = f"{config['encoder_layers']}+{config['decoder_layers']}"
    return f"{layers} layers of {config['d_model']}"


def _processor() -> str:
    """What the processor calls itself."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


def _measured(engines: Mapping[str, Engine], clock: Callable[[], float]) -> Rates:
    """The pieces that each engine writes a second: the best of a few rounds, taken in turn."""
    for engine in engines.values():  # what is slow about a beginning is no measure
        engine.translate([engine.encode(_SENTENCES[0])])
    rates = dict.fromkeys(engines, 0.0)
    began = clock()
    for number in range(_ROUNDS):
        if number and clock() - began > _SECONDS:
            break
        for name, engine in engines.items():
            rates[name] = max(rates[name], _rate(engine, clock))
    return rates


def _rate(engine: Engine, clock: Callable[[], float]) -> float:
    batch = [engine.encode(text) for text in _SENTENCES]
    began = clock()
    pieces = sum(len(one.log_probabilities) for one in engine.translate(batch))
    return pieces / max(clock() - began, 1e-9)


def _kept(path: Path, known_by: str, names: Mapping[str, object]) -> Rates:
    """The rates of these engines that are kept; empty where they are not, or make no sense."""
    rates = _all_kept(path).get(known_by)
    if not isinstance(rates, dict) or rates.keys() != names.keys():
        return {}
    if not all(isinstance(rate, float) and rate > 0 for rate in rates.values()):
        return {}
    return rates


def _all_kept(path: Path) -> dict[str, object]:
    try:
        return read_json(path)
    except (OSError, ValueError):  # none yet, or broken: it is written anew
        return {}


def _keep(path: Path, outcomes: Mapping[str, object]) -> None:
    """Write the file whole, beside it first: nobody ever reads half of it."""
    beside, name = tempfile.mkstemp(prefix=".engines-", dir=path.parent)
    with os.fdopen(beside, "w", encoding="utf-8") as stream:
        json.dump(outcomes, stream, indent=1)
    Path(name).replace(path)
