"""Accuracy on what the weights have not been learned from."""

import random
from collections.abc import Sequence
from pathlib import Path

from aligned.aligner.learning import best_links, gather, learn, lessons, read_gold
from aligned.evaluation import Link, evaluate_all


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
