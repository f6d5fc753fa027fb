"""The use case of making a project at once: a source with translations there are and new ones."""

from collections.abc import Sequence
from pathlib import Path

from aligned.errors import StoreError
from aligned.project import Project, Version
from aligned.store import Original, Store, is_taken, remove_project, shown
from translate.errors import ModelError, NoRouteError, TranslateError
from ui.translation import DEFAULT_SETTINGS, TranslationSettings
from ui.versions import Existing, Progress, refuse_same_text, same_file, unwatched
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
    anyway: bool = False,
    progress: Progress = unwatched,
) -> Workbench:
    """Make a project of a source with existing translations and new ones into some languages.

    A project of the same source that is there already is gone on with; StoreError if it is another.
    A language that no model can be had for does not keep the others from being done. What was done
    when something fails is kept, and a note on the error says so; a project that would have no
    target yet is taken away again. InputError where two of the texts are the same, or, unless
    `anyway`, where one does not seem to be a translation of the source.
    """
    refuse_same_text([source, *(each.version for each in existing)])
    begun = not is_taken(location)
    project = Project(name, source)
    store = Store.create(location, project, original) if begun else Store.open(location)
    bench = Workbench(store)
    if not same_file(store.project.source, source):
        bench.close()
        raise StoreError(f"{shown(location)} exists already, of another text: choose another name")
    try:
        for each in existing:
            if not any(_is_there(target, each.version) for target in store.project.targets):
                bench.add_version(each, anyway=anyway, progress=progress)
        _translate(bench, languages, settings, progress)
    except Exception as error:
        done = store.project.targets
        bench.close()
        if done:
            error.add_note(
                f"what was done is kept in {shown(location)}, and repeating the command goes on"
            )
        elif begun:
            remove_project(location)
        raise
    return bench


def _is_there(target: Version, version: Version) -> bool:
    return target.language == version.language and same_file(target, version)


def _translate(
    bench: Workbench, languages: Sequence[str], settings: TranslationSettings, progress: Progress
) -> None:
    """Translate into each language that can be; the TranslateError of the others at the end."""
    failures: list[TranslateError] = []
    for language in languages:
        try:
            bench.translate(language, settings=settings, progress=progress)
        except (NoRouteError, ModelError) as error:
            failures.append(error)
    if len(failures) == 1:
        raise failures[0]
    if failures:
        raise TranslateError("; ".join(dict.fromkeys(map(str, failures))))
