"""Glossaries: terms with the translation that a publisher wants.

Applied after decoding, where the word alignment shows what the models made of a term. Inflection is
not known here: a term is looked for and written in the form that the glossary gives.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from translate import languages
from translate.errors import TranslateError
from translate.protect import Repaired, linked_words, replaced

__all__ = ["Term", "applied", "read"]

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Term:
    """What became of one term: the models had it `right`, it was `placed`, or it is `missing`."""

    source: str
    target: str
    how: Literal["right", "placed", "missing"]


def read(path: Path, source: str, target: str) -> dict[str, str]:
    """The terms of a glossary file between two languages, source term -> target term.

    A `.tbx` file (TBX-Basic, ISO 30042), or else tab-separated lines: two columns, or any number
    under a first line of language tags. Raises TranslateError where the file is neither.
    """
    try:
        rows = _tbx(path) if path.suffix.lower() == ".tbx" else _tsv(path, source, target)
    except (OSError, ValueError, SyntaxError) as error:
        raise TranslateError(
            f"the glossary {path} cannot be read: {error}: give a .tbx or a tab-separated file"
        ) from error
    columns = languages.base(source), languages.base(target)
    terms = {row[columns[0]]: row[columns[1]] for row in rows if set(columns) <= row.keys()}
    if not terms:
        raise TranslateError(
            f"the glossary {path} has no terms from {source} into {target}: check its languages"
        )
    return terms


def _tsv(path: Path, source: str, target: str) -> list[dict[str, str]]:
    """Rows by base language; a first line that names both languages is the header."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = [line for line in csv.reader(stream, delimiter="\t") if any(line)]
    wanted = [languages.base(source), languages.base(target)]
    header = [languages.base(cell.strip().lower()) for cell in lines[0]] if lines else []
    if set(wanted) <= set(header):
        wanted, lines = header, lines[1:]
    if any(len(line) < 2 for line in lines):
        raise ValueError("a line has only one column")
    return [
        {language: cell.strip() for language, cell in zip(wanted, line, strict=False) if cell}
        for line in lines
    ]


def _tbx(path: Path) -> list[dict[str, str]]:
    """The first term of every language of every entry, in TBX 2 and 3 element names."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    tree = etree.parse(str(path), parser)
    rows = []
    for entry in tree.iter("{*}conceptEntry", "{*}termEntry"):
        row: dict[str, str] = {}
        for section in entry.iter("{*}langSec", "{*}langSet"):
            term = next(section.iter("{*}term"), None)
            if term is not None and term.text:
                row[languages.base(section.get(_XML_LANG, "").lower())] = term.text.strip()
        rows.append(row)
    return rows


def applied(
    terms: Mapping[str, str], source: str, output: Repaired
) -> tuple[Repaired, tuple[Term, ...]]:
    """The output with every term of the source as the glossary wants it, and what became of each.

    A longer term goes before the shorter ones that it contains.
    """
    records: list[Term] = []
    taken: list[tuple[int, int]] = []
    for term in sorted(terms, key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(term)}(?!\w)", source, re.IGNORECASE):
            span = match.span()
            if any(span[0] < end and start < span[1] for start, end in taken):
                continue
            taken.append(span)
            wanted = terms[term]
            if wanted.casefold() in output.text.casefold():
                records.append(Term(match[0], wanted, "right"))
            elif (words := linked_words(output, span)) is not None:
                output = replaced(output, span, words, _cased(wanted, output.text[words[0]]))
                records.append(Term(match[0], wanted, "placed"))
            else:
                records.append(Term(match[0], wanted, "missing"))
    return output, tuple(records)


def _cased(term: str, first: str) -> str:
    """The term, with a capital where the word in its place had one."""
    return term[:1].upper() + term[1:] if first.isupper() else term
