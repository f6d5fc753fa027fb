"""Who last corrected each bead, and when: read from the log."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from aligned.bitext import Bitext, Signature
from aligned.corrections import BeadSplice, SegmentSplice, Splice
from aligned.project import Project
from aligned.store.history import Logged

__all__ = ["Signatures", "signatures"]

Signatures = tuple[Signature | None, ...]
"""Of each bead of a target, who corrected it last."""


def signatures(project: Project, entries: Sequence[Logged]) -> Mapping[str, Signatures]:
    """For each target, who last corrected each of its beads; None for those that a machine left.

    A bead is corrected where it changes, or a text of its target does; a comment, a bookmark or a
    dismissed check is no correction. `entries` is the whole log of the project, oldest first.
    """
    beads = {key: _Places(len(bitext)) for key, bitext in project.bitexts.items()}
    texts = {target.key: _Places(len(target.segments)) for target in project.targets}
    for entry in reversed(entries):  # what is found first is the last word
        signature = Signature(entry.who, entry.at)
        for splice in reversed(entry.change or ()):
            places = texts if isinstance(splice, SegmentSplice) else beads
            if splice.key in places:  # texts of the source are nobody's correction of a target
                signed = None if _is_remark(splice) else signature
                places[splice.key].take_back(splice, signed)
    return {
        key: tuple(_of_beads(bitext, beads[key].signed, texts[key].signed))
        for key, bitext in project.bitexts.items()
    }


class _Places:
    """The items of a sequence, and where they were before the changes that are taken back."""

    def __init__(self, count: int) -> None:
        self.signed: list[Signature | None] = [None] * count
        self._places: list[int | None] = list(range(count))

    def take_back(self, splice: Splice, signature: Signature | None) -> None:
        start, end = splice.start, splice.start + len(splice.inserted)
        came = self._places[start:end]
        for place in came:
            if place is not None and self.signed[place] is None:
                self.signed[place] = signature
        stays = signature is None  # a remark: the same items, whose last correction is earlier
        self._places[start:end] = came if stays else [None] * len(splice.removed)


def _is_remark(splice: Splice) -> bool:
    """Whether it changes only what is said about beads."""
    return (
        isinstance(splice, BeadSplice)
        and len(splice.removed) == len(splice.inserted)
        and all(
            replace(
                after,
                bookmarked=before.bookmarked,
                comment=before.comment,
                dismissed=before.dismissed,
            )
            == before
            for before, after in zip(splice.removed, splice.inserted, strict=True)
        )
    )


def _of_beads(
    bitext: Bitext, beads: Sequence[Signature | None], texts: Sequence[Signature | None]
) -> Iterable[Signature | None]:
    for (_, targets, bead), own in zip(bitext.links(), beads, strict=True):
        signed = [one for one in (own, *(texts[target] for target in targets)) if one is not None]
        by_person = bead.status != "machine"
        yield max(signed, key=lambda one: one.at, default=None) if by_person else None
