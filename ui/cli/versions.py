"""Commands on files: translate, align."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligned.errors import InputError
from ui.cli.options import (
    Beam,
    Encoding,
    From,
    Glossary,
    Keep,
    ModelName,
    Pivot,
    Segmented,
    To,
    UseMemory,
    chosen_format,
    listed,
    say_encoding,
    say_language,
    say_written,
)

if TYPE_CHECKING:
    from aligned.project import Project
    from translate.guards import Flag

__all__ = ["align", "translate"]


def translate(
    file: Annotated[Path, typer.Argument(help="A text file.")],
    to: To,
    from_: From = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder for the translations.")
    ] = None,
    model: ModelName = None,
    pivot: Pivot = "en",
    beam: Beam = None,
    glossary: Glossary = None,
    keep: Keep = "",
    memory: UseMemory = True,
    encoding: Encoding = None,
) -> None:
    """Translate a text, to stdout, or to files in its own format; an interrupted one goes on."""
    from aligned import formats
    from ui.files import make_folder, write_text
    from ui.terminal import ProgressBars, say
    from ui.versions import TranslationSettings, made_with, read_version, translated

    languages = listed(to)
    if output is None and len(languages) > 1:
        raise InputError("several languages: name a folder for the files with -o")
    document = formats.read_document(file, encoding)
    say_encoding(file, document.encoding, encoding)
    source = read_version(document, from_, "source")
    say_language(file, source.language, from_)
    folder = make_folder(output) if output else None
    settings = TranslationSettings(model, pivot, glossary, tuple(listed(keep)), memory, beam)
    for language in languages:
        with ProgressBars() as progress:
            done = translated(file.stem, source, language, settings=settings, progress=progress)
        version = done.version
        say(made_with(version))
        for note in _notes(done.flags, len(version.segments)):
            say(note)
        if folder is None:
            sys.stdout.write(version.text)
        elif formats.is_rewritable(file):
            destination = folder / f"{file.stem}.{language}{file.suffix}"
            exported = formats.rewrite(
                done.project,
                file.read_bytes(),
                file.name,
                destination,
                encoding=document.encoding,
                word_links=done.word_links,
            )
            say_written(exported.files, exported.losses)
        else:
            say(f"wrote {write_text(folder / f'{file.stem}.{language}.txt', version.text)}")


def align(
    source: Annotated[Path, typer.Argument(help="A text file.")],
    target: Annotated[Path, typer.Argument(help="Its translation.")],
    from_: From = None,
    to: Annotated[
        str | None, typer.Option("--to", help="Language of the target; identified if not given.")
    ] = None,
    segmented: Segmented = False,
    format_name: Annotated[
        str | None, typer.Option("--format", help="By the suffix of -o, or else tsv.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write; stdout if not given.")
    ] = None,
    encoding: Encoding = None,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Align texts that seem to be no translations.")
    ] = False,
) -> None:
    """Align two versions of a text, sentence by sentence."""
    from aligned import formats
    from ui.terminal import ProgressBars, say
    from ui.versions import align_versions, made_with, pair_project, read_version

    chosen = chosen_format(format_name, output)
    read = formats.read_document(source, encoding)
    read_target = formats.read_document(target, encoding)
    say_encoding(source, read.encoding, encoding)
    say_encoding(target, read_target.encoding, encoding)
    source_version = read_version(read, from_, "source", segmented=segmented)
    target_version = read_version(read_target, to, "imported", segmented=segmented)
    say_language(source, source_version.language, from_)
    say_language(target, target_version.language, to)
    with ProgressBars() as progress:
        version, bitext = align_versions(
            source_version, target_version, anyway=anyway, progress=progress
        )
    say(made_with(version))
    project = pair_project(read.name, source_version, version, bitext)
    if output is None:
        _print_export(project, chosen)
    else:
        exported = formats.export(project, chosen, output)
        say_written(exported.files, exported.losses)


def _notes(flags: "Mapping[Flag, int]", sentences: int) -> Iterator[str]:
    """What the user should know of a translation."""
    from translate.guards import DOUBTFUL

    for flag, count in flags.items():
        if flag == "from memory":
            yield f"{count} of {sentences} sentences were in your memory (hexapla memory)"
        elif flag in DOUBTFUL:
            yield f"note: {count} of {sentences} sentences to be read again: {flag}"


def _print_export(project: "Project", format_name: str) -> None:
    """Print what an export writes to its one file."""
    from tempfile import TemporaryDirectory

    from aligned import formats

    with TemporaryDirectory() as folder:
        files = formats.export(project, format_name, Path(folder)).files
        if len(files) > 1:
            raise InputError(f"{format_name} makes {len(files)} files: name where with -o")
        sys.stdout.write(files[0].read_text("utf-8"))
