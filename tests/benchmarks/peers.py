"""What other programs take to write and to read what `formats.py` measures; run by that.

    python peers.py TASK FILE TEXTS

In a virtual environment with translate-toolkit and datasets; prints CPU seconds and the megabytes
above what it takes to import them. A task is a format with `-write` or `-read` after it; TEXTS has
the units, an object of texts by language a line.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

del sys.path[0]  # the folder of this script has a `translate` of its own

Texts = Sequence[dict[str, str]]


def tmx_write(file: Path, units: Texts) -> int:
    from translate.storage import tmx

    store = tmx.tmxfile(sourcelanguage="en", targetlanguage="fr")
    for texts in units:
        store.addtranslation(texts["en"], "en", texts["fr"], "fr")
    with file.open("wb") as output:
        store.serialize(output)
    return len(units)


def tmx_read(file: Path, units: Texts) -> int:
    from translate.storage import tmx

    with file.open("rb") as content:
        store = tmx.tmxfile(content, sourcelanguage="en", targetlanguage="fr")
    return sum(bool(str(unit.source) and str(unit.target)) for unit in store.units)


def xliff12_write(file: Path, units: Texts) -> int:
    from translate.storage import xliff

    store = xliff.xlifffile(sourcelanguage="en", targetlanguage="fr")
    for texts in units:
        unit = store.addsourceunit(texts["en"])
        unit.target = texts["fr"]
    with file.open("wb") as output:
        store.serialize(output)
    return len(units)


def xliff12_read(file: Path, units: Texts) -> int:
    from translate.storage import xliff

    return _units(xliff.xlifffile, file)


def xliff_read(file: Path, units: Texts) -> int:
    from translate.storage import xliff2

    return _units(xliff2.Xliff2File, file)


def _units(kind: type, file: Path) -> int:
    with file.open("rb") as content:
        store = kind(content)
    return sum(bool(str(unit.source) and str(unit.target)) for unit in store.units)


def parquet_write(file: Path, units: Texts) -> int:
    import datasets

    rows = [{"translation": texts} for texts in units]
    datasets.Dataset.from_list(rows).to_parquet(file)
    return len(units)


def parquet_read(file: Path, units: Texts) -> int:
    import datasets

    return sum(bool(row["translation"]["fr"]) for row in datasets.Dataset.from_parquet(str(file)))


TASKS: dict[str, Callable[[Path, Texts], int]] = {
    f.__name__.replace("_", "-"): f
    for f in (
        tmx_write,
        tmx_read,
        xliff12_write,
        xliff12_read,
        xliff_read,
        parquet_write,
        parquet_read,
    )
}


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    task, file, texts = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    if task.startswith("parquet"):
        import datasets

        datasets.disable_progress_bars()
    else:
        from translate.storage import tmx, xliff, xliff2  # noqa: F401
    units = [json.loads(line) for line in texts.read_text("utf-8").splitlines()]
    before = peak()
    began = time.process_time()
    assert TASKS[task](file, units) == len(units)
    print(f"{time.process_time() - began:.1f} {peak() - before:.0f}")
