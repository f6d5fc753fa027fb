"""Gold bitexts, and the aligner's accuracy and calibration on them."""

import time
from ast import literal_eval
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from aligned.aligner import Alignment, align
from aligned.evaluation import Link, evaluate, evaluate_all

GOLD = Path(__file__).parents[4] / "shared" / "data" / "alignment"
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


def links_of(alignment: Alignment) -> list[Link]:
    return [(left, right) for left, right, _ in alignment.bitext.links()]


def gold(encoder: str, folders: Sequence[Path]) -> None:
    print("text                     strict   lax  CPU s encoder")
    for folder in folders:
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
