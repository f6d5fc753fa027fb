"""The statement that ships with the program, and translations of it as translators write them.

Some of their sentences are merged, some split; one is left out (German), one added (French).
"""

from importlib.resources import files

from aligned.text import Document

__all__ = ["EXISTING", "SOURCE", "document"]

SOURCE = "en"
EXISTING = ("fr", "de", "es", "tr")


def document(language: str) -> Document:
    """The statement in that language."""
    name = f"statement.{language}.txt"
    return Document.from_text(files(__name__).joinpath(name).read_text("utf-8"), "statement")
