"""Translation memory: what was translated is not translated again, and what is like it is shown.

One SQLite file holds units for many language pairs. A unit made by models answers only for the same
models; one that a person confirmed answers for all of them, and comes first.
"""

import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from translate.errors import TranslateError

__all__ = ["Match", "Memory", "Unit"]

_SCHEMA = """
    CREATE TABLE IF NOT EXISTS unit (
        pair TEXT NOT NULL,        -- "en>pt"
        source_key TEXT NOT NULL,  -- the source, normalised
        made_by TEXT NOT NULL,     -- the models; "" for a person
        source TEXT NOT NULL,
        text TEXT NOT NULL,
        confidence REAL NOT NULL,
        PRIMARY KEY (pair, source_key, made_by)
    ) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence and its translation; `made_by` names the models, and is empty for a person's."""

    source: str
    text: str
    made_by: str = ""
    confidence: float = 1.0


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
        """Keep units, all or none, in place of older ones with the same source and maker."""
        rows = [
            (self._pair, _key(unit.source), unit.made_by, unit.source, unit.text, unit.confidence)
            for unit in units
        ]
        self._database.execute("BEGIN")
        self._database.executemany("INSERT OR REPLACE INTO unit VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._database.execute("COMMIT")

    def exact(self, source: str, made_by: str = "") -> Unit | None:
        """A person's unit for the same sentence, or else that of the same models, or None."""
        row = self._database.execute(
            "SELECT source, text, made_by, confidence FROM unit WHERE pair = ? AND source_key = ? "
            "AND made_by IN (?, '') ORDER BY made_by LIMIT 1",
            (self._pair, _key(source), made_by),
        ).fetchone()
        return Unit(*row) if row else None

    def like(self, source: str, least: float = 0.7, most: int = 3) -> list[Match]:
        """The units whose source is most like a sentence, word by word, the most alike first.

        `least` is the score from which a unit is worth showing.
        """
        words = _key(source).split()
        matcher: SequenceMatcher[str] = SequenceMatcher(autojunk=False)
        matcher.set_seq2(words)
        found = []
        # Two sentences whose lengths differ by more cannot reach the score.
        span = (int(len(words) * least / (2 - least)), len(words) * (2 - least) / least)
        rows = self._database.execute(
            "SELECT source, text, made_by, confidence, source_key FROM unit WHERE pair = ?",
            (self._pair,),
        )
        for *unit, key in rows:
            others = key.split()
            if not span[0] <= len(others) <= span[1]:
                continue
            matcher.set_seq1(others)
            if matcher.quick_ratio() >= least and (score := matcher.ratio()) >= least:
                found.append(Match(Unit(*unit), score))
        found.sort(key=lambda match: (-match.score, match.unit.made_by))
        return found[:most]

    def units(self) -> list[Unit]:
        """All units of the pair, for export."""
        rows = self._database.execute(
            "SELECT source, text, made_by, confidence FROM unit WHERE pair = ?", (self._pair,)
        )
        return [Unit(*row) for row in rows]


def _key(source: str) -> str:
    """What sentences that are the same have in common: words and marks, not white space."""
    return unicodedata.normalize("NFC", " ".join(source.split()))
