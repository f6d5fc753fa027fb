"""Which engine is the faster one: measured once a machine, kept, and told."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hub import HubServer
from tests.marian import LEXICON, SIZE
from tests.timed import Timed
from translate import Translator
from translate.engines import Engine, probe

pytest.importorskip("ctranslate2", reason="the optional engine ctranslate2 is absent")


ROOT = Path(__file__).parents[2]


@pytest.fixture
def measure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[float, float], tuple[probe.Choice, list[str]]]:
    """Choose between a and b, which take so long: the choice, and which of them were loaded."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    def choose(a: float, b: float) -> tuple[probe.Choice, list[str]]:
        clock, loaded = [0.0], []

        def loader(name: str, seconds: float) -> Callable[[], Engine]:
            return lambda: loaded.append(name) or Timed(seconds, clock)  # type: ignore[return-value]

        loaders = {"a": loader("a", a), "b": loader("b", b)}
        return probe.choose("1+1 layers of 8", loaders, lambda: clock[0]), loaded

    return choose


@pytest.mark.parametrize(
    ("a", "b", "name", "told"),
    [
        (0.5, 0.1, "b", "100 by b and 20 by a, in pieces a second on this machine"),
        (0.1, 0.5, "a", "100 by a and 20 by b, in pieces a second on this machine"),
    ],
)
def test_the_faster_one_is_taken_and_measured_once(
    measure: Callable[..., tuple[probe.Choice, list[str]]], a: float, b: float, name: str, told: str
) -> None:
    choice, loaded = measure(a, b)
    assert (choice.name, choice.told, loaded) == (name, told, ["a", "b"])
    assert measure(b, a) == (choice, [])


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"[1]",
        b"{",
        b"\xff",
        b"{KEY: null}",
        b'{KEY: {"a": 1.0}}',
        b'{KEY: {"a": 1.0, "b": 0.0}}',
        b'{KEY: {"a": 1.0, "b": "2"}}',
        b'{KEY: {"a": 1.0, "c": 2.0}}',
    ],
)
def test_a_broken_file_is_measured_anew(
    measure: Callable[..., tuple[probe.Choice, list[str]]], broken: bytes
) -> None:
    path = probe.kept_path()
    path.parent.mkdir(parents=True)
    path.write_bytes(broken.replace(b"KEY", json.dumps(probe.key("1+1 layers of 8")).encode()))

    assert measure(0.5, 0.1)[1] == ["a", "b"]
    assert measure(0.1, 0.5)[0].name == "b"


def test_outcomes_for_other_machines_and_sizes_are_kept(
    measure: Callable[..., tuple[probe.Choice, list[str]]],
) -> None:
    path = probe.kept_path()
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"another machine": {"a": 1.0, "b": 2.0}}))
    measure(0.5, 0.1)
    assert list(json.loads(path.read_text())) == ["another machine", probe.key("1+1 layers of 8")]
    assert [file.name for file in path.parent.iterdir() if file.name.startswith(".")] == []


def test_a_cache_that_cannot_be_used(
    measure: Callable[..., tuple[probe.Choice, list[str]]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert measure(0.5, 0.1) == (probe.Choice("a", {}), [])


PROGRAM = """
from tests.timed import Timed
from translate.engines import probe

clock = [0.0]

def load():
    print("loaded", flush=True)
    return Timed(0.1, clock)

choice = probe.choose("1+1 layers of 8", {"a": load, "b": load}, lambda: clock[0])
print(choice.told)
"""


def test_one_of_two_processes_measures(tmp_path: Path) -> None:
    environ = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    command = [sys.executable, "-c", PROGRAM]
    processes = [
        subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, cwd=ROOT) for _ in range(2)
    ]
    told = [process.communicate(timeout=120)[0].decode().splitlines() for process in processes]
    assert sorted(told, key=len) == [told[0][-1:], ["loaded", "loaded", *told[0][-1:]]]


def test_real_engines_are_measured(hub_here: HubServer) -> None:
    probe.kept_path().unlink()
    translator = Translator("en", "fr")

    ((known_by, rates),) = json.loads(probe.kept_path().read_text()).items()
    assert known_by == probe.key(SIZE)
    assert rates.keys() == {"ct2", "marian"}
    assert translator.route.hops[0].engine == max(rates, key=rates.__getitem__)
    assert translator.made_with["engine"].startswith(translator.route.hops[0].engine)
    assert translator.translate(LEXICON["en"][:1])[0].text == LEXICON["fr"][0]


@pytest.mark.parametrize("engine", ["marian", "ct2"])
def test_an_engine_that_is_asked_for_is_not_measured(
    hub_here: HubServer, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    probe.kept_path().unlink()
    assert "measured" not in Translator("en", "fr", engine=engine).made_with  # type: ignore[arg-type]
    assert not probe.kept_path().exists()


def test_the_record_says_what_was_measured(hub_here: HubServer) -> None:
    measured = "2 by ct2 and 1 by marian, in pieces a second on this machine"
    assert Translator("en", "fr").made_with["measured"] == measured
