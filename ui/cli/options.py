"""Options that several commands have, and what they say to the user."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from aligned.errors import ExportError, InputError

__all__ = [
    "Anyway",
    "Beam",
    "Encoding",
    "FormatName",
    "From",
    "Glossary",
    "Keep",
    "ModelName",
    "Output",
    "OutputOrStdout",
    "Pairs",
    "Pivot",
    "Port",
    "Segmented",
    "To",
    "UseMemory",
    "check_output",
    "chosen_format",
    "destination",
    "listed",
    "listed_languages",
    "located",
    "named_file",
    "say_written",
]


def destination(text: str) -> Path:
    """A file to write, or a folder; a slash at its end makes the folder if it is not there."""
    from ui.files import make_folder

    return make_folder(Path(text)) if text.endswith(("/", os.sep)) else Path(text)


From = Annotated[
    str | None, typer.Option("--from", help="Language of the source; identified if not given.")
]
To = Annotated[str, typer.Option("--to", help="Languages to translate into: pt or pt,fr,de.")]
Encoding = Annotated[
    str | None,
    typer.Option(help="Encoding of the files, if it is not UTF-8 and guessed wrong: cp1252 ..."),
]
Segmented = Annotated[
    bool, typer.Option("--segmented", help="Every line is one segment, as it stands.")
]
Port = Annotated[
    int, typer.Option(min=0, max=65_535, help="Port of the page on this machine; 0: any.")
]
FormatName = Annotated[
    str | None, typer.Option("--format", help="By the suffix of the file to write, or tsv.")
]
ModelName = Annotated[
    str | None,
    typer.Option("--model", help="A model's id on the hub (id@revision pins it), or folder."),
]
Pivot = Annotated[
    str, typer.Option(help="Language to go through where no model translates the pair.")
]
Beam = Annotated[
    int | None,
    typer.Option(min=1, max=32, help="Hypotheses followed side by side; 1 is fastest."),
]
Glossary = Annotated[
    Path | None,
    typer.Option(help="Terms to be used: a TBX file, or a TSV with languages in its first line."),
]
Keep = Annotated[
    str, typer.Option(help="Words and phrases to leave untranslated: Hexapla,Black Forest")
]
Pairs = Annotated[
    str,
    typer.Option(help="Only these pairs, also of two targets, through the source: fr-de,pt-fr"),
]
Output = Annotated[
    Path,
    typer.Option(
        "-o",
        "--output",
        parser=destination,
        metavar="PATH",
        help="File to write, or folder: corpus/",
    ),
]
OutputOrStdout = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        parser=destination,
        metavar="PATH",
        help="File to write, or folder: out/; stdout if not given.",
    ),
]
Anyway = Annotated[
    bool, typer.Option("--anyway", help="Align texts that seem to be no translations.")
]
UseMemory = Annotated[
    bool, typer.Option("--memory/--no-memory", help="Reuse what was translated or confirmed.")
]


def located(text: str) -> str | Path:
    """The place of a project as a person names it: the URL of a database, or a path."""
    return text if "://" in text else Path(text)


def check_output(output: Path, read: Iterable[str | Path], suffix: str = "") -> None:
    """Refuse, before anything long begins, to write over what is read or into no folder.

    `suffix` is that of the file to be, where `output` is a folder.
    """
    for file in read:
        if isinstance(file, str):
            continue  # a database
        written = output / f"{file.stem}{suffix}" if output.is_dir() else output
        if written.exists() and file.exists() and written.samefile(file):
            raise InputError(f"{written} is the file that is read: name another one to write")
    if not output.absolute().parent.is_dir():
        raise ExportError(f"{output} cannot be written: make the folder {output.parent} first")


def listed(words: str) -> list[str]:
    """What a list such as "pt,fr" names, each once."""
    return list(dict.fromkeys(word.strip() for word in words.split(",") if word.strip()))


def listed_languages(languages: str) -> list[str]:
    """The languages of a list such as "pt,fr", as tags; LanguageError for all that are none."""
    from aligned.errors import LanguageError
    from aligned.text import language_tag

    tags, unknown = [], []
    for language in listed(languages):
        try:
            tags.append(language_tag(language))
        except LanguageError as error:
            unknown.append(str(error))
    if unknown:
        raise LanguageError("; ".join(unknown))
    return list(dict.fromkeys(tags))


def chosen_format(name: str | None, output: Path | None) -> str:
    """The format named, or that of the file's suffix, or TSV; InputError for an unknown one."""
    from aligned import formats

    if name is not None:
        return formats.get(name).name
    if output is None or output.is_dir():
        return "tsv"
    return formats.for_path(output, to_write=True).name


def named_file(item: str) -> tuple[str | None, Path]:
    """A `fr=file` argument in two parts; a file alone has no language."""
    language, sign, name = item.partition("=")
    return (None, Path(item)) if not sign or Path(item).exists() else (language, Path(name))


def say_written(files: Iterable[Path], losses: Iterable[str] = ()) -> None:
    """Say which files were written, and what did not fit in them."""
    from ui.terminal import say

    here = Path.cwd()
    for file in files:
        say(f"wrote {file.relative_to(here) if file.is_relative_to(here) else file}")
    for loss in losses:
        say(f"note: {loss}")
