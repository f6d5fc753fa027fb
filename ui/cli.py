"""The command line: thin commands over the use cases of `ui.workbench`.

Exit codes: 0 done, 2 something that the user can mend (one line on stderr), 130 interrupted.
Commands import what they need, so that `--help` is instant.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligned.errors import AlignedError, InputError
from translate.errors import TranslateError

if TYPE_CHECKING:
    from aligned import formats
    from aligned.project import Project

__all__ = ["app", "main"]

app = typer.Typer(
    name="hexapla",
    help="Translate a text into several languages, align every version with its source, "
    "correct them side by side in the browser, export parallel corpora.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # the plain help is there in half the time
    pretty_exceptions_enable=False,
)

From = Annotated[
    str | None, typer.Option("--from", help="Language of the source; identified if not given.")
]
To = Annotated[str, typer.Option("--to", help="Languages to translate into: pt or pt,fr,de.")]
Encoding = Annotated[
    str | None, typer.Option(help="Encoding of the files, if it is not UTF-8: cp1252, utf-16 ...")
]
Segmented = Annotated[
    bool, typer.Option("--segmented", help="Every line is one segment, as it stands.")
]
Port = Annotated[int, typer.Option(help="Port of the page on this machine.")]


def main() -> None:
    """Run the command line; the entry point of `hexapla`."""
    try:
        status = app(standalone_mode=False)
    except (AlignedError, TranslateError) as error:
        _fail(str(error))
    except typer.TyperException as error:
        _fail(f"{error.format_message()} (hexapla --help shows how)")
    except BrokenPipeError:  # the reader of our output, such as `head`, has had enough
        sys.stderr.close()
        sys.exit(0)
    if status == 130:
        say = (
            "hexapla: interrupted; a project keeps what was done, the same command goes on with it"
        )
        print(say, file=sys.stderr)
    sys.exit(status or 0)


def _fail(message: str) -> None:
    print(f"hexapla: {message}", file=sys.stderr)
    sys.exit(2)


@app.command()
def demo(
    folder: Annotated[Path, typer.Option(help="Where to keep the project and the files.")] = Path(
        "hexapla-demo"
    ),
    page: Annotated[bool, typer.Option(help="Open the page at the end.")] = True,
    port: Port = 7860,
) -> None:
    """Do the main job on the sample: a statement, translated and aligned in six languages."""
    from ui import demo
    from ui.terminal import ProgressBars, say

    with ProgressBars() as progress:
        done = demo.run(folder, progress)
    for key, made in done.made_with.items():
        say(f"{key}: {made}")
    _say_written([done.project, *done.files])
    say(f"six versions of the statement in {done.seconds:.1f} s")
    if page:
        _open_page(folder, done.project, port)
    else:
        say(f"to correct them in the browser: hexapla ui {done.project}")


@app.command()
def translate(
    file: Annotated[Path, typer.Argument(help="A text file.")],
    to: To,
    from_: From = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder for the translations.")
    ] = None,
    model: Annotated[str | None, typer.Option(help="A model's id on the hub, or folder.")] = None,
    encoding: Encoding = None,
) -> None:
    """Translate a text file: one language to stdout, or each into a file of a folder."""
    from aligned import formats
    from ui.files import make_folder, write_text
    from ui.terminal import ProgressBars, say
    from ui.versions import made_with, read_version, translated

    languages = _listed(to)
    if output is None and len(languages) > 1:
        raise InputError("several languages: name a folder for the files with -o")
    document = formats.read_document(file, encoding)
    source = read_version(document, from_, "source")
    _say_language(file, source.language, from_)
    folder = make_folder(output) if output else None
    for language in languages:
        with ProgressBars() as progress:
            version = translated(source, language, model=model, progress=progress)
        say(made_with(version))
        if folder is None:
            sys.stdout.write(version.text)
        else:
            say(f"wrote {write_text(folder / f'{file.stem}.{language}.txt', version.text)}")


@app.command()
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

    chosen = _format(format_name, output)
    read = formats.read_document(source, encoding)
    source_version = read_version(read, from_, "source", segmented=segmented)
    target_version = read_version(
        formats.read_document(target, encoding), to, "imported", segmented=segmented
    )
    _say_language(source, source_version.language, from_)
    _say_language(target, target_version.language, to)
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
        _say_written(exported.files, exported.losses)


@app.command()
def new(
    project: Annotated[Path, typer.Argument(help="Project file to make: book.hexapla")],
    source: Annotated[Path, typer.Argument(help="A text file.")],
    to: Annotated[str, typer.Option("--to", help="Languages to translate into: pt,fr")] = "",
    existing: Annotated[
        list[str] | None,
        typer.Option(help="An existing translation: fr=statement.fr.txt (repeat for more)."),
    ] = None,
    from_: From = None,
    segmented: Segmented = False,
    model: Annotated[str | None, typer.Option(help="A model's id on the hub, or folder.")] = None,
    encoding: Encoding = None,
) -> None:
    """Make a project: a source, translated and with existing translations aligned."""
    from aligned import formats
    from ui.terminal import ProgressBars, say
    from ui.versions import read_version
    from ui.workbench import make_project

    document = formats.read_document(source, encoding)
    version = read_version(document, from_, "source", segmented=segmented)
    _say_language(source, version.language, from_)
    translations = []
    for language, file in map(_named, existing or []):
        translation = formats.read_document(file, encoding)
        translations.append(read_version(translation, language, "imported", segmented=segmented))
        _say_language(file, translations[-1].language, language)
    with ProgressBars() as progress:
        make_project(
            project,
            version,
            translations,
            _listed(to),
            name=document.name,
            model=model,
            progress=progress,
        ).close()
    say(f"wrote {project}; to correct it in the browser: hexapla ui {project}")


@app.command()
def ui(
    path: Annotated[Path, typer.Argument(help="A project file, or a folder of them.")] = Path(),
    port: Port = 7860,
) -> None:
    """Open the page in which the versions are corrected."""
    if path.is_dir():
        _open_page(path, None, port)
    elif path.is_file():
        _open_page(path.parent, path, port)
    else:
        raise InputError(f"{path}: no such project file or folder")


@app.command()
def export(
    project: Annotated[Path, typer.Argument(help="A project file.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="File or folder to write.")],
    format_name: Annotated[
        str | None, typer.Option("--format", help="By the suffix of -o if not given.")
    ] = None,
    languages: Annotated[str, typer.Option("--languages", help="Only these targets: fr,pt")] = "",
) -> None:
    """Export a project as a parallel corpus."""
    from ui.workbench import Workbench

    workbench = Workbench.open(project)
    exported = workbench.export(_format(format_name, output), output, _listed(languages) or None)
    _say_written(exported.files, exported.losses)


@app.command()
def evaluate(
    system: Annotated[Path, typer.Argument(help="Alignment to judge: [0, 1]:[2]:0.87 a line.")],
    gold: Annotated[Path, typer.Argument(help="The right alignment, in the same form.")],
) -> None:
    """Print strict and lax precision, recall and F1 of an alignment against gold."""
    from aligned import formats
    from aligned.evaluation import evaluate

    found = evaluate(_pairs(formats.read_links(system)), _pairs(formats.read_links(gold)))
    print("        precision  recall     F1")
    for name, accuracy in (("strict", found.strict), ("lax", found.lax)):
        print(f"{name:6}  {accuracy.precision:9.3f}  {accuracy.recall:6.3f}  {accuracy.f1:5.3f}")


def _print_export(project: "Project", format_name: str) -> None:
    """Print what an export writes to its one file."""
    from tempfile import TemporaryDirectory

    from aligned import formats

    with TemporaryDirectory() as folder:
        files = formats.export(project, format_name, Path(folder)).files
        if len(files) > 1:
            raise InputError(f"{format_name} makes {len(files)} files: name where with -o")
        sys.stdout.write(files[0].read_text("utf-8"))


def _open_page(folder: Path, project: Path | None, port: int) -> None:
    from ui.page import launch

    launch(folder, project, port=port)


def _pairs(links: Iterable["formats.Link"]) -> list[tuple[Sequence[int], Sequence[int]]]:
    return [(link.sources, link.targets) for link in links]


def _listed(languages: str) -> list[str]:
    return [language.strip() for language in languages.split(",") if language.strip()]


def _named(item: str) -> tuple[str | None, Path]:
    """A `fr=file` argument in two parts; a file alone has no language."""
    language, sign, name = item.partition("=")
    return (language, Path(name)) if sign else (None, Path(item))


def _format(name: str | None, output: Path | None) -> str:
    from aligned import formats

    if name is not None:
        return formats.get(name).name
    if output is None or output.is_dir():
        return "tsv"
    return formats.for_path(output).name


def _say_language(file: Path, language: str, given: str | None) -> None:
    from aligned.text import language_name
    from ui.terminal import say

    if given is None:
        say(f"{file} is in {language_name(language)} ({language})")


def _say_written(files: Iterable[Path], losses: Iterable[str] = ()) -> None:
    from ui.terminal import say

    here = Path.cwd()
    for file in files:
        say(f"wrote {file.relative_to(here) if file.is_relative_to(here) else file}")
    for loss in losses:
        say(f"note: {loss}")
