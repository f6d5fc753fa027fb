"""The use cases on a project: add and translate versions, correct, export.

No printing and no widgets: both faces, the command line and the page, call these and show what
comes back. Long work tells a Progress how far it is, which may raise CancelledError to stop it;
what is done by then is kept.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aligned import formats
from aligned.bitext import Bead, Bitext
from aligned.corpus import Corpus
from aligned.corrections import (
    Operation,
    Reach,
    realigned,
    run_to_realign,
)
from aligned.errors import CorrectionError, ExportError, InputError
from aligned.formats import Exported
from aligned.pairs import named_pair
from aligned.project import Project, Version
from aligned.store import Logged, Original, Store
from aligned.text import Document, language_tag
from translate.errors import TranslateError
from ui.filling import Filling, batches
from ui.findings import with_findings
from ui.linking import SpanLinks, words_linked
from ui.memory import remember
from ui.suggesting import Suggestions
from ui.versions import (
    DEFAULT_SETTINGS,
    Existing,
    Progress,
    TranslationSettings,
    align_versions,
    read_version,
    realign_version,
    refuse_same_text,
    translator,
    unwatched,
    watched,
)

__all__ = ["Progress", "Workbench"]

# A translation is on the disk at the latest after so many sentences or seconds.
_BATCH = 32
_BATCH_SECONDS = 1.0


class Workbench:
    """An open project and the person who works on it.

    Methods raise AlignedError or TranslateError, each one line for the user.
    """

    def __init__(self, store: Store, who: str = "editor") -> None:
        self._store = store
        self.who = who
        self.suggestions = Suggestions()

    def signed(self, who: str) -> "Workbench":
        """The same open project for another person, whose name their corrections bear."""
        other = Workbench(self._store, who)
        other.suggestions = self.suggestions
        return other

    @classmethod
    def create(
        cls,
        location: str | Path,
        document: Document,
        language: str | None = None,
        *,
        original: Original | None = None,
        segmented: bool = False,
        who: str = "editor",
    ) -> "Workbench":
        """Make a project of a source document; its language is identified unless given.

        `original` is the file it was read from, for a translation with the same layout.
        """
        source = read_version(document, language, "source", segmented=segmented)
        return cls(Store.create(location, Project(document.name, source), original), who)

    @classmethod
    def open(cls, location: str | Path, who: str = "editor") -> "Workbench":
        """Open a project."""
        return cls(Store.open(location), who)

    def close(self) -> None:
        """Let go of the project file."""
        self._store.close()

    def rename(self, name: str) -> None:
        """Give the project another name, after which its exports are called."""
        self._store.rename(name)

    # --- what there is ---------------------------------------------------------------------------

    @property
    def project(self) -> Project:
        """The project as it stands now, whoever wrote to it."""
        return self._store.project

    def signed_project(self) -> Project:
        """The project as it stands now, with who last corrected each of its beads, and when."""
        return self._store.signed()

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

    def revision_before(self, span: timedelta) -> int:
        """The revision that the project had so long ago."""
        return self._store.revision_at(datetime.now(UTC) - span)

    # --- versions --------------------------------------------------------------------------------

    def add_existing(
        self,
        document: Document,
        language: str | None = None,
        *,
        segmented: bool = False,
        anyway: bool = False,
        progress: Progress = unwatched,
    ) -> str:
        """Add an existing translation, aligned with the source; its key.

        Raises InputError where it is the very text of another version, or, unless `anyway`, where
        it does not seem to be a translation of the source.
        """
        version = read_version(document, language, "imported", segmented=segmented)
        return self.add_version(Existing(version), anyway=anyway, progress=progress)

    def add_version(
        self, existing: Existing, *, anyway: bool = False, progress: Progress = unwatched
    ) -> str:
        """As `add_existing`, with the document read and cut already, and perhaps aligned.

        InputError also where the source has been cut otherwise since it was aligned.
        """
        project, version, bitext = self.project, existing.version, existing.bitext
        for other in project.versions:
            refuse_same_text(other, version)
        if bitext is None:
            version, bitext = align_versions(
                project.source, version, anyway=anyway, progress=progress
            )
        elif bitext.source_starts[-1] != len(project.source.segments):
            raise InputError(
                f"{project.name} has been corrected since: its sentences are not those that are "
                "linked any more; make another project of the texts"
            )
        key = project.free_key(version.language)
        self._store.add_target(replace(version, key=key), bitext, who="align")
        return key

    def translate(
        self,
        language: str,
        *,
        settings: TranslationSettings = DEFAULT_SETTINGS,
        progress: Progress = unwatched,
    ) -> str:
        """Translate the source into a language; the key of the machine version.

        Translations are kept as they come. A machine version of this language that has beads still
        to translate is gone on with.
        """
        language = language_tag(language)
        project = self.project
        loaded = translator(project.source.language, language, settings, progress)
        key = self._machine_version(project, language, loaded.made_with)
        work = Filling(self._store, key, f"translate {loaded.made_with['model']}")
        stream = watched(loaded, [work.texts[bead] for bead in work.wanted], progress)
        for batch in batches(stream, _BATCH, _BATCH_SECONDS):
            work.keep(batch)
        return key

    def word_links(self, key: str, bead: int) -> SpanLinks:
        """Which words of a bead translate each other, as spans of its two texts.

        A text is the bead's segments joined by one space; spans are in code points.
        """
        project = self.project
        bitext, version = project.bitexts[key], project.version(key)
        sources = [project.source.segments[segment].text for segment in bitext.sources_of(bead)]
        targets = [version.segments[segment].text for segment in bitext.targets_of(bead)]
        return words_linked(self._store, project, key, sources, " ".join(targets))

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
        """Carry out a correction on the state of `revision`; see `Store.correct`.

        What it confirms goes into the user's translation memory.
        """
        logged = self._store.correct(operation, self.who, revision, token)
        revision, project = self.snapshot()
        if logged.change and logged.revision == revision:
            with suppress(TranslateError):  # the correction is kept, whatever the memory says
                remember(project, logged.change)
        return logged

    def undo(self, token: str | None = None) -> Logged:
        """Undo this person's last correction."""
        return self._store.undo(self.who, token)

    def redo(self, token: str | None = None) -> Logged:
        """Redo what this person undid last."""
        return self._store.redo(self.who, token)

    def revert(self, revision: int, token: str | None = None) -> Logged:
        """Take back the correction that led to a revision, whoever made it.

        A correction like any other. CorrectionError where a later one touched the same place.
        """
        return self._store.revert(revision, self.who, token)

    def realign(
        self, key: str, bead: int, reach: Reach = "anchor", *, progress: Progress = unwatched
    ) -> Logged:
        """Align anew what lies around a bead, or from it on, as far as `reach` says.

        A correction like any other, to be undone at once if it is no better. CorrectionError where
        there is nothing to align, or nothing comes out otherwise.
        """
        project = self.project
        run = run_to_realign(project.bitexts[key], bead, reach)
        change = realigned(project, key, realign_version(project, key, run, progress=progress))
        if not change:
            raise CorrectionError("realigned: nothing comes out otherwise")
        return self._store.change(lambda _: change, self.who, f"realign {key}")

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
        self,
        format_name: str,
        destination: Path,
        keys: Sequence[str] | None = None,
        through: Callable[[Corpus], Corpus] | None = None,
        *,
        checks: bool = False,
    ) -> Exported:
        """Write the project in one of its formats; see `aligned.formats.export` and `rewrite`.

        With `checks` it says what the quality checks find, where the format has a place for that.
        ExportError for a document format that is not that of the source's own file.
        """
        wanted = formats.get(format_name)
        if wanted.writable:
            taken = (through,) if through else ()
            project = self.signed_project()
            if checks:
                project = with_findings(project)
            return formats.export(project, format_name, destination, keys, *taken)
        original = self._store.original
        if original is None or formats.for_path(Path(original.name)) != wanted:
            raise ExportError(
                f"{format_name} needs a source that was imported from such a file: "
                "choose another format"
            )
        project = self.project
        return formats.rewrite(
            project,
            original.content,
            original.name,
            destination,
            keys,
            encoding=original.encoding,
            word_links=lambda key, source, target: words_linked(
                self._store, project, key, [source], target
            ),
        )

    def export_pairs(self, format_name: str, destination: Path, pairs: Sequence[str]) -> Exported:
        """Write pairs of versions, such as "fr-de"; see `aligned.formats.export_pairs`."""
        project = self.project
        named = [named_pair(project, name) for name in pairs]
        return formats.export_pairs(project, format_name, destination, named)

    def targets_of(self, pairs: Sequence[str]) -> list[str]:
        """The keys of the targets that are in pairs such as "fr-de"."""
        project = self.project
        named = {key for name in pairs for key in named_pair(project, name)}
        return [target.key for target in project.targets if target.key in named]

    def manifest(
        self,
        format_name: str,
        exported: Exported,
        destination: Path,
        keys: Sequence[str] | None = None,
        *,
        licence: str = "",
    ) -> Path:
        """Write what is in exported files and how it was made; see `formats.write_manifest`."""
        format, files = formats.get(format_name), exported.files
        return formats.write_manifest(
            self.project, format, files, destination, keys, licence=licence
        )

    def export_formats(self) -> tuple[formats.Format, ...]:
        """The formats in which this project can be exported, that of its own file first."""
        original = self._store.original
        own = formats.for_path(Path(original.name)) if original else None
        rewritable = isinstance(own, formats.DocumentFormat) and own.rewrite is not None
        return (*((own,) if own and rewritable else ()), *formats.writable())

    def format_of(self, path: Path) -> formats.Format:
        """The format in which a file of this name is exported; InputError for an unknown suffix."""
        for one in self.export_formats():
            if path.suffix.lower() in one.suffixes:
                return one
        return formats.for_path(path, to_write=True)
