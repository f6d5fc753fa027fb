"""The use cases on corpora: open one from a file or a project, watch it, check every pair."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aligned import formats
from aligned.checks import Finding, Pair, check
from aligned.corpus import Corpus, Unit, corpus
from aligned.project import Project
from aligned.store import Store, is_project
from ui.files import SUFFIX
from ui.versions import Progress

__all__ = [
    "Found",
    "export_opened",
    "found_in",
    "is_named_project",
    "is_of_links",
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
    if isinstance(location, Path) and not is_named_project(location):
        return formats.read_corpus(location, encoding=encoding)
    return corpus(project_in(location))


def is_of_links(location: str | Path, name: str) -> bool:
    """Whether links alone are to be written of what a file has: of a project, its corpus is."""
    is_file = isinstance(location, Path) and not is_named_project(location)
    return is_file and isinstance(formats.get(name), formats.LinksFormat)


def export_opened(
    location: str | Path, corpus: Corpus, name: str, output: Path
) -> formats.Exported:
    """Write a corpus that was opened from there; errors as `formats.export_corpus`.

    Of a project, a format of texts and segments gets its own: not one a text of each unit.
    """
    is_file = isinstance(location, Path) and not is_named_project(location)
    if is_file or isinstance(formats.get(name), formats.CorpusFormat):
        return formats.export_corpus(corpus, name, output)
    return formats.export(project_in(location), name, output)


def is_named_project(path: Path) -> bool:
    """Whether a file is a project, by its suffix or by what is in it."""
    return path.suffix == SUFFIX or is_project(path)


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
    store = Store.open(location)
    project = store.signed()
    store.close()
    return project


def found_in(corpus: Corpus) -> Iterator[Found]:
    """What the checks find in every pair of source and target, in order, while it is read."""
    source, *targets = corpus.versions
    for number, unit in enumerate(corpus, 1):
        for target in targets:
            if source.key in unit.texts and target.key in unit.texts:
                texts = unit.texts[source.key], unit.texts[target.key]
                for finding in check(Pair(*texts, source.language, target.language)):
                    yield Found(number, target.key, finding, texts)
