"""JSON Lines: one object a unit, in the shape that Hugging Face's `datasets` reads as it is.

    {"id": "0", "source": "en", "translation": {"en": ..., "fr": ...},
     "status": {"fr": "edited"}, "score": {"fr": 0.87}, "comment": {"fr": ...},
     "segments": {"en": 1, "fr": 2}, "changed_by": {"fr": "anna"},
     "changed_at": {"fr": "2026-01-31T12:00:00Z"}, "checks": {"fr": ["numbers"]},
     "made_with": {"fr": {"origin": "machine", "model": ...}}}

A version absent from the unit is absent here, or null in the files of others. `segments` counts
those in each text, where that is known; the rest is said of the targets' beads. How the versions
were made is said in the first line, for all; in every other, `made_with` is null.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from aligned.bitext import STATUSES
from aligned.corpus import Corpus, Unit
from aligned.errors import InputError
from aligned.formats.format import EVERYTHING, HALF_CHARACTERS, CorpusFormat
from aligned.formats.inputs import numbered_lines
from aligned.formats.keys import key_of, record_of, versions_of
from aligned.formats.links import plain_score
from aligned.formats.metadata import plain_time, signature_of
from aligned.formats.output import Output
from aligned.project import Version

__all__ = ["FORMAT"]


def _write(corpus: Corpus, output: Output) -> None:
    file = output.file()
    versions = corpus.versions
    source = versions[0].key
    made_with = {
        version.key: {
            name: HALF_CHARACTERS.sub("", value) for name, value in record_of(version).items()
        }
        for version in versions
    }
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
            "segments": dict(unit.segments),
            "changed_by": {key: signature.who for key, signature in unit.signed.items()},
            "changed_at": {key: plain_time(one.at) for key, one in unit.signed.items()},
            "checks": dict(unit.checks),
            "made_with": None if number else made_with,
        }
        file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")


def _read(path: Path, encoding: str | None) -> Corpus:
    def versions() -> tuple[Version, ...]:
        source: str | None = None
        made_with: dict[str, dict[str, str]] = {}
        keys: dict[str, None] = {}
        for record, unit in _records(path, encoding):
            if source is None and isinstance(record.get("source"), str):
                source = key_of(str(record["source"]), path)
            made_with |= _made_with(record, path)
            keys.update(dict.fromkeys((*made_with, *unit.texts)))
        return versions_of(keys, source, made_with)

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
    if not isinstance(texts, dict) or not all(
        text is None or isinstance(text, str) for text in texts.values()
    ):
        raise InputError(f'{place} has no "translation": {{"en": ..., "fr": ...}} of texts')
    status = _by_key(record, "status", place)
    score = _by_key(record, "score", place)
    times = _by_key(record, "changed_at", place)
    signed = {
        key: signature_of(str(who), str(times.get(key)))
        for key, who in _by_key(record, "changed_by", place).items()
    }
    checks = _by_key(record, "checks", place)
    segments = _by_key(record, "segments", place)
    return Unit(
        {key_of(key, place): text for key, text in texts.items() if text and text.strip()},
        {key: value for key, value in status.items() if value in STATUSES},
        {
            key: float(value) if isinstance(value, int | float) else None
            for key, value in score.items()
        },
        {key: str(value) for key, value in _by_key(record, "comment", place).items()},
        {key: signature for key, signature in signed.items() if signature},
        {key: tuple(map(str, names)) for key, names in checks.items() if isinstance(names, list)},
        {key: count for key, count in segments.items() if isinstance(count, int)},
    )


def _made_with(record: Mapping[str, object], path: Path) -> dict[str, dict[str, str]]:
    said = _by_key(record, "made_with", str(path))
    return {
        key: {str(name): str(value) for name, value in made.items()}
        for key, made in said.items()
        if isinstance(made, dict)
    }


def _by_key(record: Mapping[str, object], name: str, place: str) -> dict[str, object]:
    values = record.get(name)
    if not isinstance(values, dict):
        return {}
    return {key_of(key, place): value for key, value in values.items()}


FORMAT = CorpusFormat(
    name="jsonl",
    description="JSON Lines: one object a unit, with status and score; for datasets and scripts",
    suffixes=(".jsonl", ".ndjson"),
    carries=EVERYTHING,
    read=_read,
    write=_write,
)
