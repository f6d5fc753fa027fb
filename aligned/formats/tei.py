"""TEI P5, one file a target: both texts in paragraphs and sentences, and links between them.

https://www.tei-c.org/release/doc/tei-p5-doc/en/html/SA.html

    <text xml:lang="en"> ... <p><s xml:id="en.1">One sentence.</s> <s xml:id="en.2">Two.</s></p>
    <standOff>
      <linkGrp><link xml:id="bead.1" target="#en.1 #fr.1" cert="0.87" type="edited"/></linkGrp>
      <listChange><change target="#bead.1" when="2026-01-31T12:00:00Z" who="#who.1"/></listChange>
      <note target="#bead.1" type="comment">why?</note>
    </standOff>

Segments, paragraphs and beads are kept as they are. A segment without the other side has no link,
as a link must have two ends, and with that no status, score or comment. What stands between two
sentences is the white space of the text. Who corrected something is a `respStmt` of the header,
how each version was made are its notes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from aligned.bitext import STATUSES, Status
from aligned.corpus import Corpus, Unit
from aligned.errors import InputError
from aligned.formats import xml
from aligned.formats.format import EVERYTHING, ProjectFormat
from aligned.formats.keys import key_of, versions_of
from aligned.formats.links import Link, LinkedTexts, score_of
from aligned.formats.metadata import checks_of, signature_of
from aligned.formats.tei_writing import RECORD, write
from aligned.project import Version
from aligned.text import separator

__all__ = ["FORMAT"]

_PARTS = tuple(f"{{*}}{name}" for name in ["s", "link", "text", "persName", "change", "note"])
_NOTHING = frozenset[str]()


@dataclass(frozen=True, slots=True)
class _Sentence:
    key: str
    text: str
    gap: str


@dataclass(frozen=True, slots=True)
class _Link:
    """The ids of sentences that correspond; what is said of the link refers to its own `id`."""

    names: Sequence[str]
    said: str = ""
    score: float | None = None
    id: str = ""


@dataclass(slots=True)
class _Contents:
    """The sentences of a file by their ids, the ids of each version in order, and the links.

    `people`, `changes` (who, when) and `notes` (by their type) have ids as keys, the last two those
    of links. `made_with` says how versions were made.
    """

    sentences: dict[str, _Sentence] = field(default_factory=dict)
    versions: dict[str, list[str]] = field(default_factory=dict)
    links: list[_Link] = field(default_factory=list)
    people: dict[str, str] = field(default_factory=dict)
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    notes: dict[str, dict[str, str]] = field(default_factory=dict)
    made_with: dict[str, dict[str, str]] = field(default_factory=dict)


def _read(path: Path, encoding: str | None) -> Corpus:
    """Read a file with the texts, in several languages, and the links between their sentences.

    A link is a `link` with the ids in its `target`, or the `corresp` of a sentence. The sentences
    are held in memory. XML says its own encoding: `encoding` is not asked.
    """
    root = xml.opening(path)
    if root is None or xml.local_name(root) not in ("TEI", "teiCorpus"):
        raise InputError(f"{path} is not a TEI file: its first element must be TEI")
    return Corpus(
        path.stem,
        lambda: _versions(_contents(path)),
        lambda: _units(_contents(path), path),
    )


def _versions(found: _Contents) -> tuple[Version, ...]:
    return versions_of(found.versions, made_with=found.made_with)


def _contents(path: Path) -> _Contents:
    found = _Contents()
    corresponding: dict[str, list[str]] = {}
    for element in xml.tailed(path, *_PARTS):
        name = xml.local_name(element)
        if name == "s":
            sentence = _add(found, element, path)
            if corresp := element.get("corresp"):
                corresponding.setdefault(corresp, []).append(sentence)
        elif name == "link":
            ends, score = _ids(element.get("target", "")), score_of(element.get("cert"))
            own = element.get(xml.ID, "")
            found.links.append(_Link(ends, element.get("type", ""), score, own))
        elif name == "text":
            if element.get(xml.LANG) and element.find("{*}body") is not None:
                found.versions.setdefault(key_of(element.get(xml.LANG, ""), path), [])
        else:
            _remark(found, name, element)
    if not found.links:
        source = next(iter(found.versions), "")
        found.links = [
            _Link([*_ids(ends), *names])
            for ends, names in corresponding.items()
            if found.sentences[names[0]].key != source  # the source may say it the other way too
        ]
    return found


def _remark(found: _Contents, name: str, element: etree._Element) -> None:
    """Keep what is said of people, of links and, in the header, of versions."""
    text, kind = element.text or "", element.get("type", "")
    about = "".join(_ids(element.get("target", "")))
    if name == "persName":
        found.people[element.get(xml.ID, "")] = text
    elif name == "change":
        who = "".join(_ids(element.get("who", "")))
        found.changes[about] = who, element.get("when", "")
    elif about:
        found.notes.setdefault(about, {})[kind] = text
    elif kind.startswith(RECORD):
        record = found.made_with.setdefault(element.get("n", ""), {})
        record[kind.removeprefix(RECORD)] = text


def _add(found: _Contents, sentence: etree._Element, path: Path) -> str:
    """Keep a sentence under its id, which is returned."""
    key = _language(sentence, path)
    name = sentence.get(xml.ID) or sentence.get("id") or f"{path} {len(found.sentences)}"
    if name in found.sentences:
        raise InputError(
            f"{path} (line {sentence.sourceline}) has the id {name!r} a second time: "
            "make every id unique"
        )
    text = xml.text_of(sentence, path, skip=_NOTHING)
    found.versions.setdefault(key, []).append(name)
    found.sentences[name] = _Sentence(key, text, sentence.tail or "")
    return name


def _language(sentence: etree._Element, path: Path) -> str:
    """The key of its language, which what it stands in may say for it."""
    within: etree._Element | None = sentence
    tag = None
    while within is not None:
        if tag := within.get(xml.LANG):
            break
        within = within.getparent()
    return key_of(tag or "", f"{path} (line {sentence.sourceline})")


def _ids(pointers: str) -> list[str]:
    return [pointer.rpartition("#")[2] for pointer in pointers.split()]


def _units(found: _Contents, path: Path) -> Iterator[Unit]:
    """The units of the links in order; a sentence that none names is a unit before the next."""
    linked = _linked(found, path)
    waiting = {key: iter(ids) for key, ids in found.versions.items()}
    passed: set[str] = set()
    for link in found.links:
        for key, ids in waiting.items():
            wanted = {name for name in link.names if found.sentences[name].key == key} - passed
            while wanted and (reached := next(ids, None)) is not None:
                passed.add(reached)
                wanted.discard(reached)
                if reached not in linked:
                    yield from _unit(found, _Link([reached]))
        yield from _unit(found, link)
    for ids in waiting.values():
        for name in ids:
            if name not in linked:
                yield from _unit(found, _Link([name]))


def _unit(found: _Contents, link: _Link) -> Iterator[Unit]:
    sides: dict[str, list[_Sentence]] = {key: [] for key in found.versions}
    for name in link.names:
        sentence = found.sentences[name]
        sides[sentence.key].append(sentence)
    joined = {key: _joined(side) for key, side in sides.items()}
    texts = {key: text for key, text in joined.items() if text.strip()}
    if not texts:
        return
    targets = [key for key in list(found.versions)[1:] if key in texts]
    status: dict[str, Status] = dict.fromkeys(targets, link.said) if link.said in STATUSES else {}
    notes = found.notes.get(link.id, {})
    comment, checks = notes.get("comment"), checks_of(notes.get("checks"))
    who, at = found.changes.get(link.id, ("", ""))
    signature = signature_of(found.people.get(who), at)
    yield Unit(
        texts,
        status,
        dict.fromkeys(targets, link.score) if status or link.score is not None else {},
        dict.fromkeys(targets, comment) if comment else {},
        dict.fromkeys(targets, signature) if signature else {},
        dict.fromkeys(targets, checks) if checks else {},
        {key: len(side) for key, side in sides.items() if key in texts},
    )


def _read_links(path: Path) -> LinkedTexts:
    """The links between the first two texts of a file; a sentence without any is a bead alone."""
    found = _contents(path)
    if len(found.versions) < 2:
        raise InputError(f"{path} has a text in one language alone: nothing corresponds in it")
    texts = [[found.sentences[name].text for name in ids] for ids in found.versions.values()]
    sides = [{name: n for n, name in enumerate(ids)} for ids in found.versions.values()]
    linked = _linked(found, path)
    ends: list[tuple[Sequence[str], float | None]]
    ends = [(link.names, link.score) for link in found.links]
    ends += [([name], None) for side in sides[:2] for name in side if name not in linked]
    links = []
    for names, score in ends:
        source, target = (tuple(side[name] for name in names if name in side) for side in sides[:2])
        links.append(Link(source, target, score))
    return LinkedTexts(tuple(links), (texts[0], texts[1]))


def _linked(found: _Contents, path: Path) -> set[str]:
    """The ids of the sentences that have a link; InputError for a link to no sentence."""
    linked = {name for link in found.links for name in link.names}
    for name in linked:
        if name not in found.sentences:
            raise InputError(f"{path} links no sentence {name!r}: is a part of the file missing?")
    return linked


def _joined(sentences: list[_Sentence]) -> str:
    parts = []
    for sentence in sentences:
        gap = separator(sentence.key) if "\n" in sentence.gap else sentence.gap
        parts += [sentence.text, gap]
    return "".join(parts[:-1])


FORMAT = ProjectFormat(
    name="tei",
    description="TEI P5, one file a target: paragraphs, sentences and the links between them",
    suffixes=(".tei",),
    carries=EVERYTHING,
    forbidden=xml.FORBIDDEN,
    read=_read,
    read_links=_read_links,
    write=write,
)
