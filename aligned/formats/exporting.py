"""Export: a project or a corpus into the files of one format, and what did not fit in them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligned.corpus import Corpus, corpus, project_of
from aligned.errors import ExportError
from aligned.formats.format import CorpusFormat, DocumentFormat, Format, LinksFormat, ProjectFormat
from aligned.formats.lost import Losses
from aligned.formats.output import Output
from aligned.formats.registry import get
from aligned.pairs import pair
from aligned.project import Project, Version

__all__ = [
    "Exported",
    "Through",
    "export",
    "export_corpus",
    "export_pairs",
    "losses",
    "targets_of",
]


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

        tmx, tsv, csv, xlsx, jsonl, parquet     book.tmx
        edition, edition-docx, edition-epub     book.html, book.docx, book.epub
        xliff, xliff12, tei, vecalign, ladder   book.xlf for one target, book.en-fr.xlf ... for more
        text                                    book.txt for one target, book.fr.txt ... for more
        moses                                   book.en-fr.en, book.en-fr.fr, book.en-de.en ...
        xces                                    book.en.xml, book.fr.xml, book.en-fr.xml ...

    Either all files are there and complete, or none. Raises InputError for an unknown format,
    ExportError for a key that is no target, no target at all, or a file that cannot be written.
    """
    format, targets = get(name), targets_of(project, keys)
    return _exported(format, [(project, targets)], destination, through, Losses(format))


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
    parts = [(one, one.targets) for one in apart]
    return _exported(format, parts, destination, _all, Losses(format))


def _exported(
    format: Format,
    parts: Sequence[tuple[Project, Sequence[Version]]],
    destination: Path,
    through: Through,
    losses: Losses,
) -> Exported:
    """Write the source and these targets of each part, all in one export."""
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
    losses: Losses,
) -> None:
    match format:
        case CorpusFormat():
            corpora = [through(one) for one in _corpora(format, project, targets)]
            _write_corpora(format, corpora, output, losses)
        case LinksFormat(write=write) if write:
            for target in targets:
                losses.count(project, [target])
                output.name_pair(project.source.key, target.key)
                lines = write(project.bitexts[target.key])
                output.file().writelines(f"{line}\n".encode() for line in lines)
        case DocumentFormat(write=write) if write:
            for target in targets:
                output.label = target.key if len(targets) > 1 else ""
                output.file().write(losses.clean(write(target)).encode())
        case ProjectFormat(write=write) if write:
            losses.count(project, targets)
            write(project, targets, output)
        case _:
            raise _unwritable(format)


def export_corpus(corpus: Corpus, name: str, destination: Path) -> Exported:
    """Write a corpus, such as one read from a file, in the format of that name.

    As `export`; for a format of texts and segments the whole corpus is in memory, and each text of
    a unit is one segment. ExportError also for a format that needs more than a corpus has.
    """
    format = get(name)
    if not format.writable or isinstance(format, LinksFormat):
        raise ExportError(
            f"{name} cannot be made from a file of units alone: align the texts in a project first"
        )
    pairwise = format.pairwise if isinstance(format, CorpusFormat) else True
    if pairwise and len(corpus.keys) < 2:
        raise ExportError(f"{corpus.name} is in one language alone: {name} needs two")
    losses = Losses(format)
    if not isinstance(format, CorpusFormat):
        project = project_of(losses.of_segments(corpus))
        return _exported(format, [(project, project.targets)], destination, _all, losses)
    corpora = [corpus.pair(key) for key in corpus.keys[1:]] if format.pairwise else [corpus]
    several = len(corpora) > 1
    with Output(destination, corpus.name, _suffix(format), several=several) as output:
        _write_corpora(format, corpora, output, losses)
    return Exported(output.paths, losses.sentences())


def losses(
    project: Project, name: str, keys: Sequence[str] | None = None, through: Through = _all
) -> tuple[str, ...]:
    """What `export` would say did not fit, without writing anything.

    Nothing for formats of documents: what of those has no place is known once they are written.
    """
    format = get(name)
    targets = targets_of(project, keys)
    lost = Losses(format)
    match format:
        case CorpusFormat():
            corpora = [through(one) for one in _corpora(format, project, targets)]
            for one in corpora:
                lost.count_units(one)
        case ProjectFormat():
            lost.count(project, targets)
        case LinksFormat():
            for target in targets:
                lost.count(project, [target])
    return lost.sentences()


def targets_of(project: Project, keys: Sequence[str] | None) -> tuple[Version, ...]:
    """The targets of these keys, all if None; ExportError for a key or a project without any."""
    if not project.targets:
        raise ExportError(
            f"the project {project.name} has only its source: "
            "translate it or add a translation first"
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
    format: CorpusFormat, corpora: Sequence[Corpus], output: Output, losses: Losses
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
