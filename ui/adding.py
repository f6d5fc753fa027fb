"""Adding versions to a project: translations there are, aligned; machine versions, as they come."""

from collections.abc import Mapping
from dataclasses import replace

from aligned.bitext import Bead, Bitext
from aligned.errors import InputError
from aligned.project import Project, Version
from aligned.store import Store
from aligned.text import language_tag
from ui.filling import Filling, batches
from ui.originals import code_of
from ui.translation import TranslationSettings, translating, watched
from ui.versions import Existing, Progress, align_versions, refuse_same_text

__all__ = ["add_version", "translate"]

# A translation is on the disk at the latest after so many sentences or seconds.
_BATCH = 32
_BATCH_SECONDS = 1.0


def add_version(store: Store, existing: Existing, *, anyway: bool, progress: Progress) -> str:
    """Add an existing translation, aligned with the source unless it is already; its key.

    Raises InputError as `Workbench.add_version` says.
    """
    project, version, bitext = store.project, existing.version, existing.bitext
    for other in project.versions:
        refuse_same_text([other, version])
    if bitext is None:
        version, bitext = align_versions(project.source, version, anyway=anyway, progress=progress)
    elif bitext.source_starts[-1] != len(project.source.segments):
        raise InputError(
            f"the project {project.name} has been corrected since: its sentences are not those "
            "that are linked any more; make another project of the texts"
        )
    key = project.free_key(version.language)
    store.add_target(replace(version, key=key), bitext, who="align")
    return key


def translate(
    store: Store, language: str, settings: TranslationSettings, progress: Progress
) -> str:
    """Make the machine version of a language, or go on with it; see `Workbench.translate`.

    What the source's own file marks as code is kept beside what the settings name.
    """
    language = language_tag(language)
    project = store.project
    settings = replace(settings, keep=(*settings.keep, *code_of(store.original)))
    with translating(project.source.language, language, settings, progress) as loaded:
        key = _machine_version(store, project, language, loaded.made_with)
        work = Filling(store, key, f"translate {loaded.made_with['model']}")
        stream = watched(loaded, [work.texts[bead] for bead in work.wanted], progress)
        for batch in batches(stream, _BATCH, _BATCH_SECONDS):
            work.keep(batch)
    return key


def _machine_version(
    store: Store, project: Project, language: str, made_with: Mapping[str, str]
) -> str:
    for target in project.targets:
        if target.origin == "machine" and target.language == language:
            return target.key
    key = project.free_key(language)
    source = project.source
    version = Version(key, language, "machine", (), source.lead, dict(made_with))
    bitext = Bitext(Bead(1, 0) for _ in source.segments)
    store.add_target(version, bitext, who="translate")
    return key
