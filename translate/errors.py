"""What can go wrong in `translate`, as one small hierarchy.

    TranslateError              anything this package refuses, in one line a translator understands
    ├── NoRouteError            no model, and no chain of models, for a pair of languages
    └── ModelError              one model cannot be used
        ├── ModelNotFoundError  neither on this machine nor on the hub
        ├── HubUnreachableError the hub does not answer, or breaks off
        ├── ModelBrokenError    its files are truncated, corrupt or not of the kind expected
        └── LanguageError       it does not translate from or into that language

The faces (command line, page) print `str(error)` and nothing else, so every message says what was
asked, why it failed and what to do next.
"""

__all__ = [
    "HubUnreachableError",
    "LanguageError",
    "ModelBrokenError",
    "ModelError",
    "ModelNotFoundError",
    "NoRouteError",
    "TranslateError",
]


class TranslateError(Exception):
    """Anything this package refuses; its text is one line for the user."""


class NoRouteError(TranslateError):
    """No model, and no chain of models, for a pair of languages."""


class ModelError(TranslateError):
    """One model cannot be used; `model` is its id or folder."""

    def __init__(self, model: str, message: str) -> None:
        super().__init__(message)
        self.model = model


class ModelNotFoundError(ModelError):
    """The model is neither on this machine nor on the hub."""


class HubUnreachableError(ModelError):
    """The hub does not answer, or breaks off in the middle of a download."""


class ModelBrokenError(ModelError):
    """The model's files are truncated, corrupt or not of the kind expected."""


class LanguageError(ModelError):
    """The model does not translate from or into that language."""
