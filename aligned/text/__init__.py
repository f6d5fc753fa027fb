"""The text of a version: paragraphs, segments with exact offsets, and the language they are in.

    text  --paragraphs-->  Document  --segments-->  lead, (Segment, ...)

Nothing is lost on the way: `lead` and each segment's `text + after` rebuild any text.
"""

from aligned.text.document import Document, Kind, Paragraph, Segment, rebuild
from aligned.text.language import (
    base_language,
    identify,
    language_name,
    language_tag,
    right_to_left,
    separator,
)
from aligned.text.reading import check_text, decode, guessed_encoding, marked_encoding, read_text
from aligned.text.segmentation import cut, cut_lines, cut_sentences

__all__ = [
    "Document",
    "Kind",
    "Paragraph",
    "Segment",
    "base_language",
    "check_text",
    "cut",
    "cut_lines",
    "cut_sentences",
    "decode",
    "guessed_encoding",
    "identify",
    "language_name",
    "language_tag",
    "marked_encoding",
    "read_text",
    "rebuild",
    "right_to_left",
    "separator",
]
