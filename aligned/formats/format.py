"""What a format is: three kinds, by what is written and read.

Format
├── CorpusFormat      units of several versions (TMX, TSV ...)
├── LinksFormat       which segments correspond, by number, without their text (Vecalign ...)
└── DocumentFormat    one version's text (plain text ...)
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from aligned.bitext import Bitext
from aligned.corpus import Corpus
from aligned.formats.links import Link
from aligned.formats.output import Output
from aligned.project import Version
from aligned.text import Document

__all__ = ["Carried", "CorpusFormat", "DocumentFormat", "Format", "LinksFormat"]

Carried = Literal["status", "score", "record", "line breaks", "one-sided"]
"""What a corpus format may have a place for, besides texts by version.

`record`: how each version was made. `one-sided`: units in which a version is absent.
"""

HALF_CHARACTERS = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name on the command line, what it is, and the suffixes of its files."""

    name: str
    description: str
    suffixes: tuple[str, ...]

    @property
    def readable(self) -> bool:
        """Whether files of this format can be read."""
        return getattr(self, "read", None) is not None

    @property
    def writable(self) -> bool:
        """Whether files of this format can be written."""
        return getattr(self, "write", None) is not None


@dataclass(frozen=True, slots=True)
class CorpusFormat(Format):
    """Units of several versions.

    `carries` is what it has a place for besides the texts; `forbidden` matches the characters that
    it cannot hold, which are left out of every export and counted. A `pairwise` format is written
    once for each target, bead by bead, from a corpus of two versions.
    """

    carries: frozenset[Carried] = frozenset()
    forbidden: re.Pattern[str] = HALF_CHARACTERS
    pairwise: bool = False
    read: Callable[[Path, str | None], Corpus] | None = None
    write: Callable[[Corpus, Output], None] | None = None


@dataclass(frozen=True, slots=True)
class LinksFormat(Format):
    """Which segments of a source and a target correspond, one file a target."""

    read: Callable[[str, str], list[Link]] | None = None
    """(text, name of the file) -> links."""
    write: Callable[[Bitext], Iterator[str]] | None = None
    """Lines without their ends."""


@dataclass(frozen=True, slots=True)
class DocumentFormat(Format):
    """One version's text, one file a version."""

    read: Callable[[Path, str | None], Document] | None = None
    write: Callable[[Version], str] | None = None
