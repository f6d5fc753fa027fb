"""Accuracy on what the weights have not been learned from, and what each piece of evidence brings.

Texts are cut into pieces of about 50 segments. Pieces are left out a fifth at a time, or with their
whole text, or with their whole corpus; weights are learned from the rest. What is found in the same
pieces with 30 % of the segments gone, from one side or both, is told apart.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from aligned.aligner.evidence import feature_names
from aligned.aligner.learning import (
    Found,
    Lesson,
    Task,
    cross_validated,
    dealt,
    learn_all,
    lessons,
)
from aligned.evaluation import evaluate_all
from tests.benchmarks.alignment.gold import calibration

Keeps = Callable[[str], bool]


def folds(encoder: str, folders: Sequence[Path], leave: str) -> None:
    """Print accuracy and calibration by text and corpus."""
    known = lessons(folders, encoder)
    groups = {
        "piece": [],
        "text": [lesson.text for lesson in known],
        "corpus": [lesson.text.split("/")[0] for lesson in known],
    }
    found = list(cross_validated(known, groups[leave]))
    print(f"{encoder}, by weights that have not seen the {leave}")
    print("text                     strict   lax    loss")
    for text in dict.fromkeys(piece.text for piece in found):
        _print(text, [piece for piece in found if piece.text == text and not piece.gappy])
    for corpus in dict.fromkeys(piece.corpus for piece in found):
        for gappy in (False, True):
            part = [each for each in found if each.corpus == corpus and each.gappy == gappy]
            _print(corpus + gappy * ", gaps", part)
            calibration([bead for piece in part for bead in _judged(piece)])


def _judged(piece: Found) -> list[tuple[float, bool]]:
    right = {(tuple(left), tuple(other)) for left, other in piece.links}
    return [(chance, (tuple(a), tuple(b)) in right) for (a, b), chance in piece.beads]


def _print(name: str, found: Sequence[Found]) -> None:
    result = evaluate_all(([link for link, _ in each.beads], each.links) for each in found)
    loss = sum(each.loss for each in found)
    print(f"{name:24} {result.strict.f1:.3f}  {result.lax.f1:.3f} {loss:7.1f}", flush=True)


def ablation(encoder: str, folders: Sequence[Path]) -> None:
    """Print accuracy by corpus with one piece of evidence gone, and with few.

    By weights for whole texts alone. Each climb begins where everything had led to.
    """
    known = lessons(folders, encoder, gaps=False)
    names = feature_names(encoder.split("+"))
    dealt_out = dealt(known)
    everything = {
        left_out: learn_all(
            [lesson for lesson, fold in zip(known, dealt_out, strict=True) if fold != left_out]
        ).whole
        for left_out in dict.fromkeys(dealt_out)
    }
    print(f"{encoder}, in five folds of pieces")
    print("evidence                 strict   lax    loss")
    for label, keeps in _choices(encoder.split("+")).items():
        kept = np.array([keeps(name) for name in names])
        starts = {fold: weights[kept] for fold, weights in everything.items()}
        found = list(cross_validated([_only(lesson, kept) for lesson in known], dealt_out, starts))
        print(f"{label}: {kept.sum()} weights")
        for corpus in dict.fromkeys(piece.corpus for piece in found):
            _print(f"  {corpus}", [piece for piece in found if piece.corpus == corpus])


def _choices(encoders: Sequence[str]) -> dict[str, Keeps]:
    def without(*parts: str) -> Keeps:
        return lambda name: not any(part in name for part in parts)

    choices: dict[str, Keeps] = {
        "everything": lambda name: True,
        "without numbers": without("numbers:"),
        "without marks": without("marks:"),
        "without numbers and marks": without("numbers:", "marks:"),
        "without lengths": without("length:"),
        "without coverage per token": without("mean:"),
        "without shortfall and reach": without("shortfall", "reach"),
        "shape and coverage summed": lambda name: "tokens: cosine" in name or "shape" in name,
        "shape and lengths": lambda name: "length:" in name or "shape" in name,
    }
    if len(encoders) > 1:
        choices |= {f"without {encoder}": without(f"{encoder} ") for encoder in encoders}
    return choices


def _only(lesson: Lesson, kept: np.ndarray) -> Lesson:
    def cut(task: Task) -> Task:
        figures = [part[:, kept] for part in task.example.figures]
        return replace(task, example=replace(task.example, figures=figures))

    return replace(lesson, whole=cut(lesson.whole), thinned=cut(lesson.thinned))
