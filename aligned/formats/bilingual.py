"""What XLIFF 1.2 and 2.x share: two texts a unit, and what is known of the pair as notes.

A note is a pair of its kind and its text; the kind is None for one that a person wrote.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lxml import etree

from aligned.bitext import Status
from aligned.corpus import Unit
from aligned.errors import InputError
from aligned.formats import xml
from aligned.formats.keys import key_of, record_of
from aligned.formats.links import plain_score, score_of
from aligned.formats.metadata import checks_of, plain_checks, plain_time, signature_of
from aligned.project import Version

__all__ = [
    "Note",
    "add_record",
    "child_texts",
    "notes_of",
    "pair_keys",
    "pair_units",
    "record_notes",
]

Note = tuple[str | None, str]
_SCORE = "hexapla-score"
_CHECKS = "hexapla-checks"
_SIGNED = "hexapla-signed"
_RECORD = "hexapla:"
_KINDS = frozenset({_SCORE, _CHECKS, _SIGNED})


def notes_of(unit: Unit, target: str) -> list[Note]:
    """What a unit says of its target besides the status."""
    notes: list[Note] = []
    score = unit.score.get(target)
    if score is not None:
        notes.append((_SCORE, plain_score(score)))
    if target in unit.checks:
        notes.append((_CHECKS, plain_checks(unit.checks[target])))
    if target in unit.signed:
        signature = unit.signed[target]
        who = xml.content(xml.clean(signature.who))
        notes.append((_SIGNED, f"{plain_time(signature.at)} {who}"))
    if target in unit.comment:
        notes.append((None, xml.content(xml.clean(unit.comment[target]))))
    return notes


def record_notes(versions: Iterable[Version]) -> Iterator[Note]:
    """How each version was made, as notes of the file."""
    for version in versions:
        for name, value in record_of(version).items():
            yield f"{_RECORD}{version.key}:{name}", xml.content(xml.clean(value))


def add_record(made_with: dict[str, dict[str, str]], kind: str | None, text: str) -> None:
    """Keep what a note of the file says of how a version was made, where it says that."""
    if kind and kind.startswith(_RECORD) and kind.count(":") >= 2:
        _, key, name = kind.split(":", 2)
        made_with.setdefault(key, {})[name] = text


def pair_keys(source: str, target: str, path: Path) -> tuple[str, str]:
    """The keys of the two languages that a file names; InputError where it names but one."""
    if source and target:
        return key_of(source, path), key_of(target, path)
    raise InputError(
        f"{path} names {'no target language' if source else 'no languages'}: "
        "a translated file is needed"
    )


def child_texts(element: etree._Element, path: Path, *, skip: frozenset[str]) -> tuple[str, str]:
    """The texts of the source and of the target in an element; "" where there is none."""
    source = target = ""
    for child in element:  # a find by name takes more than twice as long
        name = xml.local_name(child)
        if name == "source":
            source = xml.text_of(child, path, skip=skip)
        elif name == "target":
            target = xml.text_of(child, path, skip=skip)
    return source, target


def pair_units(
    keys: tuple[str, str], texts: tuple[str, str], status: Status | None, notes: Sequence[Note]
) -> Iterator[Unit]:
    """The unit of two texts, a status and notes; none if both texts are blank."""
    _, target = keys
    present = {key: text for key, text in zip(keys, texts, strict=True) if text.strip()}
    if target not in present:
        if present:
            yield Unit(present)
        return
    said = {kind: text for kind, text in notes if kind in _KINDS}
    comments = [text for kind, text in notes if kind not in _KINDS]
    at, _, who = said.get(_SIGNED, "").partition(" ")
    signature = signature_of(who, at)
    yield Unit(
        present,
        {target: status} if status else {},
        {target: score_of(said.get(_SCORE))} if status or _SCORE in said else {},
        {target: "\n".join(comments)} if comments else {},
        {target: signature} if signature else {},
        {target: checks_of(said[_CHECKS])} if _CHECKS in said else {},
    )
