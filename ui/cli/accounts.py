"""Commands on accounts: who may use a page that asks for a login."""

import getpass
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from aligned.errors import InputError

__all__ = ["app"]

app = typer.Typer(
    help="Say who may use a page with a login (hexapla ui --auth FILE).",
    no_args_is_help=True,
    rich_markup_mode=None,
)

File = Annotated[Path, typer.Argument(help="The file of accounts; made if it is not there.")]
Name = Annotated[str, typer.Argument(help="Name to log in with; corrections bear it.")]


@app.command()
def add(
    file: File,
    name: Name,
    role: Annotated[
        Literal["editor", "reader"], typer.Option(help="A reader looks and exports.")
    ] = "editor",
) -> None:
    """Add an account, or give the one of that name a new password; it is asked for."""
    from ui.accounts import add_account
    from ui.terminal import say

    known = add_account(file, name, role, _password(name))
    say(f"{name} has a new password, as {role}" if known else f"{name} may log in, as {role}")


@app.command()
def remove(file: File, name: Name) -> None:
    """Take an account away; whoever uses it is logged out."""
    from ui.accounts import remove_account
    from ui.settings import AccountSettings
    from ui.terminal import say

    remove_account(file, name)
    AccountSettings(file).forget(name)
    say(f"{name} may log in no more")


def _password(name: str) -> str:
    """Asked for twice at a terminal; the first line of what is piped in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass(f"Password of {name}: ")
    if getpass.getpass("Once more: ") != password:
        raise InputError("the two passwords are not the same: nothing was changed")
    return password
