"""Who may use the page: accounts in a text file, one line each, their passwords hashed.

    anna:editor:scrypt:65536:8:2:SALT:HASH

Salt and hash are in base 64. scrypt (RFC 7914) with N = 2^16, r = 8, p = 2 takes 64 MB and a
fraction of a second, as OWASP's password storage cheat sheet asks for.
"""

import base64
import hashlib
import hmac
import re
import secrets
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from aligned.errors import InputError
from ui.files import write_private

__all__ = ["ANYBODY", "Accounts", "Person", "Role", "add_account", "remove_account"]

Role = Literal["editor", "reader"]

_ROUNDS, _BLOCK, _LANES = 1 << 16, 8, 2
_SHORTEST = 8
_NAME = re.compile(r"[\w.@-]{1,64}")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the page. A reader looks and exports; an editor changes things too."""

    name: str
    role: Role = "editor"

    @property
    def may_change(self) -> bool:
        """Whether they may correct, translate, add and delete."""
        return self.role == "editor"

    def require_editor(self) -> None:
        """Raise InputError for a reader."""
        if not self.may_change:
            raise InputError(
                f"the account {self.name} is a reader's, who may look and export: "
                "ask for an editor's to change anything"
            )


ANYBODY = Person("editor")
"""Who uses a page that asks nobody who they are."""


@dataclass(frozen=True, slots=True)
class _Account:
    person: Person
    hash: str
    """As it stands in the file, with its parameters."""

    def matches(self, password: str) -> bool:
        _, rounds, block, lanes, salt, digest = self.hash.split(":")
        found = _scrypt(password, base64.b64decode(salt), int(rounds), int(block), int(lanes))
        return hmac.compare_digest(found, base64.b64decode(digest))


class Accounts:
    """The accounts of a file; read again whenever the file has changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._read_at = -1
        self._accounts: dict[str, _Account] = {}
        self._nobody = _Account(Person(""), _hashed(secrets.token_urlsafe()))
        if not self._current():
            raise InputError(f"{path} has no account: hexapla user add {path} NAME adds one")

    def person(self, name: str) -> Person | None:
        """Who bears this name; None where there is no such account (any more)."""
        account = self._current().get(name)
        return account.person if account else None

    def secret(self, name: str) -> str:
        """What changes whenever the password or the role does; "" for no account."""
        account = self._current().get(name)
        return f"{account.person.role}:{account.hash}" if account else ""

    def check(self, name: str, password: str) -> Person | None:
        """Whose name and password these are; None where they are not.

        One at a time, and as slowly for a name that is unknown: so guessing does not pay.
        """
        account = self._current().get(name, self._nobody)
        with self._lock:
            matches = account.matches(password)
        return account.person if matches and account is not self._nobody else None

    def _current(self) -> dict[str, _Account]:
        changed_at = _stamp(self.path)
        if changed_at != self._read_at:
            self._accounts = _read(self.path)
            self._read_at = changed_at
        return self._accounts


def add_account(path: Path, name: str, role: Role, password: str) -> bool:
    """Add an account to the file, or give the one of that name this password and role.

    Whether the name was there already. InputError for a name or a password that will not do.
    """
    if not _NAME.fullmatch(name):
        raise InputError(f"{name!r} is no name for an account: use letters, digits, . @ - and _")
    if len(password) < _SHORTEST:
        raise InputError(f"the password is too short: give {_SHORTEST} characters or more")
    accounts = _read(path) if path.exists() else {}
    known = name in accounts
    accounts[name] = _Account(Person(name, role), _hashed(password))
    _write(path, accounts)
    return known


def remove_account(path: Path, name: str) -> None:
    """Take an account out of the file; InputError where there is none of that name."""
    accounts = _read(path)
    if name not in accounts:
        raise InputError(f"{path} has no account {name}: it has {', '.join(accounts) or 'none'}")
    del accounts[name]
    _write(path, accounts)


def _read(path: Path) -> dict[str, _Account]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not a text file"
        raise InputError(f"the accounts in {path} cannot be read: {reason}") from error
    accounts = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            account = _account(line.strip())
            if account is None:
                raise InputError(f"{path}:{number} is no account: add it with hexapla user add")
            accounts[account.person.name] = account
    return accounts


def _account(line: str) -> _Account | None:
    """The account in a line; None where it is none."""
    match = re.fullmatch(r"([^:]+):(\w+):(scrypt:\d+:\d+:\d+:[\w+/=]+:[\w+/=]+)", line)
    if not match:
        return None
    for role in get_args(Role):
        if match[2] == role:
            return _Account(Person(match[1], role), match[3])
    return None


def _write(path: Path, accounts: dict[str, _Account]) -> None:
    """Write the file whole or not at all; nobody else may read it."""
    lines = [f"{name}:{one.person.role}:{one.hash}\n" for name, one in accounts.items()]
    try:
        write_private(path, "".join(lines))
    except OSError as error:
        raise InputError(f"the accounts in {path} cannot be written: {error.strerror}") from error


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0  # what is gone cannot be read either, and that is said


def _hashed(password: str) -> str:
    salt = secrets.token_bytes(16)
    digest = _scrypt(password, salt, _ROUNDS, _BLOCK, _LANES)
    parts = (base64.b64encode(part).decode() for part in (salt, digest))
    return ":".join(("scrypt", str(_ROUNDS), str(_BLOCK), str(_LANES), *parts))


def _scrypt(password: str, salt: bytes, rounds: int, block: int, lanes: int) -> bytes:
    memory = 128 * rounds * block * lanes + (1 << 20)
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"),
        salt=salt,
        n=rounds,
        r=block,
        p=lanes,
        maxmem=memory,
        dklen=32,
    )
