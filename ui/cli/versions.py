"""The command that translates a file."""

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
    OutputOrStdout,
    Pivot,
    To,
    UseMemory,
    check_output,
    listed,
    listed_languages,
    say_written,
)
from ui.cli.reading import Given, file_or_stdin, read

if TYPE_CHECKING:
    from aligned.project import Version
    from translate.guards import Flag
    from ui.translation import Translated, TranslationSettings

__all__ = ["translate"]


def translate(
    file: Annotated[
        Path,
        typer.Argument(
            parser=file_or_stdin,
            metavar="FILE",
            help="A document: text, Markdown, HTML, DOCX, ODT, EPUB, PDF, SRT, WebVTT, PO; "
            "- for a text from standard input.",
        ),
    ],
    to: To,
    from_: From = None,
    output: OutputOrStdout = None,
    model: ModelName = None,
    pivot: Pivot = "en",
    beam: Beam = None,
    glossary: Glossary = None,
    keep: Keep = "",
    memory: UseMemory = True,
    encoding: Encoding = None,
) -> None:
    """Translate a document, to stdout or to files in its own format; an interrupted one goes on.

    Example: hexapla translate letter.docx --to pt,fr -o out/
    """
    from translate.errors import ModelError, NoRouteError, TranslateError
    from ui.terminal import say
    from ui.translation import TranslationSettings

    languages = listed_languages(to)
    files = _files(file, output, languages)
    given = read(file, from_, "source", encoding)
    kept = (*listed(keep), *given.document.code)
    settings = TranslationSettings(model, pivot, glossary, kept, memory, beam)
    missing = {}
    for language, written in zip(languages, files, strict=True):
        try:
            _write(_translated(file, given.version, language, settings), file, given, written)
        except (NoRouteError, ModelError) as error:
            if len(languages) == 1:
                raise
            missing[language] = error
            say(f"note: {error}")
    if missing:
        raise TranslateError(
            f"{file} was not translated into {', '.join(missing)}: see above why, and repeat the "
            "command when that is mended; what is translated is not translated again"
        )


def _files(file: Path, output: Path | None, languages: list[str]) -> list[Path | None]:
    """The file that each translation goes to; None: to stdout. A folder is made if need be."""
    from aligned import formats
    from ui.files import make_folder

    if not languages:
        raise InputError("no language to translate into: name one or more, such as --to pt,fr")
    if output is None and len(languages) > 1:
        raise InputError("several languages: name a folder for the files with -o")
    if output is None:
        return [None]
    suffix = file.suffix if formats.is_rewritable(file) else ".txt"
    if output.is_dir() or not output.suffix:
        folder = make_folder(output)
        return [folder / f"{file.stem}.{language}{suffix}" for language in languages]
    if len(languages) > 1:
        raise InputError(
            f"several languages do not fit in {output}: name a folder, such as -o out/"
        )
    if output.suffix.lower() != suffix.lower():
        raise InputError(f"{output} cannot be made of {file}: name a file that ends in {suffix}")
    check_output(output, [file])
    return [output]


def _translated(
    file: Path, source: "Version", language: str, settings: "TranslationSettings"
) -> "Translated":
    """Translate a version, and say by what, and what is to be known of it."""
    from ui.terminal import ProgressBars, say
    from ui.translation import translated
    from ui.versions import made_with

    with ProgressBars() as progress:
        done = translated(file.stem, source, language, settings=settings, progress=progress)
    say(made_with(done.version))
    for note in _notes(done.flags, len(done.version.segments)):
        say(note)
    return done


def _write(done: "Translated", file: Path, given: Given, written: Path | None) -> None:
    """Write a translation: in the layout of its source where there is one, else as text."""
    from aligned import formats
    from ui.files import write_text

    if written is None:
        print(done.version.text, end="")
    elif formats.is_rewritable(file):
        exported = formats.rewrite(
            done.project,
            given.content,
            file.name,
            written,
            encoding=given.document.encoding,
            word_links=done.word_links,
        )
        say_written(exported.files, exported.losses)
    else:
        say_written([write_text(written, done.version.text)])


def _notes(flags: "Mapping[Flag, int]", sentences: int) -> Iterator[str]:
    """What the user should know of a translation."""
    from translate.guards import DOUBTFUL

    for flag, count in flags.items():
        if flag == "from memory":
            yield f"{count} of {sentences} sentences were in your memory (hexapla memory)"
        elif flag in DOUBTFUL:
            yield f"note: {count} of {sentences} sentences to be read again: {flag}"
