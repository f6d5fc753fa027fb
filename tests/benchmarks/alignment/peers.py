"""Our aligner beside Vecalign's and Bertalign's procedures, from text to bitext, in one run.

They encode all runs of up to 5 segments, we encode each segment once. Models are loaded before the
clock starts, and no text has been seen before.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from aligned.aligner import installed
from aligned.evaluation import Link, evaluate_all
from tests.benchmarks.alignment.bertalign import bertalign
from tests.benchmarks.alignment.concatenations import Floats, concatenations, sentence_encoder
from tests.benchmarks.alignment.gold import Gold, links_of
from tests.benchmarks.alignment.units import by_units
from tests.benchmarks.alignment.vecalign import vecalign

Pair = tuple[Sequence[Link], Sequence[Link]]


class Clock:
    """CPU and wall seconds since it was made, as a pair."""

    def __init__(self) -> None:
        self._start = time.process_time(), time.perf_counter()

    def __call__(self) -> tuple[float, float]:
        return time.process_time() - self._start[0], time.perf_counter() - self._start[1]


class Row:
    """What one aligner did to the texts of a corpus."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.pairs: list[Pair] = []
        self.cpu = self.wall = 0.0

    def add(self, system: Sequence[Link], text: Gold, *spent: tuple[float, float]) -> None:
        self.pairs.append((system, text.links))
        self.cpu += sum(cpu for cpu, _ in spent)
        self.wall += sum(wall for _, wall in spent)

    def show(self, ours: "Row") -> None:
        result = evaluate_all(self.pairs)
        print(
            f"  {self.name:22} {result.strict.f1:.3f}  {result.lax.f1:.3f}  "
            f"{by_units(self.pairs).strict.f1:.3f} {self.cpu:7.1f} "
            f"{self.cpu / ours.cpu:6.1f} {self.wall:7.1f} {self.wall / ours.wall:6.1f}",
            flush=True,
        )


def peers(folders: Sequence[Path]) -> None:
    print("                        strict   lax  units   CPU s  times  wall s  times")
    for folder in folders:
        texts = [Gold(file) for file in sorted(folder.glob("*.gold"))]
        compare(folder.name, texts, installed.suitable(*texts[0].languages))


def compare(corpus: str, texts: Sequence[Gold], encoder: str) -> None:
    installed.encode(encoder, ["Hexapla"], lambda done, total: None)  # loads the models
    encode = sentence_encoder(encoder)
    rows = [Row("ours"), Row("Vecalign's procedure"), Row("Bertalign's procedure")]
    for text in texts:
        clock = Clock()
        rows[0].add(links_of(text.align(encoder)), text, clock())
        clock = Clock()
        source, target = (concatenations(side, encode) for side in (text.source, text.target))
        encoded = clock()
        searches: list[Callable[[Floats, Floats], list[tuple[int, int]]]] = [
            vecalign,
            lambda left, right, text=text: bertalign(left, right, (text.source, text.target)),
        ]
        for row, search in zip(rows[1:], searches, strict=True):
            clock = Clock()
            beads = search(source, target)
            row.add(list(links(beads)), text, encoded, clock())
    print(f"{corpus}, {encoder}")
    for row in rows:
        row.show(rows[0])


def links(beads: Sequence[tuple[int, int]]) -> Iterator[Link]:
    row = column = 0
    for m, n in beads:
        yield range(row, row + m), range(column, column + n)
        row, column = row + m, column + n
