"""TEI: what is written reads back bead by bead, and what others write is read or refused."""

import itertools
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from aligned import formats
from aligned.bitext import Bead, Bitext
from aligned.corpus import Unit, joined
from aligned.errors import InputError
from aligned.formats.xml import clean
from aligned.project import Project, Version
from aligned.text import Segment
from tests.strategies import projects

TEI = "http://www.tei-c.org/ns/1.0"


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

    for sources, targets, bead in project.bitexts[key].links():
        if sources and targets:
            gather()
            texts = texts_of(project, {source: list(sources), key: list(targets)})
            score = None if bead.score is None else float(f"{bead.score:.6g}")
            if texts:
                there = key in texts
                found.append(
                    Unit(texts, {key: bead.status} if there else {}, {key: score} if there else {})
                )
        else:
            alone[source] += [texts_of(project, {source: [one]}) for one in sources]
            alone[key] += [texts_of(project, {key: [one]}) for one in targets]
    gather()
    return found


@given(projects())
@settings(max_examples=60, deadline=None)
def test_tei_keeps_every_bead_and_every_character(project: Project) -> None:
    if not project.targets:
        return
    with tempfile.TemporaryDirectory() as folder:
        files = formats.export(project, "tei", Path(folder)).files
        for target, file in zip(project.targets, files, strict=True):
            read = formats.read_corpus(file)
            assert read.keys == (project.source.key, target.key)
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
        {"target": "#en.1 #en.2 #fr.1", "type": "edited", "cert": "0.75"},
        {"target": "#en.3 #fr.2", "type": "machine"},
    ]


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


def test_the_project_memory_of_omegat(tmp_path: Path) -> None:
    """Default and alternative translations, a note, and no target where nothing is translated."""
    alternative = (
        '<prop type="file">a.txt</prop><prop type="prev">Before.</prop><prop type="id">7</prop>'
    )
    path = tmp_path / "project_save.tmx"
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx11.dtd">\n'
        '<tmx version="1.1"><header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" '
        'datatype="plaintext" creationtoolversion="6.0" segtype="sentence" srclang="EN-US"/>'
        "<body><!-- Default translations --><tu><note>Say it\nso.</note>"
        '<tuv lang="EN-US"><seg>Open &lt;f0&gt;it&lt;/f0&gt;.</seg></tuv>'
        '<tuv lang="FR" changeid="me" changedate="20260101T000000Z"><seg>Ouvrez.</seg></tuv></tu>'
        "<!-- Alternative translations -->"
        f'<tu>{alternative}<tuv lang="EN-US"><seg>Open.</seg></tuv>'
        '<tuv lang="FR"><seg>Ouvert.</seg></tuv></tu>'
        '<tu><note>Later.</note><tuv lang="EN-US"><seg>Wait.</seg></tuv></tu></body></tmx>',
        "utf-8",
    )
    corpus = formats.read_corpus(path)
    assert corpus.keys == ("en-US", "fr")
    assert list(corpus) == [
        Unit({"en-US": "Open <f0>it</f0>.", "fr": "Ouvrez."}, comment={"fr": "Say it\nso."}),
        Unit({"en-US": "Open.", "fr": "Ouvert."}),
        Unit({"en-US": "Wait."}),
    ]
