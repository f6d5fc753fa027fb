"""Glossaries: terms with the translation that a publisher wants.

Where a model did not write what a glossary wants, it is asked for it in constrained decoding, so
that the words around agree (`student.constrained`, `prefixed`). Where nothing good comes of that,
the term is put in the place that the word alignment shows. Inflection is not known here: a term is
looked for and written in the form that the glossary gives.
"""

import csv
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from translate import languages
from translate.alignment import Span
from translate.errors import TranslateError
from translate.protect import Repaired, linked_words, replaced

__all__ = ["Asked", "Term", "applied", "missing", "occurrences", "read"]

# A place in a source, and what is wanted there.
Asked = tuple[Span, str]

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Term:
    """What became of one term.

    The models wrote it unasked (`right`), or when asked (`constrained`), or it was put in the place
    of what they wrote (`placed`), or that had no place (`missing`).
    """

    source: str
    target: str
    how: Literal["right", "constrained", "placed", "missing"]


def read(path: Path, source: str, target: str) -> dict[str, str]:
    """The terms of a glossary file between two languages, source term -> target term.

    A `.tbx` file (TBX-Basic, ISO 30042), or else tab-separated lines: two columns, or any number
    under a first line of language tags. Raises TranslateError where the file is neither.
    """
    try:
        rows = _tbx(path) if path.suffix.lower() == ".tbx" else _tsv(path, source, target)
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        raise TranslateError(f"the glossary {path} cannot be read: {reason}") from error
    except (ValueError, SyntaxError) as error:
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
    found: Sequence[Asked],
    source: str,
    output: Repaired,
    asked: Collection[Asked] = (),
) -> tuple[Repaired, tuple[Term, ...]]:
    """The output with every term found in the source as is wanted, and what became of each.

    `asked` are those that it was decoded with.
    """
    records: list[Term] = []
    for span, wanted in found:
        term = source[slice(*span)]
        if _has(output.text, wanted):
            how: Literal["right", "constrained"]
            how = "constrained" if (span, wanted) in asked else "right"
            records.append(Term(term, wanted, how))
        elif (words := linked_words(output, span)) is not None:
            output = replaced(output, span, words, _cased(wanted, output.text[slice(*words)]))
            records.append(Term(term, wanted, "placed"))
        else:
            records.append(Term(term, wanted, "missing"))
    return output, tuple(records)


def missing(found: Iterable[Asked], text: str) -> list[Asked]:
    """Those of the terms found in a source that its translation `text` lacks."""
    return [one for one in found if not _has(text, one[1])]


def occurrences(terms: Mapping[str, str], source: str, spared: Sequence[Span] = ()) -> list[Asked]:
    """Where terms stand in a source, and what is wanted for each.

    A longer term goes before the shorter ones that it contains. What is a part of a `spared` span,
    such as code, is no term.
    """
    found: list[Asked] = []
    for term in sorted(terms, key=len, reverse=True):
        for match in _pattern(term).finditer(source):
            start, end = match.span()
            part = any(
                first <= start and end <= last and (first, last) != (start, end)
                for first, last in spared
            )
            if not part and all(end <= first or last <= start for (first, last), _ in found):
                found.append(((start, end), terms[term]))
    return found


@cache
def _pattern(term: str) -> re.Pattern[str]:
    """A term as words of its own. Kept: `re` forgets all but the last few hundred."""
    return re.compile(rf"(?<!\w){re.escape(term)}(?!\w)", re.IGNORECASE)


def _has(text: str, wanted: str) -> bool:
    return wanted.casefold() in text.casefold()


def _cased(term: str, words: str) -> str:
    """The term in capitals, or with one at its beginning, where the words in its place had that."""
    if len(words) > 1 and words.isupper():
        return term.upper()
    return term[:1].upper() + term[1:] if words[:1].isupper() else term
