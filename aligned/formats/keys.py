"""Keys of versions as files name them: language tags of any tool's spelling."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from aligned.errors import InputError, LanguageError
from aligned.project import Origin, Version
from aligned.text import language_tag

__all__ = ["columns", "key_of", "record_of", "versions_of"]

_PRIVATE_USE = re.compile(r"-x-.*")


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


def columns(names: Sequence[str], path: Path) -> tuple[str, ...]:
    """The keys that the first line of a table names.

    Raises InputError where one names no language or two name the same.
    """
    keys: list[str] = []
    for name in names:
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
    return tuple(keys)


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
