"""Which segments correspond, from every format that says so."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligned import formats
from aligned.bitext import Bead, Bitext
from aligned.errors import ExportError, InputError
from aligned.formats import Link
from aligned.project import Project, Version
from aligned.text import Segment
from tests.strategies import bitexts

CARRYING = ["tmx", "xliff", "xliff12", "tsv", "csv", "jsonl", "moses", "parquet", "xces", "tei"]
NUMBERED = ["vecalign", "ladder", "xces", "tei"]


def project_of(bitext: Bitext, sources: list[str], targets: list[str]) -> Project:
    source, target = (tuple(Segment(text, " ") for text in side) for side in (sources, targets))
    project = Project("book", Version("en", "en", "source", source))
    return project.with_target(Version("fr", "fr", "imported", target), bitext)


def read(project: Project, name: str, texts: tuple[list[str], list[str]] | None) -> set[Link]:
    with tempfile.TemporaryDirectory() as folder:
        written = formats.export(project, name, Path(folder)).files
        found = formats.read_alignment(written[-1], texts)
    return {Link(link.sources, link.targets) for link in found.links}


@pytest.mark.parametrize("name", sorted({*CARRYING, *NUMBERED}))
def test_every_format_has_the_same_beads(name: str) -> None:
    bitext = Bitext([Bead(1, 1), Bead(2, 1), Bead(0, 1), Bead(1, 0), Bead(1, 2)])
    texts = ["Yes.", "No. ", "\tMaybe & <so>.", "Yes.", "Yes. Yes."], ["O.", "N, p.", "-", "O", "O"]
    project = project_of(bitext, *texts)
    expected = {Link(link.sources, link.targets) for link in formats.links_of(bitext)}
    assert read(project, name, texts) == expected
    if name in NUMBERED:
        assert read(project, name, None) == expected
    else:
        with pytest.raises(InputError, match="name the segmented texts"):
            read(project, name, None)


@pytest.mark.parametrize("name", NUMBERED)
@pytest.mark.parametrize("into", ["vecalign", "ladder"])
def test_links_go_from_one_format_into_another(tmp_path: Path, name: str, into: str) -> None:
    bitext = Bitext([Bead(1, 1, score=0.5), Bead(2, 1), Bead(0, 1), Bead(1, 0), Bead(1, 2)])
    project = project_of(bitext, list("abcde"), list("vwxyz"))
    *_, path = formats.export(project, name, tmp_path).files
    (tmp_path / "out").mkdir()
    done = formats.convert_links(path, into, tmp_path / "out")
    assert [file.stem for file in done.files] == [path.stem]
    assert "score may mean something else" in done.losses[0]
    found = formats.read_links(done.files[0], into)
    wanted = formats.links_of(bitext)
    # Which of two one-sided beads in a row comes first says nothing.
    assert {(one.sources, one.targets) for one in found} == {
        (one.sources, one.targets) for one in wanted
    }


def test_units_and_links_with_holes_are_no_links_to_convert(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("en\tfr\na\tb\n")
    (tmp_path / "a.vecalign").write_text("[0]:[0]\n[2]:[1]\n")
    with pytest.raises(ExportError, match="ladder cannot be made from a file of units alone"):
        formats.convert_links(tmp_path / "a.tsv", "ladder", tmp_path / "b.ladder")
    with pytest.raises(InputError, match=r"source \[1\] of 0 to 2 is in no link"):
        formats.convert_links(tmp_path / "a.vecalign", "ladder", tmp_path / "b.ladder")
    assert not (tmp_path / "b.ladder").exists()


@pytest.mark.parametrize("name", ["tsv", "moses"])
@given(bitext=st.integers(0, 8).flatmap(bitexts), words=st.integers(1, 3))
@settings(max_examples=20)
def test_units_are_found_again_in_their_texts(name: str, bitext: Bitext, words: int) -> None:
    """Whatever is repeated, and what is left out: there is a way to place all units in order."""
    sides = int(bitext.source_starts[-1]), int(bitext.target_starts[-1])
    source, target = ([f"w{n % words} ." for n in range(count)] for count in sides)
    found = read(project_of(bitext, source, target), name, (source, target))
    assert sorted(n for link in found for n in link.sources) == list(range(sides[0]))
    assert sorted(n for link in found for n in link.targets) == list(range(sides[1]))
    pairing = [bead for bead in bitext if bead.sources and bead.targets]
    assert sorted((bead.sources, bead.targets) for bead in pairing) == sorted(
        (len(link.sources), len(link.targets)) for link in found if link.sources and link.targets
    )


XCES = '<cesAlign><linkGrp fromDoc="{}" toDoc="b.xml">{}</linkGrp></cesAlign>'
GROUP = '<linkGrp fromDoc="{}" toDoc="c"><link xtargets="1;1"/></linkGrp>'
TSV = "en\tfr\tde\nOne.\tUn.\tEins.\n"
TEXTS = ["One.", "", "Two."], ["Un.", "Deux."]


@pytest.mark.parametrize(
    ("name", "content", "links"),
    [
        ("a.gold", "[0]:[]\n", [Link((0,), ())]),
        ("a.txt", "0\t0\t0.5\n2\t1\t0\n", [Link((0, 1), (0,), 0.5)]),
        ("a.xml", XCES.format("a.xml", '<link xtargets="1 2;1"/>'), [Link((0, 1), (0,))]),
        ("a.xml", XCES.format("a.xml", '<link xtargets="3;"/>'), [Link((2,), ())]),
        (
            "a.tsv",
            "en\tfr\nOne. Two.\tUn.\n",
            [Link((0, 1, 2), (0,)), Link((), (1,))],
        ),
        (
            "a.tsv",
            "en\tfr\nTwo.\tDeux.\n",
            [Link((0,), ()), Link((1,), ()), Link((), (0,)), Link((2,), (1,))],
        ),
    ],
)
def test_the_suffix_and_the_content_say_the_format(
    tmp_path: Path, name: str, content: str, links: list[Link]
) -> None:
    (tmp_path / name).write_text(content)
    assert list(formats.read_alignment(tmp_path / name, TEXTS).links) == links


def test_a_target_is_chosen_where_a_file_has_several(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(TSV)
    found = formats.read_alignment(path, (["One."], ["Eins."]), "de")
    assert found.links == (Link((0,), (0,)),)
    with pytest.raises(InputError, match="has the targets fr, de: say which"):
        formats.read_alignment(path, TEXTS)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.tsv", "en\tfr\nThree.\tUn.\n", "the source of unit 1 is not made of whole segments"),
        ("a.tsv", "en\tfr\nOn\tUn.\n", "the source of unit 1 is not made of whole segments"),
        ("a.tsv", "en\tfr\nTwo.\tUn.\nOne.\tDeux.\n", "the source of unit 2"),
        ("a.tsv", "en\nOne.\n", "one language alone"),
        ("a.md", "# One\n", "markdown holds no alignment"),
        ("a.txt", "nothing", "is not a link"),
        ("a.ladder", "0\t0\n9000000000\t1\n", "a bead of more than 1,000,000 segments"),
        ("a.xml", XCES.format("a.xml", '<link xtargets="s1;s2"/>'), "links no sentence 's1;s2'"),
        (
            "a.xml",
            "<cesAlign>" + GROUP.format("a") + GROUP.format("b") + "</cesAlign>",
            "links several documents",
        ),
        (
            "a.tei",
            '<TEI><text xml:lang="en"><body><s id="x">A</s></body></text></TEI>',
            "one language alone",
        ),
    ],
)
def test_what_has_no_alignment_of_these_texts(
    tmp_path: Path, name: str, content: str, message: str
) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=message):
        formats.read_alignment(tmp_path / name, TEXTS)


def test_xces_numbers_the_sentences_of_its_documents_through(tmp_path: Path) -> None:
    for name, ids in (("a.en", "s5 s7"), ("a.fr", "t1"), ("b.en", "s5"), ("b.fr", "x y")):
        sentences = "".join(f'<s id="{one}">{name} {one}</s>' for one in ids.split())
        (tmp_path / f"{name}.xml").write_text(f"<text>{sentences}</text>")
    path = tmp_path / "links.xml"
    path.write_text(
        '<cesAlign><linkGrp fromDoc="a.en.xml" toDoc="a.fr.xml"><link xtargets="s5 s7;t1"/>'
        '</linkGrp><linkGrp fromDoc="b.en.xml" toDoc="b.fr.xml">'
        '<link xtargets=";x"/><link xtargets="s5;y" certainty="0.5"/></linkGrp></cesAlign>'
    )
    found = formats.read_alignment(path)
    assert found.links == (Link((0, 1), (0,)), Link((), (1,)), Link((2,), (2,), 0.5))
    assert found.texts == (
        ["a.en s5", "a.en s7", "b.en s5"],
        ["a.fr t1", "b.fr x", "b.fr y"],
    )


@pytest.mark.parametrize(
    ("links", "message"),
    [
        ([Link((0,), (0,)), Link((2,), (1,))], r"source \[1\] of 0 to 2 is in no link"),
        ([Link((0, 1, 2), (0, 1)), Link((), (1,))], r"target \[1\] of 0 to 1 is in two links"),
        ([Link((0, 1, 2), (0, 1, 2))], r"target \[0, 1, 2\] does not exist, the text has 2"),
        ([Link((0, 1), (1,)), Link((2,), (0,))], r"target \[0\] crosses"),
    ],
)
def test_a_whole_bitext_has_every_segment_once(links: list[Link], message: str) -> None:
    with pytest.raises(InputError, match=message):
        formats.whole_bitext(links, 3, 2)


def test_a_whole_bitext_takes_beads_without_their_scores() -> None:
    links = [Link((0,), (), 0.9), Link((1, 2), (0,), 0.1), Link((), (1,), 0.5)]
    assert formats.whole_bitext(links, 3, 2) == Bitext([Bead(1, 0), Bead(2, 1), Bead(0, 1)])
