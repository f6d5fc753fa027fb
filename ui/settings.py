"""What persons have set for themselves, kept per account: own keys, columns, the look of the page.

Where there is a login, whoever uses another browser finds them there: a file for each account in
the user's data folder, apart for each file of accounts. Without a login nobody is told from
anybody else, so that browsers keep settings for themselves.

The server does not look into a setting: it is a text under a name, and whatever an older or newer
page wrote there is for the page to judge. Two tabs, or machines, of one account do not fight: each
sends the settings that were changed in it alone, and of one setting the last one written holds; a
page that is open learns of it when it opens a project the next time.
"""

import hashlib
import json
import threading
from collections.abc import Mapping
from pathlib import Path

import platformdirs

from aligned.errors import InputError
from ui.files import write_private

__all__ = ["AccountSettings"]

_MOST = 200  # settings of one account; the columns of a project are one
_LONGEST_NAME = 300
_LONGEST = 20_000  # characters of one setting


class AccountSettings:
    """The settings of the accounts in one file of accounts."""

    def __init__(self, accounts: Path) -> None:
        self._accounts = accounts
        self._lock = threading.Lock()

    def of(self, name: str) -> dict[str, str]:
        """The settings of an account; none where they cannot be read: the page has its own."""
        try:
            kept = json.loads(self._path(name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(kept, dict):
            return {}
        return {key: value for key, value in kept.items() if _is_setting(key, value)}

    def change(self, name: str, changes: Mapping[str, str | None]) -> None:
        """Keep some settings of an account and leave its others; None takes one away.

        Of more than there is room for, those go that were changed longest ago. InputError where
        one is too long, or they cannot be written.
        """
        for key, value in changes.items():
            if value is not None and not _is_setting(key, value):
                raise InputError(f"the setting {key[:40]} is too long to be kept")
        with self._lock:
            settings = self.of(name)
            for key, value in changes.items():
                settings.pop(key, None)
                if value is not None:
                    settings[key] = value
            self._write(name, dict(list(settings.items())[-_MOST:]))

    def forget(self, name: str) -> None:
        """Take away the settings of an account that is no more."""
        self._path(name).unlink(missing_ok=True)

    def _write(self, name: str, settings: Mapping[str, str]) -> None:
        path = self._path(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_private(path, json.dumps(settings))
        except OSError as error:
            raise InputError(f"the settings cannot be kept: {error.strerror}") from error

    def _path(self, name: str) -> Path:
        place = hashlib.sha256(str(self._accounts.resolve()).encode()).hexdigest()[:16]
        return platformdirs.user_data_path("hexapla") / "settings" / place / f"{name}.json"


def _is_setting(key: object, value: object) -> bool:
    return (
        isinstance(key, str)
        and isinstance(value, str)
        and len(key) <= _LONGEST_NAME
        and len(value) <= _LONGEST
    )
