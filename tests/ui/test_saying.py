"""Lines of the program as the page says them."""

import pytest

from ui.saying import sentence


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("paste the text, or drop a file", "Paste the text, or drop a file."),
        ("French: translated", "French: translated."),
        ("exported: 3 files", "Exported: 3 files."),
        ("the sea: is it blue?", "The sea: is it blue?"),
        ("the disk is full.", "The disk is full."),
        ("links.fr.txt: a gap", "links.fr.txt: a gap."),
        ("en-fr is no pair", "en-fr is no pair."),
        ("nobody/en-fr cannot be read", "nobody/en-fr cannot be read."),
        ("ångström is a word", "Ångström is a word."),
        ("4 rows", "4 rows."),
        ("", ""),
        ("name it (--from)", "Name it."),
        ("save it (or name it: --encoding cp1252)", "Save it."),
        ("cut alike (--segmented: by lines)?", "Cut alike?"),
        ("it holds commands (triggers)", "It holds commands (triggers)."),
    ],
)
def test_a_line_becomes_a_sentence(line, said):
    assert sentence(line) == said
    assert sentence(said) == said
