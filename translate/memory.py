"""Translation memory: what was translated is not translated again, and what is like it is shown.

One SQLite file, by default one for each user, holds units for many language pairs. A unit made by
models answers only for the same models, used in the same way; one that a person confirmed answers
for all of them, and comes first.
"""

import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from translate.alignment import Link
from translate.errors import TranslateError

__all__ = ["Match", "Memory", "Unit", "default_path", "pairs"]

_SCHEMA = """
    CREATE TABLE IF NOT EXISTS unit (
        pair TEXT NOT NULL,        -- "en>pt"
        source_key TEXT NOT NULL,  -- the source, normalised
        made_by TEXT NOT NULL,     -- the models; "" for a person
        source TEXT NOT NULL,
        text TEXT NOT NULL,
        confidence REAL NOT NULL,
        links TEXT NOT NULL,       -- the word alignment, as JSON
        PRIMARY KEY (pair, source_key, made_by)
    ) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence and its translation; `made_by` names the models, and is empty for a person's.

    `links` is the word alignment as in `Translation`; empty where it is not known.
    """

    source: str
    text: str
    made_by: str = ""
    confidence: float = 1.0
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A unit that is like what was asked for; `score` is from 0 to 1, 1 for the same words."""

    unit: Unit
    score: float


class Memory:
    """The units of one file between one pair of languages; a context manager, for one thread."""

    def __init__(self, path: Path, source: str, target: str) -> None:
        """Open or create the file; TranslateError where that is refused."""
        self._pair = f"{source}>{target}"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(path, isolation_level=None)
            self._database.execute("PRAGMA journal_mode = WAL")
            # A power cut may take the last units, which can be had again, but not the file.
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.execute(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise TranslateError(
                f"the translation memory {path} cannot be used: {error}: give another file"
            ) from error

    def __enter__(self) -> "Memory":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; everything put is in it."""
        self._database.close()

    def put(self, units: Iterable[Unit]) -> None:
        """Keep units, all or none, in place of older ones with the same source and maker.

        TranslateError where the disk or another program refuses.
        """
        rows = [
            (
                self._pair,
                _key(unit.source),
                unit.made_by,
                unit.source,
                unit.text,
                unit.confidence,
                json.dumps(unit.links),
            )
            for unit in units
        ]
        try:
            with self._database:
                self._database.execute("BEGIN")
                self._database.executemany(
                    "INSERT OR REPLACE INTO unit VALUES (?, ?, ?, ?, ?, ?, ?)", rows
                )
        except sqlite3.Error as error:
            raise TranslateError(
                f"the translation memory cannot be written: {error}: close what else uses it or "
                "make room, or go on without it (--no-memory)"
            ) from error

    def exact(self, source: str, made_by: str = "") -> Unit | None:
        """A person's unit for the same sentence, or else that of the same models, or None."""
        row = self._database.execute(
            "SELECT source, text, made_by, confidence, links FROM unit "
            "WHERE pair = ? AND source_key = ? AND made_by IN (?, '') ORDER BY made_by LIMIT 1",
            (self._pair, _key(source), made_by),
        ).fetchone()
        return _unit(*row) if row else None

    def like(self, source: str, least: float = 0.7, most: int = 3) -> list[Match]:
        """The units whose source is most like a sentence, word by word, the most alike first.

        `least` is the score from which a unit is worth showing.
        """
        from rapidfuzz.distance import Indel  # not for those who only reuse

        words = _key(source).split()
        found = []
        # Two sentences whose lengths differ by more cannot reach the score.
        span = (int(len(words) * least / (2 - least)), len(words) * (2 - least) / least)
        rows = self._database.execute(
            "SELECT source, text, made_by, confidence, links, source_key FROM unit WHERE pair = ?",
            (self._pair,),
        )
        for *unit, key in rows:
            others = key.split()
            if not span[0] <= len(others) <= span[1]:
                continue
            score = Indel.normalized_similarity(words, others, score_cutoff=least)
            if score >= least and words:
                found.append(Match(_unit(*unit), score))
        found.sort(key=lambda match: (-match.score, match.unit.made_by))
        return found[:most]

    def counts(self) -> list[tuple[str, int, int]]:
        """Every pair of the file, its units, and how many of them are a person's."""
        return self._database.execute(
            "SELECT pair, COUNT(*), SUM(made_by = '') FROM unit GROUP BY pair ORDER BY pair"
        ).fetchall()

    def units(self) -> Iterator[Unit]:
        """All units of the pair, for export; a person's before those of models."""
        rows = self._database.execute(
            "SELECT source, text, made_by, confidence, links FROM unit WHERE pair = ? "
            "ORDER BY made_by, source_key",
            (self._pair,),
        )
        return (_unit(*row) for row in rows)


def default_path() -> Path:
    """Where this user's memory is."""
    return Path(platformdirs.user_data_dir("hexapla")) / "memory.sqlite"


def pairs(path: Path) -> list[tuple[str, str, int, int]]:
    """Of every pair in a memory file: source, target, units, and how many of them a person's."""
    if not path.exists():
        return []
    with Memory(path, "", "") as memory:
        rows = memory.counts()
    return [(*pair.partition(">")[::2], units, persons) for pair, units, persons in rows]


def _unit(source: str, text: str, made_by: str, confidence: float, links: str) -> Unit:
    """A row of the file."""
    return Unit(
        source,
        text,
        made_by,
        confidence,
        tuple(Link(tuple(ours), tuple(theirs)) for ours, theirs in json.loads(links)),
    )


def _key(source: str) -> str:
    """What sentences that are the same have in common: words and marks, not white space."""
    return unicodedata.normalize("NFC", " ".join(source.split()))
