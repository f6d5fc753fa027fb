from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from aligned import formats
from aligned.bitext import Bead, Bitext, Signature
from aligned.corpus import Unit
from aligned.errors import InputError
from aligned.project import Project, Version
from aligned.text import Segment

# The OASIS schemas as Debian's package php-symfony-translation installs them.
SCHEMAS = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")


@pytest.fixture
def project() -> Project:
    source = tuple(Segment(text, " ") for text in ("One.", "Two\x0b <b>&", "Three."))
    target = tuple(Segment(text, " ") for text in ("Un.", "Trois."))
    made_with = {"encoder": "e5 <small>"}
    return Project("A & B", Version("en", "en", "source", source)).with_target(
        Version("pt-BR", "pt-BR", "machine", target, made_with=made_with),
        Bitext([Bead(1, 1, "confirmed", 0.5), Bead(1, 0), Bead(1, 1, "edited")]),
    )


@pytest.mark.skipif(not SCHEMAS.exists(), reason="Debian's php-symfony-translation is not here")
@pytest.mark.parametrize(
    ("name", "schema"),
    [("xliff", "xliff-core-2.0.xsd"), ("xliff12", "xliff-core-1.2-strict.xsd")],
)
def test_valid_by_the_schema_of_oasis(
    project: Project, tmp_path: Path, name: str, schema: str
) -> None:
    for file in SCHEMAS.glob("*.xsd"):
        text = file.read_text("utf-8").replace("http://www.w3.org/2001/xml.xsd", "xml.xsd")
        text = text.replace("informativeCopiesOf3rdPartySchemas/w3c/xml.xsd", "xml.xsd")
        (tmp_path / file.name).write_text(text, "utf-8")
    signature = Signature("anna & <co>", datetime(2026, 1, 31, 12, tzinfo=UTC))
    known = replace(
        project,
        signatures={"pt-BR": [signature, None, None]},
        findings={"pt-BR": [("numbers", "tags"), (), ()]},
    )
    (path,) = formats.export(known, name, tmp_path).files
    etree.XMLSchema(etree.parse(tmp_path / schema)).assertValid(etree.parse(path))


def test_what_the_schema_does_not_check(project: Project, tmp_path: Path) -> None:
    (path,) = formats.export(project, "xliff", tmp_path).files
    root = etree.parse(path).getroot()
    assert (root.get("srcLang"), root.get("trgLang")) == ("en", "pt-BR")
    ids = [unit.get("id") for unit in root.iter("{*}unit")]
    assert len(set(ids)) == len(ids) == 3


def test_what_is_kept_and_what_is_lost(project: Project, tmp_path: Path) -> None:
    exported = formats.export(project, "xliff", tmp_path)
    assert exported.losses == ()
    read = formats.read_corpus(exported.files[0])
    assert list(read) == [
        Unit({"en": "One.", "pt-BR": "Un."}, {"pt-BR": "confirmed"}, {"pt-BR": 0.5}),
        Unit({"en": "Two\x0b <b>&"}),
        Unit({"en": "Three.", "pt-BR": "Trois."}, {"pt-BR": "edited"}, {"pt-BR": None}),
    ]
    assert read.versions[1] == replace(project.targets[0], segments=())
    exported = formats.export(project, "xliff12", tmp_path)
    assert exported.losses == ("control characters that xliff12 cannot hold, left out: 1",)
    again = formats.read_corpus(exported.files[0])
    assert again.versions == read.versions


XLIFF2 = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.1" version="2.1" {}>'
    '<file id="f">{}</file></xliff>'
)
XLIFF1 = (
    '<xliff version="1.2"><file original="x" datatype="plaintext" {}><body>{}</body></file></xliff>'
)
BOTH = 'srcLang="en" trgLang="fr"'
BOTH1 = 'source-language="EN" target-language="FR"'


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (
            XLIFF2.format(
                BOTH,
                '<group id="g"><unit id="1"><segment><source>Press <pc id="1">OK</pc>'
                '<ph id="2"/></source><target>Pressez <mrk id="m">OK</mrk></target></segment>'
                "<ignorable><source> </source></ignorable>"
                '<segment><source>A<cp hex="000B"/><cp hex="D800"/></source></segment></unit>'
                "</group>",
            ),
            [{"en": "Press OK", "fr": "Pressez OK"}, {"en": "A\x0b\ufffd"}],
        ),
        (
            XLIFF1.format(
                BOTH1,
                '<trans-unit id="1"><source>Press <g id="1">OK</g><x id="2"/></source>'
                "<seg-source>Press OK</seg-source>"
                '<target>Pressez <bpt id="1">&lt;b></bpt>OK</target></trans-unit>',
            ),
            [{"en": "Press OK", "fr": "Pressez OK"}],
        ),
    ],
)
def test_xliff_of_other_tools(tmp_path: Path, content: str, texts: list[dict[str, str]]) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(content)
    assert [unit.texts for unit in formats.read_corpus(path)] == texts


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<tmx/>", "is not an XLIFF file"),
        (XLIFF2.format('srcLang="en"', ""), "names no target language"),
        (XLIFF1.format("", ""), "names no languages"),
        ('<xliff version="1.2"/>', "names no languages"),
        (
            XLIFF1.format(BOTH1, "").replace(
                "</file>",
                '</file><file source-language="en" target-language="de"><body><trans-unit id="1"/>'
                "</body></file>",
            ),
            "has files in several languages",
        ),
        (XLIFF2.format(BOTH, "<unit>"), "not well-formed XML"),
    ],
)
def test_xliff_that_cannot_be_read(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(content)
    with pytest.raises(InputError, match=message):
        list(formats.read_corpus(path))
