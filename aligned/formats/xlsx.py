"""XLSX: a row a unit, a column a version, the first row names the versions.

Every cell is text, also one that looks like a formula or a number. There is no clock in the file: a
second export is the same, byte for byte. Needs `openpyxl`.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from aligned.corpus import Corpus, Unit
from aligned.errors import ExportError, InputError
from aligned.formats import archive, xml
from aligned.formats.format import CorpusFormat
from aligned.formats.inputs import library, unreadable
from aligned.formats.keys import Columns, columns, versions_of
from aligned.formats.output import Output

__all__ = ["FORMAT"]

_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_576
# What openpyxl raises, depending on which part of a workbook is damaged.
_DAMAGES = (AttributeError, IndexError, KeyError, OSError, SyntaxError, TypeError, ValueError)
_CLOCK = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def _write(corpus: Corpus, output: Output) -> None:
    with library("openpyxl", "XLSX"):
        from openpyxl import Workbook  # type: ignore[import-untyped]
        from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Hexapla")
    sheet.freeze_panes = "A2"
    sheet.append(corpus.keys)
    for number, unit in enumerate(corpus, start=2):
        if number > _MOST_ROWS or any(len(text) > _LONGEST_CELL for text in unit.texts.values()):
            raise ExportError(
                f"row {number:,} does not fit in XLSX ({_MOST_ROWS:,} rows, {_LONGEST_CELL:,} "
                "characters a cell): choose csv or tsv"
            )
        cells = [WriteOnlyCell(sheet, unit.texts.get(key)) for key in corpus.keys]
        for cell in cells:
            cell.data_type = "s"  # never a formula
        sheet.append(cells)
    clocked = io.BytesIO()
    workbook.save(clocked)
    with zipfile.ZipFile(clocked) as saved:
        members = {name: saved.read(name) for name in saved.namelist()}
    properties = _CLOCK.sub(rb"\g<1>1980-01-01T00:00:00Z", members["docProps/core.xml"])
    output.file().write(archive.packed({**members, "docProps/core.xml": properties}))


def _read(path: Path, encoding: str | None) -> Corpus:
    """Read the first sheet of a workbook; `encoding` is not asked."""
    rows = _rows(path)
    found = columns([str(name) for name in next(rows, ())], path, rows)
    return Corpus(
        path.stem, lambda: versions_of(found.keys), lambda: _units(path, found), found.notes
    )


def _units(path: Path, columns: Columns) -> Iterator[Unit]:
    rows = _rows(path)
    next(rows)
    for row in rows:
        texts = {
            key: str(value)
            for key, value in columns.texts(row)
            if value is not None and str(value).strip()
        }
        if texts:
            yield Unit(texts)


def _rows(path: Path) -> Iterator[tuple[object, ...]]:
    with library("openpyxl", "XLSX"):
        from openpyxl import load_workbook
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    archive.members(content, str(path))
    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True)
        yield from workbook.worksheets[0].iter_rows(values_only=True)
    except _DAMAGES as error:
        raise InputError(f"{path} is not a workbook that can be read: save it anew") from error


FORMAT = CorpusFormat(
    name="xlsx",
    description="Spreadsheet, XLSX: one column a version",
    suffixes=(".xlsx",),
    carries=frozenset({"line breaks", "one-sided"}),
    forbidden=xml.FORBIDDEN,
    read=_read,
    write=_write,
)
