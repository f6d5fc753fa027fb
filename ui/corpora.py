"""The use cases on corpora: open one from a file or a project, watch it, check every pair."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from aligned import formats
from aligned.checks import Finding, Pair, check
from aligned.corpus import Corpus, Unit, corpus
from aligned.project import Project
from aligned.store import Store, is_project
from ui.files import SUFFIX
from ui.versions import Progress

__all__ = [
    "Found",
    "convert_to",
    "found_in",
    "is_plain_file",
    "open_corpus",
    "project_in",
    "told",
]

_TOLD_EVERY = 256


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found: in which unit (counted from 1), against which target, in which texts."""

    unit: int
    target: str
    finding: Finding
    texts: tuple[str, str]


def open_corpus(location: str | Path, encoding: str | None = None) -> Corpus:
    """The corpus in a file of any readable format, or that of a project."""
    if is_plain_file(location):
        return formats.read_corpus(location, encoding=encoding)
    return corpus(project_in(location))


def convert_to(
    location: str | Path,
    name: str,
    output: Path,
    watched: Callable[[Corpus], Corpus],
    encoding: str | None = None,
) -> formats.Exported:
    """Write what is in a file or a project in the format of that name; errors as `formats.export`.

    Of a file, a format of links gets its links; of a project, a format of texts and segments gets
    the project's own, not one a text of each unit. What is written unit by unit is `watched`.
    """
    format = formats.get(name)
    if not is_plain_file(location):
        project = project_in(location)
        if isinstance(format, formats.CorpusFormat):
            return formats.export_corpus(watched(corpus(project)), name, output)
        return formats.export(project, name, output)
    if isinstance(format, formats.LinksFormat):
        return formats.convert_links(location, name, output)
    opened = formats.read_corpus(location, encoding=encoding)
    return formats.export_corpus(watched(opened), name, output)


def is_plain_file(location: str | Path) -> TypeGuard[Path]:
    """Whether a location is a file that is no project, by its suffix and by what is in it."""
    return isinstance(location, Path) and location.suffix != SUFFIX and not is_project(location)


def told(corpus: Corpus, doing: str, progress: Progress, total: int | None = None) -> Corpus:
    """The same corpus, which tells how far it has been gone through, where that takes a while."""

    def units() -> Iterator[Unit]:
        number = 0
        for number, unit in enumerate(corpus, 1):
            if number % _TOLD_EVERY == 0:
                progress(doing, number, total)
            yield unit
        if number >= _TOLD_EVERY:
            progress(doing, number, number)

    return Corpus(corpus.name, lambda: corpus.versions, units)


def project_in(location: str | Path) -> Project:
    """The project in a file, or in the database of a URL, with who corrected it.

    StoreError if there is none.
    """
    with closing(Store.open(location)) as store:
        return store.signed()


def found_in(corpus: Corpus) -> Iterator[Found]:
    """What the checks find in every pair of source and target, in order, while it is read."""
    source, *targets = corpus.versions
    for number, unit in enumerate(corpus, 1):
        for target in targets:
            if source.key in unit.texts and target.key in unit.texts:
                texts = unit.texts[source.key], unit.texts[target.key]
                for finding in check(Pair(*texts, source.language, target.language)):
                    yield Found(number, target.key, finding, texts)
