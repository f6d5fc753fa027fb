"""Tables of (source, target, what is found), negatives beside positives."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligned.checks import CHECKS, Finding, Pair, check, inconsistent

NOTHING: list[str] = []


def marked(name: str, source: str, target: str, languages: str) -> list[str]:
    """The pieces of text that a check marks; its message where it has no place."""
    pair = Pair(source, target, *languages.split(">"))
    return [
        (pair.source if finding.side == "source" else pair.target)[slice(*finding.span)]
        if finding.span
        else finding.message
        for finding in check(pair, [name])
    ]


@pytest.mark.parametrize(
    ("source", "target", "languages", "found"),
    [
        ("It costs 15 €.", "Das kostet 16 €.", "en>de", ["15", "16"]),
        ("It costs 15 €.", "Das kostet 15 €.", "en>de", NOTHING),
        ("It costs 15 €.", "Das kostet etwas.", "en>de", ["15"]),
        ("It is 1,000.5 m.", "Es sind 1.000,5 m.", "en>de", NOTHING),
        ("It is 1,000.5 m.", "C'est 1\u202f000,5 m.", "en>fr", NOTHING),
        ("It is 1,000.5 m.", "C'est 1 000,5 m.", "en>fr", NOTHING),
        ("It is 1,000.5 m.", "إنها ١٬٠٠٠٫٥ متر", "en>ar", NOTHING),
        ("It is 1,000 m.", "Es sind 1000 m.", "en>de", NOTHING),
        ("It is 1,000 m.", "Es sind 1’000 m.", "en>de-CH", NOTHING),
        ("It is 1.5 m.", "Es sind 15 m.", "en>de", ["1.5", "15"]),
        ("It is 2.5 m.", "Es sind 5 m.", "en>de", ["2.5", "5"]),
        ("It is 1.50 m.", "Es sind 1,5 m.", "en>de", NOTHING),
        ("10,00,000 people", "1.000.000 Menschen", "en-IN>de", NOTHING),
        ("In 2020 300 came.", "2020 kamen 300.", "en>de", NOTHING),
        ("On 12/05/2024.", "Am 12.05.2024.", "en>de", NOTHING),
        ("On 12 May 2024.", "2024年5月12日。", "en>zh", NOTHING),
        ("At 3:30.", "À 3h30.", "en>fr", NOTHING),
        ("At 3 p.m.", "Um 15 Uhr.", "en>de", NOTHING),
        ("At 3:30 pm.", "Um 15.30 Uhr.", "en>de", NOTHING),
        ("At 3 o'clock.", "Um 4 Uhr.", "en>de", ["3", "4"]),
        ("3 people came.", "Drei Leute kamen.", "en>de", NOTHING),
        ("Three people came.", "3 Leute kamen.", "en>de", NOTHING),
        ("The 19th century.", "Le XIXe siècle.", "en>fr", NOTHING),
        ("The 19th century.", "Le XVIIIe siècle.", "en>fr", ["19"]),
        ("The 1980s.", "Die 80er Jahre.", "en>de", NOTHING),
        ("It cost 30,000 yen.", "3万円でした。", "en>ja", NOTHING),
        ("There were 15.", "有十五个。", "en>zh", NOTHING),
        ("See 1.2.3.", "Voir 1.2.3.", "en>fr", NOTHING),
        ("12 and 12", "12", "en>fr", NOTHING),
        ("35 and 35", "35", "en>fr", ["35"]),
        ("No number.", "Kein.", "en>de", NOTHING),
    ],
)
def test_numbers(source: str, target: str, languages: str, found: list[str]) -> None:
    assert marked("numbers", source, target, languages) == found


@pytest.mark.parametrize(
    ("source", "target", "languages", "found"),
    [
        ("Why?", "Warum?", "en>de", NOTHING),
        (
            "Why?",
            "Warum.",
            "en>de",
            ["The source ends with a question mark, the translation does not"],
        ),
        ("Well.", "Nun?", "en>de", ["?"]),
        ("Why?", "为什么？", "en>zh", NOTHING),
        ("Why?", "لماذا؟", "en>ar", NOTHING),
        ("Why?", "Γιατί;", "en>el", NOTHING),
        (
            "Why?",
            "Perché;",
            "en>it",
            ["The source ends with a question mark, the translation does not"],
        ),
        ("Stop.", "Halt!", "en>de", NOTHING),
        ("He said:", "Er sagte.", "en>de", NOTHING),
        ("A title", "Ein Titel", "en>de", NOTHING),
        ("A title", "Ein Titel.", "en>de", ["."]),
        (
            "A sentence.",
            "Ein Satz",
            "en>de",
            ["The source ends with ., the translation with no mark"],
        ),
        ("A sentence.", "ประโยค", "en>th", NOTHING),
        ("A sentence.", "वाक्य।", "en>hi", NOTHING),
        ("A sentence.", "句子。", "en>zh", NOTHING),
        ("“Why?”", "„Warum?“", "en>de", NOTHING),
        ("“Why?” he asked.", "Er fragte: „Warum?“", "en>de", NOTHING),
        ("He asked: “Why?”", "Preguntó: «¿Por qué?».", "en>es", NOTHING),
        ("“Why?”", "« Pourquoi ? »", "en>fr", NOTHING),
        ("“Stop.” (No.)", "„Halt“ (Nein).", "en>de", NOTHING),
    ],
)
def test_end_punctuation(source: str, target: str, languages: str, found: list[str]) -> None:
    assert marked("end_punctuation", source, target, languages) == found


@pytest.mark.parametrize(
    ("source", "target", "languages", "found"),
    [
        ("Why?", "¿Por qué?", "en>es", NOTHING),
        ("Why?", "Por qué?", "en>es-MX", ["?"]),
        ("Why?", "Por quê?", "en>pt", NOTHING),
        ("What!", "¡¿Qué?!", "en>es", NOTHING),
        ("Why? Go!", "¿Por qué? Vete!", "en>es", ["!"]),
        ("So, why?", "Entonces, ¿por qué?", "en>es", NOTHING),
        ("Best (?) of all", "El mejor (?) de todos", "en>es", NOTHING),
        ("See x.org/?a=b", "Ver x.org/?a=b", "en>es", NOTHING),
    ],
)
def test_inverted_marks(source: str, target: str, languages: str, found: list[str]) -> None:
    assert marked("inverted_marks", source, target, languages) == found


@pytest.mark.parametrize(
    ("source", "target", "languages", "found"),
    [
        ("One (two).", "Eins (zwei).", "en>de", NOTHING),
        ("One (two).", "Eins (zwei.", "en>de", ["("]),
        ("One (two).", "Eins zwei).", "en>de", [")"]),
        ("One (two).", "Eins, zwei.", "en>de", ["("]),
        ("One (two).", "一（二）。", "en>zh", NOTHING),
        ("One.", "Eins (Zusatz).", "en>de", NOTHING),
        ("1) One", "1. Eins", "en>de", NOTHING),
        ("a. One", "a) Eins", "en>de", NOTHING),
        ("(One", "Eins", "en>de", NOTHING),
        ("Good :)", "Gut", "en>de", NOTHING),
        ("One [two].", "Eins (zwei).", "en>de", ["["]),
    ],
)
def test_brackets(source: str, target: str, languages: str, found: list[str]) -> None:
    assert marked("brackets", source, target, languages) == found


@pytest.mark.parametrize(
    ("source", "target", "languages", "found"),
    [
        ("He said “no”.", "Er sagte „nein“.", "en>de", NOTHING),
        ("He said “no”.", "Il a dit « non ».", "en>fr", NOTHING),
        ("He said “no”.", "彼は「いいえ」と言った。", "en>ja", NOTHING),
        ('He said "no".', "Er sagte nein.", "en>de", ['"']),
        ("He said “no”.", "Er sagte „nein.", "en>de", ["„"]),
        ("He said “no”.", "Er sagte ‚nein‘.", "en>de", NOTHING),
        ("“No,” he said.", "—No —dijo.", "en>es", NOTHING),
        ("He said ‘no’.", "Il a dit « non ».", "en>fr", NOTHING),
        ("“It goes on.", "„Es geht weiter.", "en>de", NOTHING),
        ('A 5" screen', 'Ein 5"-Schirm', "en>de", NOTHING),
        ("The book “War”", "《战争》一书", "en>zh", NOTHING),
        ("It's on", "C'est parti", "en>fr", NOTHING),
    ],
)
def test_quotes(source: str, target: str, languages: str, found: list[str]) -> None:
    assert marked("quotes", source, target, languages) == found


@pytest.mark.parametrize(
    ("source", "target", "languages", "found"),
    [
        ("Really?", "Vraiment ?", "en>fr", NOTHING),
        ("Really?", "Vraiment\u202f?", "en>fr", NOTHING),
        ("Really?", "Vraiment?", "en>fr", ["?"]),
        ("Really?", "Vraiment?", "en>fr-CA", NOTHING),
        ("Really?!", "Vraiment ?!", "en>fr", NOTHING),
        ("He said: “no”", "Il a dit : « non »", "en>fr", NOTHING),
        ("He said: “no”", "Il a dit: «non»", "en>fr", [":", "«", "»"]),
        ("At 12:30, see https://a.org.", "À 12:30, voir https://a.org.", "en>fr", NOTHING),
        ("Yes, no.", "Oui , non.", "en>fr", [" ,"]),
        ("Really?", "Wirklich ?", "en>de", [" ?"]),
        ("Vraiment ?", "Really ?", "fr>en", [" ?"]),
        ("Tokens , as here .", "Wörter , wie hier .", "en>de", NOTHING),
        ("Wörter , wie hier .", "Des mots , comme ici!", "de>fr", NOTHING),
        ("Use .NET", "Nimm .NET", "en>de", NOTHING),
        ("And so ...", "Und so ...", "en>de", NOTHING),
    ],
)
def test_punctuation_spacing(source: str, target: str, languages: str, found: list[str]) -> None:
    assert marked("punctuation_spacing", source, target, languages) == found


@pytest.mark.parametrize(
    ("target", "languages", "found"),
    [
        ("你好，世界。", "en>zh-Hans", NOTHING),
        ("你好,世界.", "en>zh", [",", "."]),
        ("はい,そうです。", "en>ja", [","]),
        ("版本2.5和Python, 3", "en>zh", NOTHING),
        ("예, 그래요.", "en>ko", NOTHING),
    ],
)
def test_full_width_punctuation(target: str, languages: str, found: list[str]) -> None:
    assert marked("full_width_punctuation", "Yes, so.", target, languages) == found


@pytest.mark.parametrize(
    ("name", "source", "target", "languages", "found"),
    [
        ("double_spaces", "One two", "Eins  zwei", "en>de", ["  "]),
        ("double_spaces", "One  two", "Eins  zwei", "en>de", NOTHING),
        ("double_spaces", "One two", "Eins zwei", "en>de", NOTHING),
        ("doubled_words", "in the house", "in in dem Haus", "en>de", ["in in"]),
        ("doubled_words", "the house", "Das das Haus", "en>de", NOTHING),
        ("doubled_words", "we meet", "nous nous voyons", "en>fr", NOTHING),
        ("doubled_words", "slowly", "yavaş yavaş", "en>tr", NOTHING),
        ("doubled_words", "very very good", "sehr sehr gut", "en>de", NOTHING),
        ("doubled_words", "22 22", "22 22", "en>de", NOTHING),
        ("edge_spaces", "One", " Eins ", "en>de", [" ", " "]),
        ("edge_spaces", " One ", " Eins ", "en>de", NOTHING),
        (
            "line_breaks",
            "a\nb",
            "a b",
            "en>de",
            ["The source has 1 line breaks, the translation 0"],
        ),
        ("line_breaks", "a\nb", "c\nd", "en>de", NOTHING),
    ],
)
def test_spacing(name: str, source: str, target: str, languages: str, found: list[str]) -> None:
    assert marked(name, source, target, languages) == found


@pytest.mark.parametrize(
    ("name", "source", "target", "languages", "found"),
    [
        ("placeholders", "Hello %s, {name}", "Hallo {name}, %s", "en>de", NOTHING),
        ("placeholders", "Hello %s", "Hallo", "en>de", ["%s"]),
        ("placeholders", "Hello %1$s", "Hallo %2$s", "en>de", ["%1$s", "%2$s"]),
        ("placeholders", "Hello {name}", "Hallo {Name}", "en>de", ["{name}", "{Name}"]),
        ("placeholders", "Hello %(name)s", "Hallo %(name)", "en>de", ["%(name)s"]),
        ("placeholders", "100 % sure", "100 % de certitude", "en>fr", NOTHING),
        ("placeholders", "100% sure", "100% des cas", "en>fr", NOTHING),
        ("placeholders", "50%s", "50%", "en>fr", NOTHING),
        ("tags", "<b>One</b> two", "Zwei <b>eins</b>", "en>de", NOTHING),
        ("tags", "<b>One</b> two", "<b>Eins zwei", "en>de", ["</b>"]),
        ("tags", '<a href="x">One</a>', '<a href="y">Eins</a>', "en>de", NOTHING),
        ("tags", "One<br/>two", "Eins zwei<i>", "en>de", ["<br/>", "<i>"]),
        ("tags", "a < b and c > d", "a < b und", "en>de", NOTHING),
        ("addresses", "See https://a.org/x.", "Siehe https://a.org/x.", "en>de", NOTHING),
        ("addresses", "See https://a.org/x.", "Siehe dort.", "en>de", ["https://a.org/x"]),
        ("addresses", "See https://a.org/en", "Siehe www.a.org/de", "en>de", NOTHING),
        ("addresses", "See https://a.org/x.", "见https://a.org/x。", "en>zh", NOTHING),
        ("addresses", "Write to me@a.org.", "Schreib an Me@a.org.", "en>de", NOTHING),
        ("addresses", "Write to me@a.org.", "Schreib an me@b.org.", "en>de", ["me@a.org"]),
    ],
)
def test_codes(name: str, source: str, target: str, languages: str, found: list[str]) -> None:
    assert marked(name, source, target, languages) == found


THE_SAME = "The translation is the same as the source"
FAR_LONGER = "The translation is far longer than the source"
FAR_SHORTER = "The translation is far shorter than the source"


@pytest.mark.parametrize(
    ("name", "source", "target", "languages", "found"),
    [
        ("blank", "One", "", "en>de", ["There is no translation"]),
        ("blank", " ", "Eins", "en>de", ["There is nothing in the source for this"]),
        ("blank", "One", "Eins", "en>de", NOTHING),
        ("untranslated", "This is not done.", "This is not done.", "en>de", [THE_SAME]),
        ("untranslated", "Maria Skłodowska Curie", "Maria Skłodowska Curie", "en>de", NOTHING),
        ("untranslated", "Windows 11 Pro", "Windows 11 Pro", "en>de", NOTHING),
        ("untranslated", "E-mail", "E-mail", "en>pt", NOTHING),
        ("untranslated", "This is not done.", "This is not done.", "en>en-GB", NOTHING),
        ("untranslated", "Det var en gang en konge", "Det var en gang en konge", "da>nb", NOTHING),
        (
            "untranslated",
            "We say that this part is not done yet.",
            "Wir sagen this part is not done yet.",
            "en>de",
            ["this part is not done yet"],
        ),
        (
            "untranslated",
            "The film A Man for All Seasons of Old won.",
            "Der Film A Man for All Seasons of Old gewann.",
            "en>de",
            NOTHING,
        ),
        ("length", "Yes.", "Aber selbstverständlich.", "en>de", NOTHING),
        ("length", "One sentence of some length.", "Ein Satz von einiger Länge.", "en>de", NOTHING),
        ("length", "One sentence. " * 5, "Ein Satz.", "en>de", [FAR_SHORTER]),
        ("length", "One sentence.", "Ein Satz. " * 9, "en>de", [FAR_LONGER]),
        (
            "length",
            "This sentence has the usual length of a sentence.",
            "这句话长度正常。",
            "en>zh",
            NOTHING,
        ),
        (
            "length",
            "这句话长度正常。" * 2,
            "This sentence has the usual length. " * 2,
            "zh>en",
            NOTHING,
        ),
        (
            "length",
            "This sentence has the usual length of a sentence.",
            "这句",
            "en>zh",
            [FAR_SHORTER],
        ),
        ("length", "The usual length", "ความยาวปกติของประโยค", "en>th", NOTHING),
        ("acronyms", "NATO met.", "L'OTAN s'est réunie.", "en>fr", NOTHING),
        ("acronyms", "NATO met.", "Le pacte s'est réuni.", "en>fr", ["NATO"]),
        ("acronyms", "UNESCO met.", "ЮНЕСКО собралось.", "en>ru", NOTHING),
        ("acronyms", "NATO met.", "北约开会。", "en>zh", NOTHING),
        ("acronyms", "A HEADING", "Une rubrique", "en>fr", NOTHING),
        ("acronyms", "The USA left.", "Les États-Unis sont partis.", "en>fr", NOTHING),
    ],
)
def test_content(name: str, source: str, target: str, languages: str, found: list[str]) -> None:
    assert marked(name, source, target, languages) == found


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("The boards meet.", "Die Ausschüsse tagen.", ["boards"]),
        ("The board meets.", "Die Vorstände tagen.", NOTHING),
        ("The board meets.", "Der Vorstand tagt.", NOTHING),
        ("He is aboard.", "Er ist an Bord.", NOTHING),
        ("A boar.", "Ein Eber.", NOTHING),
        ("The annual report", "Des jährlichen Berichts", NOTHING),
        ("The annual report", "Der Bericht", ["annual report"]),
    ],
)
def test_glossary(source: str, target: str, found: list[str]) -> None:
    terms = (("board", "Vorstand"), ("annual report", "jährlicher Bericht"))
    findings = check(Pair(source, target, "en", "de", terms), ["glossary"])
    assert [source[slice(*finding.span or ())] for finding in findings] == found


def test_inconsistent() -> None:
    pairs = [
        ("The report.", "Der Bericht."),
        ("The  report.", "Die Meldung."),
        ("the report.", "Der Bericht."),
        ("A letter.", "Der Bericht."),
        ("Yes.", "Ja."),
        ("Yes.", "Doch."),
    ]
    assert [(index, finding.message) for index, finding in inconsistent(pairs)] == [
        (0, "The same source is elsewhere translated as “die meldung.”"),
        (0, "The same translation stands elsewhere for “a letter.”"),
        (1, "The same source is elsewhere translated as “der bericht.”"),
        (2, "The same source is elsewhere translated as “die meldung.”"),
        (2, "The same translation stands elsewhere for “a letter.”"),
        (3, "The same translation stands elsewhere for “the report.”"),
    ]


GOOD = [
    (
        "In 2019, the Council (47 members) adopted 1,250 pages; see https://example.org/report.",
        {
            "de": "2019 nahm der Rat (47 Mitglieder) 1.250 Seiten an; siehe "
            "https://example.org/report.",
            "fr": "En 2019, le Conseil (47 membres) a adopté 1 250 pages ; voir "
            "https://example.org/report.",
            "es": "En 2019, el Consejo (47 miembros) aprobó 1250 páginas; véase "
            "https://example.org/report.",
            "tr": "2019'da Konsey (47 üye) 1.250 sayfa kabul etti; bkz. "
            "https://example.org/report.",
            "zh": "2019年，理事会（47名成员）通过了1250页文件；见https://example.org/report。",
            "ja": "2019年、評議会（加盟47か国）は1,250ページを採択した。"
            "https://example.org/report を参照。",
            "ar": "في عام ٢٠١٩ اعتمد المجلس (٤٧ عضوا) ١٬٢٥٠ صفحة؛ انظر https://example.org/report.",
            "ru": "В 2019 году Совет (47 членов) принял 1 250 страниц; см. "
            "https://example.org/report.",
        },
    ),
    (
        "“Who will pay for it?” asked Maria.",
        {
            "de": "„Wer wird dafür bezahlen?“, fragte Maria.",
            "fr": "« Qui va payer ? » demanda Maria.",
            "es": "«¿Quién va a pagarlo?», preguntó Maria.",
            "tr": "“Bunu kim ödeyecek?” diye sordu Maria.",
            "zh": "“谁来付钱？”玛丽亚问。",
            "ja": "「誰が払うの？」とマリアは尋ねた。",
            "ar": "سألت ماريا: «من سيدفع ثمن ذلك؟».",
            "ru": "«Кто за это заплатит?» — спросила Мария.",
        },
    ),
]


@pytest.mark.parametrize(
    ("source", "language", "target"),
    [
        (source, language, target)
        for source, targets in GOOD
        for language, target in targets.items()
    ],
)
def test_a_good_translation_is_not_complained_of(source: str, language: str, target: str) -> None:
    assert check(Pair(source, target, "en", language)) == []


def test_a_finding_names_its_check() -> None:
    assert check(Pair("One", "", "en", "de")) == [Finding("There is no translation", check="blank")]


def test_every_check_says_what_it_finds() -> None:
    assert all(function.__doc__ for function in CHECKS.values())
    with pytest.raises(KeyError):
        check(Pair("a", "b", "en", "de"), ["nonsense"])


@given(st.text(), st.text(), st.sampled_from(["en", "fr", "es", "zh", "ja", "el", "th", "ar"]))
def test_a_place_lies_within_its_text(source: str, target: str, language: str) -> None:
    pair = Pair(source, target, "en", language)
    for finding in check(pair):
        text = source if finding.side == "source" else target
        assert "\n" not in finding.message.replace(text, "")
        if finding.span:
            start, end = finding.span
            assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        *("a" * 50_000, "( " * 25_000, "1 " * 25_000, "%{" * 25_000, "http://" * 7_000),
        *("1,1" * 9_000, "9" * 50_000, "a." * 25_000 + "a@"),
        *("%" + "0" * 20_000, "{" + " " * 50_000),
    ],
)
def test_a_long_text_takes_no_time(text: str) -> None:
    began = time.process_time()
    check(Pair(text, text + ".", "en", "fr"))
    assert time.process_time() - began < 2


def test_a_source_translated_in_thousands_of_ways_takes_no_time() -> None:
    began = time.process_time()
    found = list(inconsistent([("Read on", f"Weiter {number}") for number in range(10_000)]))
    assert len(found) == 10_000
    assert time.process_time() - began < 2
