"""Write and read 100,000 units in 5 languages in every corpus format: CPU seconds, megabytes.

    python tests/benchmarks/formats.py [UNITS] [--peers [PYTHON]]

Each measurement runs in a process of its own; memory is the peak of that process above what it
takes to import the package. The units stream from a generator, so what grows with the corpus shows.

With `--peers` other programs do the same for comparison: translate-toolkit with XLIFF and TMX (in
two languages, which is what it holds) and datasets with Parquet. They are not of this project: they
run in the virtual environment of PYTHON, or in one that is made in the user's cache.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from pathlib import Path

import platformdirs

from aligned import formats
from aligned.corpus import Corpus, Unit
from aligned.formats import CorpusFormat
from aligned.project import Version

HERE = Path(__file__)
PEER_SCRIPT = HERE.with_name("peers.py")
PEERS = {
    "tmx": ("translate-toolkit", 2),
    "xliff": ("translate-toolkit", 2),
    "xliff12": ("translate-toolkit", 2),
    "parquet": ("datasets", 5),
}
LACKING = {("xliff", "write")}


_TEXTS = {
    "en": "In year {} the council adopted the report & its annexes <with changes>, said the chair.",
    "fr": "En {}, le conseil a adopté le rapport & ses annexes <avec des changements>.",
    "de": "Im Jahr {} nahm der Rat den Bericht & seine Anhänge <mit Änderungen> an.",
    "es": "En {} el consejo aprobó el informe & sus anexos <con cambios>, dijo el presidente.",
    "tr": "{} yılında konsey raporu & eklerini <değişikliklerle> kabul etti.",
}


def sentences(count: int, languages: int) -> Iterator[dict[str, str]]:
    """So many units in the first so many languages."""
    texts = list(_TEXTS.items())[:languages]
    for number in range(count):
        yield {key: text.format(number) for key, text in texts}


def corpus(count: int, languages: int) -> Corpus:
    made_with = {"model": "m", "engine": "e"}
    keys = list(_TEXTS)[:languages]
    versions = tuple(
        Version(key, key, "source" if key == "en" else "machine", made_with=made_with)
        for key in keys
    )

    def units() -> Iterator[Unit]:
        targets = keys[1:]
        for number, texts in enumerate(sentences(count, languages)):
            score = dict.fromkeys(targets, number % 100 / 100)
            yield Unit(texts, dict.fromkeys(targets, "edited"), score)

    return Corpus("benchmark", lambda: versions, units)


def measure(task: str, name: str, folder: Path, count: int, languages: int) -> None:
    """One measurement, in a process of its own; prints seconds and megabytes."""
    one = corpus(count, languages)
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


def measured(script: Path, *arguments: object, python: str = sys.executable) -> tuple[float, float]:
    command = [python, script, *map(str, arguments)]
    # A peer has a package `translate`, too.
    environment = {**os.environ, "PYTHONPATH": ""} if python != sys.executable else None
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    seconds, megabytes = map(float, run.stdout.split())
    return seconds, megabytes


def ours(count: int, languages: int) -> None:
    """A table of all corpus formats."""
    with tempfile.TemporaryDirectory() as empty:
        seconds, _ = measured(HERE, "make", "tmx", empty, count, languages)
    print(f"{count:,} units x {languages} languages; making the units alone takes {seconds:.1f} s")
    print(f"{'format':10}{'write s':>10}{'MB':>6}{'read s':>10}{'MB':>6}{'files MB':>10}")
    for format in formats.writable():
        if isinstance(format, CorpusFormat):
            with tempfile.TemporaryDirectory() as folder:
                write = measured(HERE, "write", format.name, folder, count, languages)
                read = measured(HERE, "read", format.name, folder, count, languages)
                size = sum(path.stat().st_size for path in Path(folder).iterdir()) / 1e6
            print(
                f"{format.name:10}{write[0]:10.1f}{write[1]:6.0f}{read[0]:10.1f}{read[1]:6.0f}"
                f"{size:10.1f}"
            )


def beside_peers(count: int, python: str) -> None:
    """A table of what a peer does, too: it reads what we wrote."""
    print(f"\n{count:,} units: hexapla, and the peer in the same format")
    print(f"{'':44}{'write s':>9}{'MB':>6}{'read s':>9}{'MB':>6}")
    for name, (peer, languages) in PEERS.items():
        with tempfile.TemporaryDirectory() as folder:
            cells = [
                f"{seconds:9.1f}{megabytes:6.0f}"
                for task in ("write", "read")
                for seconds, megabytes in [measured(HERE, task, name, folder, count, languages)]
            ]
            print(f"{f'{name}, {languages} languages: hexapla':44}{''.join(cells)}")
            [file] = Path(folder).iterdir()
            cells, texts = [], Path(folder, "texts")
            with texts.open("w") as lines:
                lines.writelines(f"{json.dumps(one)}\n" for one in sentences(count, languages))
            for task, place in (("write", Path(folder, "peer")), ("read", file)):
                if (name, task) in LACKING:
                    cells.append(f"{'-':>9}{'-':>6}")
                    continue
                made = measured(PEER_SCRIPT, f"{name}-{task}", place, texts, python=python)
                cells.append(f"{made[0]:9.1f}{made[1]:6.0f}")
            print(f"{f'{name}, {languages} languages: {peer}':44}{''.join(cells)}")


def peers_python() -> str:
    """The Python of a virtual environment with the peers, made where there is none."""
    folder = platformdirs.user_cache_path("hexapla") / "peers"
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        command = [python, "-m", "pip", "install", "-q", "translate-toolkit", "datasets"]
        subprocess.run(command, check=True)
    return str(python)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("units", type=int, nargs="?", default=100_000)
    parser.add_argument("--peers", nargs="?", const="", metavar="PYTHON")
    options = parser.parse_args()
    ours(options.units, len(_TEXTS))
    if options.peers is not None:
        beside_peers(options.units, options.peers or peers_python())


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in ("make", "write", "read"):
        _, task, name, folder, *numbers = sys.argv
        measure(task, name, Path(folder), *map(int, numbers))
    else:
        main()
