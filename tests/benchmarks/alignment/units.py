"""Accuracy where gold knows only which passages belong together, and what wrong texts look like.

For each bitext: strict and lax F1, and strict F1 **by units**: beads that lie within one gold link
count as that link, so that dividing what belongs together is no fault, and reaching out of it is.
Beside them the similarity that `align` finds between the two sides; and between the first half of
the source and the second half of the target, which are no translations of each other though they
are of the same book.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from aligned.aligner import Alignment, align
from aligned.evaluation import Evaluation, Link, evaluate_all
from tests.benchmarks.alignment.gold import Gold, links_of

__all__ = ["by_units", "units"]

Pair = tuple[Sequence[Link], Sequence[Link]]


def units(encoders: Sequence[str], folders: Sequence[Path]) -> None:
    for encoder in encoders:
        print(f"{encoder:32} beads strict   lax  units   similarity of the true, the wrong")
        for folder in folders:
            found = [_measured(Gold(file), encoder) for file in sorted(folder.glob("*.gold"))]
            _show(f"{folder.name} together", found)


def _measured(text: Gold, encoder: str) -> Pair:
    true, wrong = text.align(encoder), _half_with_other_half(text, encoder)
    pair = links_of(true), text.links
    _show(text.name, [pair], f"{_likeness(true)}   {_likeness(wrong)}   {true.encoder}")
    return pair


def _half_with_other_half(text: Gold, encoder: str) -> Alignment:
    return align(
        text.source[: len(text.source) // 2],
        text.target[len(text.target) // 2 :],
        source_language=text.languages[0],
        target_language=text.languages[1],
        encoder=encoder,
    )


def _likeness(alignment: Alignment) -> str:
    return f"{alignment.similarity:.2f} {'taken' if alignment.related else 'refused'}"


def _show(name: str, pairs: Sequence[Pair], more: str = "") -> None:
    whole = evaluate_all(pairs)
    beads = sum(len(gold) for _, gold in pairs)
    print(
        f"{name:32} {beads:5} {whole.strict.f1:6.3f} {whole.lax.f1:5.3f} "
        f"{by_units(pairs).strict.f1:6.3f}   {more}".rstrip(),
        flush=True,
    )


def by_units(pairs: Sequence[Pair]) -> Evaluation:
    """The accuracy of alignments whose beads within one gold link are taken as one."""
    return evaluate_all((list(_joined(system, gold)), gold) for system, gold in pairs)


def _joined(system: Sequence[Link], gold: Sequence[Link]) -> Iterator[Link]:
    places = [
        {segment: number for number, link in enumerate(gold) for segment in link[side]}
        for side in (0, 1)
    ]
    within: dict[int, tuple[list[int], list[int]]] = {}
    for link in system:
        touched = {place.get(n) for place, side in zip(places, link, strict=True) for n in side}
        if len(touched) > 1 or None in touched:  # gold may forget a segment
            yield link
            continue
        for whole, part in zip(within.setdefault(*touched, ([], [])), link, strict=True):
            whole.extend(part)
    yield from within.values()
