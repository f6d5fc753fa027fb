"""What the page says: a line of the program as a sentence of its own.

The command line prints the same lines as they are, after `hexapla:` or `note:`.
"""

import re

__all__ = ["FAILED", "capitalised", "sentence"]

FAILED = "The server failed, and what happened is in its terminal: reload the page, then repeat."

# An option of the command line is no help on a page.
_OPTION = re.compile(r" \([^()]*--[^()]*\)")
# A file, a model or a language tag keeps its letters: "links.fr.txt", "en-fr".
_WORD = re.compile(r"[^\W\d_]+[,:]?(?= |$)")
_ENDS = (".", "!", "?", "…")


def sentence(line: str) -> str:
    """A line with a capital and a full stop, and without what tells only a terminal what to do."""
    line = capitalised(_OPTION.sub("", line))
    return line if not line or line.endswith(_ENDS) else f"{line}."


def capitalised(line: str) -> str:
    """A line with a capital, unless it begins with a name that has its own letters."""
    return line[:1].upper() + line[1:] if _WORD.match(line) else line
