"""Export: a project or a corpus into the files of one format, and what did not fit in them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from aligned.corpus import Corpus, Unit, corpus
from aligned.errors import ExportError
from aligned.formats.format import (
    HALF_CHARACTERS,
    Carried,
    CorpusFormat,
    DocumentFormat,
    Format,
    LinksFormat,
    ProjectFormat,
)
from aligned.formats.output import Output
from aligned.formats.registry import get
from aligned.pairs import pair
from aligned.project import Project, Version

__all__ = ["Exported", "export", "export_corpus", "export_pairs", "losses", "targets_of"]


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote: its files, and in plain sentences what they could not hold."""

    files: tuple[Path, ...]
    losses: tuple[str, ...]


Through = Callable[[Corpus], Corpus]
"""What is taken of a corpus on its way into a corpus format: all of it, or some."""


def _all(corpus: Corpus) -> Corpus:
    return corpus


def export(
    project: Project,
    name: str,
    destination: Path,
    keys: Sequence[str] | None = None,
    through: Through = _all,
) -> Exported:
    """Write the source and the targets of these keys (all if None) in the format of that name.

    `destination` is a folder that exists, in which the files are called after the project, or else
    a file. Where there are several files, what tells them apart stands before the suffix:

        tmx, tsv, csv, xlsx, jsonl, parquet    book.tmx
        edition, edition-docx, edition-epub    book.html, book.docx, book.epub
        xliff, tei, vecalign, ladder    book.xlf for one target; book.en-fr.xlf ... for several
        text                        book.txt for one target; book.fr.txt ... for several
        moses                       book.en-fr.en, book.en-fr.fr, book.en-de.en ...
        xces                        book.en.xml, book.fr.xml, book.en-fr.xml ...

    Either all files are there and complete, or none. Raises InputError for an unknown format,
    ExportError for a key that is no target, no target at all, or a file that cannot be written.
    """
    return _exported(get(name), [(project, targets_of(project, keys))], destination, through)


def export_pairs(
    project: Project,
    name: str,
    destination: Path,
    pairs: Iterable[tuple[str, str]],
    completed: Callable[[Project], Project] = lambda pair: pair,
) -> Exported:
    """As `export`, for pairs of versions by their keys, each derived through the source.

    Every pair is written apart: book.fr-de.tmx, book.fr-pt.tmx where there are several.
    `completed` adds to a pair what is known of it alone, such as the findings of checks.
    ExportError also for a format that holds one version alone.
    """
    format = get(name)
    if isinstance(format, DocumentFormat):
        raise ExportError(f"{name} holds one version alone: choose a format for pairs, such as tmx")
    apart = [completed(pair(project, *keys)) for keys in dict.fromkeys(pairs)]
    return _exported(format, [(one, one.targets) for one in apart], destination, _all)


def _exported(
    format: Format,
    parts: Sequence[tuple[Project, Sequence[Version]]],
    destination: Path,
    through: Through,
) -> Exported:
    """Write the source and these targets of each part, all in one export."""
    losses = _Losses(format)
    several = sum(len(targets) for _, targets in parts) > 1
    with Output(destination, parts[0][0].name, _suffix(format), several=several) as output:
        for project, targets in parts:
            if len(parts) > 1:
                output.name_pair(project.source.key, targets[0].key)
            _write(format, project, targets, output, through, losses)
    return Exported(output.paths, losses.sentences())


def _write(
    format: Format,
    project: Project,
    targets: Sequence[Version],
    output: Output,
    through: Through,
    losses: "_Losses",
) -> None:
    match format:
        case CorpusFormat():
            corpora = [through(one) for one in _corpora(format, project, targets)]
            _write_corpora(format, corpora, output, losses)
        case LinksFormat(write=write) if write:
            for target in targets:
                output.name_pair(project.source.key, target.key)
                lines = write(project.bitexts[target.key])
                output.file().writelines(f"{line}\n".encode() for line in lines)
        case DocumentFormat(write=write) if write:
            for target in targets:
                output.label = target.key if len(targets) > 1 else ""
                output.file().write(losses.clean(write(target)).encode())
        case ProjectFormat(write=write) if write:
            for _ in losses.watched(corpus(project, [target.key for target in targets])):
                pass  # counted only: a project format takes the segments themselves
            write(project, targets, output)
        case _:
            raise _unwritable(format)


def export_corpus(corpus: Corpus, name: str, destination: Path) -> Exported:
    """Write a corpus, such as one read from a file, in the format of that name.

    As `export`; ExportError also for a format that needs more than a corpus has.
    """
    format = get(name)
    if not isinstance(format, CorpusFormat):
        raise ExportError(
            f"{name} cannot be made from a file of units alone: align the texts in a project first"
        )
    if format.pairwise and len(corpus.keys) < 2:
        raise ExportError(f"{corpus.name} is in one language alone: {name} needs two")
    corpora = [corpus.pair(key) for key in corpus.keys[1:]] if format.pairwise else [corpus]
    losses = _Losses(format)
    several = len(corpora) > 1
    with Output(destination, corpus.name, _suffix(format), several=several) as output:
        _write_corpora(format, corpora, output, losses)
    return Exported(output.paths, losses.sentences())


def losses(
    project: Project, name: str, keys: Sequence[str] | None = None, through: Through = _all
) -> tuple[str, ...]:
    """What `export` would say did not fit, without writing anything.

    Nothing for formats of links and documents: what of those has no place is known once they are
    written.
    """
    format = get(name)
    targets = targets_of(project, keys)
    lost = _Losses(format)
    match format:
        case CorpusFormat():
            corpora = [through(one) for one in _corpora(format, project, targets)]
        case ProjectFormat():
            corpora = [corpus(project, [target.key for target in targets])]
        case _:
            corpora = []
    for one in corpora:
        for _ in lost.watched(one):
            pass
    return lost.sentences()


def targets_of(project: Project, keys: Sequence[str] | None) -> tuple[Version, ...]:
    """The targets of these keys, all if None; ExportError for a key or a project without any."""
    if not project.targets:
        raise ExportError(
            f"{project.name} has only its source: translate it or add a translation first"
        )
    if keys is None:
        return project.targets
    by_key = {target.key: target for target in project.targets}
    for key in keys:
        if key not in by_key:
            raise ExportError(f"{project.name} has no target {key}: it has {', '.join(by_key)}")
    return tuple(by_key[key] for key in dict.fromkeys(keys))


def _corpora(format: CorpusFormat, project: Project, targets: Sequence[Version]) -> list[Corpus]:
    keys = [target.key for target in targets]
    return [corpus(project, [key]) for key in keys] if format.pairwise else [corpus(project, keys)]


def _write_corpora(
    format: CorpusFormat, corpora: Sequence[Corpus], output: Output, losses: "_Losses"
) -> None:
    if format.write is None:
        raise _unwritable(format)
    for one in corpora:
        if format.pairwise:
            output.name_pair(*one.keys)
        format.write(losses.watched(one), output)


def _unwritable(format: Format) -> ExportError:
    return ExportError(f"{format.name} can only be read: choose another format")


def _suffix(format: Format) -> str:
    return format.suffixes[0] if format.suffixes else ""


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


class _Losses:
    """Counts, while units pass on their way into a format, what it has no place for."""

    def __init__(self, format: Format) -> None:
        self._name = format.name
        self._counts: Counter[str] = Counter()
        self._forbidden = HALF_CHARACTERS
        self._carries = frozenset[Carried]()
        if isinstance(format, CorpusFormat | ProjectFormat):
            self._forbidden, self._carries = format.forbidden, format.carries

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
