"""TMX 1.4b, the exchange format of translation memories.

https://www.gala-global.org/tmx-14b. One `tu` a unit, one `tuv` a version; a version absent from a
unit has none. How each version was made stands in the header (`prop` with the version's key as
`xml:lang`), the status, score, comment and check results of a target's bead in its `tuv`, and who
corrected it when in `changeid` and `changedate`. There is no clock in the file: a second export is
the same, byte for byte.
"""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from aligned.bitext import STATUSES, Signature, Status
from aligned.corpus import Corpus, Unit
from aligned.errors import InputError
from aligned.formats import xml
from aligned.formats.format import EVERYTHING, CorpusFormat
from aligned.formats.keys import key_of, record_of, versions_of
from aligned.formats.links import plain_score, score_of
from aligned.formats.metadata import (
    checks_of,
    plain_checks,
    plain_time,
    program_version,
    signature_of,
)
from aligned.formats.output import Output
from aligned.project import Version, free_key

__all__ = ["FORMAT"]

_STATUS = "x-status"
_SCORE = "x-score"
_CHECKS = "x-checks"
_TIME = "%Y%m%dT%H%M%SZ"
_RECORD = "x-hexapla:"
# Elements inside a seg that hold codes of the original format, not text.
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})


def _write(corpus: Corpus, output: Output) -> None:
    file = output.file()
    for part in _header(corpus):
        file.write(part.encode())
    for number, unit in enumerate(corpus):
        file.write(_unit(number, unit).encode())
    file.write(b"</body>\n</tmx>\n")


def _header(corpus: Corpus) -> Iterator[str]:
    source = xml.attribute(corpus.versions[0].key)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
    yield f'<header creationtool="Hexapla" creationtoolversion="{program_version()}"'
    yield ' segtype="sentence" o-tmf="Hexapla" adminlang="en"'
    yield f' srclang={source} datatype="plaintext">\n'
    for version in corpus.versions:
        language = xml.attribute(version.key)
        for name, value in record_of(version).items():
            kind = xml.attribute(_RECORD + name)
            yield f"<prop type={kind} xml:lang={language}>{xml.content(xml.clean(value))}</prop>\n"
    yield "</header>\n<body>\n"


def _unit(number: int, unit: Unit) -> str:
    parts = [f'<tu tuid="{number}">\n']
    for key, text in unit.texts.items():
        signature = unit.signed.get(key)
        change = _change(signature) if signature else ""
        parts.append(f"<tuv xml:lang={xml.attribute(key)}{change}>")
        if key in unit.comment:
            parts.append(f"<note>{xml.content(xml.clean(unit.comment[key]))}</note>")
        if key in unit.status:
            parts.append(f'<prop type="{_STATUS}">{unit.status[key]}</prop>')
        score = unit.score.get(key)
        if score is not None:
            parts.append(f'<prop type="{_SCORE}">{plain_score(score)}</prop>')
        if key in unit.checks:
            parts.append(f'<prop type="{_CHECKS}">{plain_checks(unit.checks[key])}</prop>')
        parts.append(f"<seg>{xml.content(text)}</seg></tuv>\n")
    parts.append("</tu>\n")
    return "".join(parts)


def _change(signature: Signature) -> str:
    at = plain_time(signature.at, _TIME)
    return f' changedate="{at}" changeid={xml.attribute(signature.who)}'


def _read(path: Path, encoding: str | None) -> Corpus:
    """Read the TMX of any tool; of the markup inside its segments only the text is kept.

    A second text in one language gets the key of a second version (`fr-x-2`). Elements may be in a
    namespace, which TMX has none of. XML says its own encoding: `encoding` is not asked.
    """
    header = next(xml.elements(path, "{*}header"), None)
    if header is None:
        raise InputError(f"{path} is not a TMX file: it has no header")
    declared = header.get("srclang", "*all*")
    source = None if declared == "*all*" else key_of(declared, path)
    made_with = _made_with(header, path)

    def versions() -> tuple[Version, ...]:
        keys = dict.fromkeys(made_with)
        for unit in _units(path, source):
            keys.update(dict.fromkeys(unit.texts))
        return versions_of(keys, source, made_with)

    return Corpus(path.stem, versions, lambda: _units(path, source))


def _made_with(header: etree._Element, path: Path) -> dict[str, dict[str, str]]:
    """What our own header says about each version; nothing for another tool's."""
    made_with: dict[str, dict[str, str]] = {}
    for prop in header.iterchildren("{*}prop"):
        key, kind = prop.get(xml.LANG), prop.get("type", "")
        if key and kind.startswith(_RECORD):
            name = kind.removeprefix(_RECORD)
            made_with.setdefault(key_of(key, path), {})[name] = prop.text or ""
    return made_with


def _units(path: Path, source: str | None) -> Iterator[Unit]:
    keys: dict[str, str] = {}
    for element in xml.elements(path, "{*}tu"):
        texts: dict[str, str] = {}
        status: dict[str, Status] = {}
        score: dict[str, float | None] = {}
        comment: dict[str, str] = {}
        signed: dict[str, Signature] = {}
        checks: dict[str, tuple[str, ...]] = {}
        general = "\n".join(note.text or "" for note in element.iterchildren("{*}note"))
        for variant in element.iterchildren("{*}tuv"):
            text, props, note = _variant(variant, path)
            if not text.strip():
                continue
            # `lang` is what TMX 1.1 to 1.3 said.
            language = variant.get(xml.LANG) or variant.get("lang") or ""
            if language not in keys:
                keys[language] = key_of(language, f"{path} (line {variant.sourceline})")
            key = free_key(keys[language], texts)
            texts[key] = text
            if note or (general and len(texts) > 1):  # a unit's own is a target's: a bead has it
                comment[key] = "\n".join(filter(None, (general, note)))
            said = props.get(_STATUS)
            if said in STATUSES:
                status[key] = said
            if said in STATUSES or _SCORE in props:
                score[key] = score_of(props.get(_SCORE))
            if _CHECKS in props:
                checks[key] = checks_of(props[_CHECKS])
            signature = signature_of(variant.get("changeid"), variant.get("changedate"))
            if signature and key != (source or next(iter(texts))):  # so is a correction
                signed[key] = signature
        if texts:
            yield Unit(texts, status, score, comment, signed, checks)


def _variant(variant: etree._Element, path: Path) -> tuple[str, dict[str, str], str]:
    """The text of a tuv, its props by type, and its notes, a line each."""
    text = ""
    notes = []
    props = {}
    for child in variant:
        name = xml.local_name(child)
        if name == "seg":
            text = xml.text_of(child, path, skip=_CODES)
        elif name == "prop":
            props[child.get("type", "")] = child.text or ""
        elif name == "note":
            notes.append(child.text or "")
    return text, props, "\n".join(notes)


FORMAT = CorpusFormat(
    name="tmx",
    description="Translation memory, TMX 1.4b: all versions, with status, score and origin",
    suffixes=(".tmx",),
    carries=EVERYTHING,
    forbidden=xml.FORBIDDEN,
    read=_read,
    write=_write,
)
