"""TEI: what is written reads back bead by bead, and what others write is read or refused."""

import itertools
import os
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from aligned import formats
from aligned.bitext import Bead, Bitext, Signature
from aligned.corpus import Unit, joined
from aligned.errors import InputError
from aligned.formats.xml import ID as XML_ID
from aligned.formats.xml import clean
from aligned.project import Project, Version
from aligned.text import Segment
from tests.strategies import projects

TEI = "http://www.tei-c.org/ns/1.0"
SIGNATURES = [
    Signature(who, datetime(2026, 1, day, 12, 30, 59, tzinfo=UTC))
    for day, who in enumerate(["anna", "<b>ó &"], start=1)
]


def texts_of(project: Project, sides: dict[str, list[int]]) -> dict[str, str]:
    texts = {key: clean(joined(project.version(key), side)) for key, side in sides.items()}
    return {key: text for key, text in texts.items() if text.strip()}


def expected(project: Project, key: str) -> list[Unit]:
    """A unit a bead; of the segments between two of them one each, those of the source first."""
    source = project.source.key
    found: list[Unit] = []
    alone: dict[str, list[dict[str, str]]] = {source: [], key: []}

    def gather() -> None:
        found.extend(Unit(texts) for side in alone.values() for texts in side if texts)
        alone[source].clear()
        alone[key].clear()

    for number, (sources, targets, bead) in enumerate(project.bitexts[key].links()):
        if sources and targets:
            gather()
            texts = texts_of(project, {source: list(sources), key: list(targets)})
            score = None if bead.score is None else float(f"{bead.score:.6g}")
            if key in texts:
                comment = {key: bead.comment} if bead.comment else {}
                found.append(
                    Unit(
                        texts,
                        {key: bead.status},
                        {key: score},
                        comment,
                        {key: signed} if (signed := project.signatures[key][number]) else {},
                        {key: names} if (names := project.findings[key][number]) else {},
                    )
                )
            elif texts:
                found.append(Unit(texts))
        else:
            alone[source] += [texts_of(project, {source: [one]}) for one in sources]
            alone[key] += [texts_of(project, {key: [one]}) for one in targets]
    gather()
    return found


@st.composite
def described(draw: st.DrawFn) -> Project:
    """A project with what is known of its beads besides."""
    project = draw(projects())
    counts = {key: len(bitext) for key, bitext in project.bitexts.items()}
    who, names = st.sampled_from([None, *SIGNATURES]), st.sampled_from([(), ("numbers", "tags")])
    return replace(
        project,
        signatures={key: [draw(who) for _ in range(n)] for key, n in counts.items()},
        findings={key: [draw(names) for _ in range(n)] for key, n in counts.items()},
    )


@given(described())
@settings(max_examples=60, deadline=None)
def test_tei_keeps_every_bead_and_every_character(project: Project) -> None:
    if not project.targets:
        return
    with tempfile.TemporaryDirectory() as folder:
        files = formats.export(project, "tei", Path(folder)).files
        for target, file in zip(project.targets, files, strict=True):
            read = formats.read_corpus(file)
            assert read.keys == (project.source.key, target.key)
            assert read.versions[1].made_with == target.made_with
            assert read.versions[1].origin == target.origin
            assert list(read) == expected(project, target.key)


def test_tei_has_paragraphs_sentences_and_links(tmp_path: Path) -> None:
    english = (Segment("A <b> & c.", " "), Segment("Two.", "\n"), Segment("Three.", "", 1))
    french = (Segment("Un et deux.", "\n"), Segment("Trois.", "", 1))
    project = Project("<book>", Version("en", "en", "source", english)).with_target(
        Version("fr", "fr", "imported", french), Bitext([Bead(2, 1, "edited", 0.75), Bead(1, 1)])
    )
    (file,) = formats.export(project, "tei", tmp_path / "book.tei").files
    root = etree.parse(file).getroot()
    paragraphs = root.findall(f".//{{{TEI}}}body/{{{TEI}}}div/{{{TEI}}}p")
    assert ["".join(p.itertext()) for p in paragraphs] == [
        *("A <b> & c. Two. ", "Three.", "Un et deux. ", "Trois.")
    ]
    links = [dict(link.attrib) for link in root.iter(f"{{{TEI}}}link")]
    assert links == [
        {XML_ID: "bead.1", "target": "#en.1 #en.2 #fr.1", "type": "edited", "cert": "0.75"},
        {XML_ID: "bead.2", "target": "#en.3 #fr.2", "type": "machine"},
    ]


def test_tei_is_valid_by_its_own_document_type(tmp_path: Path) -> None:
    """That which trafilatura has is TEI P5 without the module of `s`, which is as `seg` to it."""
    folder = os.environ.get("HEXAPLA_TRAFILATURA")
    if folder is None:
        pytest.skip("HEXAPLA_TRAFILATURA does not say where trafilatura is")
    document_type = etree.DTD(Path(folder, "trafilatura", "data", "tei_corpus.dtd"))
    english = tuple(Segment(f"{n} <b> & c.", " ", n // 2) for n in range(4))
    beads = Bead(2, 1, "edited", 0.75), Bead(1, 1, comment="why?"), Bead(1, 0), Bead(0, 2)
    project = Project("<book>", Version("en", "en", "source", english)).with_target(
        Version("fr-x-2", "fr", "machine", english, made_with={"model": "m"}), Bitext(beads)
    )
    signatures, findings = [*SIGNATURES, None, None], [("numbers",), (), (), ()]
    known = replace(project, signatures={"fr-x-2": signatures}, findings={"fr-x-2": findings})
    for number, one in enumerate((project, known)):
        (file,) = formats.export(one, "tei", tmp_path / f"{number}.tei").files
        root = etree.fromstring(
            file.read_bytes().replace(b"<s ", b"<seg ").replace(b"</s>", b"</seg>")
        )
        document_type.validate(root)
        assert not list(document_type.error_log.filter_from_errors())


def document(body: str, prolog: str = "") -> str:
    return f'{prolog}<TEI xmlns="{TEI}"><text><group>{body}</group></text></TEI>'


def text(language: str, sentences: str) -> str:
    return f'<text xml:lang="{language}"><body><div>{sentences}</div></body></text>'


@pytest.mark.parametrize(
    ("body", "units"),
    [
        (  # the sentences of the target name those of the source, and these them
            text("en", '<p><s xml:id="a" corresp="#x">A.</s>\n  <s xml:id="b">B.</s></p>')
            + text("fr", '<head><s xml:id="x" corresp="#a #b">AB.</s></head>'),
            [Unit({"en": "A. B.", "fr": "AB."})],
        ),
        (  # links inside the text, sentences in a list and without an id
            text("en", '<list><item><s xml:id="a"><w>A</w>.</s></item></list><p><s>B.</s></p>')
            + text("ja", '<p><s xml:id="x">い。</s>\n<s xml:id="y">ろ。</s></p>')
            + '<linkGrp><link target="x.xml#a #x #y"/></linkGrp>',
            [Unit({"en": "A.", "ja": "い。ろ。"}), Unit({"en": "B."})],
        ),
        (  # three languages
            text("en", '<p><s xml:id="a">A.</s></p>')
            + text("fr", '<p><s xml:id="b">B.</s></p>')
            + text("de", '<p><s xml:id="c">C.</s></p><linkGrp><link target="#a #b #c"/></linkGrp>'),
            [Unit({"en": "A.", "fr": "B.", "de": "C."})],
        ),
    ],
)
def test_tei_of_other_tools(tmp_path: Path, body: str, units: list[Unit]) -> None:
    path = tmp_path / "book.tei"
    path.write_text(document(body), "utf-8")
    assert list(formats.read_corpus(path)) == units


SENTENCE = text("en", '<p><s xml:id="a">{}</s></p>')
BOMB = "<!DOCTYPE TEI [<!ENTITY a '{}'>{}]>".format(
    "ha" * 50,
    "".join(f"<!ENTITY {new} '{f'&{old};' * 20}'>" for old, new in itertools.pairwise("abcdefg")),
)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (document(SENTENCE.format("&g;"), BOMB), "entity"),
        (
            document(SENTENCE.format("&a;"), "<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/x'>]>"),
            "has the entity &a;",
        ),
        (document(SENTENCE.format("A.") * 2), "has the id 'a' a second time"),
        (document(SENTENCE + '<link target="#a #b"/>'), "links no sentence 'b'"),
        (document(text("", "<p><s>A.</s></p>")), "line 1.*language"),
        (document("<div>" * 300 + "</div>" * 300), "depth"),
        (document(SENTENCE.format("A."))[:-9], "not well-formed XML"),
        ("<html/>", "is not a TEI file"),
    ],
)
def test_hostile_and_broken_tei_is_refused_at_once(
    tmp_path: Path, content: str, message: str
) -> None:
    path = tmp_path / "book.tei"
    path.write_text(content, "utf-8")
    began = time.process_time()
    with pytest.raises(InputError, match=message) as raised:
        list(formats.read_corpus(path))
    assert str(path) in str(raised.value)
    assert time.process_time() - began < 1
