"""Changes as JSON, for the log."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace

from aligned.bitext import Bead
from aligned.corrections import BeadSplice, Change, SegmentSplice, Splice
from aligned.text import Segment

__all__ = ["change_from_json", "change_to_json"]


def change_to_json(change: Change) -> str:
    """Write a change so that `change_from_json` reads the same one back."""
    return json.dumps([_plain(splice) for splice in change], ensure_ascii=False)


def _plain(splice: Splice) -> dict[str, object]:
    kind = "segments" if isinstance(splice, SegmentSplice) else "beads"
    return {
        "of": kind,
        "key": splice.key,
        "start": splice.start,
        "removed": _rows(splice.removed),
        "inserted": _rows(splice.inserted),
    }


def _rows(run: Sequence[Segment] | Sequence[Bead]) -> list[list[object]]:
    return [list(asdict(item).values()) for item in run]


def change_from_json(text: str) -> Change:
    """Read back what `change_to_json` wrote."""
    return tuple(_splice(plain) for plain in json.loads(text))


def _splice(plain: dict) -> Splice:  # type: ignore[type-arg]  # JSON
    key, start = plain["key"], plain["start"]
    removed, inserted = plain["removed"], plain["inserted"]
    if plain["of"] == "segments":
        return SegmentSplice(key, start, _segments(removed), _segments(inserted))
    return BeadSplice(key, start, _beads(removed), _beads(inserted))


def _segments(rows: list[tuple[str, str, int, int]]) -> tuple[Segment, ...]:
    return tuple(Segment(*row) for row in rows)


def _beads(rows: list) -> tuple[Bead, ...]:  # type: ignore[type-arg]
    return tuple(replace(Bead(*row[:-1]), dismissed=tuple(row[-1])) for row in rows)
