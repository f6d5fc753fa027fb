"""Learn and measure document alignment, on folders of files cut out of gold bitexts.

    python tests/benchmarks/documents.py learn
    python tests/benchmarks/documents.py measure
    python tests/benchmarks/documents.py scale [--files 100 300 1000]

Gold is read from ../shared/data/alignment and cut into files of 3 to 60 segments at beads. A folder
has 1 to 24 of them a side, of one or more texts; a quarter of the files is taken away from each
side, and one folder in six has files of other texts on the other side under the same names. Names
are in one of four ways: equal but for the language; numbered; by their first words in their own
language; numbered anew on each side, so that numbers mislead. A quarter of the folders have nothing
in common on the surface, as where scripts differ.

`measure` learns from half of the pieces (every other one) and counts on folders of the others;
`learn` prints the weights learned from all, which `aligned.documents.pairing` keeps. `scale` is of
made-up texts of 200 segments without an encoder.
"""

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from aligned.aligner.installed import WITHOUT, suitable
from aligned.documents import File, pair_files
from aligned.documents.evidence import FIGURES, evidence
from aligned.documents.pairing import WEIGHTS, assigned
from tests.benchmarks.alignment.gold import GOLD, Gold

SIZES = (3, 6, 12, 25, 60)
FOLDERS = 240
RIDGE = 0.05

Piece = tuple[str, list[str], str, list[str]]  # language and segments of both sides
Folder = tuple[list[File], list[File], dict[int, int]]  # and which pairs are right
Lesson = tuple[bool, bool, Folder]  # whether with an encoder, and in scripts that differ


def pieces(gold: Gold, size: int) -> Iterator[Piece]:
    """The text of a gold bitext, cut at beads into pieces of at least `size` source segments."""
    taken: tuple[list[str], list[str]] = [], []
    for sources, targets in gold.links:
        # One of the gold files numbers a line more than there is.
        taken[0].extend(gold.source[n] for n in sources if n < len(gold.source))
        taken[1].extend(gold.target[n] for n in targets if n < len(gold.target))
        if len(taken[0]) >= size and sources and targets:
            yield gold.languages[0], taken[0], gold.languages[1], taken[1]
            taken = [], []


def folder(own: Sequence[Piece], other: Sequence[Piece], chance: random.Random) -> Folder:
    """Some of the pieces as files, shuffled; some without the other side."""
    count = min(chance.choice((1, 2, 4, 8, 16, 24)), len(own))
    chosen = chance.sample(range(len(own)), count)
    kept = [[n for n in chosen if count < 4 or chance.random() > 0.25] for _ in (0, 1)]
    for side in kept:
        chance.shuffle(side)
    foreign = chance.random() < 1 / 6
    naming = chance.choice(("equal", "numbered", "words", "misleading"))
    sources = [named(own[n][1], own[n][0], n, place, naming) for place, n in enumerate(kept[0])]
    if foreign:
        others = chance.sample(other, min(len(kept[1]), len(other)))
        targets = [
            named(one[3], one[2], chosen[n % count], n, naming) for n, one in enumerate(others)
        ]
        return sources, targets, {}
    targets = [named(own[n][3], own[n][2], n, place, naming) for place, n in enumerate(kept[1])]
    right = {kept[0].index(n): kept[1].index(n) for n in kept[0] if n in kept[1]}
    return sources, targets, right


def named(texts: list[str], language: str, number: int, place: int, naming: str) -> File:
    chapter = {"de": "kapitel", "fr": "chapitre", "is": "kafli"}.get(language, "chapter")
    name = {
        "equal": f"letter {number * 37 % 101}",
        "numbered": f"{chapter}-{number:02}",
        "words": "-".join(texts[0].split()[:3]),
        "misleading": f"{place:02}",
    }[naming]
    return File(f"{name}.{language}", language, texts)


def folders(part: slice) -> list[Lesson]:
    """Folders of both sets, with and without an encoder, none of them empty."""
    chance = random.Random(0)
    sets = {
        size: [
            [
                piece
                for file in sorted(GOLD.glob(f"{name}/*.gold"))
                for piece in pieces(Gold(file), size)
            ]
            for name in ("textberg-de-fr", "parice-en-is")
        ]
        for size in SIZES
    }
    made = []
    for number in range(FOLDERS):
        own, other = chance.sample(sets[chance.choice(SIZES)], 2)
        files = folder(own[part] or own, other, chance)
        if files[0] and files[1]:
            made.append((number % 2 == 0, number // 2 % 4 == 0, files))
    return made


def silent(done: int, total: int) -> None:
    pass


def figures_of(lesson: Lesson) -> np.ndarray:
    with_encoder, scripts_differ, (sources, targets, _) = lesson
    languages = sources[0].language, targets[0].language
    figures = evidence(sources, targets, suitable(*languages) if with_encoder else WITHOUT, silent)
    figures[..., FIGURES.index("surface")] *= not scripts_differ
    return figures


def learned(lessons: Sequence[Lesson]) -> dict[bool, np.ndarray]:
    """Weights by logistic regression with a ridge, by Newton's method."""
    weights = {}
    for with_encoder in (True, False):
        rows, answers = [], []
        for lesson in lessons:
            if lesson[0] == with_encoder:
                figures, right = figures_of(lesson), lesson[2][2]
                for source, target in np.ndindex(figures.shape[:2]):
                    rows.append([*figures[source, target], 1.0])
                    answers.append(float(right.get(source) == target))
        weights[with_encoder] = _logistic(np.array(rows, float), np.array(answers))
    return weights


def _logistic(rows: np.ndarray, answers: np.ndarray) -> np.ndarray:
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        chances = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (answers - chances) - RIDGE * weights
        curvature = (rows * (chances * (1 - chances))[:, None]).T @ rows
        weights += np.linalg.solve(curvature + RIDGE * np.eye(len(weights)), gradient)
    return weights


def measure() -> None:
    weights = learned(folders(slice(0, None, 2)))
    lessons = folders(slice(1, None, 2))
    print("                             files  paired  right  missed  precision  recall")
    for with_encoder, scripts_differ in (
        (True, False),
        (True, True),
        (False, False),
        (False, True),
    ):
        counts = np.zeros(4, int)
        for lesson in lessons:
            if lesson[:2] == (with_encoder, scripts_differ):
                wanted = lesson[2][2]
                found = assigned(figures_of(lesson), weights[with_encoder])
                right = sum(wanted.get(pair.source) == pair.target for pair in found)
                counts += [len(lesson[2][0]), len(found), right, len(wanted) - right]
        files, paired, right, missed = counts
        name = "with encoders" if with_encoder else "without"
        name += ", other script" if scripts_differ else ""
        print(
            f"{name:27} {files:6} {paired:7} {right:6} {missed:7}"
            f" {right / paired:10.3f} {right / (right + missed):7.3f}"
        )


def scale(sizes: Sequence[int]) -> None:
    print("files a side  CPU seconds  peak MB")
    for count in sizes:
        chance = random.Random(1)
        words = [f"w{chance.randrange(10**6):x}" for _ in range(20_000)]
        texts = [[" ".join(chance.choices(words, k=12)) for _ in range(200)] for _ in range(count)]
        sides = [
            [File(f"{n}.{tag}", tag, text) for n, text in enumerate(texts)] for tag in ("en", "fr")
        ]
        began = time.process_time()
        found = pair_files(*sides, encoder=WITHOUT)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_000
        assert len(found) == count
        print(f"{count:12} {time.process_time() - began:12.1f} {peak:8}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=["learn", "measure", "scale"])
    parser.add_argument("--files", type=int, nargs="+", default=[100, 300, 1_000])
    arguments = parser.parse_args()
    if arguments.what == "scale":
        scale(arguments.files)
    elif arguments.what == "measure":
        measure()
    else:
        for with_encoder, weights in learned(folders(slice(None))).items():
            print(
                with_encoder, dict(zip((*FIGURES, "bias"), weights.round(2).tolist(), strict=True))
            )
        print("kept:", WEIGHTS)


if __name__ == "__main__":
    main()
