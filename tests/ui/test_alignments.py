from pathlib import Path

import pytest

from aligned.corrections import SplitSegment
from aligned.errors import InputError
from aligned.evaluation import Accuracy
from aligned.project import Version
from aligned.store import Store
from aligned.text import Document
from tests.projects import make, shown
from ui.alignments import evaluated, linked, open_alignment
from ui.making import make_project
from ui.versions import read_version
from ui.workbench import Workbench


def test_a_project_is_evaluated_by_its_own_segments(tmp_path: Path) -> None:
    project = make(["a", "b", "c"], fr=(["A", "B c"], "11 21"), de=(["A"], "31"))
    path, gold = tmp_path / "p.hexapla", tmp_path / "gold.txt"
    Store.create(path, project).close()
    gold.write_text("[0]:[0]\n[1]:[1]\n[2]:[]\n")
    found = evaluated(path, gold, target="fr")
    assert found.accuracy.strict == Accuracy(0.5, 0.5)
    assert found.texts == (["a", "b", "c"], ["A", "B c"])
    with pytest.raises(InputError, match="has the targets fr, de: say which"):
        open_alignment(path)
    gold.write_text("[0]:[2]\n")
    with pytest.raises(InputError, match=r"gold.txt: target \[2\] does not exist"):
        evaluated(path, gold, target="fr")


def version(language: str, *lines: str) -> Version:
    document = Document.from_text("".join(f"{line}\n" for line in lines))
    origin = "source" if language == "en" else "imported"
    return read_version(document, language, origin, segmented=True)


SOURCE = version("en", "The sea", "is blue.", "We eat.")
GERMAN = version("de", "Das Meer ist blau.", "Wir essen.")
FRENCH = version("fr", "La mer est bleue.", "On mange.")


def test_an_alignment_from_elsewhere_becomes_the_bitext_of_a_project(tmp_path: Path) -> None:
    (tmp_path / "links.txt").write_text("[0, 1]:[0]:0.1\n[2]:[1]:0.2\n")
    (tmp_path / "fr.tsv").write_text("en\tfr\nThe sea\tLa mer est bleue.\nWe eat.\tOn mange.\n")
    links = [("de", tmp_path / "links.txt"), ("fr", tmp_path / "fr.tsv")]
    existing = linked(SOURCE, [GERMAN, FRENCH], links)
    path = tmp_path / "p.hexapla"
    bench = make_project(path, SOURCE, existing, name="p")
    assert shown(bench.project, "de") == "21m 11m"
    assert shown(bench.project, "fr") == "11m 10m 11m"
    assert bench.project.version("de").made_with["links"] == "links.txt"
    bench.close()
    make_project(path, SOURCE, existing, name="p").close()  # goes on, and has nothing to do


def test_links_of_a_source_that_was_cut_otherwise_since_are_refused(tmp_path: Path) -> None:
    (tmp_path / "links.txt").write_text("[0, 1]:[0]\n[2]:[1]\n")
    existing = linked(SOURCE, [GERMAN], [(None, tmp_path / "links.txt")])
    path = tmp_path / "p.hexapla"
    make_project(path, SOURCE, name="p").close()
    bench = Workbench.open(path)
    bench.correct(SplitSegment("en", 0, 3))
    bench.close()
    with pytest.raises(InputError, match="p has been corrected since"):
        make_project(path, SOURCE, existing, name="p")


@pytest.mark.parametrize(
    ("existing", "language", "content", "message"),
    [
        ([GERMAN, FRENCH], None, "", "is not for one existing translation"),
        ([GERMAN], "fr", "", "is not for one existing translation"),
        ([], None, "", "is not for one existing translation"),
        ([GERMAN], "de", "[0, 1]:[0]\n[2]:[]\n", r"target \[1\] of 0 to 1 is in no link"),
        ([GERMAN], "de", "[0, 1]:[0]\n[2, 3]:[1]\n", r"source \[2, 3\] does not exist"),
        ([GERMAN], "de", "[0, 1]:[0]\n[1, 2]:[1]\n", r"source \[1\] of 0 to 2 is in two links"),
        ([GERMAN], "de", "[0]:[1]\n[1, 2]:[0]\n", "crosses"),
    ],
)
def test_links_that_fit_no_translation_are_refused(
    tmp_path: Path, existing: list[Version], language: str | None, content: str, message: str
) -> None:
    (tmp_path / "links.txt").write_text(content)
    with pytest.raises(InputError, match=message):
        linked(SOURCE, existing, [(language, tmp_path / "links.txt")])
