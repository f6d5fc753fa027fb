"""The user's translation memory: what goes into it from projects and files, and out of it."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from aligned.bitext import Status
from aligned.corpus import Corpus, Unit, joined
from aligned.corrections import BeadSplice, Change
from aligned.errors import InputError
from aligned.project import Project, Version
from aligned.text import language_tag
from translate import memory
from translate.memory import Match, Memory

__all__ = ["add", "like", "remember", "units_of"]

_BATCH = 1_000  # units put at a time
_TARGET = "target"


def remember(project: Project, change: Change) -> None:
    """Put what a change has confirmed into the memory; TranslateError where that is refused.

    A bead of one source sentence, for sentences are what is looked up.
    """
    confirmed: dict[str, list[memory.Unit]] = defaultdict(list)
    for splice in change:
        if isinstance(splice, BeadSplice):
            bitext, version = project.bitexts[splice.key], project.version(splice.key)
            for number, bead in enumerate(splice.inserted, splice.start):
                if bead.status == "confirmed" and bead.sources == 1 and bead.targets:
                    source = joined(project.source, bitext.sources_of(number))
                    text = joined(version, bitext.targets_of(number))
                    confirmed[version.language].append(memory.Unit(source, text))
    for language, units in confirmed.items():
        with Memory(memory.default_path(), project.source.language, language) as known:
            known.put(units)


def like(source: str, target: str, text: str) -> list[Match]:
    """What the memory has that is like a text, the most alike first; TranslateError if refused."""
    path = memory.default_path()
    if not path.exists():
        return []
    with Memory(path, source, target) as known:
        return known.like(text)


def add(corpus: Corpus) -> int:
    """Put every pair of a corpus into the memory, as a person's; how many that were.

    TranslateError where the memory refuses.
    """
    source, *targets = corpus.versions
    count = 0
    for target in targets:
        units = (
            memory.Unit(unit.texts[source.key], unit.texts[target.key])
            for unit in corpus
            if source.key in unit.texts and target.key in unit.texts
        )
        with Memory(memory.default_path(), source.language, target.language) as known:
            while batch := list(islice(units, _BATCH)):
                known.put(batch)
                count += len(batch)
    return count


def units_of(source: str, target: str, path: Path) -> Corpus:
    """The corpus of all units of a pair in a memory file; InputError where it has none."""
    source, target = language_tag(source), language_tag(target)
    if (source, target) not in [(a, b) for a, b, _, _ in memory.pairs(path)]:
        raise InputError(f"the memory has nothing from {source} into {target}: see hexapla memory")
    versions = (
        Version(source, source, "source", (), ""),
        Version(_TARGET if target == source else target, target, "imported", (), ""),
    )

    def units() -> Iterator[Unit]:
        with Memory(path, source, target) as known:
            for unit in known.units():
                status: Status = "machine" if unit.made_by else "confirmed"
                key = versions[1].key
                texts = {source: unit.text and unit.source, key: unit.text}
                yield Unit(texts, {key: status}, {key: unit.confidence})

    return Corpus(f"memory.{source}-{target}", lambda: versions, units)
