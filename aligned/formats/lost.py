"""What of the units of a corpus has no place in a format: counted, and said in plain sentences."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from aligned.corpus import Corpus, Unit, corpus
from aligned.formats.format import (
    HALF_CHARACTERS,
    Carried,
    CorpusFormat,
    Format,
    LinksFormat,
    ProjectFormat,
)
from aligned.project import Project, Version

__all__ = ["Losses"]

_Lacking = Callable[[Unit, int], bool]
# What a unit among so many versions may have that a format has no place for.
_LOSSES: Mapping[Carried, tuple[str, _Lacking]] = {
    "one-sided": (
        "units without text on one side, left out of {}",
        lambda unit, versions: len(unit.texts) < versions,
    ),
    "line breaks": (
        "units whose line breaks became spaces in {}",
        lambda unit, versions: any("\n" in text for text in unit.texts.values()),
    ),
    "status": (
        "corrected or confirmed units whose status {} has no place for",
        lambda unit, versions: any(status != "machine" for status in unit.status.values()),
    ),
    "score": (
        "units whose score {} has no place for",
        lambda unit, versions: any(score is not None for score in unit.score.values()),
    ),
    "comment": (
        "units whose comment {} has no place for",
        lambda unit, versions: bool(unit.comment),
    ),
    "signed": (
        "units of which {} cannot say who corrected them, and when",
        lambda unit, versions: bool(unit.signed),
    ),
    "checks": (
        "units of which {} cannot say what the checks find in them",
        lambda unit, versions: bool(unit.checks),
    ),
}


# Texts are no part of links, so nothing is lost of them.
_OF_LINKS = frozenset[Carried]({"one-sided", "line breaks", "score", "record"})


class Losses:
    """Counts, while units pass on their way into a format, what it has no place for."""

    def __init__(self, format: Format) -> None:
        self._name = format.name
        self._counts: Counter[str] = Counter()
        self._forbidden = HALF_CHARACTERS
        self._carries = frozenset[Carried]()
        if isinstance(format, CorpusFormat | ProjectFormat):
            self._forbidden, self._carries = format.forbidden, format.carries
        elif isinstance(format, LinksFormat):
            self._carries = _OF_LINKS

    def count(self, project: Project, targets: Sequence[Version]) -> None:
        """Count what of a project has no place where its segments themselves are written."""
        self.count_units(corpus(project, [target.key for target in targets]))

    def count_units(self, units: Corpus) -> None:
        """Count what has no place, where the units are written otherwise, or not yet."""
        for _ in self.watched(units):
            pass

    def of_segments(self, corpus: Corpus) -> Corpus:
        """The same corpus; its units that had several segments in a text are counted."""

        def units() -> Iterator[Unit]:
            for unit in corpus:
                if any(count > 1 for count in unit.segments.values()):
                    self._counts["units of several segments, each text one segment in {}"] += 1
                yield unit

        return Corpus(corpus.name, lambda: corpus.versions, units)

    def watched(self, corpus: Corpus) -> Corpus:
        """The same corpus without the characters that the format forbids."""
        if "record" not in self._carries:
            made = sum(bool(version.made_with) for version in corpus.versions)
            self._counts["versions of which {} cannot say how they were made"] += made
        return Corpus(corpus.name, lambda: corpus.versions, lambda: self._passing(corpus))

    def _passing(self, corpus: Corpus) -> Iterator[Unit]:
        versions = len(corpus.keys)
        losses = [loss for kind, loss in _LOSSES.items() if kind not in self._carries]
        for unit in corpus:
            texts = unit.texts.values()
            if self._forbidden.search("".join((*texts, *unit.comment.values()))):
                unit = self._cleaned(unit)
            for sentence, lacks in losses:
                if lacks(unit, versions):
                    self._counts[sentence] += 1
            yield unit

    def _cleaned(self, unit: Unit) -> Unit:
        texts = {key: self.clean(text) for key, text in unit.texts.items()}
        comment = {key: self.clean(text) for key, text in unit.comment.items()}
        present = {key: text for key, text in texts.items() if text}
        return replace(unit, texts=present, comment=comment)

    def clean(self, text: str) -> str:
        """The text without the characters that the format forbids, which are counted."""
        kept, count = self._forbidden.subn("", text)
        if count:
            self._counts["control characters that {} cannot hold, left out"] += count
        return kept

    def sentences(self) -> tuple[str, ...]:
        """What was lost, a sentence each; nothing where all had a place."""
        return tuple(
            f"{sentence.format(self._name)}: {count:,}"
            for sentence, count in self._counts.items()
            if count
        )
