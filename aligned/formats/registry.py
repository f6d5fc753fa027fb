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
        docx,
        edition,
        edition_docx,
        edition_epub,
        epub,
        html,
        jsonl,
        ladder,
        lingtrain,
        markdown,
        moses,
        odt,
        parquet,
        pdf,
        plain,
        po,
        subtitles,
        tei,
        tmx,
        tsv,
        vecalign,
        xces,
        xliff,
        xliff12,
        xlsx,
    )

    corpora = (tmx, xliff, xliff12, tsv, csv, xlsx, jsonl, parquet, moses, lingtrain)
    documents = (plain, markdown, html, docx, odt, epub, subtitles, po, pdf)
    modules = (
        *corpora,
        vecalign,
        ladder,
        xces,
        tei,
        *documents,
        edition,
        edition_docx,
        edition_epub,
    )
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


def for_path(path: Path, *, to_write: bool = False) -> Format:
    """The format of a file by its name, or the one to write a project in under that name.

    Raises InputError naming the suffixes that are known.
    """
    known = writable() if to_write else _formats()
    for format in known:
        if path.suffix.lower() in format.suffixes:
            return format
    from aligned.formats import moses

    if moses.is_moses(path):
        return moses.FORMAT
    suffixes = dict.fromkeys(suffix for format in known for suffix in format.suffixes)
    raise InputError(
        f"{path}: the suffix names no format that is known: {', '.join(suffixes)}, or NAME.en-fr.en"
    )


def _names(formats: Iterable[Format]) -> str:
    return ", ".join(format.name for format in formats)
