"""What formats say of a pair besides its texts, status and score, as text.

A signature is who corrected a bead last, and when, in UTC to the second; checks are the names of
those that found something.
"""

import importlib.metadata
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache

from aligned.bitext import Signature

__all__ = ["checks_of", "plain_checks", "plain_time", "program_version", "signature_of"]

_PLAIN = "%Y-%m-%dT%H:%M:%SZ"


def plain_time(at: datetime, form: str = _PLAIN) -> str:
    """A time in UTC, to the second, in ISO 8601 unless another form is asked for."""
    return at.astimezone(UTC).strftime(form)


def signature_of(who: str | None, at: str | None) -> Signature | None:
    """What a file says, where it says both; None where it does not, or what it says is no time."""
    with suppress(ValueError):
        time = datetime.fromisoformat(at or "")
        if who:
            return Signature(who, time if time.tzinfo else time.replace(tzinfo=UTC))
    return None


def plain_checks(names: tuple[str, ...]) -> str:
    """Names of checks as one text."""
    return " ".join(names)


def checks_of(text: str | None) -> tuple[str, ...]:
    """The names of checks that a text says."""
    return tuple((text or "").split())


@cache
def program_version() -> str:
    """The version of this program; "0" of a copy that is not installed."""
    try:
        return importlib.metadata.version("hexapla")
    except importlib.metadata.PackageNotFoundError:
        return "0"
