"""Links: which segments correspond, by number, as alignment files and gold standards have them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aligned.bitext import Bead, Bitext
from aligned.errors import InputError

__all__ = ["Link", "bitext_of", "links_of", "plain_score", "score_of"]


@dataclass(frozen=True, slots=True)
class Link:
    """Segments of the source and of the target that correspond, 0-based; one side may be empty."""

    sources: tuple[int, ...]
    targets: tuple[int, ...]
    score: float | None = None


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


def _check_run(segments: Sequence[int], start: int, count: int, side: str, name: str) -> None:
    numbers = ", ".join(map(str, segments))
    if segments[-1] >= count:
        raise InputError(
            f"{name}: {side} [{numbers}] does not exist, the text has {count} segments: "
            "is this the file of another text?"
        )
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
