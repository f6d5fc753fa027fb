"""Parquet in the shape of Hugging Face's `datasets`, which loads it as `Translation`.

    {"id", "source", "translation": {"en", "fr"}, "status": {"fr"}, "score": {"fr"},
     "comment": {"fr"}, "changed_by": {"fr"}, "changed_at": {"fr"}, "checks": {"fr"}}

A version absent from the unit is null. The features stand in the metadata of the schema, and how
each version was made beside them, under `hexapla`. Units are written in groups of rows, so memory
does not grow with the corpus. Needs `pyarrow`.
"""

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from aligned.bitext import STATUSES
from aligned.corpus import Corpus, Unit
from aligned.errors import InputError
from aligned.formats.format import EVERYTHING, CorpusFormat
from aligned.formats.inputs import library, unreadable
from aligned.formats.keys import key_of, record_of, versions_of
from aligned.formats.links import plain_score
from aligned.formats.metadata import checks_of, plain_checks, plain_time, signature_of
from aligned.formats.output import Output
from aligned.project import Version

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped]

__all__ = ["FORMAT"]

_GROUP = 10_000
# What is said of each target, besides its text.
_COLUMNS = ("status", "score", "comment", "changed_by", "changed_at", "checks")


def _write(corpus: Corpus, output: Output) -> None:
    with library("pyarrow", "Parquet"):
        import pyarrow
        from pyarrow import parquet
    schema = _schema(corpus.versions)
    source = corpus.versions[0].key
    units = iter(corpus)
    number = 0
    with parquet.ParquetWriter(output.file(), schema, compression="zstd") as writer:
        while group := list(itertools.islice(units, _GROUP)):
            columns = _columns(number, group, source, schema)
            writer.write_batch(pyarrow.RecordBatch.from_arrays(columns, schema=schema))
            number += len(group)


def _columns(
    start: int, units: Sequence[Unit], source: str, schema: "pyarrow.Schema"
) -> "list[pyarrow.Array]":
    """The columns of a group of rows, each made whole: row by row takes four times as long."""
    import pyarrow as pa

    values: dict[str, list[Mapping[str, object]]] = {
        "translation": [unit.texts for unit in units],
        "status": [unit.status for unit in units],
        "score": [unit.score for unit in units],
        "comment": [unit.comment for unit in units],
        **_remarks(units),
    }
    ids = [str(number) for number in range(start, start + len(units))]
    columns = [pa.array(ids, pa.string()), pa.array([source] * len(units), pa.string())]
    for field in list(schema)[2:]:
        rows = values[field.name]
        fields = [_column(rows, part.name, part.type) for part in field.type]
        columns.append(pa.StructArray.from_arrays(fields, fields=list(field.type)))
    return columns


def _remarks(units: Sequence[Unit]) -> dict[str, list[Mapping[str, object]]]:
    """Who corrected each unit, when, and the checks that find something, as columns of texts."""
    if not any(unit.signed or unit.checks for unit in units):
        return dict.fromkeys(("changed_by", "changed_at", "checks"), [{}] * len(units))
    return {
        "changed_by": [{key: one.who for key, one in unit.signed.items()} for unit in units],
        "changed_at": [
            {key: plain_time(one.at) for key, one in unit.signed.items()} for unit in units
        ],
        "checks": [
            {key: plain_checks(names) for key, names in unit.checks.items()} for unit in units
        ],
    }


def _column(
    rows: Sequence[Mapping[str, object]], name: str, kind: "pyarrow.DataType"
) -> "pyarrow.Array":
    import pyarrow as pa

    if not any(rows):  # comments are rare
        return pa.nulls(len(rows), kind)
    cells = [row.get(name) for row in rows]
    if kind == pa.float64():
        return pa.array(
            [float(plain_score(cell)) if isinstance(cell, float) else cell for cell in cells], kind
        )
    return pa.array(cells, kind)


def _schema(versions: tuple[Version, ...]) -> "pyarrow.Schema":
    import pyarrow as pa

    keys = [version.key for version in versions]
    targets = keys[1:]
    types = {
        "id": pa.string(),
        "source": pa.string(),
        # Sorted, or `datasets` does not take the column for its Translation.
        "translation": pa.struct([(key, pa.string()) for key in sorted(keys)]),
    }
    text, number = {"dtype": "string", "_type": "Value"}, {"dtype": "float64", "_type": "Value"}
    features: dict[str, object] = {
        "id": text,
        "source": text,
        "translation": {"languages": sorted(keys), "_type": "Translation"},
    }
    if targets:  # a column of Parquet must have a field
        for name in _COLUMNS:
            kind, feature = (pa.float64(), number) if name == "score" else (pa.string(), text)
            types[name] = pa.struct([(key, kind) for key in targets])
            features[name] = dict.fromkeys(targets, feature)
    records = {version.key: record_of(version) for version in versions}
    metadata = {"huggingface": {"info": {"features": features}}, "hexapla": records}
    return pa.schema(types, {name: json.dumps(value) for name, value in metadata.items()})


def _read(path: Path, encoding: str | None) -> Corpus:
    """Read any Parquet file with a `translation` column; `encoding` is not asked."""
    with library("pyarrow", "Parquet"):
        from pyarrow import ArrowException, parquet, types
    try:
        with path.open("rb") as file:
            schema = parquet.read_schema(file)
    except (ArrowException, OSError, UnicodeError) as error:
        if isinstance(error, OSError) and error.errno:
            raise unreadable(path, error) from error
        raise InputError(f"{path} is not a Parquet file, or not all of it is there") from error
    position = schema.get_field_index("translation")
    if position < 0 or not types.is_struct(schema.types[position]):
        raise InputError(f'{path} has no column "translation" with a text for each language')
    keys = _keys([field.name for field in schema.types[position]], path)
    records = _records((schema.metadata or {}).get(b"hexapla", b""))
    source = next(
        (key for key, record in records.items() if record.get("origin") == "source"), None
    )
    # The keys of our own file in their order, then those that another tool has added.
    ordered = dict.fromkeys([*(key for key in records if key in keys), *keys.values()])
    versions = versions_of(ordered, source, records)
    return Corpus(path.stem, lambda: versions, lambda: _units(path, keys))


def _keys(names: Sequence[str], path: Path) -> dict[str, str]:
    """The keys of columns of these names; InputError where two are the same."""
    keys = {name: key_of(name, path) for name in names}
    if len(set(keys.values())) < len(names):
        raise InputError(f"{path} has two columns of one language: call the second en-x-2")
    return keys


def _records(metadata: bytes) -> dict[str, dict[str, str]]:
    """How our own file says that each version was made; nothing for another tool's."""
    with suppress(ValueError):
        records = json.loads(metadata)
        if isinstance(records, dict):
            return {key: record for key, record in records.items() if isinstance(record, dict)}
    return {}


def _units(path: Path, keys: dict[str, str]) -> Iterator[Unit]:
    from pyarrow import ArrowException, parquet

    try:
        with parquet.ParquetFile(path) as file:
            names = {"translation", *_COLUMNS}
            columns = names.intersection(file.schema_arrow.names)
            for batch in file.iter_batches(_GROUP, columns=sorted(columns)):
                for row in batch.to_pylist():
                    yield from _unit(row, keys)
    except (ArrowException, OSError, UnicodeError) as error:
        raise InputError(f"{path} is damaged: not all of it can be read") from error


def _unit(row: dict[str, dict[str, object] | None], keys: dict[str, str]) -> Iterator[Unit]:
    texts = {
        keys[name]: text
        for name, text in (row["translation"] or {}).items()
        if isinstance(text, str) and text.strip()
    }
    status = {key: value for key, value in (row.get("status") or {}).items() if value in STATUSES}
    score = {
        key: value if isinstance(value, float) else None
        for key, value in (row.get("score") or {}).items()
        if value is not None or key in status
    }
    comment = {key: str(text) for key, text in (row.get("comment") or {}).items() if text}
    times = row.get("changed_at") or {}
    signed = {
        key: signature_of(str(who), str(times.get(key)))
        for key, who in (row.get("changed_by") or {}).items()
        if who
    }
    checks = {
        key: checks_of(str(names)) for key, names in (row.get("checks") or {}).items() if names
    }
    if texts:
        present = {key: signature for key, signature in signed.items() if signature}
        yield Unit(texts, status, score, comment, present, checks)


FORMAT = CorpusFormat(
    name="parquet",
    description="Parquet for Hugging Face datasets: all versions, with status and score",
    suffixes=(".parquet",),
    carries=EVERYTHING,
    read=_read,
    write=_write,
)
