"""Fit the weights of `translate.confidence`, and show how well it finds bad translations.

    python tests/benchmarks/confidence.py [--sentences 400]

English sentences, half of them corrupted, are translated by the student; the output for the clean
sentence is the reference of both halves. Weights are fitted to the chrF of one half of the outputs;
the figures are those of the other half.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.chrf import chrf
from tests.english import corrupted, sentences
from translate import Translator, models
from translate.confidence import confidence, features
from translate.engines.student import StudentEngine
from translate.hop import over

Figures = NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sentences", type=int, default=400)
    count = parser.parse_args().sentences
    clean = sentences(count, seed=7)
    bad = [corrupted(sentence, number) for number, sentence in enumerate(clean)]
    wheel = next(model for model in models.in_wheels() if model.id.endswith("enpt"))
    outcomes = over(StudentEngine(wheel), [*clean, *bad], Translator("en", "pt").route.target)

    scores = [outcomes[text].log_probabilities for text in (*clean, *bad)]
    good = np.array([True] * count + [False] * count)
    figures = np.array([features(score) for score in scores])
    quality = np.array(
        [
            chrf(outcomes[text].text, outcomes[reference].text)
            for text, reference in zip((*clean, *bad), (*clean, *clean), strict=True)
        ]
    )
    fitting = np.arange(2 * count) % 2 == 0
    intercept, *weights = fit(figures[fitting], quality[fitting])
    print(f"fitted: intercept {intercept:.2f}, weights {np.round(weights, 2).tolist()}")
    ours = np.array([confidence(score) for score in scores])[~fitting]
    fitted = (intercept + figures @ weights)[~fitting]
    held, chrfs = good[~fitting], quality[~fitting]
    print(f"{'on the other half':24} {'AUC':>6} {'rank correlation with chrF':>28}")
    for name, values in (
        ("confidence, as it stands", ours),
        ("fitted now", fitted),
        ("mean log-probability", figures[~fitting, 0]),
        ("worst log-probability", figures[~fitting, 1]),
    ):
        print(f"{name:24} {auc(values, held):6.3f} {spearman(values, chrfs):28.3f}")
    for low in np.arange(0, 1, 0.2):
        inside = (ours >= low) & (ours <= low + 0.2)
        share, mean = held[inside].mean(), chrfs[inside].mean()
        print(
            f"confidence {low:.1f}-{low + 0.2:.1f}: {inside.sum():4} outputs, "
            f"mean chrF {mean:.2f}, {share:.2f} of them clean"
        )


def fit(figures: Figures, quality: Figures) -> Figures:
    """Logistic regression by Newton's method: the intercept, then a weight a column.

    `quality` is from 0 to 1, and so is what the model predicts: the quality expected.
    """
    x = np.column_stack([np.ones(len(figures)), figures])
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (quality - p) - 1e-3 * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(x.shape[1])
        weights += np.linalg.solve(hessian, gradient)
    return weights


def auc(values: Figures, good: NDArray[np.bool_]) -> float:
    """The probability that a good one has a higher value than a bad one."""
    return float((values[good][:, None] > values[~good][None]).mean())


def spearman(a: Figures, b: Figures) -> float:
    """The correlation of ranks."""
    ranks = [np.argsort(np.argsort(values)).astype(float) for values in (a, b)]
    return float(np.corrcoef(*ranks)[0, 1])


if __name__ == "__main__":
    main()
