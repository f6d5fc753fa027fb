"""Commands on the user's translation memory: what is in it, add a corpus, take one out."""

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.options import Encoding, FormatName, Output, chosen_format, say_written

__all__ = ["app"]

app = typer.Typer(
    help="Your translation memory: alone, say what is in it; or fill and export it.",
    invoke_without_command=True,
    rich_markup_mode=None,
)


@app.callback()
def here(context: typer.Context) -> None:
    """List the pairs in the memory: it has what was translated here, and what you confirmed."""
    if context.invoked_subcommand:
        return
    from translate import memory
    from ui.terminal import say

    path = memory.default_path()
    for source, target, units, persons in memory.pairs(path):
        print(f"{source} -> {target}  {units:,} sentences, {persons:,} of them confirmed")
    say(
        f"the memory is {path}" + ("; delete the file to forget it" if path.exists() else ", empty")
    )


@app.command()
def add(
    file: Annotated[Path, typer.Argument(help="A TMX file, another corpus, or a project.")],
    encoding: Encoding = None,
) -> None:
    """Add a corpus as confirmed translations, each from its source language."""
    from ui import memory
    from ui.corpora import open_corpus
    from ui.terminal import say

    say(f"added {memory.add(open_corpus(file, encoding)):,} pairs")


@app.command()
def export(
    source: Annotated[str, typer.Argument(help="Language of the source: en")],
    target: Annotated[str, typer.Argument(help="Language of the target: pt")],
    output: Output,
    format_name: FormatName = None,
) -> None:
    """Write the memory of a pair as TMX or another corpus format."""
    from aligned import formats
    from translate.memory import default_path
    from ui.memory import units_of

    name = chosen_format(format_name, output)
    exported = formats.export_corpus(units_of(source, target, default_path()), name, output)
    say_written(exported.files, exported.losses)
