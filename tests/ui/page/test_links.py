"""Which file of links, of those that somebody gave, aligns which translation."""

import pytest

from aligned.errors import InputError
from aligned.project import Version
from aligned.text import Segment
from ui.page.links import aligned_by


def version(language, *texts):
    return Version(language, language, "imported", tuple(Segment(text, "\n") for text in texts))


SOURCE = version("en", "The sea.", "Is blue.")
FRENCH, BRAZILIAN = version("fr", "La mer est bleue."), version("pt-BR", "O mar.", "É azul.")


@pytest.fixture
def given(tmp_path):
    def write(**files):
        for name, text in files.items():
            (tmp_path / f"{name}.txt").write_text(text)
        return [str(tmp_path / f"{name}.txt") for name in files]

    return write


def test_each_translation_takes_the_file_of_its_language(given):
    files = given(**{"links.pt": "[0]:[0]\n[1]:[1]\n", "en-fr": "[0, 1]:[0]\n"})
    french, brazilian = aligned_by(SOURCE, [FRENCH, BRAZILIAN], files)
    assert [bead.kind for bead in french.bitext] == ["2-1"]
    assert [bead.kind for bead in brazilian.bitext] == ["1-1", "1-1"]
    assert french.version.made_with["links"] == "en-fr.txt"
    alone, none = aligned_by(SOURCE, [FRENCH, BRAZILIAN], files[1:])
    assert (alone, none.bitext) == (french, None)
    [only] = aligned_by(SOURCE, [FRENCH], given(ab="[0, 1]:[0]\n"))
    assert only.bitext == french.bitext


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("links", "[0, 1]:[0]\n", "put the language of its own into its name"),
        ("fr-pt", "[0, 1]:[0]\n", "could be the alignment of any translation"),
        ("fr", "[0]:[0]\n", "^fr.txt"),
        ("fr", "nothing of the kind\n", "^fr.txt"),
    ],
)
def test_what_aligns_nothing_says_why_by_the_name_of_the_file(given, name, text, says):
    with pytest.raises(InputError, match=says) as raised:
        aligned_by(SOURCE, [FRENCH, BRAZILIAN], given(**{name: text}))
    assert "/" not in str(raised.value).split(":")[0]
