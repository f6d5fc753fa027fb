"""A machine version as it fills: translations into the beads that wait for them, in batches."""

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from aligned.corrections import Change, fill, is_pending, pending
from aligned.project import Project
from aligned.store import Store, WordAlignment
from aligned.text import Segment
from ui.versions import CancelledError

if TYPE_CHECKING:
    from translate import Translation

__all__ = ["Filling", "batches"]

_T = TypeVar("_T")


class Filling:
    """Puts translations, as they come, into the beads of one version that wait for them.

    Beads may move meanwhile, because somebody corrects the source: each is then looked for by the
    source text that was translated.
    """

    def __init__(self, store: Store, key: str, who: str) -> None:
        self._store = store
        self._key = key
        self._who = who
        self._next = 0
        project = store.project
        waiting = pending(project, key)
        self.texts = {bead: self._source_text(project, bead) for bead in waiting}
        code = {bead: text for bead, text in self.texts.items() if self._is_code(project, bead)}
        if code:
            store.change(lambda project: fill(project, key, code), who, "fill")
        self.wanted = [bead for bead in waiting if bead not in code]

    def keep(self, translations: Sequence["Translation"]) -> None:
        """Keep the translations of the next beads in order; on the disk when this returns."""
        beads = self.wanted[self._next : self._next + len(translations)]
        self._next += len(translations)
        filled = dict(zip(beads, translations, strict=True))
        self._store.keep_word_alignments(
            self._key, [WordAlignment(one.source, one.text, one.links) for one in translations]
        )
        self._store.change(lambda project: self._fill(project, filled), self._who, "fill")

    def _fill(self, project: Project, filled: "dict[int, Translation]") -> Change:
        if not all(self._still_waits(project, bead) for bead in filled):
            by_source = {translation.source: translation for translation in filled.values()}
            filled = {
                bead: by_source[self._source_text(project, bead)]
                for bead in pending(project, self._key)
                if self._source_text(project, bead) in by_source
            }
        texts = {bead: translation.text for bead, translation in filled.items()}
        scores = {bead: translation.confidence for bead, translation in filled.items()}
        return fill(project, self._key, texts, scores)

    def _still_waits(self, project: Project, number: int) -> bool:
        beads = project.bitexts[self._key].beads
        return (
            number < len(beads)
            and is_pending(project.version(self._key), beads[number])
            and self._source_text(project, number) == self.texts[number]
        )

    def _source_text(self, project: Project, bead: int) -> str:
        return self._source(project, bead).text

    def _is_code(self, project: Project, bead: int) -> bool:
        return self._source(project, bead).kind == "code"

    def _source(self, project: Project, bead: int) -> Segment:
        [segment] = project.bitexts[self._key].sources_of(bead)
        return project.source.segments[segment]


def batches(items: Iterable[_T], size: int, seconds: float) -> Iterator[list[_T]]:
    """Items in lists of up to `size`, a list at the latest when `seconds` have gone by.

    Where the work on them is cancelled, those that came by then are the last list.
    """
    batch: list[_T] = []
    began = time.monotonic()
    try:
        for item in items:
            batch.append(item)
            if len(batch) == size or time.monotonic() - began > seconds:
                yield batch
                batch, began = [], time.monotonic()
    except CancelledError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch
