"""Documents with a layout: read into paragraphs, and written back with others in their place."""

import codecs
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from aligned import formats
from aligned.bitext import Bead, Bitext
from aligned.errors import ExportError, InputError
from aligned.formats.archive import members, packed
from aligned.project import Project, Version
from aligned.text import Segment, cut
from tests.aligned.formats.test_inline import linked
from tests.pdf import pdf

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>A title</title><style>p { color: red }</style>
</head><body>
<h1>A heading</h1>
<p>See <a href="https://example.org">ACME</a> &amp; <b>others</b>.<br>A second line.</p>
<ul><li>One <ul><li>Two</li></ul></li></ul>
<table><tr><td>A cell</td><td>7&nbsp;%</td></tr></table>
<div>Text beside <p>a paragraph</p> and after it</div>
<pre>code stays</pre><script>var x = "stays";</script><p> </p><p translate="no">kept</p>
</body></html>
"""
DOCUMENT = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document {W}><w:body>
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>A heading</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">See </w:t></w:r>
<w:hyperlink><w:r><w:rPr><w:b/></w:rPr><w:t>ACME</w:t></w:r></w:hyperlink>
<w:del><w:r><w:delText>old</w:delText></w:r></w:del>
<w:r><w:t xml:space="preserve"> for</w:t></w:r>
<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve"> m</w:t></w:r>
<w:r><w:t>ore</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:t>.</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>A cell</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>1.</w:t><w:tab/><w:t>After a tab</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:sectPr/></w:body></w:document>"""
NOTES = f"""<w:footnotes {W}><w:footnote w:id="1"><w:p><w:r><w:t>A note.</w:t></w:r></w:p>
</w:footnote></w:footnotes>"""
STYLES = f'<w:styles {W}><w:lang w:val="en-US"/></w:styles>'
LABELS = b"""<html><head><title>Tea</title><meta name="description" content="All of tea">
<meta name="viewport" content="width=device-width"><link rel="stylesheet" title="Dark"></head><body>
<p>See <img src="a.png" alt="A cup" title="and so on"> and etc., choose
<select><optgroup label="Kinds"><option>Black tea</option>
<option value="g">Green</option></optgroup></select> here.</p>
<p translate="no" title="kept">kept</p>
<form><input placeholder="Your name" value="stays"><input type="submit" value="Send">
<button value="stays" aria-label="Close it">X</button></form></body></html>"""
ODT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
<text:sequence-decls><text:sequence-decl/></text:sequence-decls>
<text:h>A heading</text:h>
<text:p>See <text:span text:style-name="B">ACME</text:span> for more<text:note><text:note-citation>1
</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note>, page
<text:page-number>3</text:page-number>.</text:p>
<text:list><text:list-item><text:p>An item</text:p></text:list-item></text:list>
</office:text></office:body></office:document-content>"""
OPF = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>en</dc:language></metadata><manifest>
<item id="b" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/a%20one.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="i" href="i.png" media-type="image/png"/></manifest>
<spine><itemref idref="a"/><itemref idref="b"/></spine></package>"""
CHAPTER = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{}</p></body></html>'
MARKDOWN = """---
title: stays
---
# A *heading* #

Wrapped **bold**
text.  \nAfter a break.

> quoted
> text

- item one
- item two

| A | B |
|---|---|
| c | d |

```
code stays
```

Setext
======

[ref]: https://example.org
"""
SUBTITLES = """WEBVTT

NOTE stays

1
00:00:01.000 --> 00:00:02.000 align:start
<i>Hello</i>
there.

00:00:03.000 --> 00:00:04.000
- Who?
- Me.
"""
CATALOGUE = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=3; plural=0;\n"

#: a.c:1
msgid "Open a file\n"
msgstr ""

msgid "%d file"
msgid_plural "%d files"
msgstr[0] ""
msgstr[1] ""

#~ msgid "old"
#~ msgstr "vieux"
"""
FILES = {
    "notes.md": MARKDOWN.encode(),
    "marks.md": b"- [ ] Buy bread\n- [x] Done\n\nA[^1] b.\n\n[^1]: The *note*.\n\n$$\na = b\n$$\n",
    "film.vtt": SUBTITLES.encode(),
    "program.po": CATALOGUE.encode(),
    "page.html": PAGE.encode(),
    "labels.html": LABELS,
    "letter.docx": packed(
        {
            "word/document.xml": DOCUMENT.encode(),
            "word/footnotes.xml": NOTES.encode(),
            "word/styles.xml": STYLES.encode(),
            "word/media/image.png": b"\x89PNG",
        }
    ),
    "letter.odt": packed(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": ODT.encode()}
    ),
    "book.epub": packed(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": b'<container><rootfiles><rootfile full-path="O/c.opf"/>'
            b"</rootfiles></container>",
            "O/c.opf": OPF.encode(),
            "O/text/two.xhtml": CHAPTER.format("Chapter two").encode(),
            "O/text/a one.xhtml": CHAPTER.format("Chapter <i>one</i>").encode(),
            "O/nav.xhtml": CHAPTER.format("Contents").encode(),
            "O/i.png": b"\x89PNG",
        }
    ),
}
PARAGRAPHS = {
    "marks.md": ["Buy bread", "Done", "A b.", "The note."],
    "notes.md": [
        *("A heading", "Wrapped bold text.", "After a break.", "quoted text", "item one"),
        *("item two", "A", "B", "c", "d", "code stays", "Setext"),
    ],
    "film.vtt": ["Hello there.", "Who?", "Me."],
    "program.po": ["Open a file", "%d file", "%d files"],
    "page.html": [
        *("A title", "A heading", "See ACME & others.", "A second line.", "One", "Two", "A cell"),
        *("7\xa0%", "Text beside", "a paragraph", "and after it", "code stays"),
    ],
    "labels.html": [
        *("Tea", "See and etc., choose here.", "Black tea", "Green", "X", "All of tea", "A cup"),
        *("and so on", "Kinds", "Your name", "Send", "Close it"),
    ],
    "letter.docx": ["A heading", "See ACME for more.", "A cell", "1.", "After a tab", "A note."],
    "letter.odt": ["A heading", "See ACME for more, page .", "A note.", "An item"],
    "book.epub": ["Chapter one", "Chapter two", "Contents"],
}


def read(name: str, content: bytes, folder: Path) -> list[str]:
    path = folder / name
    path.write_bytes(content)
    document = formats.read_document(path)
    return [document.text[place.start : place.end] for place in document.paragraphs]


def rewritten(name: str, content: bytes, texts: list[str], language: str = "fr") -> bytes:
    format = formats.for_path(Path(name))
    assert isinstance(format, formats.DocumentFormat)
    assert format.rewrite
    renderings = [formats.Rendering(text) for text in texts]
    return format.rewrite(content, name, None, renderings, language)[0]


@pytest.mark.parametrize("name", FILES)
def test_paragraphs(name: str, tmp_path: Path) -> None:
    assert read(name, FILES[name], tmp_path) == PARAGRAPHS[name]


@pytest.mark.parametrize(
    ("name", "head", "read_as", "written"),
    [
        ("a.vtt", "WEBVTT\n\n", "Q&A here", "A &lt; B &amp; C"),
        ("a.srt", "1\n", "Q&amp;A here", "A < B & C"),
    ],
)
def test_entities_are_characters_in_webvtt_alone(
    name: str, head: str, read_as: str, written: str, tmp_path: Path
) -> None:
    file = f"{head}00:00:01.000 --> 00:00:02.000\n<i>Q&amp;A</i> here\n".encode()
    assert read(name, file, tmp_path) == [read_as]
    assert written in rewritten(name, file, ["A < B & C"]).decode()


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_line_ends_and_the_mark_of_a_text_file_stay(mark: bytes, end: bytes) -> None:
    file = mark + b"1\n00:00:01,000 --> 00:00:02,000\nHi.\n\n".replace(b"\n", end)
    assert rewritten("a.srt", file, ["Salut."]) == file.replace(b"Hi", b"Salut")


def test_a_hyphen_of_word_and_a_reading_aid_are_no_words_of_their_own(tmp_path: Path) -> None:
    hyphen = (
        b"<w:r><w:t>ore</w:t></w:r>",
        b"<w:r><w:t>ore</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>",
    )
    parts = members(FILES["letter.docx"], "letter.docx")
    parts["word/document.xml"] = parts["word/document.xml"].replace(*hyphen)
    said = read("letter.docx", packed(parts), tmp_path)
    assert any("ore\N{NON-BREAKING HYPHEN}d" in text for text in said)
    page = "<p>漢<ruby>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby>だ。</p>".encode()
    assert read("page.html", page, tmp_path) == ["漢字だ。"]


@pytest.mark.parametrize("name", [name for name in FILES if name != "program.po"])
def test_what_is_written_back_reads_the_same(name: str, tmp_path: Path) -> None:
    same = rewritten(name, FILES[name], PARAGRAPHS[name])
    assert read(name, same, tmp_path) == PARAGRAPHS[name]
    others = [f"Texte <{number}> & {text[::-1]}" for number, text in enumerate(PARAGRAPHS[name])]
    content = rewritten(name, FILES[name], others)
    assert read(name, content, tmp_path) == others
    assert rewritten(name, FILES[name], others) == content


@pytest.mark.parametrize("name", ["letter.docx", "letter.odt", "book.epub"])
def test_other_parts_stay_as_they_are(name: str) -> None:
    before = members(FILES[name], name)
    after = members(rewritten(name, FILES[name], PARAGRAPHS[name]), name)
    assert list(after) == list(before)
    images = [part for part in before if part.endswith(".png") or part == "mimetype"]
    assert [after[part] for part in images] == [before[part] for part in images]


def test_html_keeps_its_marks_where_their_text_is_the_same() -> None:
    texts = PARAGRAPHS["page.html"].copy()
    texts[2] = "Voir chez ACME et d’autres."
    page = rewritten("page.html", FILES["page.html"], texts, "ar").decode()
    assert '<p>Voir chez <a href="https://example.org">ACME</a> et d’autres.<br>' in page
    assert page.startswith('<!DOCTYPE html>\n<html lang="ar" dir="rtl">')
    assert '<pre>code stays</pre><script>var x = "stays";</script>' in page


def test_the_labels_of_a_page_change_where_they_stand() -> None:
    others = [text.upper() for text in PARAGRAPHS["labels.html"]]
    page = rewritten("labels.html", LABELS, others).decode()
    for attribute in (
        *('content="ALL OF TEA"', 'content="width=device-width"', 'title="Dark"', 'alt="A CUP"'),
        *('title="kept"', 'label="KINDS"', 'placeholder="YOUR NAME" value="stays"'),
        *('type="submit" value="SEND"', 'value="stays" aria-label="CLOSE IT"'),
        '<option value="Black tea">BLACK TEA</option>\n<option value="g">GREEN</option>',
    ):
        assert attribute in page


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.md", b"Run `pip  install` or `--all`, `getName`, `print`.\n\n```\nx = 1\n```\n"),
        ("a.html", b"<p><code>--all</code> <kbd>print</kbd> <var>getName</var> <b>not-me</b></p>"),
        (
            "a.epub",
            packed(
                members(FILES["book.epub"], "")
                | {
                    "O/text/two.xhtml": CHAPTER.format(
                        "<tt>--all</tt> <samp>getName</samp>"
                    ).encode()
                }
            ),
        ),
    ],
)
def test_what_is_marked_as_code_is_known(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert formats.read_document(tmp_path / name).code == ("--all", "getName")


def test_docx_keeps_its_runs_and_notes() -> None:
    texts = PARAGRAPHS["letter.docx"].copy()
    texts[1] = "Plus chez ACME."
    parts = members(rewritten("letter.docx", FILES["letter.docx"], texts), "letter.docx")
    root = etree.fromstring(parts["word/document.xml"])
    runs = [
        (run.text, "b" in str(run.getparent()[0].tag[-1:])) for run in root.iter("{*}t") if run.text
    ]
    assert runs[1:4] == [("Plus chez ", False), ("ACME", False), (".", False)]
    assert len(list(root.iter("{*}footnoteReference"))) == 1
    bold = [
        run.findtext("{*}t") for run in root.iter("{*}r") if run.find("{*}rPr/{*}b") is not None
    ]
    assert bold == ["ACME"]
    assert b'w:val="fr"' in parts["word/styles.xml"]


def test_epub_says_its_language() -> None:
    parts = members(rewritten("book.epub", FILES["book.epub"], ["a", "b", "c"]), "book.epub")
    assert b"<dc:language>fr</dc:language>" in parts["O/c.opf"]
    assert b'lang="fr"' in parts["O/text/two.xhtml"]
    packed_again = zipfile.ZipFile(
        io.BytesIO(rewritten("book.epub", FILES["book.epub"], ["a"] * 3))
    )
    first = packed_again.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_only_the_text_of_a_markdown_file_changes() -> None:
    page = rewritten("notes.md", MARKDOWN.encode(), [f"{n}!" for n in range(12)]).decode()
    assert page == (
        "---\ntitle: stays\n---\n# 0! #\n\n1!  \n2!\n\n> 3!\n\n- 4!\n- 5!\n\n"
        "| 6! | 7! |\n|---|---|\n| 8! | 9! |\n\n```\n10!\n```\n\n11!\n======\n\n[ref]: https://example.org\n"
    )


@pytest.mark.parametrize(
    ("page", "texts", "written"),
    [
        # what pictures and links are called, as on a page
        ('![a *boat*](b.png "A boat") at sea', ["no mar", "um [b]", 'Um "b"'],
         '![um \\[b\\]](b.png "Um \\"b\\"") no mar'),
        ("![a boat](<b c.png>)", ["um barco"], "![um barco](<b c.png>)"),
        ("[![Tests](b.svg)](ci)", ["Testes"], "[![Testes](b.svg)](ci)"),
        ('[A](a.html "B")', ["1", "2"], '[1](a.html "2")'),
        # an address is what it was, and so is the label of one
        ("[A](café.md)", ["1"], "[1](café.md)"),
        ("[A](file:///a)", ["1"], "[1](file:///a)"),
        (r"[A](a\<&amp;amp;)", ["1"], r"[1](a\<\&amp;)"),
        ("[A][The Guide] ![B][]\n\n[the guide]: a 'C'\n[B]: b\n", ["1", "2"],
         "[1][the guide] ![2][B]\n\n[the guide]: a 'C'\n[B]: b\n"),
        # footnotes have paragraphs of their own, one after the other
        ("[^a]: One\nof it.\n[^b]: b\n\n    Two.\n\nThree.", ["1", "2", "3", "4"],
         "[^a]: 1\n[^b]: 2\n\n    3\n\n4"),
        ("> [!NOTE]\n> Do not.", ["Não."], "> [!NOTE]\n> Não."),
        ("> [!NOTE]\n>\n> Do not.", ["Não."], "> [!NOTE]\n>\n> Não."),
        ("- [x] x\n- [ ] [a](b)", ["1", "2"], "- [x] 1\n- [ ] [2](b)"),
        ("~~All~~", ["Tudo"], "~~Tudo~~"),
        ("It is $\\{x_1*y*\\}$.", ["É $\\{x_1*y*\\}$ e ~~$a$."], "É $\\{x_1*y*\\}$ e \\~~\\$a$."),
        ("From $5 to $6 *a*", ["US$1-US$2"], "US$1-US$2"),
    ],
)  # fmt: skip
def test_what_github_adds_to_markdown(page: str, texts: list[str], written: str) -> None:
    assert rewritten("a.md", page.encode(), texts).decode() == written


def test_a_long_subtitle_is_put_on_lines() -> None:
    long = "This is one sentence that is by far too long for a line of a subtitle."
    file = rewritten("film.vtt", SUBTITLES.encode(), [long, "Qui ?", "Moi."]).decode()
    assert "This is one sentence that is by far\ntoo long for a line of a subtitle.\n\n" in file
    assert file.startswith("WEBVTT\n\nNOTE stays\n\n1\n00:00:01.000 -->")
    assert file.endswith("- Qui ?\n- Moi.\n")


@pytest.mark.parametrize(
    ("cue", "text", "target", "links", "written"),
    [
        ("<i>A sea</i> is", "A sea is", "É o mar", "0-1 1-2 2-0", "É <i>o mar</i>"),
        ("{\\an8}<v Anna>One\ntwo", "One two", "Um dois", "0-0 1-1", "{\\an8}<v Anna>Um dois"),
        ("a < b <b>c", "a < b c", "x < y z", "0-0 1-1 2-2 3-3", "x < y <b>z"),
        ("One</i> two", "One two", "Um dois", "0-0 1-1", "Um</i> dois"),
        (
            '<font color="red">Wide</font> sea',
            "Wide sea",
            f"{'muito ' * 7}largo mar",
            "0-7 1-8",
            'muito muito muito muito\nmuito muito muito <font color="red">largo</font> mar',
        ),
    ],
)
def test_the_marks_of_a_subtitle_go_with_their_words(
    cue: str, text: str, target: str, links: str, written: str
) -> None:
    content = f"1\n00:00:01,000 --> 00:00:02,000\n{cue}\n".encode()
    format = formats.get("subtitles")
    assert isinstance(format, formats.DocumentFormat)
    assert format.read and format.rewrite
    assert format.read(content, "a.srt", None).text == text
    rewritten, _ = format.rewrite(content, "a.srt", None, [linked(text, target, links)], "pt")
    assert rewritten.decode().split("\n", 2)[2] == f"{written}\n"


def test_a_catalogue_has_every_plural_form() -> None:
    texts = ["Ouvrir un fichier", "%d fichier", "%d fichiers"]
    file = rewritten("program.po", CATALOGUE.encode(), texts, "pt-BR").decode()
    assert '"Language: pt_BR\\n"' in file
    assert 'msgstr "Ouvrir un fichier\\n"' in file
    assert 'msgstr[0] "%d fichier"\nmsgstr[1] "%d fichiers"\nmsgstr[2] "%d fichiers"' in file
    assert '#~ msgstr "vieux"' in file
    millions = CATALOGUE.replace("nplurals=3", "nplurals=3000000")
    file = rewritten("program.po", millions.encode(), texts, "pt-BR").decode()
    assert 'msgstr[1] "%d fichiers"\n\n' in file


def test_a_catalogue_as_a_translation_is_what_its_messages_are_translated_by(
    tmp_path: Path,
) -> None:
    path = tmp_path / "fr.po"
    path.write_text(
        'msgid "Open"\nmsgstr "Ouvrir\\n"\n\nmsgid "Close"\nmsgstr ""\n\n'
        'msgid "%d file"\nmsgid_plural "%d files"\n'
        'msgstr[0] "%d fichier"\nmsgstr[1] "%d fichiers"\nmsgstr[2] "%d de fichiers"\n',
        "utf-8",
    )
    read = formats.read_document
    assert read(path).text == "Open\n\nClose\n\n%d file\n\n%d files"
    assert read(path, translation=True).text == "Ouvrir\n\n%d fichier\n\n%d de fichiers"
    path.write_text('msgid "Open"\nmsgstr ""\n', "utf-8")
    with pytest.raises(InputError, match="no message translated"):
        read(path, translation=True)


def test_the_text_of_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("One sentence. And another."))
    assert formats.read_document(path).text == "One sentence. And another."
    path.write_bytes(pdf(""))
    with pytest.raises(InputError, match="holds pictures of text"):
        formats.read_document(path)


@pytest.fixture
def project() -> Project:
    """A page of four paragraphs; in French two sentences are one, a paragraph is missing."""
    path = "page.html"
    format = formats.get("html")
    assert isinstance(format, formats.DocumentFormat)
    assert format.read
    document = format.read(
        b"<h1>Title.</h1><p>One. Two.</p><p>Left <b>out</b>.</p><p>Three.</p>", path, None
    )
    lead, segments = cut(document, "en")
    source = Version("en", "en", "source", segments, lead)
    french = [
        Segment("Titre.", "\n\n"),
        Segment("Un et deux.", "\n\n", 1),
        Segment("Ajout.", " ", 2),
    ]
    target = Version("fr", "fr", "imported", (*french, Segment("Trois.", "\n", 2)))
    beads = [Bead(1, 1), Bead(2, 1), Bead(1, 0), Bead(0, 1), Bead(1, 1)]
    return Project("page", source).with_target(target, Bitext(beads))


def test_a_target_takes_the_layout_of_its_source(project: Project, tmp_path: Path) -> None:
    content = b"<h1>Title.</h1><p>One. Two.</p><p>Left <b>out</b>.</p><p>Three.</p>"
    exported = formats.rewrite(project, content, "page.html", tmp_path)
    assert [file.name for file in exported.files] == ["page.html"]
    body = exported.files[0].read_text("utf-8")
    assert "<h1>Titre.</h1><p>Un et deux.</p><p>Ajout.</p><p>Trois.</p>" in body
    assert exported.losses == (
        "inline marks (bold, links) that found no place in the translation: 1",
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<p>a</p><p>b</p><p>c</p><p>d</p>"),
        ("page.md", b"a\n\nb\n\nc\n\nd\n"),
        (
            "page.srt",
            b"".join(b"00:0%d:00,000 --> 00:0%d:01,000\na\n\n" % (n, n) for n in range(4)),
        ),
        ("page.po", b"".join(b'msgid "%d a"\nmsgstr ""\n\n' % n for n in range(4))),
    ],
)
def test_whatever_is_in_a_target_its_file_can_be_written(
    project: Project, tmp_path: Path, name: str, content: bytes
) -> None:
    (target,) = project.targets
    hostile = replace(target.segments[0], text='\ud800\x00\x0b\ufffe]]><b>&amp;\r\n"\\')
    project = project.with_version(replace(target, segments=(hostile, *target.segments[1:])))
    (path,) = formats.rewrite(project, content, name, tmp_path).files
    assert "Un et deux." in path.read_text("utf-8")


def test_another_file_than_the_source_s_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="has more paragraphs than the file it came from"):
        formats.rewrite(project, b"<p>One.</p>", "page.html", tmp_path)
    with pytest.raises(ExportError, match=r"page\.txt cannot be written back"):
        formats.rewrite(project, b"One.", "page.txt", tmp_path)
    assert list(tmp_path.iterdir()) == []


def zip_of(**contents: bytes) -> bytes:
    return packed({name.replace("_", "/") + ".xml": content for name, content in contents.items()})


BOMB = b"<!DOCTYPE a [<!ENTITY a '" + b"ha" * 5000 + b"'>]><a>" + b"&a;" * 9 + b"</a>"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.docx", b"", "is damaged or not what its suffix says"),
        ("a.docx", b"PK\x03\x04 and no more", "is damaged or not what its suffix says"),
        ("a.docx", FILES["letter.docx"][:-80], "is damaged or not what its suffix says"),
        ("a.docx", FILES["letter.odt"], "lacks its part 'word/document.xml'"),
        ("a.docx", zip_of(word_document=b"<w:document"), "is damaged"),
        ("a.docx", zip_of(word_document=f"<w:p {W}/>".encode()), "is empty"),
        ("a.odt", zip_of(content=b"<a>" * 400 + b"</a>" * 400), "is damaged"),
        ("a.odt", zip_of(content=b" " * 60_000_000), "would unpack to 60 MB"),
        ("a.epub", FILES["letter.odt"], "lacks its part 'META-INF/container.xml'"),
        ("a.pdf", b"no PDF", "is damaged, protected or not a PDF"),
        ("a.srt", b"no subtitles", "has no subtitles"),
        (
            "a.srt",
            b"\r\n00:00:05,0 --> 00:00:02,0\r\nHi\r\n",
            r"\(line 2\).* ends before it begins",
        ),
        ("a.srt", b"1\n00:61:00,000 --> 00:62:00,000\nHi\n", r"\(line 2\).* is no time"),
        ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:60.000\nHi\n", r"\(line 3\).* is no time"),
        ("a.po", b"msgid", "is not a PO file"),
        ("a.po", b'msgid ""\nmsgstr ""\n', "has no message to translate"),
        ("a.md", b"---\ntitle: a\n---\n", "is empty"),
        ("a.html", b"", "is empty"),
        ("a.html", b"<p> </p>", "is empty"),
        ("a.html", b"<div>" * 3000 + b"x", "is nested too deeply"),
        ("a.html", b"<p>\xff\xfe\x00</p>", "binary|is not UTF-8"),
    ],
)
def test_a_damaged_document_is_refused_in_one_line(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as raised:
        formats.read_document(path)
    assert name in str(raised.value)
    assert "\n" not in str(raised.value)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    entity = f"<!DOCTYPE a [<!ENTITY x SYSTEM '{secret.as_uri()}'>]>".encode()
    content = ODT.replace("A heading", "&x; heading").encode()
    path.write_bytes(packed({"content.xml": entity + content}))
    assert "the secret" not in formats.read_document(path).text


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ('<meta charset="iso-8859-1"><p>Été</p>'.encode("latin-1"), None),
        ("<p>Été</p>".encode("cp1252"), "cp1252"),
        ("<p>Été</p>".encode(), None),
        ("\ufeff<p>Été</p>".encode("utf-16"), None),
    ],
)
def test_the_encoding_of_a_page(tmp_path: Path, content: bytes, encoding: str | None) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(content)
    assert formats.read_document(path, encoding).text == "Été"
