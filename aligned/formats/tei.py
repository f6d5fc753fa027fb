"""TEI P5, one file a target: both texts in paragraphs and sentences, and links between them.

https://www.tei-c.org/release/doc/tei-p5-doc/en/html/SA.html

    <text xml:lang="en"> ... <p><s xml:id="en.1">One sentence.</s> <s xml:id="en.2">Two.</s></p>
    <standOff><linkGrp><link target="#en.1 #en.2 #fr.1" cert="0.87" type="edited"/></linkGrp>

Segments, paragraphs and beads are kept as they are. A segment without the other side has no link,
as a link must have two ends. What stands between two sentences is the white space of the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from lxml import etree

from aligned.bitext import STATUSES, Bitext, Status
from aligned.corpus import Corpus, Unit
from aligned.errors import InputError
from aligned.formats import xml
from aligned.formats.format import ProjectFormat
from aligned.formats.keys import key_of, versions_of
from aligned.formats.links import Link, LinkedTexts, plain_score, score_of
from aligned.formats.output import Output
from aligned.project import Project, Version
from aligned.text import separator

__all__ = ["FORMAT"]

_NAMESPACE = "http://www.tei-c.org/ns/1.0"
_PARTS = ("{*}s", "{*}link", "{*}text")
_NOTHING = frozenset[str]()


def _write(project: Project, targets: Sequence[Version], output: Output) -> None:
    for target in targets:
        output.name_pair(project.source.key, target.key)
        file = output.file()
        for part in _document(project, target):
            file.write(part.encode())


def _document(project: Project, target: Version) -> Iterator[str]:
    title = xml.content(xml.clean(project.name))
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{_NAMESPACE}">\n'
    yield f"<teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>"
    yield "<publicationStmt><p>Exported by Hexapla</p></publicationStmt>"
    yield "<sourceDesc><p>Parallel versions of one text</p></sourceDesc></fileDesc></teiHeader>\n"
    yield "<text>\n<group>\n"
    for version in (project.source, target):
        yield from _text(version)
    yield "</group>\n</text>\n"
    if links := list(_links(project.bitexts[target.key], project.source.key, target.key)):
        yield "<standOff>\n<linkGrp>\n"
        yield from links
        yield "</linkGrp>\n</standOff>\n"
    yield "</TEI>\n"


def _text(version: Version) -> Iterator[str]:
    yield f"<text xml:lang={xml.attribute(version.key)}>\n<body>\n<div>\n"
    numbered = enumerate(version.segments, start=1)
    for _, group in groupby(numbered, key=lambda item: item[1].paragraph):
        yield "<p>"
        for number, segment in group:
            gap = separator(version.language) if "\n" in segment.after else segment.after
            text, gap = (xml.content(xml.clean(part)) for part in (segment.text, gap))
            yield f'<s xml:id="{version.key}.{number}">{text}</s>{gap}'
        yield "</p>\n"
    if not version.segments:  # a div must have something in it
        yield "<p/>\n"
    yield "</div>\n</body>\n</text>\n"


def _links(bitext: Bitext, source: str, target: str) -> Iterator[str]:
    for sources, targets, bead in bitext.links():
        if sources and targets:
            ends = [f"#{source}.{segment + 1}" for segment in sources]
            ends += [f"#{target}.{segment + 1}" for segment in targets]
            cert = "" if bead.score is None else f' cert="{plain_score(bead.score)}"'
            yield f'<link target="{" ".join(ends)}" type="{bead.status}"{cert}/>\n'


@dataclass(frozen=True, slots=True)
class _Sentence:
    key: str
    text: str
    gap: str


@dataclass(slots=True)
class _Contents:
    """The sentences of a file by their ids, the ids of each version in order, and the links."""

    sentences: dict[str, _Sentence] = field(default_factory=dict)
    versions: dict[str, list[str]] = field(default_factory=dict)
    links: list[tuple[list[str], str, float | None]] = field(default_factory=list)
    """Ids, type, score."""


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
        lambda: versions_of(_contents(path).versions),
        lambda: _units(_contents(path), path),
    )


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
            found.links.append((ends, element.get("type", ""), score))
        elif element.get(xml.LANG) and element.find("{*}body") is not None:
            found.versions.setdefault(key_of(element.get(xml.LANG, ""), path), [])
    if not found.links:
        source = next(iter(found.versions), "")
        found.links = [
            ([*_ids(ends), *names], "", None)
            for ends, names in corresponding.items()
            if found.sentences[names[0]].key != source  # the source may say it the other way too
        ]
    return found


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
    for names, said, score in found.links:
        for key, ids in waiting.items():
            wanted = {name for name in names if found.sentences[name].key == key} - passed
            while wanted and (reached := next(ids, None)) is not None:
                passed.add(reached)
                wanted.discard(reached)
                if reached not in linked:
                    yield from _unit(found, [reached], "", None)
        yield from _unit(found, names, said, score)
    for ids in waiting.values():
        for name in ids:
            if name not in linked:
                yield from _unit(found, [name], "", None)


def _unit(found: _Contents, names: list[str], said: str, score: float | None) -> Iterator[Unit]:
    sides: dict[str, list[_Sentence]] = {key: [] for key in found.versions}
    for name in names:
        sentence = found.sentences[name]
        sides[sentence.key].append(sentence)
    joined = {key: _joined(side) for key, side in sides.items()}
    texts = {key: text for key, text in joined.items() if text.strip()}
    targets = [key for key in list(found.versions)[1:] if key in texts]
    status: dict[str, Status] = dict.fromkeys(targets, said) if said in STATUSES else {}
    known = bool(status) or score is not None
    if texts:
        scores = dict.fromkeys(targets, score) if known else {}
        yield Unit(texts, status, scores, segments={key: len(side) for key, side in sides.items()})


def _read_links(path: Path) -> LinkedTexts:
    """The links between the first two texts of a file; a sentence without any is a bead alone."""
    found = _contents(path)
    if len(found.versions) < 2:
        raise InputError(f"{path} has a text in one language alone: nothing corresponds in it")
    texts = [[found.sentences[name].text for name in ids] for ids in found.versions.values()]
    sides = [{name: n for n, name in enumerate(ids)} for ids in found.versions.values()]
    linked = _linked(found, path)
    ends = [(names, score) for names, _, score in found.links]
    ends += [([name], None) for side in sides[:2] for name in side if name not in linked]
    links = []
    for names, score in ends:
        source, target = (tuple(side[name] for name in names if name in side) for side in sides[:2])
        links.append(Link(source, target, score))
    return LinkedTexts(tuple(links), (texts[0], texts[1]))


def _linked(found: _Contents, path: Path) -> set[str]:
    """The ids of the sentences that have a link; InputError for a link to no sentence."""
    linked = {name for names, _, _ in found.links for name in names}
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
    carries=frozenset({"status", "score", "line breaks", "one-sided"}),
    forbidden=xml.FORBIDDEN,
    read=_read,
    read_links=_read_links,
    write=_write,
)
