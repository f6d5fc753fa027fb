"""What the file that a source was read from says beyond the source's sentences."""

from aligned import formats
from aligned.store import Original

__all__ = ["code_of"]


def code_of(original: Original | None) -> tuple[str, ...]:
    """What is marked as code in that file, if there is one: translations keep it letter by letter.

    Raises InputError where the file cannot be read any more.
    """
    if original is None:
        return ()
    return formats.document_of(original.content, original.name, original.encoding).code
