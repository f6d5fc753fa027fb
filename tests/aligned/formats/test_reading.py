import itertools
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aligned import formats
from aligned.bitext import Signature
from aligned.corpus import Unit
from aligned.errors import InputError
from aligned.formats import Link
from aligned.formats.archive import packed

HEADER = (
    '<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" '
    'o-tmf="x" adminlang="en" srclang="{}" datatype="plaintext"/><body>'
)
END = "</body></tmx>"


def tmx(tmp_path: Path, body: str, source: str = "en", prolog: str = "") -> Path:
    path = tmp_path / "memory.tmx"
    path.write_text(prolog + HEADER.format(source) + body + END, "utf-8")
    return path


def tu(**texts: str) -> str:
    return (
        "<tu>"
        + "".join(f'<tuv xml:lang="{key}"><seg>{text}</seg></tuv>' for key, text in texts.items())
        + "</tu>"
    )


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (tu(EN="One.", FR="Un."), {"en": "One.", "fr": "Un."}),
        (tu(en="One.", pt_BR="Um."), {"en": "One.", "pt-BR": "Um."}),
        ('<tu><tuv lang="EN"><seg>One.</seg></tuv></tu>', {"en": "One."}),
        (tu(en="One.", fr=" "), {"en": "One."}),
        (tu(en="One.") + "<tu/>", {"en": "One."}),
        (
            tu(en="One.")[:-5] + tu(fr="Un.")[4:-5] + tu(fr="L’un.")[4:],
            {"en": "One.", "fr": "Un.", "fr-x-2": "L’un."},
        ),
        (
            tu(en='Press <bpt i="1">&lt;b&gt;</bpt><hi>OK</hi><ept i="1">&lt;/b&gt;</ept> now'),
            {"en": "Press OK now"},
        ),
        (tu(en="A<!-- no --> &amp; B&#13;&#10;C&#xa0;"), {"en": "A & B\r\nC\xa0"}),
    ],
)
def test_tmx_of_other_tools(tmp_path: Path, body: str, texts: dict[str, str]) -> None:
    assert list(formats.read_corpus(tmx(tmp_path, body))) == [Unit(texts)]


@pytest.mark.parametrize(
    ("source", "keys"), [("FR", ("fr", "en", "de")), ("*all*", ("en", "fr", "de"))]
)
def test_the_source_of_a_tmx_comes_first(
    tmp_path: Path, source: str, keys: tuple[str, ...]
) -> None:
    body = tu(en="One.", fr="Un.") + tu(de="Zwei.", fr="Deux.")
    corpus = formats.read_corpus(tmx(tmp_path, body, source))
    assert corpus.keys == keys
    assert [version.origin for version in corpus.versions] == ["source", "imported", "imported"]


def test_a_document_type_is_allowed(tmp_path: Path) -> None:
    path = tmx(tmp_path, tu(en="One."), prolog='<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
    assert list(formats.read_corpus(path)) == [Unit({"en": "One."})]


@pytest.mark.parametrize("prefix", ["", "t:"])
def test_a_namespace_is_allowed(tmp_path: Path, prefix: str) -> None:
    path = tmx(tmp_path, tu(en="One.", fr="Un."))
    plain = path.read_text("utf-8").replace("</", f"</{prefix}")
    named = re.sub(r"<(?=\w)", f"<{prefix}", plain)
    sign = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    named = named.replace("tmx version", f'tmx {sign}="http://www.lisa.org/tmx14" version', 1)
    path.write_text(named, "utf-8")
    assert list(formats.read_corpus(path)) == [Unit({"en": "One.", "fr": "Un."})]


def test_utf_16_is_read_as_it_says(tmp_path: Path) -> None:
    path = tmp_path / "memory.tmx"
    text = '<?xml version="1.0" encoding="UTF-16"?>' + HEADER.format("en") + tu(en="Œuvre") + END
    path.write_bytes(text.encode("utf-16"))
    assert list(formats.read_corpus(path)) == [Unit({"en": "Œuvre"})]


BOMB = "<!DOCTYPE tmx [<!ENTITY a '{}'>{}]>".format(
    "ha" * 50,
    "".join(f"<!ENTITY {new} '{f'&{old};' * 20}'>" for old, new in itertools.pairwise("abcdefg")),
)


@pytest.mark.parametrize(
    ("prolog", "body", "message"),
    [
        ("<!DOCTYPE tmx [<!ENTITY a 'b'>]>", tu(en="x &a; y"), "has the entity &a;"),
        (
            "<!DOCTYPE tmx [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
            tu(en="&a;"),
            "has the entity &a;",
        ),
        (BOMB, tu(en="&g;"), "entity"),
        (BOMB, '<tu tuid="&g;"><tuv xml:lang="en"><seg>x</seg></tuv></tu>', "well-formed"),
        ("", "<tu><tuv>" + tu(en="x"), "not well-formed XML"),
        ("", "<tu>" * 300 + "</tu>" * 300, "depth"),
        ("", tu(en="x" * 11_000_000), "not well-formed"),
        ("", tu(klingonese="x"), "unknown language code 'klingonese'"),
    ],
)
def test_hostile_and_broken_xml_is_refused_at_once(
    tmp_path: Path, prolog: str, body: str, message: str
) -> None:
    path = tmx(tmp_path, body, prolog=prolog)
    began = time.process_time()
    with pytest.raises(InputError, match=message) as raised:
        list(formats.read_corpus(path))
    assert time.process_time() - began < 5
    assert "memory.tmx" in str(raised.value)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 400


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.tsv", "hello world\tx\nA\tB\n", "must name the language of each column"),
        ("a.tsv", "en\ten\nA\tB\n", "names the column en twice: call the second en-x-2"),
        ("a.tsv", "en\tfr\nA\tB\nA\tB\tC\n", r"\(line 3\) has 3 columns, the first line names 2"),
        ("a.tsv", b"en\tfr\nA\t\xe9\n", "is not UTF-8 text .*name its encoding"),
        ("b.tsv", "en\tru\nA\tЭто второй абзац\n".encode("cp1251"), "--encoding cp1251"),
        ("a.tsv", "", "must name the language of each column"),
        ("a.jsonl", "{}\n", r'\(line 1\) has no "translation"'),
        ("a.jsonl", "\n[1]\n", r"\(line 2\) is not a JSON object"),
        ("a.jsonl", "{", r"\(line 1\) is not JSON"),
        ("a.jsonl", "[" * 100_000, r"\(line 1\) is not JSON"),
        ("a.jsonl", '{"translation": {"en": 1}}', "has no"),
        ("a.jsonl", '{"translation": {"xx": "x"}}', "unknown language code 'xx'"),
        ("a.tmx", "hello", "not well-formed XML"),
        ("a.tmx", "", "not well-formed XML"),
        ("a.tmx", "<html/>", "is not a TMX file: it has no header"),
        ("a.en-fr.en", "A\nB\n", r"a.en-fr.fr: no such file"),
        ("a.csv", 'en,fr\n"A,B\n', "is not CSV"),
        ("a.csv", "en;fr\nA;B;C\n", r"\(line 2\) has 3 columns"),
        ("a.xlsx", "no workbook", "is damaged or not what its suffix says"),
        ("a.xlsx", packed({"x": b"y"}), "is not a workbook that can be read"),
        ("a.xlsx", packed({"x": b" " * 60_000_000}), "would unpack to 60 MB"),
        ("a.parquet", "no table", "is not a Parquet file"),
        ("a.parquet", b"PAR1" + b"x" * 40 + b"PAR1", "is not a Parquet file"),
        ("a.txt", "hello", "text holds no corpus"),
        ("a.unknown", "hello", "the suffix names no format that is known: .tmx"),
    ],
)
def test_a_bad_corpus_is_refused_in_one_line(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError, match=message) as raised:
        list(formats.read_corpus(path))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "name", ["a.tmx", "a.tsv", "a.jsonl", "a.en-fr.en", "a.xlsx", "a.parquet", "a.xlf"]
)
def test_a_missing_file_and_a_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(formats.read_corpus(tmp_path / name))
    (tmp_path / name).mkdir()
    with pytest.raises(InputError, match=r"cannot be read|no such file"):
        list(formats.read_corpus(tmp_path / name))


@pytest.mark.parametrize(
    ("content", "options", "texts"),
    [
        ("\ufeffen\tfr\r\nOne.\tUn.\r\n", {}, {"en": "One.", "fr": "Un."}),
        ("en\tfr\nC:\\dir\tUn.\n", {}, {"en": "C:\\dir", "fr": "Un."}),
        ("en\tfr\n\t\nOne.\t\n", {}, {"en": "One."}),
        ("id\ten\tfr\n7\tOne.\tUn.\n", {}, {"en": "One.", "fr": "Un."}),
        ("KEY\ten\nmenu.open\tOpen\n", {}, {"en": "Open"}),
        ("en\tn\nOne.\ta_1\n", {}, {"en": "One."}),
        ("id\ten\nAnak-anak.\tChildren.\n", {}, {"id": "Anak-anak.", "en": "Children."}),
        ("no\ten\n1814 \t1814\n\t\n", {}, {"en": "1814"}),
    ],
)
def test_tables_of_other_tools(
    tmp_path: Path, content: str, options: dict[str, str], texts: dict[str, str]
) -> None:
    path = tmp_path / "table.tsv"
    path.write_bytes(content.encode())
    assert list(formats.read_corpus(path, **options)) == [Unit(texts)]


@pytest.mark.parametrize("name", ["a.tsv", "a.csv"])
def test_a_column_of_numbers_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("id\ten\n1\tOne.\n2\tTwo.\n")
    corpus = formats.read_corpus(tmp_path / name)
    assert corpus.notes == ("versions: en; of numbers, and so no version: 'id'",)


def test_null_in_json_lines_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"translation": {"en": "One.", "fr": null}}\n')
    assert list(formats.read_corpus(path)) == [Unit({"en": "One."})]


def test_another_encoding_is_read_when_named(tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    path.write_bytes("en\tfr\nSummer\tÉté\n".encode("cp1252"))
    (unit,) = formats.read_corpus(path, encoding="cp1252")
    assert unit.texts["fr"] == "Été"


def test_moses_sides_of_different_length(tmp_path: Path) -> None:
    (tmp_path / "a.en-fr.en").write_text("One.\nTwo.\n")
    (tmp_path / "a.en-fr.fr").write_text("Un.\n")
    with pytest.raises(InputError, match=r"a\.en-fr\.fr has fewer lines than .*a\.en-fr\.en"):
        list(formats.read_corpus(tmp_path / "a.en-fr.fr"))


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("opus.v1.en-pt-BR.pt-BR", ("en", "pt-BR")),
        ("b.fr-fr-x-2.fr-x-2", ("fr", "fr-x-2")),
        ("b.fr-fr-x-2.fr", ("fr", "fr-x-2")),
    ],
)
def test_moses_names_with_regions(tmp_path: Path, name: str, keys: tuple[str, ...]) -> None:
    assert formats.for_path(Path(name)).name == "moses"
    assert formats.read_corpus(tmp_path / name).keys == keys


@pytest.mark.parametrize(
    ("content", "links"),
    [
        ("[0]:[0]\n[1]:[1]", [Link((0,), (0,)), Link((1,), (1,))]),
        ("[0, 1]:[2]:0.13\n", [Link((0, 1), (2,), 0.13)]),
        ("[]:[0]:-1e-3\n\n[3]:[]\r\n", [Link((), (0,), -0.001), Link((3,), ())]),
        ("[0,1] : [2]", [Link((0, 1), (2,))]),
    ],
)
def test_links(tmp_path: Path, content: str, links: list[Link]) -> None:
    path = tmp_path / "links.txt"
    path.write_text(content)
    assert formats.read_links(path) == links


@pytest.mark.parametrize(
    "line", ["0:0", "[0]", "[a]:[0]", "[0]:[0]:high", "[0,,1]:[2]", "[0]:[0]:1:2"]
)
def test_what_is_no_link(tmp_path: Path, line: str) -> None:
    path = tmp_path / "links.txt"
    path.write_text(f"[0]:[0]\n{line}\n")
    with pytest.raises(InputError, match=r"links.txt \(line 2\) is not a link such as"):
        formats.read_links(path)


@pytest.mark.parametrize(
    ("links", "kinds"),
    [
        ([], ["1-0", "1-0", "1-0", "0-1", "0-1"]),
        ([Link((1,), (0, 1), 0.5)], ["1-0", "1-2", "1-0"]),
        ([Link((2,), (1,)), Link((0, 1), (0,))], ["2-1", "1-1"]),
    ],
)
def test_links_become_a_bitext(links: list[Link], kinds: list[str]) -> None:
    bitext = formats.bitext_of(links, 3, 2)
    bitext.check(3, 2)
    assert [bead.kind for bead in bitext] == kinds


@pytest.mark.parametrize(
    ("links", "message"),
    [
        ([Link((0,), (1,)), Link((1,), (0,))], r"target \[0\] crosses"),
        ([Link((0, 2), (0,))], r"source \[0, 2\] crosses or repeats .* gap"),
        ([Link((0,), (0,)), Link((0,), (1,))], r"source \[0\] crosses or repeats"),
        ([Link((3,), (0,))], r"source \[3\] does not exist, the text has 3 segments"),
    ],
)
def test_links_that_are_no_bitext(links: list[Link], message: str) -> None:
    with pytest.raises(InputError, match=message):
        formats.bitext_of(links, 3, 2)


def test_a_document_is_plain_text_unless_its_suffix_says_more(tmp_path: Path) -> None:
    path = tmp_path / "Statement.en"
    path.write_text("A title\n\nOne. Two.\n")
    document = formats.read_document(path)
    assert (document.text, len(document.paragraphs)) == ("A title\n\nOne. Two.\n", 2)


def test_a_table_as_excel_saves_unicode_text(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("en\tfr\nWork\tŒuvre\n", "utf-16")
    assert list(formats.read_corpus(tmp_path / "a.tsv")) == [Unit({"en": "Work", "fr": "Œuvre"})]


def test_a_corpus_is_not_taken_for_a_document(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a tmx file, a corpus and no document"):
        formats.read_document(tmx(tmp_path, tu(en="x")))


SPANISH = "Él señaló que mañana la niña comerá una piña en el jardín."


@pytest.mark.parametrize(
    ("text", "encoding", "given", "found"),
    [
        (SPANISH, "utf-8", None, None),
        (SPANISH, "utf-16", None, None),
        (SPANISH, "utf-16-le", None, "utf-16-le"),
        ("Сегодня хорошая погода.", "utf-16-be", None, "utf-16-be"),
        ("今日は天気がいいです。\n", "utf-16-le", None, "utf-16-le"),
        (SPANISH, "cp1252", "cp1252", "cp1252"),
        (SPANISH, "cp1252", None, "cp1252"),
        ("Ça va très bien, merci.", "cp1252", None, "cp1252"),
        ("Zażółć gęślą jaźń, powiedział wójt do córki.", "cp1250", None, "cp1250"),
        (
            "Bugün hava çok güzel. Çocuklar bahçede oynuyor, anneleri ise evde oturuyor.",
            "cp1254",
            None,
            "cp1254",
        ),
        ("Привет, как дела? Сегодня хорошая погода. " * 9, "cp1251", None, "cp1251"),
        ("plain text of no use\n" * 40_000 + SPANISH, "cp1252", None, "cp1252"),
    ],
)
def test_the_encoding_is_named_or_guessed(tmp_path, text, encoding, given, found):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    document = formats.read_document(path, given)
    assert (document.text, document.encoding) == (text, found)


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
        Unit(
            {"en-US": "Open <f0>it</f0>.", "fr": "Ouvrez."},
            comment={"fr": "Say it\nso."},
            signed={"fr": Signature("me", datetime(2026, 1, 1, tzinfo=UTC))},
        ),
        Unit({"en-US": "Open.", "fr": "Ouvert."}),
        Unit({"en-US": "Wait."}),
    ]
