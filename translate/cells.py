"""Cells: the parts of a text that tabs, or what stands for new lines, paragraphs or table cells in
markup and in the texts of programs, hold apart.

Each is a text of its own, and what holds them apart stays as it is.
"""

import re

__all__ = ["cells", "folded"]

_APART = re.compile(
    r"((?:\t|\s*</?(?i:br|p|div|li|ul|ol|tr|td|th|table|hr|h[1-6])\b[^<>]*>\s*"
    r"|(?<![\s:\\\w]\w:)(?<!\\)\s*\\[nrt](?=\\[nrt]|[\sA-Z%{<]|$)\s*)+)"
)


def cells(text: str) -> list[str]:
    """Cells, at even places, and what is between them; a text without any is the only cell.

    >>> cells("one<br>two")
    ['one', '<br>', 'two']
    """
    return _APART.split(text)


def folded(sentence: str) -> str:
    """A sentence in one line: every white space is one space, but for the tabs between cells."""
    return "\t".join(" ".join(cell.split()) for cell in sentence.strip().split("\t"))
