"""What XLIFF 1.2 and 2.x share: two texts a unit, and what is known of the pair as notes.

A note is a pair of its kind and its text; the kind is None for one that a person wrote.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from aligned.bitext import Status
from aligned.corpus import Unit
from aligned.errors import InputError
from aligned.formats import xml
from aligned.formats.keys import key_of
from aligned.formats.links import plain_score, score_of

__all__ = ["Note", "child_texts", "notes_of", "pair_keys", "pair_units"]

Note = tuple[str | None, str]
_SCORE = "hexapla-score"


def notes_of(unit: Unit, target: str) -> list[Note]:
    """What a unit says of its target besides the status."""
    notes: list[Note] = []
    score = unit.score.get(target)
    if score is not None:
        notes.append((_SCORE, plain_score(score)))
    if target in unit.comment:
        notes.append((None, xml.content(xml.clean(unit.comment[target]))))
    return notes


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
    scores = [text for kind, text in notes if kind == _SCORE]
    comments = [text for kind, text in notes if kind != _SCORE]
    yield Unit(
        present,
        {target: status} if status else {},
        {target: score_of(scores[0]) if scores else None} if status or scores else {},
        {target: "\n".join(comments)} if comments else {},
    )
