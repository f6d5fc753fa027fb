"""The things that must survive a translation, by how they are written."""

import pytest

from translate import guards
from translate.things import amounts, named_spans, protected_spans, verbatim_spans


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Click %s to open {file_name}.", ["%s", "{file_name}"]),
        ("%(count)d of %1$s, %.2f and 50 % of", ["%(count)d", "%1$s", "%.2f", "50"]),
        ("See https://example.org/a_b?c=1.", ["https://example.org/a_b?c=1"]),
        ("(www.example.org)", ["www.example.org"]),
        ("Write to info@example.org!", ["info@example.org"]),
        ("The <b>red</b> &amp; <br/>", ["<b>", "</b>", "&amp;", "<br/>"]),
        ("Dear {{name}}, ${folder} and $home", ["{{name}}", "${folder}", "$home"]),
        ("12,500 windows, 3 doors, the 19th in 2021", ["12,500", "2021"]),
        ("at 10:30 on 12/03/2019", ["10", "30", "12", "03", "2019"]),
        ("11.1a a1.11 11.12", ["11.12"]),
        (
            "{n, plural, one {# file} other {{n} files}} left",
            ["{n, plural, one {# file} other {{n} files}}"],
        ),
        ("a < b and b > c, 5 % more", []),
        ("In C:\\Users\\ana\\a.txt, or /etc/hosts.", ["C:\\Users\\ana\\a.txt", "/etc/hosts"]),
        ("it&#39;s &quot;5&quot;&nbsp;km", []),
        ("and/or 1/2 km/h at ~/notes/a.md", ["~/notes/a.md"]),
        ("if $a < b$, for $x$; $5 or $6", ["$a < b$", "$x$"]),
        ("Run `rm -r x`, call 555-123-4567", ["`rm -r x`", "555-123-4567"]),
        ("+351 21 123 45 67, (11) 91234-5678", ["+351 21 123 45 67", "(11) 91234-5678"]),
        ("4 × 5 m, 1920×1080p, 2 × 3 × 4.", ["4 × 5", "1920×1080", "2 × 3 × 4"]),
        ("p < 0.05, n >= 30, 6 × 10^-3", ["< 0.05", ">= 30", "6 × 10^-3"]),
        ("<0>it</0>, 1½ cups, ¾, p = .05.", ["<0>", "</0>", "1½", "¾", ".05"]),
        ("§ 5(2)(b), §§ 433, 6(1)(f) and (2)", ["§ 5(2)(b)", "§§ 433", "6(1)(f)"]),
        ("Hi :name, at 3:30 :smile: no: it", [":name", "30", ":smile:"]),
        ("4111 1111 1111 1111 or 12 500 in 2019", ["4111 1111 1111 1111", "12 500", "2019"]),
        ('{"a": 1} with ``b`` and --to=x', ['{"a": 1}', "``b``", "--to=x"]),
        ("#COP28 by @ana_1, #1, #ff8800 a@b", ["#COP28", "@ana_1", "#ff8800"]),
        (
            "my.py in src/ab.ts on docs.example.org/x, a.py",
            ["my.py", "src/ab.ts", "docs.example.org/x"],
        ),
        ("MAX_SIZE, __INIT__, _so_ and __so__", ["MAX_SIZE", "__INIT__"]),
        ("e.g. this, 5 p.m. The end.Next one", []),
        ("3.5±0.1, or ≥ 18 of x ≤ 7, not 5 -- 6", ["3.5±0.1", "≥ 18", "≤ 7"]),
        ("in 1990 (12) 2000, 5 +12", ["1990", "12", "2000", "12"]),
    ],
)
def test_finds_what_must_survive(text: str, things: list[str]) -> None:
    assert [text[slice(*span)] for span in protected_spans(text)] == things


@pytest.mark.parametrize("run", ["a", "1", "a.", "a-", "a@", "/ ", "{a", "<a", "× ", "+1 "])
def test_a_long_run_without_an_end_is_read_once(run: str) -> None:
    """By expressions that begin anew at every letter, each of these would take minutes."""
    text = run * (200_000 // len(run))
    assert verbatim_spans(text) == []
    assert guards.untranslatable(text) is not any(map(str.isalpha, run))


def test_terms_are_whole_words_and_the_longest_first() -> None:
    text = "Hexapla Studio and Hexapla, not Hexaplas"
    found = [text[slice(*span)] for span in protected_spans(text, ["Hexapla", "Hexapla Studio"])]
    assert found == ["Hexapla Studio", "Hexapla"]


def test_some_are_read_by_models_and_copied() -> None:
    text = "Ask @ana for `b.py`, cd.py or d."
    assert [text[slice(*span)] for span in verbatim_spans(text)] == ["`b.py`"]
    assert [text[slice(*span)] for span in named_spans(text)] == ["@ana", "cd.py"]


def test_amounts_of_money() -> None:
    text = "£ 1,200, 5 €, A$250 and US$3.50, but not £2m, 12 or #5"
    found = [text[slice(*span)] for span in amounts(text)]
    assert found == ["£ 1,200", "5 €", "A$250", "US$3.50"]
