"""What a format is: four kinds, by what is written and read.

    Format
    ├── CorpusFormat      units of several versions (TMX, TSV ...)
    ├── LinksFormat       which segments correspond, by number, without their text (Vecalign ...)
    ├── DocumentFormat    the text of one version (plain text, DOCX ...)
    └── ProjectFormat     a project with its segments and beads (XCES, reading edition)

A format is a value with functions to read and to write; None where it cannot.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from aligned.bitext import Bitext
from aligned.corpus import Corpus
from aligned.formats.inline import Rendering, Unplaced
from aligned.formats.links import Link, LinkedTexts
from aligned.formats.output import Output
from aligned.project import Project, Version
from aligned.text import Document, Kind, Paragraph, check_text

__all__ = [
    "EVERYTHING",
    "HALF_CHARACTERS",
    "Carried",
    "CorpusFormat",
    "DocumentFormat",
    "Format",
    "LinksFormat",
    "ProjectFormat",
    "document_of",
]

Carried = Literal[
    "status", "score", "comment", "signed", "checks", "record", "line breaks", "one-sided"
]
"""What a corpus format may have a place for, besides texts by version.

`signed`: who corrected a bead last, and when. `checks`: which find something in it. `record`: how
each version was made. `one-sided`: units in which a version is absent.
"""

EVERYTHING: frozenset[Carried] = frozenset(get_args(Carried))
"""What a format has that loses nothing."""

HALF_CHARACTERS = re.compile("[\ud800-\udfff]")
"""Half a character beyond U+FFFF, which no UTF-8 can hold; a browser may send one."""


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

    @property
    def rewritable(self) -> bool:
        """Whether a document of this format can be written back with other text in its layout."""
        return getattr(self, "rewrite", None) is not None


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
    """A document: read into paragraphs, and written again with others in their place.

    `read` takes (content, name, encoding). `write` gives a version as a file of its own; `rewrite`
    takes (content, name, encoding, renderings, language tag) and gives the same file with these in
    the place of its paragraphs, one for each that `read` finds, and what found no place in them.
    `read_translation` reads the other text of a file that holds a text and its translation.
    `encoded`: whether such a file may be in any encoding, and does not always say in which.
    """

    encoded: bool = True

    read: Callable[[bytes, str, str | None], Document] | None = None
    read_translation: Callable[[bytes, str, str | None], Document] | None = None
    write: Callable[[Version], str] | None = None
    rewrite: (
        Callable[[bytes, str, str | None, Sequence[Rendering], str], tuple[bytes, Unplaced]] | None
    ) = None


@dataclass(frozen=True, slots=True)
class ProjectFormat(Format):
    """A project as it is: segments, paragraphs and beads.

    `read_links` gives the beads of a file by the numbers of their segments.
    """

    carries: frozenset[Carried] = frozenset()
    forbidden: re.Pattern[str] = HALF_CHARACTERS
    read: Callable[[Path, str | None], Corpus] | None = None
    read_links: Callable[[Path], LinkedTexts] | None = None
    write: Callable[[Project, Sequence[Version], Output], None] | None = None


def document_of(name: str, texts: Iterable[tuple[str, Kind]], code: Iterable[str] = ()) -> Document:
    """A document of these paragraphs, with a blank line between two, and of this code in them.

    Raises InputError if empty.
    """
    pieces = list(texts)
    paragraphs = []
    start = 0
    for text, kind in pieces:
        paragraphs.append(Paragraph(start, start + len(text), kind))
        start += len(text) + 2
    joined = check_text("\n\n".join(text for text, _ in pieces), name)
    return Document(Path(name).stem, joined, tuple(paragraphs), code=tuple(dict.fromkeys(code)))
