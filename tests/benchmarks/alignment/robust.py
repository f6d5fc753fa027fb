"""Accuracy on gold bitexts that something has befallen, and texts that are no translations."""

import random
from collections.abc import Sequence

from aligned.aligner import Alignment, align
from aligned.evaluation import evaluate_all
from tests.aligned.aligner.damage import DAMAGES, Text
from tests.benchmarks.alignment.gold import GOLD, Gold, links_of
from ui import sample

PREFACE = 30


def robust(encoder: str) -> None:
    for folder in sorted(GOLD.iterdir()):
        golds = [Gold(file) for file in sorted(folder.glob("*.gold"))]
        print(f"{folder.name:32} strict   lax  by length   similarity")
        for name, damage in DAMAGES.items():
            texts = [
                damage(
                    Text(gold.source, gold.target, gold.links),
                    _foreign(golds, number),
                    random.Random(1),
                )
                for number, gold in enumerate(golds)
            ]
            print(f"{name:32} {_figures(golds, texts, encoder)}", flush=True)
        print(f"{'another text':32} {_unrelated(golds, encoder)}", flush=True)


def _foreign(golds: Sequence[Gold], number: int) -> list[str]:
    """The beginning of another text in the target's language."""
    if len(golds) > 1:
        return golds[number - 1].target[:PREFACE]
    language = golds[number].languages[1]
    paragraphs = sample.document(language).text.split("\n")
    return [line for line in paragraphs if line.strip()][:PREFACE]


def _figures(golds: Sequence[Gold], texts: Sequence[Text], encoder: str) -> str:
    found = [_aligned(gold, text, encoder) for gold, text in zip(golds, texts, strict=True)]
    spelt = [_aligned(gold, text, "length") for gold, text in zip(golds, texts, strict=True)]
    accuracy, without = (
        evaluate_all(
            (links_of(one), text.links) for one, text in zip(alignments, texts, strict=True)
        )
        for alignments in (found, spelt)
    )
    return (
        f"{accuracy.strict.f1:6.3f} {accuracy.lax.f1:5.3f} {without.strict.f1:10.3f}   "
        f"{_similarities(found)}"
    )


def _aligned(gold: Gold, text: Text, encoder: str) -> Alignment:
    return align(
        text.source,
        text.target,
        source_language=gold.languages[0],
        target_language=gold.languages[1],
        encoder=encoder,
    )


def _unrelated(golds: Sequence[Gold], encoder: str) -> str:
    """The first half of each source with the second half of the next text's target."""
    others = [gold.target[len(gold.target) // 2 :] for gold in (*golds[1:], golds[0])]
    found = [
        _aligned(gold, Text(gold.source[: len(gold.source) // 2], other, ()), encoder)
        for gold, other in zip(golds, others, strict=True)
    ]
    return f"{'-':>6} {'-':>5} {'-':>10}   {_similarities(found)}"


def _similarities(alignments: Sequence[Alignment]) -> str:
    values = [alignment.similarity for alignment in alignments]
    refused = sum(not alignment.related for alignment in alignments)
    span = f"{min(values):.2f} to {max(values):.2f}" if len(values) > 1 else f"{values[0]:.2f}"
    return f"{span}{f', {refused} refused' if refused else ''}"
