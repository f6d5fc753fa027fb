r"""TSV: a line a unit, a column a version, the first line names the versions.

White space that would end a field is written as `\t`, `\n`, `\r`, and a backslash as `\\` (the
convention of "linear TSV" and of PostgreSQL's COPY), so every text reads back as it was. An empty
field is a version absent from the unit.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from aligned.corpus import Corpus, Unit
from aligned.errors import InputError
from aligned.formats.format import CorpusFormat
from aligned.formats.inputs import numbered_lines
from aligned.formats.keys import Columns, columns, versions_of
from aligned.formats.output import Output

__all__ = ["FORMAT"]

_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_CHARACTERS = {escape: character for character, escape in _ESCAPES.items()}
_SPECIAL = re.compile(r"[\\\t\n\r]")
_ESCAPED = re.compile(r"\\[\\tnr]")


def _write(corpus: Corpus, output: Output) -> None:
    file = output.file()
    file.write(("\t".join(corpus.keys) + "\n").encode())
    for unit in corpus:
        fields = (_escaped(unit.texts.get(key, "")) for key in corpus.keys)
        file.write(("\t".join(fields) + "\n").encode())


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: _ESCAPES[match.group()], text)


def _unescaped(field: str) -> str:
    return _ESCAPED.sub(lambda match: _CHARACTERS[match.group()], field)


def _read(path: Path, encoding: str | None) -> Corpus:
    lines = numbered_lines(path, encoding)
    names = next(lines, (1, ""))[1].split("\t")
    found = columns(names, path, (line.split("\t") for _, line in lines))
    return Corpus(
        path.stem,
        lambda: versions_of(found.keys),
        lambda: _units(path, encoding, found),
        found.notes,
    )


def _units(path: Path, encoding: str | None, columns: Columns) -> Iterator[Unit]:
    lines = numbered_lines(path, encoding)
    next(lines)
    for number, line in lines:
        fields = line.split("\t")
        if len(fields) != len(columns.all):
            raise InputError(
                f"{path} (line {number}) has {len(fields)} columns, the first line names "
                f"{len(columns.all)}: a tab inside a text must be written \\t"
            )
        texts = {key: _unescaped(str(field)) for key, field in columns.texts(fields) if field}
        if texts:
            yield Unit(texts)


FORMAT = CorpusFormat(
    name="tsv",
    description="Table, tab-separated: one column a version, for spreadsheets and scripts",
    suffixes=(".tsv", ".tab"),
    carries=frozenset({"line breaks", "one-sided"}),
    read=_read,
    write=_write,
)
