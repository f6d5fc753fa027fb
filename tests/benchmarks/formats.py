"""Write and read 100,000 units in 5 languages in every corpus format: CPU seconds, megabytes.

    python tests/benchmarks/formats.py [UNITS]

Each measurement runs in a process of its own; memory is the peak of that process above what it
takes to import the package. The units stream from a generator, so what grows with the corpus shows.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from aligned import formats
from aligned.corpus import Corpus, Unit
from aligned.formats import CorpusFormat
from aligned.project import Version

_TEXTS = {
    "en": "In year {} the council adopted the report & its annexes <with changes>, said the chair.",
    "fr": "En {}, le conseil a adopté le rapport & ses annexes <avec des changements>.",
    "de": "Im Jahr {} nahm der Rat den Bericht & seine Anhänge <mit Änderungen> an.",
    "es": "En {} el consejo aprobó el informe & sus anexos <con cambios>, dijo el presidente.",
    "tr": "{} yılında konsey raporu & eklerini <değişikliklerle> kabul etti.",
}


def corpus(count: int) -> Corpus:
    made_with = {"model": "m", "engine": "e"}
    versions = tuple(
        Version(key, key, "source" if key == "en" else "machine", made_with=made_with)
        for key in _TEXTS
    )

    def units() -> Iterator[Unit]:
        targets = [key for key in _TEXTS if key != "en"]
        for number in range(count):
            texts = {key: text.format(number) for key, text in _TEXTS.items()}
            score = dict.fromkeys(targets, number % 100 / 100)
            yield Unit(texts, dict.fromkeys(targets, "edited"), score)

    return Corpus("benchmark", lambda: versions, units)


def measure(task: str, name: str, folder: Path, count: int) -> None:
    """One measurement, in a process of its own; prints seconds and megabytes."""
    one = corpus(count)
    files = [path for path in folder.iterdir() if path.is_file()]
    formats.get(name)
    before = peak()
    began = time.process_time()
    if task == "make":
        read = sum(1 for _ in one)
    elif task == "write":
        formats.export_corpus(one, name, folder)
        read = count
    else:
        read = sum(
            1 for path in files[:: 2 if name == "moses" else 1] for _ in formats.read_corpus(path)
        )
    seconds = time.process_time() - began
    assert read >= count
    print(f"{seconds:.1f} {peak() - before:.0f}")


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(*arguments: str) -> tuple[float, float]:
    command = [sys.executable, __file__, *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, run.stdout.split())
    return seconds, megabytes


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as empty:
        seconds, _ = measured("make", "tmx", empty, str(count))
    print(
        f"{count:,} units x {len(_TEXTS)} languages; making the units alone takes {seconds:.1f} s"
    )
    print(f"{'format':10}{'write s':>10}{'MB':>6}{'read s':>10}{'MB':>6}{'files MB':>10}")
    for format in formats.writable():
        if isinstance(format, CorpusFormat):
            with tempfile.TemporaryDirectory() as folder:
                write = measured("write", format.name, folder, str(count))
                read = measured("read", format.name, folder, str(count))
                size = sum(path.stat().st_size for path in Path(folder).iterdir()) / 1e6
            print(
                f"{format.name:10}{write[0]:10.1f}{write[1]:6.0f}{read[0]:10.1f}{read[1]:6.0f}"
                f"{size:10.1f}"
            )


if __name__ == "__main__":
    if len(sys.argv) > 2:
        measure(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
