"""CSV (RFC 4180): a record a unit, a column a version, the first record names the versions.

Texts keep their commas, quotes and line breaks, in quoted fields; an empty field is a version
absent from the unit. The file begins with a byte order mark, without which Excel takes UTF-8 for
another encoding. It is read with commas, semicolons or tabs, as the first line has them.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from aligned.corpus import Corpus, Unit
from aligned.errors import InputError
from aligned.formats.format import CorpusFormat
from aligned.formats.inputs import lines
from aligned.formats.keys import columns, versions_of
from aligned.formats.output import Output

__all__ = ["FORMAT"]


def _write(corpus: Corpus, output: Output) -> None:
    text = io.TextIOWrapper(output.file(), encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(corpus.keys)
    for unit in corpus:
        writer.writerow([unit.texts.get(key, "") for key in corpus.keys])
    text.flush()
    text.detach()  # the output closes its file itself


def _read(path: Path, encoding: str | None) -> Corpus:
    records = _records(path, encoding)
    names = next(records, (1, [""]))[1]
    found = columns(names, path, (fields for _, fields in records))

    def units() -> Iterator[Unit]:
        for line, fields in _records(path, encoding):
            if len(fields) != len(names):
                raise InputError(
                    f"{path} (line {line}) has {len(fields)} columns, the first line names "
                    f"{len(names)}: a comma inside a text needs quotes around the text"
                )
            texts = {key: str(text) for key, text in found.texts(fields) if text}
            if line > 1 and texts:
                yield Unit(texts)

    return Corpus(path.stem, lambda: versions_of(found.keys), units, found.notes)


def _records(path: Path, encoding: str | None) -> Iterator[tuple[int, list[str]]]:
    """The fields of every record, with the number of its last line."""
    first = next(lines(path, encoding), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(lines(path, encoding), delimiter=delimiter, strict=True)
    try:
        for fields in reader:
            if fields:
                yield reader.line_num, fields
    except csv.Error as error:
        raise InputError(f"{path} (line {reader.line_num}) is not CSV: {error}") from error


FORMAT = CorpusFormat(
    name="csv",
    description="Table, comma-separated with a byte order mark: one column a version, for Excel",
    suffixes=(".csv",),
    carries=frozenset({"line breaks", "one-sided"}),
    read=_read,
    write=_write,
)
