"""The command line: thin commands over the use cases of `ui`.

Exit codes: 0 done, 2 something that the user can mend (one line on stderr), 130 interrupted.
Commands import what they need, so that `--help` is instant.
"""

import sys

import typer

from aligned.errors import AlignedError
from translate.errors import TranslateError
from ui.cli import accounts, aligning, corpora, evaluation, memory, models, projects, versions

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
        say = "hexapla: interrupted; what was done is kept, the same command goes on with it"
        print(say, file=sys.stderr)
    sys.exit(status or 0)


def _fail(message: str) -> None:
    print(f"hexapla: {message}", file=sys.stderr)
    sys.exit(2)
