"""JSON Lines: one object a unit, in the shape that Hugging Face's `datasets` reads as it is.

    {"id": "0", "source": "en", "translation": {"en": ..., "fr": ...},
     "status": {"fr": "machine"}, "score": {"fr": 0.87}, "comment": {"fr": ...}}

A version absent from the unit is absent here. `status`, `score` and `comment` are those of the
targets' beads.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from aligned.bitext import STATUSES
from aligned.corpus import Corpus, Unit
from aligned.errors import InputError
from aligned.formats.format import CorpusFormat
from aligned.formats.inputs import numbered_lines
from aligned.formats.keys import key_of, versions_of
from aligned.formats.links import plain_score
from aligned.formats.output import Output
from aligned.project import Version

__all__ = ["FORMAT"]


def _write(corpus: Corpus, output: Output) -> None:
    file = output.file()
    source = corpus.versions[0].key
    for number, unit in enumerate(corpus):
        record = {
            "id": str(number),
            "source": source,
            "translation": dict(unit.texts),
            "status": dict(unit.status),
            "score": {
                key: None if score is None else float(plain_score(score))
                for key, score in unit.score.items()
            },
            "comment": dict(unit.comment),
        }
        file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")


def _read(path: Path, encoding: str | None) -> Corpus:
    def versions() -> tuple[Version, ...]:
        source: str | None = None
        keys: dict[str, None] = {}
        for record, unit in _records(path, encoding):
            if source is None and isinstance(record.get("source"), str):
                source = key_of(str(record["source"]), path)
            keys.update(dict.fromkeys(unit.texts))
        return versions_of(keys, source)

    return Corpus(path.stem, versions, lambda: (unit for _, unit in _records(path, encoding)))


def _records(path: Path, encoding: str | None) -> Iterator[tuple[Mapping[str, object], Unit]]:
    for number, line in numbered_lines(path, encoding):
        if line.strip():
            place = f"{path} (line {number})"
            record = _object(line, place)
            yield record, _unit(record, place)


def _object(line: str, place: str) -> Mapping[str, object]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place} is not JSON: {error}") from error
    if not isinstance(record, dict):
        raise InputError(f"{place} is not a JSON object")
    return record


def _unit(record: Mapping[str, object], place: str) -> Unit:
    texts = record.get("translation")
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise InputError(f'{place} has no "translation": {{"en": ..., "fr": ...}} of texts')
    status = _by_key(record, "status", place)
    score = _by_key(record, "score", place)
    return Unit(
        {key_of(key, place): text for key, text in texts.items() if text.strip()},
        {key: value for key, value in status.items() if value in STATUSES},
        {
            key: float(value) if isinstance(value, int | float) else None
            for key, value in score.items()
        },
        {key: str(value) for key, value in _by_key(record, "comment", place).items()},
    )


def _by_key(record: Mapping[str, object], name: str, place: str) -> dict[str, object]:
    values = record.get(name)
    if not isinstance(values, dict):
        return {}
    return {key_of(key, place): value for key, value in values.items()}


FORMAT = CorpusFormat(
    name="jsonl",
    description="JSON Lines: one object a unit, with status and score; for datasets and scripts",
    suffixes=(".jsonl", ".ndjson"),
    carries=frozenset({"status", "score", "comment", "line breaks", "one-sided"}),
    read=_read,
    write=_write,
)
