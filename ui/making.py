"""The use case of making a project at once: a source with translations there are and new ones."""

from collections.abc import Sequence
from pathlib import Path

from aligned.errors import StoreError
from aligned.project import Project, Version
from aligned.store import Original, Store, is_taken, remove_project, shown
from ui.versions import (
    DEFAULT_SETTINGS,
    Existing,
    Progress,
    TranslationSettings,
    same_file,
    unwatched,
)
from ui.workbench import Workbench

__all__ = ["make_project"]


def make_project(
    location: str | Path,
    source: Version,
    existing: Sequence[Existing] = (),
    languages: Sequence[str] = (),
    *,
    name: str,
    original: Original | None = None,
    settings: TranslationSettings = DEFAULT_SETTINGS,
    progress: Progress = unwatched,
) -> Workbench:
    """Make a project of a source with existing translations and new ones into some languages.

    A project of the same source that is there already is gone on with; StoreError if it is another.
    If something cannot be done, what was begun here is taken away again, but not what an interrupt
    leaves: that can be gone on with.
    """
    begun = not is_taken(location)
    project = Project(name, source)
    store = Store.create(location, project, original) if begun else Store.open(location)
    bench = Workbench(store)
    try:
        if not same_file(store.project.source, source):
            raise StoreError(
                f"{shown(location)} exists already, of another text: choose another name"
            )
        for each in existing:
            if not any(same_file(target, each.version) for target in store.project.targets):
                bench.add_version(each, progress=progress)
        for language in languages:
            bench.translate(language, settings=settings, progress=progress)
    except Exception:
        bench.close()
        if begun:
            remove_project(location)
        raise
    return bench
