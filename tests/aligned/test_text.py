import codecs
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligned.errors import InputError, LanguageError
from aligned.text import (
    Document,
    cut,
    cut_lines,
    cut_sentences,
    decode,
    identify,
    language_tag,
    read_text,
    rebuild,
    separator,
)

any_text = st.text(st.characters(exclude_categories=["Cs"]))
# Where sentence splitters break: capitals, stops, every kind of space, quotes, brackets, markers.
hard_text = st.lists(
    st.sampled_from(list("Aaé.!?…。 \n\r\t\"'«»()1İß-•\xa0\u202f\x85\u2028\u3000\u200d😀"))
    | st.sampled_from(["Dr.", "e.g.", "U.S.", "M.", "- ", "1. ", "\n\n"])
).map("".join)
WRAPPED = """\
The text of this paragraph was wrapped by an
editor at forty-five columns, so that its
line breaks mean nothing."""
VERSE = """\
A line of a poem that is rather long, it is
Short
And another line of the poem, long"""
languages = st.sampled_from(["en", "fr", "de", "tr", "zh", "ja", "ar", "hi", "my", "pt-BR"])


@given(any_text | hard_text, languages)
def test_segments_and_gaps_rebuild_the_text(text, language):
    document = Document.from_text(text)
    lead, segments = cut(document, language)
    assert rebuild(lead, segments) == text
    for segment in segments:
        assert text[segment.start : segment.start + len(segment.text)] == segment.text
        assert segment.text.strip() == segment.text != ""
        paragraph = document.paragraphs[segment.paragraph]
        assert paragraph.start <= segment.start < paragraph.end


@given(any_text | hard_text)
def test_lines_rebuild_the_text(text):
    lead, segments = cut_lines(Document.from_text(text))
    assert rebuild(lead, segments) == text
    expected = text.replace("\r\n", "\n").split("\n")
    if expected[-1] == "":
        expected.pop()
    assert [segment.text for segment in segments] == expected


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\r\rTwo.\r", ["One.", "Two."]),
        ("Title\n\n\n  Indented.  \n", ["Title", "Indented."]),
        ("We ask for:\n- bread\n- roses", ["We ask for:", "bread", "roses"]),
        ("1. First\n2) Second\n(a) Third", ["First", "Second", "Third"]),
        ("- ", ["-"]),
        ("A. Smith came.", ["A. Smith came."]),
        (" \n\t\n", []),
        (WRAPPED, [WRAPPED]),
        (VERSE, VERSE.splitlines()),
    ],
)
def test_paragraphs(text, paragraphs):
    document = Document.from_text(text)
    assert [text[p.start : p.end] for p in document.paragraphs] == paragraphs


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("en", "Dr. Smith came. He left at 5 p.m. on Monday.", 2),
        ("en", "“Will it rain?” she asked. It did.", 2),
        ("de", "Am 3. Mai kam z. B. Dr. Weber. Er blieb.", 2),
        ("fr", "M. Dupont est venu. Il a dit : « Oui ! »", 2),
        ("de", "Wir kommen am 6. Mai. Um 19 Uhr.", 2),
        ("tr", "Prof. Yılmaz geldi. Sonra gitti.", 2),
        ("zh", "他来了。她走了！", 2),
        ("pt-BR", "O Sr. Silva chegou. Saiu.", 2),
    ],
)
def test_sentences(language, text, sentences):
    assert len(cut_sentences(text, language)) == sentences


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Leader Ch. Evans went up.", "They came."]),
        ("de", ["Leiter Ch . Evans stieg auf.", "Er kam."]),
        ("en", ["See vol. 3, ed. Smith.", "It is good."]),
        ("en", ["So do I.", "He had plan B.", "It works."]),
        ("en", ["i went home.", "then i slept."]),
        ("cs", ["K. Čapek psal.", "Ano."]),
        ("bg", ["И. Вазов писа.", "Да."]),
        ("fr", ["Voir t. 3, av. J.-C.", "Il dort."]),
        ("ru", ["Он жил, т. е. был.", "— Иди! — сказал он.", "— Нет."]),
        ("es", ["—¡Ven! —dijo él.", "—No."]),
        ("ja", ["「行こう！」と彼は言った。", "「いや。」", "彼女は行った。"]),
        ("en", ["He said so.", '"No," she said.']),
    ],
)
def test_where_sentences_end(language, sentences):
    between = "" if language == "ja" else " "
    assert cut_sentences(between.join(sentences), language) == sentences


def test_a_text_of_abbreviations_takes_no_time():
    began = time.process_time()
    assert cut_sentences("Ch. " * 20_000 + "Evans came.", "en")[0].endswith("Ch. Evans came.")
    assert time.process_time() - began < 3


def test_a_wide_gap_parts_sentences():
    gap = " " * 400
    assert cut_sentences(f"One is here.{gap}Two. {gap}Three.", "en") == [
        "One is here.",
        "Two.",
        "Three.",
    ]


def test_a_wide_space_between_a_capital_and_a_stop():
    assert cut_sentences("Plan A\u00a0. It is over.", "en")[-1].endswith("over.")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The committee met on Monday and decided nothing.", "en"),
        ("Le comité s'est réuni lundi et n'a rien décidé.", "fr"),
        ("Der Ausschuss trat am Montag zusammen und beschloss nichts.", "de"),
        ("Komite pazartesi günü toplandı ve hiçbir şeye karar vermedi.", "tr"),
        ("委员会星期一开会,没有作出任何决定。", "zh"),
    ],
)
def test_identify(text, language):
    assert identify(text) == language


@pytest.mark.parametrize("text", ["", "1234 5678", "…!"])
def test_a_language_that_cannot_be_told(text):
    with pytest.raises(LanguageError, match="--from"):
        identify(text)


@pytest.mark.parametrize(
    ("tag", "standard"),
    [("EN", "en"), ("pt_br", "pt-BR"), ("zh-hant", "zh-Hant"), ("iw", "he"), (" fr ", "fr")],
)
def test_language_tags(tag, standard):
    assert language_tag(tag) == standard


@pytest.mark.parametrize(
    ("tag", "hint"), [("French", "say fr"), ("xx", "use a code"), ("", "use a code"), ("e!", "use")]
)
def test_an_unknown_language_is_refused_with_a_hint(tag, hint):
    with pytest.raises(LanguageError, match=hint):
        language_tag(tag)


def test_chinese_sentences_follow_without_a_space():
    assert [separator(tag) for tag in ("zh-Hant", "ja", "fr")] == ["", "", " "]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("é".encode(), "é"),
        (codecs.BOM_UTF8 + b"a", "a"),
        ("é".encode("utf-16"), "é"),
        (codecs.BOM_UTF32_LE + "é".encode("utf-32-le"), "é"),
    ],
)
def test_decode(content, text):
    assert decode(content, "file") == text


@pytest.mark.parametrize(
    ("content", "encoding", "message"),
    [
        (b"", None, "file is empty"),
        (b" \n", None, "file is empty"),
        (b"one\ntw\xe9", None, r"file is not UTF-8 text \(line 2\).*--encoding"),
        (b"\x89PNG\r\n\x1a\n\0\0", None, "binary"),
        (b"PK\0\0", None, "binary"),
        (b"abc", "no-such", "unknown encoding 'no-such'"),
    ],
)
def test_what_is_not_text_is_refused(content, encoding, message):
    with pytest.raises(InputError, match=message):
        decode(content, "file", encoding)


def test_an_encoding_can_be_named():
    assert decode("é".encode("cp1252"), "file", "cp1252") == "é"


def test_half_of_a_character_is_refused():
    from aligned.text import check_text

    with pytest.raises(InputError, match="half of a character in line 2"):
        check_text("a\n\ud800", "the text")


@pytest.mark.parametrize(("name", "message"), [("missing", "no such file"), (".", "folder")])
def test_files_that_cannot_be_read(tmp_path, name, message):
    with pytest.raises(InputError, match=message):
        read_text(tmp_path / name)
