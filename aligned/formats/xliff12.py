"""XLIFF 1.2, one file a target, for tools that do not read 2.0.

https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html. One `trans-unit` a bead. A status is a
state of its target; the score, the comment, who corrected it when and check results are its notes,
and how each version was made are notes of the header.
"""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from aligned.bitext import Status
from aligned.corpus import Corpus, Unit
from aligned.errors import InputError
from aligned.formats import xml
from aligned.formats.bilingual import (
    add_record,
    child_texts,
    notes_of,
    pair_keys,
    pair_units,
    record_notes,
)
from aligned.formats.format import EVERYTHING, CorpusFormat
from aligned.formats.keys import versions_of
from aligned.formats.output import Output

__all__ = ["FORMAT", "read"]

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_STATES: dict[Status, str] = {
    "machine": "needs-review-translation",
    "edited": "translated",
    "confirmed": "final",
}
_STATUSES = {state: status for status, state in _STATES.items()}
# Inline elements that hold codes of the original format, not text.
_CODES = frozenset({"bpt", "ept", "it", "ph", "x", "bx", "ex"})


def _write(corpus: Corpus, output: Output) -> None:
    source, target = corpus.keys
    file = output.file()
    file.write(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="{_NAMESPACE}">\n'
        f"<file original={xml.attribute(corpus.name)} source-language={xml.attribute(source)}"
        f' target-language={xml.attribute(target)} datatype="plaintext">\n<header>\n'.encode()
    )
    for kind, text in record_notes(corpus.versions):
        file.write(f"<note from={xml.attribute(kind or '')}>{text}</note>\n".encode())
    file.write(b"</header>\n<body>\n")
    for number, unit in enumerate(corpus):
        file.write(_unit(number, unit, source, target).encode())
    file.write(b"</body>\n</file>\n</xliff>\n")


def _unit(number: int, unit: Unit, source: str, target: str) -> str:
    status = unit.status.get(target)
    approved = ' approved="yes"' if status == "confirmed" else ""
    parts = [
        f'<trans-unit id="{number}" xml:space="preserve"{approved}>',
        f"<source>{xml.content(unit.texts.get(source, ''))}</source>",
    ]
    if target in unit.texts:
        state = f' state="{_STATES[status]}"' if status else ""
        parts.append(f"<target{state}>{xml.content(unit.texts[target])}</target>")
    for kind, text in notes_of(unit, target):
        parts.append(f'<note from="{kind}">{text}</note>' if kind else f"<note>{text}</note>")
    parts.append("</trans-unit>\n")
    return "".join(parts)


def read(path: Path) -> Corpus:
    """Read XLIFF 1.2 of any tool; of the markup inside its texts only the text is kept.

    Raises InputError where it names no languages, or has files in several.
    """
    file = xml.opening(path, "{*}file")
    languages = ("", "") if file is None else _languages(file)
    keys = pair_keys(*languages, path)
    made_with = _made_with(path)
    return Corpus(
        path.stem,
        lambda: versions_of(keys, made_with=made_with),
        lambda: _units(path, languages, keys),
    )


def _made_with(path: Path) -> dict[str, dict[str, str]]:
    made_with: dict[str, dict[str, str]] = {}
    for element in xml.elements(path, "{*}note", "{*}trans-unit"):
        if xml.local_name(element) == "trans-unit":
            break  # the header stands before the units
        add_record(made_with, element.get("from"), element.text or "")
    return made_with


def _languages(file: etree._Element) -> tuple[str, str]:
    return file.get("source-language", ""), file.get("target-language", "")


def _units(path: Path, languages: tuple[str, str], keys: tuple[str, str]) -> Iterator[Unit]:
    for element in xml.elements(path, "{*}trans-unit"):
        if any(_languages(file) != languages for file in element.iterancestors("{*}file")):
            raise InputError(f"{path} has files in several languages: split it first")
        state, notes = "", []
        for child in element:  # a find by name takes more than twice as long
            name = xml.local_name(child)
            if name == "target":
                state = child.get("state", "")
            elif name == "note":
                notes.append((child.get("from"), child.text or ""))
        texts = child_texts(element, path, skip=_CODES)
        yield from pair_units(keys, texts, _STATUSES.get(state), notes)


FORMAT = CorpusFormat(
    name="xliff12",
    description="XLIFF 1.2: one file a target, with status and score; for older tools",
    suffixes=(".xlf", ".xliff"),
    carries=EVERYTHING,
    forbidden=xml.FORBIDDEN,
    pairwise=True,
    read=lambda path, encoding: read(path),
    write=_write,
)
