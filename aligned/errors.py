"""What can go wrong in `aligned`, as one small hierarchy.

    AlignedError            anything this package refuses, in one line a translator understands
    ├── InputError          a file or a text cannot be read as what it was given as
    ├── LanguageError       a language tag that is not one, or a language that cannot be told
    ├── CorrectionError     a correction that does not fit the project (any more)
    ├── ExportError         a file cannot be written
    └── StoreError          a project file cannot be opened, read or written

The faces (command line, page) print `str(error)` and nothing else, so every message says what was
asked, why it failed and what to do next.
"""

__all__ = [
    "AlignedError",
    "CorrectionError",
    "ExportError",
    "InputError",
    "LanguageError",
    "StoreError",
    "one_line",
]


class AlignedError(Exception):
    """Anything this package refuses; its text is one line for the user."""


class InputError(AlignedError):
    """A file or a text cannot be read as what it was given as."""


class LanguageError(AlignedError):
    """A language tag that is not one, or a language that cannot be told."""


class CorrectionError(AlignedError):
    """A correction does not fit the project, or no longer does."""


class ExportError(AlignedError):
    """A file cannot be written."""


class StoreError(AlignedError):
    """A project file cannot be opened, read or written."""


def one_line(said: object) -> str:
    """What another library says of an error, on one line, as every message of ours is."""
    return " ".join(str(said).split())
