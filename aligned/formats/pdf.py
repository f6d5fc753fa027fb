"""PDF: its text, as far as the file has it in reading order. Needs `pypdf`.

A PDF knows letters and their places, not paragraphs: look the text over before you translate it.
"""

import io
from pathlib import Path

from aligned.errors import InputError
from aligned.formats.format import DocumentFormat
from aligned.formats.inputs import library
from aligned.text import Document, check_text

__all__ = ["FORMAT"]


def _read(content: bytes, name: str, encoding: str | None) -> Document:
    with library("pypdf", "PDF"):
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    try:
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{name} is damaged, protected or not a PDF: export it anew") from error
    text = "\n\n".join(page.strip() for page in pages if page.strip())
    if not text:
        raise InputError(f"{name} holds pictures of text, no text: run a text recognition first")
    return Document.from_text(check_text(text, name), Path(name).stem)


FORMAT = DocumentFormat(
    name="pdf",
    description="PDF: its text",
    suffixes=(".pdf",),
    encoded=False,
    read=_read,
)
