"""Writing TEI: a file with both texts, the links between them, and what is known of each."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from aligned.bitext import Bitext
from aligned.formats import xml
from aligned.formats.keys import record_of
from aligned.formats.links import plain_score
from aligned.formats.metadata import plain_checks, plain_time
from aligned.formats.output import Output
from aligned.project import Project, Version
from aligned.text import separator

__all__ = ["NAMESPACE", "RECORD", "write"]

NAMESPACE = "http://www.tei-c.org/ns/1.0"
RECORD = "hexapla:"
"""Begins the type of a note in the header that says how a version was made."""


def write(project: Project, targets: Sequence[Version], output: Output) -> None:
    """Write a file for each of these targets."""
    for target in targets:
        output.name_pair(project.source.key, target.key)
        file = output.file()
        for part in _document(project, target):
            file.write(part.encode())


def _document(project: Project, target: Version) -> Iterator[str]:
    signatures = filter(None, project.signatures.get(target.key, ()))
    people = {who: n for n, who in enumerate(dict.fromkeys(one.who for one in signatures), 1)}
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{NAMESPACE}">\n'
    yield from _header(project, target, people)
    yield "<text>\n<group>\n"
    for version in (project.source, target):
        yield from _text(version)
    yield "</group>\n</text>\n"
    if links := list(_links(project.bitexts[target.key], project.source.key, target.key)):
        yield "<standOff>\n<linkGrp>\n"
        yield from links
        yield "</linkGrp>\n"
        if changes := list(_changes(project, target.key, people)):
            yield "<listChange>\n"
            yield from changes
            yield "</listChange>\n"
        yield from _remarks(project, target.key)
        yield "</standOff>\n"
    yield "</TEI>\n"


def _header(project: Project, target: Version, people: Mapping[str, int]) -> Iterator[str]:
    yield f"<teiHeader>\n<fileDesc>\n<titleStmt><title>{_content(project.name)}</title>\n"
    for who, number in people.items():
        yield "<respStmt><resp>correction of the alignment and the translation</resp>"
        yield f'<persName xml:id="who.{number}">{_content(who)}</persName></respStmt>\n'
    yield "</titleStmt>\n<publicationStmt><p>Exported by Hexapla</p></publicationStmt>\n"
    yield "<notesStmt>\n"
    for version in (project.source, target):
        for name, value in record_of(version).items():
            kind, key = xml.attribute(RECORD + name), xml.attribute(version.key)
            yield f"<note type={kind} n={key}>{_content(value)}</note>\n"
    yield "</notesStmt>\n<sourceDesc><p>Parallel versions of one text</p></sourceDesc>\n"
    yield "</fileDesc>\n</teiHeader>\n"


def _content(text: str) -> str:
    return xml.content(xml.clean(text))


def _text(version: Version) -> Iterator[str]:
    yield f"<text xml:lang={xml.attribute(version.key)}>\n<body>\n<div>\n"
    numbered = enumerate(version.segments, start=1)
    for _, group in groupby(numbered, key=lambda item: item[1].paragraph):
        yield "<p>"
        for number, segment in group:
            gap = separator(version.language) if "\n" in segment.after else segment.after
            text, gap = _content(segment.text), _content(gap)
            yield f'<s xml:id="{version.key}.{number}">{text}</s>{gap}'
        yield "</p>\n"
    if not version.segments:  # a div must have something in it
        yield "<p/>\n"
    yield "</div>\n</body>\n</text>\n"


def _links(bitext: Bitext, source: str, target: str) -> Iterator[str]:
    for number, (sources, targets, bead) in enumerate(bitext.links(), start=1):
        if sources and targets:
            ends = [f"#{source}.{segment + 1}" for segment in sources]
            ends += [f"#{target}.{segment + 1}" for segment in targets]
            cert = "" if bead.score is None else f' cert="{plain_score(bead.score)}"'
            name = f'xml:id="bead.{number}"'
            yield f'<link {name} target="{" ".join(ends)}" type="{bead.status}"{cert}/>\n'


def _changes(project: Project, key: str, people: Mapping[str, int]) -> Iterator[str]:
    for number, signature in enumerate(project.signatures.get(key, ()), start=1):
        bead = project.bitexts[key][number - 1]
        if signature and bead.sources and bead.targets:
            at = plain_time(signature.at)
            who = f"#who.{people[signature.who]}"
            yield f'<change target="#bead.{number}" when="{at}" who="{who}"/>\n'


def _remarks(project: Project, key: str) -> Iterator[str]:
    """Comments and what checks find, as notes."""
    findings = project.findings.get(key)
    for number, bead in enumerate(project.bitexts[key], start=1):
        found = plain_checks(findings[number - 1]) if findings else ""
        for kind, text in (("comment", bead.comment), ("checks", found)):
            if text and bead.sources and bead.targets:
                content = _content(text)
                yield f'<note target="#bead.{number}" type="{kind}">{content}</note>\n'
