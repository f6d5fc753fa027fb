"""Files in and out: documents, parallel corpora and alignments, each format a small module.

    formats.read_document(Path("statement.txt"))        a Document to translate or to align
    formats.read_corpus(Path("memory.tmx"))             a Corpus, streamed unit by unit
    formats.read_links(Path("gold.txt"))                which segments correspond
    formats.read_alignment(Path("gold.xml"))            the same from any format, by its suffix
    formats.export(project, "tmx", Path("book.tmx"))    what was written, and what did not fit
    formats.rewrite(project, content, "book.docx", ...) the targets with the layout of their source

A format is found by its name (`get`) or the suffix of a file (`for_path`) in the one registry. To
add one, write its module and name it in `registry`.
"""

from aligned.formats.alignments import convert_links, read_alignment
from aligned.formats.exporting import Exported, export, export_corpus, export_pairs, losses
from aligned.formats.format import (
    CorpusFormat,
    DocumentFormat,
    Format,
    LinksFormat,
    ProjectFormat,
)
from aligned.formats.inline import Rendering, Span, WordLinks, carried
from aligned.formats.links import (
    Link,
    LinkedTexts,
    bitext_of,
    check_numbers,
    links_of,
    whole_bitext,
)
from aligned.formats.manifest import write_manifest
from aligned.formats.reading import (
    document_of,
    read_content,
    read_corpus,
    read_document,
    read_links,
)
from aligned.formats.registry import for_path, get, readable, writable
from aligned.formats.rewriting import is_rewritable, rewrite

__all__ = [
    "CorpusFormat",
    "DocumentFormat",
    "Exported",
    "Format",
    "Link",
    "LinkedTexts",
    "LinksFormat",
    "ProjectFormat",
    "Rendering",
    "Span",
    "WordLinks",
    "bitext_of",
    "carried",
    "check_numbers",
    "convert_links",
    "document_of",
    "export",
    "export_corpus",
    "export_pairs",
    "for_path",
    "get",
    "is_rewritable",
    "links_of",
    "losses",
    "read_alignment",
    "read_content",
    "read_corpus",
    "read_document",
    "read_links",
    "readable",
    "rewrite",
    "whole_bitext",
    "writable",
    "write_manifest",
]
