"""Keys of versions as files name them: language tags of any tool's spelling."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from aligned.errors import InputError, LanguageError
from aligned.project import Origin, Version
from aligned.text import language_tag

__all__ = ["Columns", "columns", "key_of", "record_of", "versions_of"]

_PRIVATE_USE = re.compile(r"-x-.*")
# What columns of numbers are called; "id" and "no" are also languages, "key" is one to ISO 639-3.
_NUMBERING = frozenset(
    {"", "#", "id", "index", "key", "line", "n", "no", "nr", "num", "row", "uid"}
)
_NUMBER = re.compile(r"\S*(?:\d|\w[._:/#]\w)\S*")
_SAMPLE = 1_000


def key_of(tag: str, place: Path | str) -> str:
    """The key that a tag in a file names: its standard form. InputError for no language."""
    try:
        return _standard(tag)
    except LanguageError as error:
        raise InputError(f"{place}: {error}") from error


@cache
def _standard(tag: str) -> str:
    if not tag.isprintable():  # looking for a language of such a name breaks langcodes
        raise LanguageError(f"unknown language code {tag!r}")
    return language_tag(tag)


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table are: the key of a version, or None for one that only numbers."""

    names: tuple[str, ...]
    all: tuple[str | None, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the versions."""
        return tuple(key for key in self.all if key is not None)

    def texts(self, fields: Iterable[object]) -> Iterable[tuple[str, object]]:
        """The fields of a row that belong to versions, with their keys."""
        return ((key, field) for key, field in zip(self.all, fields, strict=False) if key)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was made of the columns, where that is not what their names say alone."""
        left = [name for name, key in zip(self.names, self.all, strict=True) if key is None]
        if not left:
            return ()
        taken = ", ".join(self.keys)
        return (f"versions: {taken}; of numbers, and so no version: {', '.join(map(repr, left))}",)


def columns(names: Sequence[str], path: Path, rows: Iterable[Sequence[object]]) -> Columns:
    """What the columns are that the first line of a table names; `rows` are those after it.

    A column called "id" or the like, in which every row has a number or identifier of its own, is
    no version. Raises InputError where another names no language or two name the same.
    """
    sample = [row for row in islice(rows, _SAMPLE) if any(row)]
    keys: list[str | None] = []
    for place, name in enumerate(names):
        if name.strip().casefold() in _NUMBERING and _numbers(sample, place):
            keys.append(None)
            continue
        try:
            key = _standard(name)
        except LanguageError as error:
            raise InputError(
                f"{path}: the first line must name the language of each column, "
                f"such as en and pt-BR, and {name[:40]!r} is none"
            ) from error
        if key in keys:
            raise InputError(f"{path} names the column {key} twice: call the second {key}-x-2")
        keys.append(key)
    return Columns(tuple(names), tuple(keys))


def _numbers(rows: Iterable[Sequence[object]], place: int) -> bool:
    """Whether a column has a number or an identifier in every row, no two the same."""
    values = [str(row[place]).strip() if place < len(row) else "" for row in rows]
    return len(set(values)) == len(values) > 0 and all(map(_NUMBER.fullmatch, values))


def versions_of(
    keys: Iterable[str],
    source: str | None = None,
    made_with: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[Version, ...]:
    """The versions of a file, the source first: the first of all where none is named.

    `made_with` says for some keys how the version was made; its entry "origin" tells machine from
    imported.
    """
    made_with = made_with or {}
    ordered = sorted(keys, key=lambda key: key != source)
    return tuple(
        _version(key, dict(made_with.get(key, {})), first=number == 0)
        for number, key in enumerate(ordered)
    )


def record_of(version: Version) -> dict[str, str]:
    """How a version was made, as `versions_of` takes it."""
    return {"origin": version.origin, **dict(sorted(version.made_with.items()))}


def _version(key: str, made_with: dict[str, str], *, first: bool) -> Version:
    machine = made_with.pop("origin", "") == "machine"
    origin: Origin = "source" if first else "machine" if machine else "imported"
    return Version(key, _PRIVATE_USE.sub("", key), origin, made_with=made_with)
