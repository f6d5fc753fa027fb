"""XLIFF 2.0, one file a target; versions 1.2 and 2.x are read.

https://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html. One `unit` with one
`segment` a bead. A status is a state (machine: translated, edited: reviewed, confirmed: final); the
score, the comment, who corrected it when and check results are notes of the unit, and how each
version was made are notes of the file. A character that XML forbids has an element of its own,
`cp`, so no text is altered.
"""

from collections.abc import Iterator
from pathlib import Path

from aligned.bitext import Status
from aligned.corpus import Corpus, Unit
from aligned.errors import InputError
from aligned.formats import xliff12, xml
from aligned.formats.bilingual import (
    Note,
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
from aligned.project import Version

__all__ = ["FORMAT"]

_NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_STATES: dict[Status, str] = {
    "machine": "translated",
    "edited": "reviewed",
    "confirmed": "final",
}
_STATUSES = {state: status for status, state in _STATES.items()}
# Elements inside a source or target whose content is a code of the original format.
_CODES = frozenset({"ph", "sc", "ec", "sm", "em"})


def _write(corpus: Corpus, output: Output) -> None:
    source, target = corpus.keys
    file = output.file()
    file.write(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="2.0" xmlns="{_NAMESPACE}"'
        f" srcLang={xml.attribute(source)} trgLang={xml.attribute(target)}>\n"
        f'<file id="f" original={xml.attribute(corpus.name)} xml:space="preserve">\n'
        f"{_notes(corpus.versions)}".encode()
    )
    for number, unit in enumerate(corpus):
        file.write(_unit(number, unit, source, target).encode())
    file.write(b"</file>\n</xliff>\n")


def _notes(versions: tuple[Version, ...]) -> str:
    notes = [
        f"<note category={xml.attribute(kind or '')}>{text}</note>\n"
        for kind, text in record_notes(versions)
    ]
    return f"<notes>\n{''.join(notes)}</notes>\n"


def _unit(number: int, unit: Unit, source: str, target: str) -> str:
    parts = [f'<unit id="u{number}">']
    if notes := notes_of(unit, target):
        parts.append(f"<notes>{''.join(map(_note, notes))}</notes>")
    status = unit.status.get(target)
    state = f' state="{_STATES[status]}"' if status else ""
    parts.append(f"<segment{state}><source>{_content(unit.texts.get(source, ''))}</source>")
    if target in unit.texts:
        parts.append(f"<target>{_content(unit.texts[target])}</target>")
    parts.append("</segment></unit>\n")
    return "".join(parts)


def _note(note: Note) -> str:
    kind, text = note
    return f'<note category="{kind}">{text}</note>' if kind else f"<note>{text}</note>"


def _content(text: str) -> str:
    content = xml.content(text)
    if xml.FORBIDDEN.search(content):
        content = xml.FORBIDDEN.sub(lambda match: f'<cp hex="{ord(match.group()):04X}"/>', content)
    return content


def _read(path: Path, encoding: str | None) -> Corpus:
    """Read XLIFF of any version and tool; of the markup inside its texts only the text is kept.

    XML says its own encoding: `encoding` is not asked.
    """
    root = xml.opening(path)
    if root is None or xml.local_name(root) != "xliff":
        raise InputError(f"{path} is not an XLIFF file")
    if root.get("version", "").startswith("1."):
        return xliff12.read(path)
    keys = pair_keys(root.get("srcLang", ""), root.get("trgLang", ""), path)
    made_with = _made_with(path)
    return Corpus(
        path.stem, lambda: versions_of(keys, made_with=made_with), lambda: _units(path, keys)
    )


def _made_with(path: Path) -> dict[str, dict[str, str]]:
    made_with: dict[str, dict[str, str]] = {}
    for element in xml.elements(path, "{*}note", "{*}unit"):
        if xml.local_name(element) == "unit":
            break  # the notes of the file stand before its units
        add_record(made_with, element.get("category"), element.text or "")
    return made_with


def _units(path: Path, keys: tuple[str, str]) -> Iterator[Unit]:
    for element in xml.elements(path, "{*}unit"):
        notes: list[Note] = []
        for child in element:  # the notes stand before the segments
            name = xml.local_name(child)
            if name == "notes":
                notes = [(note.get("category"), note.text or "") for note in child]
            elif name == "segment":
                status = _STATUSES.get(child.get("state", ""))
                yield from pair_units(keys, child_texts(child, path, skip=_CODES), status, notes)


FORMAT = CorpusFormat(
    name="xliff",
    description="XLIFF 2.0: one file a target, with status, score and origin",
    suffixes=(".xlf", ".xliff"),
    carries=EVERYTHING,
    pairwise=True,
    read=_read,
    write=_write,
)
