"""The use case of aligning two folders: which files belong together, and aligning each pair."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from aligned import formats
from aligned.bitext import Bitext
from aligned.documents import File, pair_files
from aligned.errors import InputError, LanguageError
from aligned.formats import Exported
from aligned.project import Version
from aligned.text import Document, base_language, identify, language_tag
from ui.files import make_folder
from ui.versions import Progress, align_versions, pair_project, read_version, unwatched

__all__ = ["Folder", "Pair", "Result", "align_pairs", "paired", "read_folder", "unpaired"]

# Of every file so much is looked at to tell the language of a folder.
_SAMPLE = 500


@dataclass(frozen=True, slots=True)
class Folder:
    """The documents of a folder as versions in one language, by their paths within it.

    `unread` says why each of its other files could not be read.
    """

    path: Path
    language: str
    versions: dict[Path, Version]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files, by their paths within their folders, and how probably they belong together."""

    source: Path
    target: Path
    score: float


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a pair: what was written, None if all was there before; or why nothing was."""

    pair: Pair
    exported: Exported | None = None
    refusal: str = ""


def read_folder(
    folder: Path,
    language: str | None = None,
    *,
    segmented: bool = False,
    encoding: str | None = None,
    apart: Path | None = None,
    translation: bool = False,
) -> Folder:
    """Read the documents in a folder and in those within, all of one language; hidden ones not.

    The language is identified from all together unless given. The folder `apart` is not looked
    into; `translation` is as for `read_document`. Raises InputError where there is no document.
    """
    documents: dict[Path, Document] = {}
    unread = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in name.parts)
        if path.is_file() and not hidden and not (apart and path.is_relative_to(apart)):
            try:
                documents[name] = formats.read_document(path, encoding, translation=translation)
            except InputError as error:
                unread.append(str(error))
    if not documents:
        raise InputError(f"{folder} has no document that can be read{_because(unread)}")
    tag = language_tag(language) if language else _language(folder, documents.values())
    versions = {
        name: read_version(document, tag, "imported", segmented=segmented)
        for name, document in documents.items()
    }
    return Folder(folder, tag, versions, tuple(unread))


def _because(unread: Sequence[str]) -> str:
    return f": {'; '.join(unread)}" if unread else ""


def _language(folder: Path, documents: Iterable[Document]) -> str:
    try:
        return identify("\n".join(document.text[:_SAMPLE] for document in documents))
    except LanguageError as error:
        raise InputError(f"{folder}: {error}") from error


def paired(
    source: Folder, target: Folder, *, encoder: str = "auto", progress: Progress = unwatched
) -> list[Pair]:
    """Which documents of two folders are translations of each other; see `aligned.documents`."""
    doing = "pairing files by what they say"
    found = pair_files(
        *(_documents(folder) for folder in (source, target)),
        encoder=encoder,
        progress=lambda done, total: progress(doing, done, total),
    )
    names = list(source.versions), list(target.versions)
    return [Pair(names[0][one.source], names[1][one.target], one.score) for one in found]


def _documents(folder: Folder) -> list[File]:
    return [
        File(name.with_suffix("").as_posix(), version.language, version.texts)
        for name, version in folder.versions.items()
    ]


def unpaired(source: Folder, target: Folder, pairs: Iterable[Pair]) -> list[Path]:
    """The documents of both folders that are in no pair."""
    found = {path for pair in pairs for path in _files(source, target, pair)}
    everything = [folder.path / name for folder in (source, target) for name in folder.versions]
    return [path for path in everything if path not in found]


def _files(source: Folder, target: Folder, pair: Pair) -> tuple[Path, Path]:
    return source.path / pair.source, target.path / pair.target


def align_pairs(
    source: Folder,
    target: Folder,
    pairs: Sequence[Pair],
    format_name: str,
    output: Path,
    *,
    encoder: str = "auto",
    anyway: bool = False,
    progress: Progress = unwatched,
) -> Iterator[Result]:
    """Align pair by pair and write each to a folder, as it is done, under its source's name.

    A pair all of whose files are there is left as it is, so what was interrupted is gone on with. A
    pair that turns out to be no translation (see `align_versions`) is refused, unless `anyway`.
    """
    stems = Counter(_stem(pair.source, source.language) for pair in pairs)
    for done, pair in enumerate(pairs):
        progress("aligning pairs of files", done, len(pairs))
        stem = _stem(pair.source, source.language)
        named = stem if stems[stem] == 1 else pair.source
        folder = make_folder(output / named.parent)
        one = replace(source.versions[pair.source], origin="source")
        other = target.versions[pair.target]
        if all((folder / name).exists() for name in _files_of(named.name, one, other, format_name)):
            yield Result(pair)
            continue
        try:
            version, bitext = align_versions(one, other, encoder=encoder, anyway=anyway)
        except InputError as error:
            yield Result(pair, refusal=str(error))
            continue
        project = pair_project(named.name, one, version, bitext)
        yield Result(pair, formats.export(project, format_name, folder))
    progress("aligning pairs of files", len(pairs), len(pairs))


def _stem(name: Path, language: str) -> Path:
    """The path of a file without its suffix, and without its language: "ch1.en.txt" -> "ch1"."""
    bare = name.with_suffix("")
    own = bare.suffix.lower() in (f".{language.lower()}", f".{base_language(language)}")
    return bare.with_suffix("") if own else bare


def _files_of(name: str, source: Version, target: Version, format_name: str) -> list[str]:
    """What the files of a pair will be called: an export of nothing tells it."""
    one, other = (replace(version, segments=(), lead="") for version in (source, target))
    project = pair_project(name, one, other, Bitext())
    with TemporaryDirectory() as folder:
        exported = formats.export(project, format_name, Path(folder))
        return [file.name for file in exported.files]
