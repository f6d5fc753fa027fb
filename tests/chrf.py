"""Likeness of two texts, for benchmarks."""

from collections import Counter


def chrf(text: str, reference: str) -> float:
    """Popovic 2015: F2 of character n-grams up to 6, without white space, 0 to 1."""
    text, reference = ("".join(value.split()) for value in (text, reference))
    scores = []
    for n in range(1, 7):
        ours, theirs = (
            Counter(value[i : i + n] for i in range(len(value) - n + 1))
            for value in (text, reference)
        )
        same = (ours & theirs).total()
        precision, recall = same / max(1, ours.total()), same / max(1, theirs.total())
        scores.append(5 * precision * recall / max(1e-9, 4 * precision + recall))
    return sum(scores) / len(scores)
