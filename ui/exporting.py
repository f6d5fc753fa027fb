"""The use case of taking a corpus away: what of it, in which format, and what that will lose."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from aligned import formats
from aligned.corpus import Corpus, Unit, corpus
from aligned.errors import ExportError
from aligned.formats import Exported
from aligned.pairs import named_pair
from aligned.project import Project, Version
from aligned.rows import Rows
from ui.corpora import told
from ui.findings import with_findings
from ui.versions import Progress, unwatched
from ui.workbench import Workbench

__all__ = [
    "Preview",
    "Selection",
    "export",
    "export_formats",
    "export_pairs",
    "format_of",
    "preview",
    "takes_metadata",
    "takes_selection",
    "targets_of",
]

_PREVIEWED = 5


@dataclass(frozen=True, slots=True)
class Selection:
    """What to take of a project: which targets (all if None), only what is confirmed, and whether
    with status, score, comment, who corrected what and how each version was made.

    The last two hold for formats of units alone (`takes_selection`).
    """

    keys: tuple[str, ...] | None = None
    confirmed_only: bool = False
    metadata: bool = True

    def through(self, corpus: Corpus) -> Corpus:
        """What is taken of a corpus."""
        if self.confirmed_only:
            corpus = _changed(corpus, corpus.versions, _confirmed)
        if not self.metadata:
            bare = tuple(replace(version, made_with={}) for version in corpus.versions)
            corpus = _changed(corpus, bare, _without_metadata)
        return corpus


@dataclass(frozen=True, slots=True)
class Preview:
    """What an export will hold: its keys, its first units, how many of how many, what is lost."""

    keys: tuple[str, ...]
    first: tuple[Unit, ...]
    units: int
    of: int
    losses: tuple[str, ...]


def export_formats(workbench: Workbench) -> tuple[formats.Format, ...]:
    """The formats in which a project can be exported, that of its own file first."""
    original = workbench.original
    own = formats.for_path(Path(original.name)) if original else None
    rewritable = isinstance(own, formats.DocumentFormat) and own.rewrite is not None
    return (*((own,) if own and rewritable else ()), *formats.writable())


def format_of(workbench: Workbench, path: Path) -> formats.Format:
    """The format in which a file of this name is exported; InputError for an unknown suffix."""
    for one in export_formats(workbench):
        if path.suffix.lower() in one.suffixes:
            return one
    return formats.for_path(path, to_write=True)


def takes_selection(format: formats.Format) -> bool:
    """Whether some of the units can be left out of this format."""
    return isinstance(format, formats.CorpusFormat)


def takes_metadata(format: formats.Format) -> bool:
    """Whether this format has a place for more than texts, and can do without."""
    carried = {"status", "score", "comment", "record"}
    return isinstance(format, formats.CorpusFormat) and bool(carried & format.carries)


def export(
    workbench: Workbench,
    format_name: str,
    destination: Path,
    selection: Selection,
    progress: Progress = unwatched,
) -> Exported:
    """Write what is selected of a project; see `Workbench.export`."""
    project = workbench.project
    doing = f"exporting {format_name}"
    progress(doing, 0, None)

    def through(corpus: Corpus) -> Corpus:
        total = len(Rows(project, corpus.keys[1:]))
        return told(selection.through(corpus), doing, progress, total)

    return workbench.export(format_name, destination, selection.keys, through)


def export_pairs(
    project: Project,
    format_name: str,
    destination: Path,
    pairs: Sequence[str],
    *,
    checks: bool = False,
) -> Exported:
    """Write pairs of versions, such as "fr-de"; see `aligned.formats.export_pairs`.

    With `checks` it says what the quality checks find between the two versions of each.
    """
    named = [named_pair(project, name) for name in pairs]
    completed = (with_findings,) if checks else ()
    return formats.export_pairs(project, format_name, destination, named, *completed)


def targets_of(project: Project, pairs: Sequence[str]) -> list[str]:
    """The keys of the targets that are in pairs such as "fr-de"."""
    named = {key for name in pairs for key in named_pair(project, name)}
    return [target.key for target in project.targets if target.key in named]


def preview(workbench: Workbench, format_name: str, selection: Selection) -> Preview:
    """What `export` would write, without writing it; ExportError where that is nothing."""
    project = workbench.signed_project()
    format = formats.get(format_name)
    keys = [target.key for target in project.targets] if selection.keys is None else selection.keys
    if not keys:
        raise ExportError("choose at least one version to export beside the source")
    whole = corpus(project, list(keys))
    taken = selection.through(whole) if takes_selection(format) else whole
    of = sum(1 for _ in whole)
    units = of if taken is whole else sum(1 for _ in taken)
    if not units:
        raise ExportError("nothing is confirmed yet: confirm some in the grid, or export all")
    first = tuple(islice(taken, _PREVIEWED))
    return Preview(whole.keys, first, units, of, _losses(project, format, selection))


def _losses(project: Project, format: formats.Format, selection: Selection) -> tuple[str, ...]:
    if not format.writable:
        return (
            "bold, links and notes that find no place in a translated sentence are left out, "
            "and counted when it is done",
        )
    if isinstance(format, formats.LinksFormat):
        return (f"{format.name} says which sentences belong together, without their texts",)
    return formats.losses(project, format.name, selection.keys, selection.through)


def _changed(
    corpus: Corpus, versions: tuple[Version, ...], units: Callable[[Corpus], Iterator[Unit]]
) -> Corpus:
    return Corpus(corpus.name, lambda: versions, lambda: units(corpus))


def _confirmed(corpus: Corpus) -> Iterator[Unit]:
    """The units without the targets that are not confirmed, where any is left."""
    source = corpus.keys[0]
    for unit in corpus:
        keys = [key for key in unit.texts if unit.status.get(key) == "confirmed"]
        if keys:
            yield unit.only([source, *keys])


def _without_metadata(corpus: Corpus) -> Iterator[Unit]:
    for unit in corpus:
        yield Unit(unit.texts)
