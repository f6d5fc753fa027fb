"""The use cases: make a project, add and translate versions, correct, export.

No printing and no widgets: both faces, the command line and the page, call these and show what
comes back. Long work reports progress and can be cancelled; what it has done by then is kept.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from aligned.bitext import Bead, Bitext
from aligned.corrections import Change, Operation, fill, pending
from aligned.errors import InputError
from aligned.project import Origin, Project, Version
from aligned.store import Logged, Store
from aligned.text import Document, cut, cut_lines, identify, language_name, language_tag

__all__ = ["SUFFIX", "Progress", "Workbench", "project_files", "read_version"]

SUFFIX = ".hexapla"
# A translation is on the disk at the latest after so many sentences or seconds.
_BATCH = 32
_BATCH_SECONDS = 1.0

_T = TypeVar("_T")


class Progress(Protocol):
    """Is told how far long work has come: what is being done, how much of it, out of how much."""

    def __call__(self, doing: str, done: int, total: int | None) -> None:
        """Show it."""


def _unwatched(doing: str, done: int, total: int | None) -> None:
    pass


def _uncancelled() -> bool:
    return False


class Workbench:
    """An open project and the person who works on it.

    Methods raise AlignedError or TranslateError, each one line for the user.
    """

    def __init__(self, store: Store, who: str = "editor") -> None:
        self._store = store
        self.who = who

    @classmethod
    def create(
        cls,
        location: str | Path,
        document: Document,
        language: str | None = None,
        *,
        name: str | None = None,
        segmented: bool = False,
        who: str = "editor",
    ) -> "Workbench":
        """Make a project of a source document; its language is identified unless given."""
        source = read_version(document, language, "source", segmented=segmented)
        return cls(Store.create(location, Project(name or document.name, source)), who)

    @classmethod
    def open(cls, location: str | Path, who: str = "editor") -> "Workbench":
        """Open a project."""
        return cls(Store.open(location), who)

    def close(self) -> None:
        """Let go of the project file."""
        self._store.close()

    # --- what there is ---------------------------------------------------------------------------

    @property
    def project(self) -> Project:
        """The project as it stands now, whoever wrote to it."""
        return self._store.project

    @property
    def revision(self) -> int:
        """How many changes the project has seen."""
        return self._store.revision

    def snapshot(self) -> tuple[int, Project]:
        """The revision and the project of that revision."""
        return self._store.snapshot()

    def history(self, since: int = 0) -> list[Logged]:
        """The changes after revision `since`, oldest first."""
        return self._store.history(since)

    # --- versions --------------------------------------------------------------------------------

    def add_existing(
        self,
        document: Document,
        language: str | None = None,
        *,
        segmented: bool = False,
        progress: Progress = _unwatched,
    ) -> str:
        """Add an existing translation, aligned with the source; its key.

        Raises InputError where it is the very text of another version.
        """
        from aligned.aligner import align

        project = self.project
        version = read_version(document, language, "imported", segmented=segmented)
        for other in project.versions:
            if [s.text for s in other.segments] == [s.text for s in version.segments]:
                raise InputError(
                    f"{document.name} is the same text as the {language_name(other.language)} "
                    "version that the project has: add another file"
                )
        doing = f"aligning {language_name(version.language)}"
        alignment = align(
            [segment.text for segment in project.source.segments],
            [segment.text for segment in version.segments],
            source_language=project.source.language,
            target_language=version.language,
            progress=lambda done, total: progress(doing, done, total),
        )
        key = project.free_key(version.language)
        made_with = {"encoder": alignment.encoder, "similarity": f"{alignment.similarity:.3f}"}
        self._store.add_target(
            replace(version, key=key, made_with=made_with),
            alignment.bitext,
            who=f"align {alignment.encoder}",
        )
        return key

    def translate(
        self,
        language: str,
        *,
        model: str | None = None,
        progress: Progress = _unwatched,
        cancelled: Callable[[], bool] = _uncancelled,
    ) -> str:
        """Translate the source into a language; the key of the machine version.

        Translations are kept as they come. A machine version of this language that has beads still
        to translate is gone on with.
        """
        from translate import Translator

        language = language_tag(language)
        project = self.project
        progress(f"loading a model for {language_name(language)}", 0, None)
        translator = Translator(project.source.language, language, model=model)
        key = self._machine_version(project, language, translator.made_with)
        work = _Filling(self._store, key, f"translate {translator.made_with['model']}")
        doing = f"translating into {language_name(language)}"
        total = len(work.wanted)
        done = 0
        progress(doing, done, total)
        texts = (work.texts[bead] for bead in work.wanted)
        for batch in _batches(translator.stream(texts), _BATCH, _BATCH_SECONDS):
            work.keep([translation.text for translation in batch])
            done += len(batch)
            progress(doing, done, total)
            if cancelled():
                break
        return key

    def _machine_version(
        self, project: Project, language: str, made_with: Mapping[str, str]
    ) -> str:
        for target in project.targets:
            if target.origin == "machine" and target.language == language:
                return target.key
        key = project.free_key(language)
        source = project.source
        version = Version(key, language, "machine", (), source.lead, dict(made_with))
        bitext = Bitext(Bead(1, 0) for _ in source.segments)
        self._store.add_target(version, bitext, who="translate")
        return key

    # --- corrections -----------------------------------------------------------------------------

    def correct(
        self, operation: Operation, revision: int | None = None, token: str | None = None
    ) -> Logged:
        """Carry out a correction on the state of `revision`; see `Store.correct`."""
        return self._store.correct(operation, self.who, revision, token)

    def undo(self, token: str | None = None) -> Logged:
        """Undo this person's last correction."""
        return self._store.undo(self.who, token)

    def redo(self, token: str | None = None) -> Logged:
        """Redo what this person undid last."""
        return self._store.redo(self.who, token)

    @property
    def undoable(self) -> bool:
        """Whether this person has a correction to undo."""
        return self._store.undoable(self.who)

    @property
    def redoable(self) -> bool:
        """Whether this person has an undone correction to redo."""
        return self._store.redoable(self.who)

    # --- the way out -----------------------------------------------------------------------------

    def export(
        self, format_name: str, destination: Path, keys: Sequence[str] | None = None
    ) -> list[Path]:
        """Write the project in a format; the files written. See `aligned.formats.export`."""
        from aligned import formats

        return formats.export(self.project, format_name, destination, keys)


class _Filling:
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
        self.wanted = pending(project, key)
        self.texts = {bead: self._source_text(project, bead) for bead in self.wanted}

    def keep(self, translations: Sequence[str]) -> None:
        """Keep the translations of the next beads in order; on the disk when this returns."""
        beads = self.wanted[self._next : self._next + len(translations)]
        self._next += len(translations)
        filled = dict(zip(beads, translations, strict=True))
        self._store.change(lambda project: self._fill(project, filled), self._who, "fill")

    def _fill(self, project: Project, filled: dict[int, str]) -> Change:
        if not all(self._still_waits(project, bead) for bead in filled):
            by_text = {self.texts[bead]: text for bead, text in filled.items()}
            filled = {
                bead: by_text[self._source_text(project, bead)]
                for bead in pending(project, self._key)
                if self._source_text(project, bead) in by_text
            }
        return fill(project, self._key, filled)

    def _still_waits(self, project: Project, number: int) -> bool:
        beads = project.bitexts[self._key].beads
        return (
            number < len(beads)
            and (beads[number].kind, beads[number].status) == ("1-0", "machine")
            and self._source_text(project, number) == self.texts[number]
        )

    def _source_text(self, project: Project, bead: int) -> str:
        [segment] = project.bitexts[self._key].sources_of(bead)
        return project.source.segments[segment].text


def read_version(
    document: Document, language: str | None, origin: Origin, *, segmented: bool = False
) -> Version:
    """Cut a document into a version; its language is identified unless given.

    With `segmented`, every line is a segment as it stands.
    """
    tag = language_tag(language) if language else identify(document.text)
    lead, segments = cut_lines(document) if segmented else cut(document, tag)
    return Version(tag, tag, origin, segments, lead)


def project_files(folder: Path) -> list[Path]:
    """The project files of a folder, the last changed first."""
    return sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)


def _batches(items: Iterable[_T], size: int, seconds: float) -> Iterator[list[_T]]:
    """Items in lists of up to `size`, a list at the latest when `seconds` have gone by."""
    batch: list[_T] = []
    began = time.monotonic()
    for item in items:
        batch.append(item)
        if len(batch) == size or time.monotonic() - began > seconds:
            yield batch
            batch, began = [], time.monotonic()
    if batch:
        yield batch
