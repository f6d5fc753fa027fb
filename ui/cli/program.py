"""All commands as one program, and what becomes of their errors."""

import os
import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from ui.cli import accounts, aligning, corpora, evaluation, memory, models, projects, versions

__all__ = ["run"]

app = typer.Typer(
    name="hexapla",
    help="Translate a text into several languages, align every version with its source, "
    "correct them side by side in the browser, export parallel corpora.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # the plain help is there in half the time
    pretty_exceptions_enable=False,
)
for command in (
    projects.demo,
    versions.translate,
    aligning.align,
    projects.new,
    projects.ui,
    projects.export,
    corpora.convert,
    corpora.check,
    evaluation.evaluate,
):
    app.command()(command)
app.add_typer(corpora.app, name="corpus")
app.add_typer(models.app, name="models")
app.add_typer(memory.app, name="memory")
app.add_typer(accounts.app, name="user")


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"hexapla {version('hexapla')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, help="Show the version and exit.")
    ] = False,
) -> None:
    """Take what is said before the name of a command."""


def run() -> int:
    """Run the command that the arguments name; its exit code, with its errors on stderr."""
    if isinstance(sys.stdout, TextIOWrapper) and not sys.stdout.isatty():
        # What is written is a file, as all others here, and its lines end as they do.
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    try:
        status = app(prog_name="hexapla", standalone_mode=False)
        if sys.stdout:
            sys.stdout.flush()  # a full disk is to be told here, and not by the interpreter
    except typer.Abort:  # the end of the input, where a password is asked for
        return 130
    except Exception as error:  # noqa: BLE001 - those of `translate` take long to import
        return _told(error)
    return status if isinstance(status, int) else 0


def _told(error: Exception) -> int:
    """Tell the user of an error in one line; the exit code. What is no user's error is raised."""
    from aligned.errors import AlignedError
    from translate.errors import TranslateError

    if isinstance(error, typer.TyperException):
        return _misused(error)
    if isinstance(error, BrokenPipeError):  # who reads it, such as `head`, has had enough
        _drop_output()
        return 0
    if isinstance(error, OSError):
        _drop_output()
        where = f"{error.filename}" if error.filename else "the output cannot be written"
        return _failed(f"{where}: {error.strerror or error}")
    if isinstance(error, AlignedError | TranslateError):
        return _failed("; ".join([str(error), *getattr(error, "__notes__", ())]))
    raise error


def _misused(error: typer.TyperException) -> int:
    """Tell of a command line that is not one; of none at all, show what there is."""
    message = error.format_message().replace("Value error, ", "")
    if message.startswith("Usage:"):
        print(message, file=sys.stderr)
        return 2
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "hexapla"
    return _failed(f"{message.removesuffix('.')} ({path} --help shows how)")


def _failed(message: str) -> int:
    print(f"hexapla: {message}", file=sys.stderr)
    return 2


def _drop_output() -> None:
    """Let what stdout still holds go nowhere, so that the interpreter does not fail on it."""
    if sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
