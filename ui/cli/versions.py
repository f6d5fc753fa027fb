"""The command that translates a file."""

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
    To,
    UseMemory,
    listed,
    say_encoding,
    say_language,
    say_written,
)

if TYPE_CHECKING:
    from translate.guards import Flag

__all__ = ["translate"]


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


def _notes(flags: "Mapping[Flag, int]", sentences: int) -> Iterator[str]:
    """What the user should know of a translation."""
    from translate.guards import DOUBTFUL

    for flag, count in flags.items():
        if flag == "from memory":
            yield f"{count} of {sentences} sentences were in your memory (hexapla memory)"
        elif flag in DOUBTFUL:
            yield f"note: {count} of {sentences} sentences to be read again: {flag}"
