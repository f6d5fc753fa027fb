"""Links: which segments correspond, by number, as alignment files and gold standards have them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aligned.bitext import Bead, Bitext
from aligned.errors import InputError

__all__ = [
    "Link",
    "LinkedTexts",
    "bitext_of",
    "check_numbers",
    "links_of",
    "plain_score",
    "score_of",
    "whole_bitext",
]


@dataclass(frozen=True, slots=True)
class Link:
    """Segments of the source and of the target that correspond, 0-based; one side may be empty."""

    sources: tuple[int, ...]
    targets: tuple[int, ...]
    score: float | None = None


@dataclass(frozen=True, slots=True)
class LinkedTexts:
    """Links, and the segments of the source and of the target that they number, where known."""

    links: tuple[Link, ...]
    texts: tuple[Sequence[str], Sequence[str]] | None = None


def links_of(bitext: Bitext) -> list[Link]:
    """The beads of a bitext as links."""
    return [
        Link(tuple(sources), tuple(targets), bead.score)
        for sources, targets, bead in bitext.links()
    ]


def bitext_of(links: Iterable[Link], sources: int, targets: int, name: str = "links") -> Bitext:
    """The bitext of two versions with so many segments; segments without a link get a null bead.

    Raises InputError where the links cannot be beads: a segment twice, one that does not exist, a
    gap inside a link, or two links that cross.
    """
    linked = sorted(
        (link for link in links if link.sources and link.targets),
        key=lambda link: min(link.sources),
    )
    beads: list[Bead] = []
    source = target = 0
    for link in linked:
        _check_run(link.sources, source, sources, "source", name)
        _check_run(link.targets, target, targets, "target", name)
        beads += _null_beads(link.sources[0] - source, link.targets[0] - target)
        beads.append(Bead(len(link.sources), len(link.targets), score=link.score))
        source, target = link.sources[-1] + 1, link.targets[-1] + 1
    return Bitext(beads + _null_beads(sources - source, targets - target))


def whole_bitext(links: Sequence[Link], sources: int, targets: int, name: str = "links") -> Bitext:
    """As `bitext_of`, but InputError where a segment is in no link or in two; without scores.

    What the scores of another aligner mean, none of the formats says: of Vecalign's, the lowest is
    the best.
    """
    check_numbers(links, sources, targets, name)
    for side, count, named in (
        ("source", sources, [number for link in links for number in link.sources]),
        ("target", targets, [number for link in links for number in link.targets]),
    ):
        often = Counter(named)
        for number in range(count):
            if often[number] != 1:
                raise InputError(
                    f"{name}: {side} [{number}] of 0 to {count - 1} is in "
                    f"{'two links' if often[number] else 'no link'}, and each must be in one: are "
                    "these the texts that were aligned, cut the same way (--segmented: by lines)?"
                )
    unscored = (Link(link.sources, link.targets) for link in links)
    return bitext_of(unscored, sources, targets, name)


def check_numbers(links: Iterable[Link], sources: int, targets: int, name: str) -> None:
    """Raise InputError for a link of a segment that texts of so many segments have not."""
    for link in links:
        for numbers, count, side in (
            (link.sources, sources, "source"),
            (link.targets, targets, "target"),
        ):
            if numbers and max(numbers) >= count:
                raise _no_such(numbers, count, side, name)


def _no_such(numbers: Sequence[int], count: int, side: str, name: str) -> InputError:
    return InputError(
        f"{name}: {side} [{', '.join(map(str, numbers))}] does not exist, the text has {count} "
        "segments: is this the file of another text?"
    )


def _check_run(segments: Sequence[int], start: int, count: int, side: str, name: str) -> None:
    numbers = ", ".join(map(str, segments))
    if segments[-1] >= count:
        raise _no_such(segments, count, side, name)
    if segments[0] < start or list(segments) != list(range(segments[0], segments[-1] + 1)):
        raise InputError(
            f"{name}: {side} [{numbers}] crosses or repeats another link or has a gap, "
            "which a bitext cannot: correct the file by hand"
        )


def _null_beads(sources: int, targets: int) -> list[Bead]:
    return [Bead(1, 0)] * sources + [Bead(0, 1)] * targets


def plain_score(score: float) -> str:
    """A score as text, the same on every machine: six significant digits, no trailing zeros."""
    return f"{score:.6g}"


def score_of(text: str | None) -> float | None:
    """The score that a text says; None where it says none."""
    try:
        return float(text or "")
    except ValueError:
        return None
