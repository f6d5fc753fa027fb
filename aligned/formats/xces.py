"""XCES, as OPUS has its corpora: a file of sentences a version, and a file of links a target.

    book.en.xml     <s id="1">One sentence.</s>          in paragraphs, <p id="1">
    book.en-fr.xml  <link xtargets="1 2;1" certainty="0.87"/>

Segments and beads are kept as they are, also those without the other side.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from lxml import etree

from aligned.bitext import Bitext
from aligned.corpus import Corpus, Unit
from aligned.errors import InputError
from aligned.formats import xml
from aligned.formats.format import ProjectFormat
from aligned.formats.keys import key_of, versions_of
from aligned.formats.links import Link, LinkedTexts, plain_score, score_of
from aligned.formats.output import Output
from aligned.project import Project, Version

__all__ = ["FORMAT"]

_PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NOTHING = frozenset[str]()


def _write(project: Project, targets: Sequence[Version], output: Output) -> None:
    names = {}
    for version in (project.source, *targets):
        output.label = version.key
        names[version.key] = output.path.name
        if not output.is_begun:  # as for an earlier pair with the same version
            output.file().writelines(part.encode() for part in _sentences(version))
    for target in targets:
        output.label = f"{project.source.key}-{target.key}"
        documents = names[project.source.key], names[target.key]
        output.file().writelines(
            part.encode() for part in _links(project.bitexts[target.key], documents)
        )


def _sentences(version: Version) -> Iterator[str]:
    yield f"{_PROLOG}<text xml:lang={xml.attribute(version.key)}>\n"
    numbered = enumerate(version.segments, start=1)
    for paragraph, group in groupby(numbered, key=lambda item: item[1].paragraph):
        yield f'<p id="{paragraph + 1}">\n'
        for number, segment in group:
            yield f'<s id="{number}">{xml.content(xml.clean(segment.text))}</s>\n'
        yield "</p>\n"
    yield "</text>\n"


def _links(bitext: Bitext, documents: tuple[str, str]) -> Iterator[str]:
    source, target = map(xml.attribute, documents)
    yield f'{_PROLOG}<cesAlign version="1.0">\n'
    yield f'<linkGrp targType="s" fromDoc={source} toDoc={target}>\n'
    for number, (sources, targets, bead) in enumerate(bitext.links()):
        sides = (" ".join(str(segment + 1) for segment in side) for side in (sources, targets))
        certainty = "" if bead.score is None else f' certainty="{plain_score(bead.score)}"'
        yield f'<link id="L{number}" xtargets="{";".join(sides)}"{certainty}/>\n'
    yield "</linkGrp>\n</cesAlign>\n"


def _read(path: Path, encoding: str | None) -> Corpus:
    """Read a file of links with the sentences of the documents that it names, gzipped or not.

    The documents are looked for in its own folder and those in it. The sentences of one pair of
    documents at a time are held in memory.
    """
    group = xml.opening(path, "linkGrp")
    if group is None:
        raise InputError(f"{path} is not a file of XCES links: name NAME.en-fr.xml of the corpus")
    keys = tuple(_language(path, group.get(side, "")) for side in ("fromDoc", "toDoc"))
    return Corpus(path.stem, lambda: versions_of(keys), lambda: _units(path, keys))


def _language(path: Path, document: str) -> str:
    """The language a document says, or the folder or the name that it has in OPUS."""
    root = xml.opening(_document(path, document))
    said = None if root is None else root.get(xml.LANG)
    named = Path(document.removesuffix(".gz"))
    return key_of(said or named.parent.name or named.with_suffix("").suffix.lstrip("."), path)


def _units(path: Path, keys: tuple[str, ...]) -> Iterator[Unit]:
    documents: tuple[str, ...] = ()
    sentences: list[dict[str, str]] = []
    for link in xml.elements(path, "link"):
        named = _named(link)
        if named != documents:
            documents = named
            sentences = [dict(_read_sentences(_document(path, name))) for name in documents]
        yield from _unit(link, keys, sentences, path)


def _unit(
    link: etree._Element, keys: tuple[str, ...], sentences: list[dict[str, str]], path: Path
) -> Iterator[Unit]:
    texts, counts = {}, {}
    for key, side, known in zip(
        keys, link.get("xtargets", ";").split(";"), sentences, strict=False
    ):
        ids = side.split()
        counts[key] = len(ids)
        try:
            text = " ".join(known[number] for number in ids)
        except KeyError as error:
            raise InputError(
                f"{path} (line {link.sourceline}) links no sentence {error}"
            ) from error
        if text.strip():
            texts[key] = text
    score = score_of(link.get("certainty"))
    if texts:
        scores = {keys[1]: score} if score is not None and keys[1] in texts else {}
        yield Unit(texts, score=scores, segments=counts)


def _read_links(path: Path) -> LinkedTexts:
    """The links of all pairs of documents, whose sentences are numbered through.

    Where the documents are not there, ids that are whole numbers count from 1.
    """
    links: list[Link] = []
    texts: tuple[list[str], list[str]] = [], []
    documents: tuple[str, str] | None = None
    numbers: list[dict[str, int]] = [{}, {}]
    for link in xml.elements(path, "link"):
        named = _named(link)
        if named != documents:
            numbers = [_numbers(path, *each) for each in zip(named, texts, strict=True)]
            if documents and not all(numbers):
                raise InputError(f"{path} links several documents, which must be beside it")
            documents = named
        sides = [ids.split() for ids in (*link.get("xtargets", ";").split(";"), "")[:2]]
        try:
            source, target = (
                tuple(known[name] if known else int(name) - 1 for name in ids)
                for known, ids in zip(numbers, sides, strict=True)
            )
        except (KeyError, ValueError) as error:
            place = f"{path} (line {link.sourceline})"
            raise InputError(f"{place} links no sentence {link.get('xtargets')!r}") from error
        links.append(Link(source, target, score_of(link.get("certainty"))))
    return LinkedTexts(tuple(links), texts if all(texts) else None)


def _numbers(path: Path, document: str, texts: list[str]) -> dict[str, int]:
    """The number of each sentence of a document by its id, and its text added to `texts`.

    Nothing where the document is not there.
    """
    file = _found(path, document)
    sentences = list(_read_sentences(file)) if file else []
    numbers = {name: number for number, (name, _) in enumerate(sentences, len(texts))}
    texts += [text for _, text in sentences]
    return numbers


def _named(link: etree._Element) -> tuple[str, str]:
    """The documents of the group that a link is in."""
    group = link.getparent()
    return ("", "") if group is None else (group.get("fromDoc", ""), group.get("toDoc", ""))


def _document(path: Path, name: str) -> Path:
    document = _found(path, name)
    if document is None:
        raise InputError(
            f"{path} links the document {name!r}, which is not beside it: put it there"
        )
    return document


def _found(path: Path, name: str) -> Path | None:
    """The file of a document, in the folder of the links or in one below; packed or not."""
    folder = path.parent.resolve()
    for candidate in (name, f"{name}.gz", name.removesuffix(".gz")):
        document = (folder / candidate).resolve()
        if document.is_relative_to(folder) and document.is_file():
            return document
    return None


def _read_sentences(document: Path) -> Iterator[tuple[str, str]]:
    for sentence in xml.elements(document, "s"):
        words = " ".join(word.text or "" for word in sentence.iter("w"))
        text = words or xml.text_of(sentence, document, skip=_NOTHING)
        yield sentence.get("id", ""), text.strip()


FORMAT = ProjectFormat(
    name="xces",
    description="XCES as in OPUS: a file of sentences a version, a file of links a target",
    suffixes=(".xml",),
    carries=frozenset({"score", "line breaks", "one-sided"}),
    forbidden=xml.FORBIDDEN,
    read=_read,
    read_links=_read_links,
    write=_write,
)
