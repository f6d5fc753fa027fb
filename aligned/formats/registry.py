"""The one list of formats, and finding one by its name or by the suffix of a file."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from aligned.errors import InputError
from aligned.formats.format import Format

__all__ = ["for_path", "get", "readable", "writable"]


@cache
def _formats() -> tuple[Format, ...]:
    # Imported on first use: most of them need libraries that the command line can do without.
    from aligned.formats import (
        csv,
        jsonl,
        ladder,
        moses,
        parquet,
        plain,
        tmx,
        tsv,
        vecalign,
        xliff,
        xliff12,
        xlsx,
    )

    modules = (tmx, xliff, xliff12, tsv, csv, xlsx, jsonl, parquet, moses, vecalign, ladder, plain)
    return tuple(module.FORMAT for module in modules)


def readable() -> tuple[Format, ...]:
    """The formats that can be read."""
    return tuple(format for format in _formats() if format.readable)


def writable() -> tuple[Format, ...]:
    """The formats that can be written."""
    return tuple(format for format in _formats() if format.writable)


def get(name: str) -> Format:
    """The format of that name; InputError naming those there are."""
    for format in _formats():
        if format.name == name.lower():
            return format
    raise InputError(f"unknown format {name!r}: {_names(_formats())} are known")


def for_path(path: Path) -> Format:
    """The format of a file, by its name; InputError naming the suffixes that are known."""
    for format in _formats():
        if path.suffix.lower() in format.suffixes:
            return format
    from aligned.formats import moses

    if moses.is_moses(path):
        return moses.FORMAT
    suffixes = (suffix for format in _formats() for suffix in format.suffixes)
    raise InputError(
        f"{path}: the suffix names no format that is known: {', '.join(suffixes)}, or NAME.en-fr.en"
    )


def _names(formats: Iterable[Format]) -> str:
    return ", ".join(format.name for format in formats)
