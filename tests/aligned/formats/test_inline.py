"""Inline marks in a translation: where they go, and that nothing of the text is lost on the way."""

import io
import time
from pathlib import Path

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from aligned import formats
from aligned.formats.html import GRAMMAR
from aligned.formats.inline import Link, Rendering, carried
from aligned.formats.layout import lay
from aligned.formats.markup import blocks


def linked(source: str, target: str, pairs: str) -> Rendering:
    """A rendering whose words are linked as in "0-1 1-0": the n-th of the one with the m-th."""
    words = []
    for pair in pairs.split():
        before, _, after = pair.partition("-")
        words.append(Link(span(source, int(before)), span(target, int(after))))
    return Rendering(target, (Link((0, len(source)), (0, len(target))),), lambda: words)


def span(text: str, number: int) -> tuple[int, int]:
    start = 0
    for word in text.split()[:number]:
        start = text.index(word, start) + len(word)
    word = text.split()[number]
    start = text.index(word, start)
    return start, start + len(word)


def laid(page: str, target: str, pairs: str = "") -> tuple[str, int, int]:
    """A paragraph of XHTML with its translation, the marks lost, the points moved."""
    root = etree.fromstring(f"<p>{page}</p>")
    (block,) = blocks(root, GRAMMAR)
    unplaced = lay([root], GRAMMAR, [linked(block.text, target, pairs)])
    assert " ".join("".join(root.itertext()).split()) == target
    text = etree.tostring(root, encoding="unicode")
    return text.removeprefix("<p>").removesuffix("</p>"), unplaced.marks, unplaced.points


@pytest.mark.parametrize(
    ("page", "target", "pairs", "wanted"),
    [
        # in place, in another order, with words in between that are linked to nothing
        ("a <b>red</b> house", "une maison rouge", "0-0 1-2 2-1", "une maison <b>rouge</b>"),
        (
            "the <b>red</b> <i>house</i>",
            "la maison rouge",
            "0-0 1-2 2-1",
            "la <i>maison</i> <b>rouge</b>",
        ),
        (
            "<b>New York</b> lives",
            "Es lebe Neu von York",
            "0-2 1-4 2-1",
            "Es lebe <b>Neu von York</b>",
        ),
        # a stray link far away does no harm
        (
            "go <b>back home</b> now",
            "nun a b c heim zurück",
            "1-5 2-4 2-0 0-1 3-0",
            "nun a b c <b>heim zurück</b>",
        ),
        # marks in marks
        (
            "see <a href='x'>the <b>big</b> map</a>",
            "voir la carte grande",
            "0-0 1-1 2-3 3-2",
            'voir <a href="x">la carte <b>grande</b></a>',
        ),
        # the whole, and what stays the same, need no links
        ("<b>a red house</b>", "une maison", "", "<b>une maison</b>"),
        ("ask <b>ACME</b>!", "chez ACME, demandez", "", "chez <b>ACME</b>, demandez"),
        ("1 <b>1</b> a <b>ab</b> b <b>ab</b>", "x ab y ab", "", "x <b>ab</b> y <b>ab</b>"),
        # a point behind its word, before the full stop, at a mark's end
        ("a word<img/> more", "plus un mot", "1-2 2-0 0-1", "plus un mot<img/>"),
        ("a word<img/>.", "un mot.", "", "un mot<img/>."),
        ("a <b>word</b><img/> more", "plus mot", "1-1", "plus <b>mot</b><img/>"),
        # white space on both sides of a point stays there
        ("an icon <img/> to save", "um ícone para", "1-1 2-2", "um ícone <img/> para"),
        ("icon <a><img/></a> <img/> of it", "ícone", "0-0", "ícone <a><img/></a> <img/>"),
        (" <img/> <img/> A word", "Um", "", " <img/> <img/> Um"),
        ("A tool <img/> <img/>", "Ferramenta", "", "Ferramenta <img/> <img/>"),
        # spans without any look of their own disappear; all in spans stays in spans
        ("a <span>word</span> more", "un mot", "", "un mot"),
        (
            '<span class="c1">a word and </span><span class="c2">more</span>',
            "plus un mot",
            "3-0 0-1 1-2",
            '<span class="c2">plus</span><span class="c1"> un mot</span>',
        ),
    ],
)
def test_a_mark_finds_its_place(page: str, target: str, pairs: str, wanted: str) -> None:
    lost = page.count("<b>1</b>")
    text, marks, points = laid(page, target, pairs)
    assert text == wanted
    assert (marks, points) == (lost, 0)


def test_many_marks_alike_take_no_time() -> None:
    began = time.process_time()
    page, target = "<b>red</b> and " * 600, "x " + "red and " * 600
    assert laid(page, target.strip()) == (f"x {page}", 0, 0)
    assert time.process_time() - began < 3


def test_what_finds_no_place_is_counted() -> None:
    assert laid("a <b>red</b> house", "une maison rouge") == ("une maison rouge", 1, 0)
    page = 'a <a id="x">red<img/></a> house. An end.'
    text, marks, points = laid(page, "une maison rouge")
    assert (marks, points) == (1, 2)
    assert "<img/>" in text and '<a id="x"' in text


def test_a_correction_keeps_the_links_of_the_words_that_stay() -> None:
    links = [((0, 1), (0, 3)), ((2, 5), (11, 16)), ((6, 11), (4, 10))]
    moved = list(carried(links, "une maison rouge", "une grande maison verte"))
    assert moved == [((0, 1), (0, 3)), ((6, 11), (11, 17))]


pages = st.recursive(
    st.sampled_from(["one ", "two", " ", "<img/>", "three. ", "<br/>"]),
    lambda inner: st.lists(inner, max_size=4).flatmap(
        lambda parts: st.sampled_from(["b", "i", "span", "a"]).map(
            lambda name: f"<{name}>{''.join(parts)}</{name}>"
        )
    ),
    max_leaves=12,
)


@given(st.lists(pages, min_size=1, max_size=5), st.data())
@settings(max_examples=150, deadline=None)
def test_any_text_takes_the_place_of_any_page(parts: list[str], data: st.DataObject) -> None:
    root = etree.fromstring(f"<body><p>x{''.join(parts)}</p></body>")
    before = etree.tostring(root)
    found = blocks(root, GRAMMAR)
    own = [Rendering(block.text) for block in found]
    assert lay([root], GRAMMAR, own).marks == 0
    assert etree.tostring(root) == before
    texts = [data.draw(st.sampled_from(["un", "un deux trois", "two", "une three."])) for _ in own]
    pairs = [data.draw(st.sampled_from(["", "0-0"])) for _ in own]
    sources = [block.text for block in found]
    images = before.count(b"<img/>")
    lay([root], GRAMMAR, [linked(*one) for one in zip(sources, texts, pairs, strict=True)])
    assert [block.text for block in blocks(root, GRAMMAR)] == texts
    assert etree.tostring(root).count(b"<img/>") == images


markdown_texts = (
    st.text(st.sampled_from("ab_*`[]()<>!&#-+=1.|\\~$ :/^;"), min_size=1, max_size=14)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


@given(st.lists(markdown_texts.filter(bool), min_size=4, max_size=4))
@example(["a [^1] b", "[^1]: a", "[^1]", "&amp; [^1]"])
@settings(max_examples=200, deadline=None)
def test_no_text_becomes_a_mark_of_markdown(texts: list[str]) -> None:
    page = b"# One\n\nTwo *and* three.\n\n- four\n\n| five |\n|---|\n"
    format = formats.get("markdown")
    assert isinstance(format, formats.DocumentFormat)
    assert format.rewrite and format.read
    written, _ = format.rewrite(page, "a.md", None, [Rendering(text) for text in texts], "fr")
    document = format.read(written, "a.md", None)
    read = [document.text[place.start : place.end] for place in document.paragraphs]
    assert read == texts
    assert [place.kind for place in document.paragraphs] == [
        *("heading", "paragraph", "list item", "table cell")
    ]


def test_word_opens_what_is_written_back() -> None:
    document = docx.Document()
    document.add_heading("A heading", 1)
    paragraph = document.add_paragraph("See the ")
    for part in ("red", " hou", "se"):
        paragraph.add_run(part).bold = True
    paragraph.add_run(" now").add_break()
    paragraph.runs[-1].add_text("A second line")
    document.add_paragraph("An item", style="List Bullet")
    document.add_paragraph("A quote", style="Quote")
    document.add_table(1, 1).cell(0, 0).text = "A cell"
    file = io.BytesIO()
    document.save(file)
    format = formats.get("docx")
    assert isinstance(format, formats.DocumentFormat)
    assert format.read and format.rewrite
    read = format.read(file.getvalue(), "a.docx", None)
    kinds = ["heading", "paragraph", "paragraph", "list item", "quote", "table cell"]
    assert [place.kind for place in read.paragraphs] == kinds
    rendering = linked(
        "See the red house now", "Voir maintenant la maison rouge", "0-0 1-2 2-4 3-3 4-1"
    )
    texts = ["Un titre", "", "Seconde ligne", "Un point", "Une citation", "Une case"]
    renderings = [Rendering(text) for text in texts]
    renderings[1] = rendering
    written, unplaced = format.rewrite(file.getvalue(), "a.docx", None, renderings, "fr")
    assert unplaced.marks == 0
    again = docx.Document(io.BytesIO(written))
    heading, line, item, quote = again.paragraphs
    assert [(run.text, run.bold) for run in line.runs] == [
        ("Voir maintenant la ", None),
        ("maison rouge", True),
        ("\n", None),
        ("Seconde ligne", None),
    ]
    assert (heading.style.name, item.style.name, quote.style.name) == (
        *("Heading 1", "List Bullet", "Quote"),
    )
    assert again.tables[0].cell(0, 0).text == "Une case"


def test_kinds_of_a_page(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        "<title>T</title><h2>H</h2><p>P</p><ul><li><p>L</p></li></ul><table><caption>C</caption>"
        "<td>D</td></table><blockquote><p>Q</p></blockquote><pre>x = 1\n  y = 2\n</pre>",
        "utf-8",
    )
    document = formats.read_document(page)
    assert [place.kind for place in document.paragraphs] == [
        *("title", "heading", "paragraph", "list item", "caption", "table cell", "quote", "code")
    ]
    assert document.text.endswith("x = 1\n  y = 2")
