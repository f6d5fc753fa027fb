"""Commands on projects: make one, correct it, export it."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from aligned.errors import InputError
from ui.cli.options import (
    Anyway,
    Beam,
    Encoding,
    From,
    Glossary,
    Keep,
    ModelName,
    Output,
    Pairs,
    Pivot,
    Port,
    Segmented,
    UseMemory,
    check_output,
    chosen_format,
    listed,
    listed_languages,
    located,
    named_file,
    say_written,
)
from ui.cli.reading import read

__all__ = ["demo", "export", "new", "ui"]

_URL = "a database's URL: postgresql+pg8000://user:password@host/book"

Existing = Annotated[
    list[str] | None,
    typer.Option(help="A translation that exists: fr=statement.fr.txt (repeat for more)."),
]
Links = Annotated[
    list[str] | None,
    typer.Option(
        help="How it is aligned, from elsewhere: fr=links.txt (any format; repeat for more)."
    ),
]


def demo(
    folder: Annotated[Path, typer.Option(help="Where to keep the project and the files.")] = Path(
        "hexapla-demo"
    ),
    page: Annotated[bool, typer.Option(help="Open the page at the end.")] = True,
    port: Port = 7860,
) -> None:
    """Do the main job on a sample that ships with Hexapla."""
    from ui import demo
    from ui.terminal import ProgressBars, say

    with ProgressBars() as progress:
        done = demo.run(folder, progress)
    for key, made in done.made_with.items():
        say(f"{key}: {made}")
    say_written([done.project, *done.files])
    say(f"six versions of the statement in {done.seconds:.1f} s")
    if page:
        from ui.page import launch

        launch(done.project, port=port)
    else:
        say(f"to correct them in the browser: hexapla ui {done.project}")


def new(
    project: Annotated[
        str, typer.Argument(metavar="PROJECT", help=f"Project to make: book.hexapla, or {_URL}")
    ],
    source: Annotated[Path, typer.Argument(help="A document in any format that translate reads.")],
    to: Annotated[str, typer.Option("--to", help="Languages to translate into: pt,fr")] = "",
    existing: Existing = None,
    links: Links = None,
    from_: From = None,
    segmented: Segmented = False,
    model: ModelName = None,
    pivot: Pivot = "en",
    beam: Beam = None,
    glossary: Glossary = None,
    keep: Keep = "",
    memory: UseMemory = True,
    encoding: Encoding = None,
    anyway: Anyway = False,
) -> None:
    """Make a project: translate a text, add translations.

    Example: hexapla new book.hexapla a.txt --to pt --existing fr=b.txt
    """
    from aligned.store import Original, shown
    from ui.alignments import linked
    from ui.making import make_project
    from ui.terminal import ProgressBars, say
    from ui.translation import TranslationSettings

    place = located(project)
    languages = listed_languages(to)
    given = read(source, from_, "source", encoding, segmented=segmented)
    translations = [
        read(file, language, "imported", encoding, segmented=segmented, translation=True).version
        for language, file in map(named_file, existing or [])
    ]
    with ProgressBars() as progress:
        make_project(
            place,
            given.version,
            linked(given.version, translations, [named_file(item) for item in links or []]),
            languages,
            name=given.document.name,
            original=Original(source.name, given.content, given.document.encoding),
            settings=TranslationSettings(model, pivot, glossary, tuple(listed(keep)), memory, beam),
            anyway=anyway,
            progress=progress,
        ).close()
    again = project if isinstance(place, Path) else "with the same URL"
    say(f"wrote {shown(place)}; to correct it in the browser: hexapla ui {again}")


def ui(
    project: Annotated[
        str,
        typer.Argument(metavar="PROJECT", help=f"A project file, a folder of them, or {_URL}"),
    ] = ".",
    port: Port = 7860,
    host: Annotated[str, typer.Option(help="Address to be reached at.")] = "127.0.0.1",
    auth: Annotated[
        Path | None, typer.Option(help="Ask for a login: a file made by hexapla user add.")
    ] = None,
    insecure: Annotated[
        bool, typer.Option("--insecure", help="Let other machines in without a login.")
    ] = False,
) -> None:
    """Open the page, to correct versions side by side.

    Example: hexapla ui book.hexapla
    """
    place = located(project)
    if isinstance(place, str):
        _open_once(place)
    elif not place.exists():
        raise InputError(f"{place}: no such project file or folder")
    from ui.accounts import Accounts
    from ui.page import is_loopback, launch

    if auth is None and not insecure and not is_loopback(host):
        raise InputError(
            f"whoever reaches {host} could read and change every project: "
            "ask for a login with --auth FILE, or say --insecure"
        )
    launch(place, port=port, host=host, accounts=Accounts(auth) if auth else None)


def export(
    project: Annotated[str, typer.Argument(metavar="PROJECT", help=f"A project file, or {_URL}")],
    output: Output,
    format_name: Annotated[
        str | None, typer.Option("--format", help="By the suffix of -o if not given.")
    ] = None,
    languages: Annotated[str, typer.Option("--languages", help="Only these targets: fr,pt")] = "",
    pairs: Pairs = "",
    checks: Annotated[
        bool, typer.Option("--checks", help="Say what the checks find, as metadata.")
    ] = False,
    manifest: Annotated[
        bool, typer.Option("--manifest", help="Write counts, models and SHA-256 beside the files.")
    ] = False,
    licence: Annotated[
        str, typer.Option(help="What the corpus is published under, for the manifest: CC-BY-4.0")
    ] = "",
) -> None:
    """Export a project as a corpus or as documents.

    Example: hexapla export book.hexapla -o book.tmx
    """
    from aligned import formats
    from ui.exporting import export_pairs, format_of, targets_of
    from ui.workbench import Workbench

    check_output(output, [located(project)])
    with closing(Workbench.open(located(project))) as workbench:
        if format_name is None and output.suffix and not output.is_dir():
            format_name = format_of(workbench, output).name
        name = chosen_format(format_name, output)
        keys = listed(languages) or None
        if pairs:
            keys = targets_of(workbench.project, listed(pairs))
            exported = export_pairs(workbench.project, name, output, listed(pairs), checks=checks)
        else:
            exported = workbench.export(name, output, keys, checks=checks)
        say_written(exported.files, exported.losses)
        if manifest or licence:
            folder = output if output.is_dir() else output.absolute().parent
            format, files = formats.get(name), exported.files
            written = formats.write_manifest(
                workbench.project, format, files, folder, keys, licence=licence
            )
            say_written([written])


def _open_once(url: str) -> None:
    """Raise StoreError where the project of a database cannot be opened."""
    from aligned.store import Store

    Store.open(url).close()
