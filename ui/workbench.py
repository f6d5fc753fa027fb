"""The use cases on a project: add and translate versions, correct, export.

No printing and no widgets: both faces, the command line and the page, call these and show what
comes back. Long work tells a Progress how far it is, which may raise CancelledError to stop it;
what is done by then is kept.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aligned import formats
from aligned.corpus import Corpus
from aligned.corrections import (
    Operation,
    Reach,
    anchored,
    realigned,
    run_to_realign,
)
from aligned.errors import CorrectionError, ExportError
from aligned.formats import Exported
from aligned.project import Project
from aligned.store import Logged, Original, Store
from aligned.text import Document
from translate.errors import TranslateError
from ui.adding import add_version, translate
from ui.findings import with_findings
from ui.linking import SpanLinks, words_linked
from ui.memory import remember
from ui.originals import code_of
from ui.suggesting import Suggestions
from ui.translation import DEFAULT_SETTINGS, TranslationSettings
from ui.versions import Existing, Progress, read_version, realign_version, unwatched

__all__ = ["Progress", "Workbench"]


class Workbench:
    """An open project and the person who works on it.

    Methods raise AlignedError or TranslateError, each one line for the user.
    """

    def __init__(self, store: Store, who: str = "editor") -> None:
        self._store = store
        self.who = who
        self.suggestions = Suggestions(lambda: code_of(store.original))

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

    @property
    def original(self) -> Original | None:
        """The file that the source was read from, if it was kept."""
        return self._store.original

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
        return add_version(self._store, existing, anyway=anyway, progress=progress)

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
        return translate(self._store, language, settings, progress)

    def word_links(self, key: str, bead: int) -> SpanLinks:
        """Which words of a bead translate each other, as spans of its two texts.

        A text is the bead's segments joined by one space; spans are in code points.
        """
        project = self.project
        bitext, version = project.bitexts[key], project.version(key)
        sources = [project.source.segments[segment].text for segment in bitext.sources_of(bead)]
        targets = [version.segments[segment].text for segment in bitext.targets_of(bead)]
        return words_linked(self._store, project, key, sources, " ".join(targets))

    # --- corrections -----------------------------------------------------------------------------

    def correct(
        self, operation: Operation, revision: int | None = None, token: str | None = None
    ) -> Logged:
        """Carry out a correction on the state of `revision`; see `Store.correct`.

        What it confirms goes into the user's translation memory.
        """
        return self._remembered(self._store.correct(operation, self.who, revision, token))

    def _remembered(self, logged: Logged) -> Logged:
        """A correction, when what it confirms is in the user's translation memory."""
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
        revision, project = self.snapshot()
        run = run_to_realign(project.bitexts[key], bead, reach)
        change = realigned(project, key, realign_version(project, key, run, progress=progress))
        if not change:
            raise CorrectionError(
                "nothing comes out otherwise: anchor two sentences that belong together first"
            )
        return self._store.change_since(revision, change, self.who, f"realign {key}")

    def anchor(
        self, key: str, source: int, target: int, *, progress: Progress = unwatched
    ) -> Logged:
        """Confirm that a segment of the source and one of a target belong together.

        What stands between the nearest confirmed beads is aligned anew around them: one correction.
        Raises CorrectionError as `aligned.corrections.anchored` does.
        """
        revision, project = self.snapshot()
        bitext, run = anchored(project.bitexts[key], source, target)
        around = realign_version(project.with_bitext(key, bitext), key, run, progress=progress)
        change = realigned(project, key, around)
        logged = self._store.change_since(revision, change, self.who, f"anchor {key}")
        return self._remembered(logged)

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
