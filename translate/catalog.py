"""Which models translate a pair of languages: routes, the best first.

A route is one hop, or two through a pivot. Models that travel in installed wheels come first, for
they need no network; then direct models of the hub, the better family first; then a pivot; then the
models of hundreds of languages, a last resort. Ranks and names are data (`families`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

import platformdirs

from translate import hub, languages, models
from translate.errors import TranslateError
from translate.families import EVERY_LANGUAGE, FAMILIES, GROUPS, Family
from translate.refusals import reason

__all__ = ["PIVOT", "Hop", "Route", "family_of", "offline_pairs", "refresh", "routes"]

PIVOT = "en"
_AUTHOR = "Helsinki-NLP"


@dataclass(frozen=True, slots=True)
class Hop:
    """One model, from one language to another; `engine` is the name of what runs it."""

    model: str
    source: str
    target: str
    engine: str = "marian"


@dataclass(frozen=True, slots=True)
class Route:
    """How a pair is translated: one model per hop, and why this one, in a few words."""

    source: str
    target: str
    hops: tuple[Hop, ...]
    why: str = ""
    last_resort: bool = False


def offline_pairs() -> tuple[tuple[str, str], ...]:
    """The pairs whose models travel in an installed wheel."""
    return tuple(_wheel_pair(model.id) for model in models.in_wheels())


def routes(source: str, target: str, pivot: str = PIVOT) -> Iterator[Route]:
    """Every route known for a pair of standard tags, the best first; none where none is known.

    Nor is there one between two variants of a language.

    >>> next(routes("en", "fr")).hops[0].model
    'Helsinki-NLP/opus-mt-tc-big-en-fr'
    """
    if languages.base(source) == languages.base(target):
        return
    for hop in _wheels(source, target):
        yield Route(source, target, (hop,), "travels with the installation, needs no network")
    for hop in _direct(source, target):
        yield Route(source, target, (hop,), _why(hop))
    if pivot not in (languages.base(source), languages.base(target)):
        for hops in _through(source, pivot, target):
            yield Route(source, target, hops, f"no direct model: through {pivot}")
    for family in _families("last resort"):
        for hop in _family_hops(family, source, target):
            yield Route(
                source,
                target,
                (hop,),
                "a last resort: one model for hundreds of languages, many of them badly",
                last_resort=True,
            )


def refresh() -> int:
    """Ask the hub for the list of OPUS-MT models and keep it; how many it knows.

    What it adds to the built-in list is used from then on. Raises HubUnreachableError, or
    TranslateError where the disk refuses; the list kept before is then used as before.
    """
    names = sorted(name for name in hub.names(_AUTHOR) if "/opus-mt-" in name)
    path = _kept_list()
    beside = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text("\n".join(names), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise TranslateError(
            f"the hub's list cannot be kept as {path}: {reason(error)}: "
            "make room, or make the folder yours"
        ) from error
    _pairs.cache_clear()
    return len(names)


def family_of(model: str) -> Family | None:
    """The family of a hub id: its size and licence; None for what is no OPUS-MT model."""
    # The plain family's pattern would match any other's name: its codes have no hyphen.
    return next((family for family in FAMILIES if _named_pair(family, model)), None)


def _direct(source: str, target: str) -> Iterator[Hop]:
    """The hub's models for a pair in one hop, the best first."""
    for rank in ("tc-big", "plain"):
        for family in _families(rank):
            yield from _family_hops(family, source, target)


def _why(hop: Hop) -> str:
    """What speaks for one direct model of the hub."""
    family = family_of(hop.model)
    pair = _named_pair(family, hop.model) if family else None
    if family is None or pair is None:
        return "direct model"
    of_family = f" of the {family.rank} family" if family.rank != "plain" else ""
    shared = [code for code in dict.fromkeys(pair) if _size(code) > 1]
    of_group = f", shared by the languages of {' and '.join(shared)}" if shared else ""
    return f"direct model{of_family}{of_group}"


def _through(source: str, pivot: str, target: str) -> list[tuple[Hop, Hop]]:
    """Two hops each, in the order of how good both are together."""
    first = [*_wheels(source, pivot), *_direct(source, pivot)]
    second = [*_wheels(pivot, target), *_direct(pivot, target)]
    places = product(range(len(first)), range(len(second)))
    return [(first[i], second[j]) for i, j in sorted(places, key=sum)]


def _wheels(source: str, target: str) -> Iterator[Hop]:
    pair = (languages.base(source), languages.base(target))
    for model in models.in_wheels():
        if _wheel_pair(model.id) == pair:
            yield Hop(model.id, source, target, model.kind)


def _wheel_pair(model: str) -> tuple[str, str]:
    """The pair of a student by its name, two letters each as Firefox Translations writes them."""
    name = model.rpartition("/")[2]
    return name[:2], name[2:]


def _families(rank: str) -> Iterator[Family]:
    return (family for family in FAMILIES if family.rank == rank)


def _family_hops(family: Family, source: str, target: str) -> list[Hop]:
    """The family's models for a pair, those shared by the fewest languages first."""
    pairs = _pairs(family)
    found = [pair for pair in product(_codes(source), _codes(target)) if pair in pairs]
    found.sort(key=lambda pair: _size(pair[0]) * _size(pair[1]))
    return [
        Hop(family.pattern.format(source=pair[0], target=pair[1]), source, target) for pair in found
    ]


@cache
def _pairs(family: Family) -> frozenset[tuple[str, str]]:
    """A family's models as (source code, target code): built in, or on the list last kept."""
    kept = _kept_list()
    names = kept.read_text(encoding="utf-8").split() if kept.is_file() else []
    pairs = {pair for name in names if (pair := _named_pair(family, name)) is not None}
    source = ""
    for word in family.pairs.split():
        if word.endswith(":"):
            source = word.removesuffix(":")
        else:
            pairs.add((source, word))
    return frozenset(pairs)


def _named_pair(family: Family, model: str) -> tuple[str, str] | None:
    """The pair of codes in the name of a family's model; None where it is another's."""
    pattern = re.escape(family.pattern.format(source="SOURCE", target="TARGET"))
    code = r"([A-Za-z_]+)"
    match = re.fullmatch(pattern.replace("SOURCE", code).replace("TARGET", code), model)
    return (match[1], match[2]) if match else None


def _kept_list() -> Path:
    """Where `refresh` keeps the hub's list."""
    return Path(platformdirs.user_cache_dir("hexapla")) / "models.txt"


def _codes(tag: str) -> tuple[str, ...]:
    """The codes in model names under which a tag's language is found, its own first."""
    language = languages.base(tag)
    groups = (code for code, members in GROUPS.items() if language in members)
    return (*languages.name_codes(tag), *groups, EVERY_LANGUAGE)


def _size(code: str) -> int:
    """How many languages share a code."""
    return 1_000 if code == EVERY_LANGUAGE else len(GROUPS.get(code, (code,)))
