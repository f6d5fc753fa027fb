"""Fetching from the hub when all is well and when it is not."""

import subprocess
import time
from pathlib import Path

import pytest

from tests.hub import HubServer, commit
from translate import (
    HubUnreachableError,
    ModelBrokenError,
    ModelNotFoundError,
    TranslateError,
    hub,
    models,
)

MODEL = "Helsinki-NLP/opus-mt-en-fr"
WEIGHTS = "model.safetensors"


def test_what_was_fetched_is_what_the_hub_has(
    hub_here: HubServer, opus_models: dict[str, Path]
) -> None:
    model = models.fetch(MODEL)

    served = opus_models[MODEL]
    assert model.revision == commit(served) == model.folder.name
    assert {file.name: file.read_bytes() for file in model.folder.iterdir()} == {
        file.name: file.read_bytes() for file in served.iterdir()
    }
    assert models.find(MODEL) == model


def test_a_revision_can_be_pinned(hub_here: HubServer, opus_models: dict[str, Path]) -> None:
    revision = commit(opus_models[MODEL])
    pinned = f"{MODEL}@{revision[:10]}"
    assert models.find(pinned) is None

    model = models.fetch(f"{MODEL}@{revision}")

    assert (model.id, model.revision) == (MODEL, revision)
    assert models.find(pinned) == model
    assert models.find(f"{MODEL}@{'0' * 40}") is None


def test_huggingface_hub_finds_it_in_its_own_cache(hub_here: HubServer) -> None:
    from huggingface_hub import snapshot_download
    from huggingface_hub.constants import HF_HUB_CACHE

    model = models.fetch(MODEL)

    found = snapshot_download(MODEL, local_files_only=True, cache_dir=HF_HUB_CACHE)
    assert Path(found) == model.folder


def test_progress_counts_the_bytes_of_the_whole_model(hub_here: HubServer) -> None:
    reports: list[tuple[str, int, int]] = []

    models.fetch(MODEL, lambda *report: reports.append(report))

    total = hub.look(MODEL).size
    done = [report[1] for report in reports]
    assert {(report[0], report[2]) for report in reports} == {(MODEL, total)}
    assert done == sorted(done)
    assert done[-1] == total


def test_a_model_that_is_nowhere(hub_here: HubServer) -> None:
    with pytest.raises(ModelNotFoundError, match="there is no model Helsinki-NLP/opus-mt-xx-yy"):
        models.fetch("Helsinki-NLP/opus-mt-xx-yy")


@pytest.mark.parametrize("name", ["no such folder", "../up", "a/b/c"])
def test_a_name_that_can_be_no_model(hub_here: HubServer, name: str) -> None:
    assert models.find(name) is None
    with pytest.raises(ModelNotFoundError, match="check its name"):
        models.fetch(name)


def test_a_model_without_weights(
    hub_here: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    monkeypatch.setitem(hub_here.models, "Helsinki-NLP/opus-mt-en-zz", folder)

    with pytest.raises(ModelBrokenError, match="no weights"):
        models.fetch("Helsinki-NLP/opus-mt-en-zz")


def test_a_hub_that_is_down_is_told_at_once(empty_cache: Path) -> None:
    began = time.monotonic()
    with pytest.raises(HubUnreachableError, match=r"the hub 127\.0\.0\.1:9 cannot be reached"):
        models.fetch(MODEL)
    assert time.monotonic() - began < 10


def test_a_hub_that_answers_with_an_error(hub_here: HubServer) -> None:
    hub_here.status = 503
    with pytest.raises(HubUnreachableError, match="answered with error 503"):
        models.fetch(MODEL)


def test_a_list_is_not_waited_for_where_the_hub_answers_with_an_error(
    hub_here: HubServer, caplog: pytest.LogCaptureFixture
) -> None:
    hub_here.status = 503
    with pytest.raises(HubUnreachableError, match="answered with error 503 for the list"):
        hub.names("Helsinki-NLP")
    assert sum(hub_here.requests.values()) == 1
    assert not caplog.records


def test_a_hub_that_says_nothing(hub_here: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "_PATIENCE", 0.2)
    hub_here.silent = True
    with pytest.raises(HubUnreachableError, match="cannot be reached"):
        models.fetch(MODEL)


def test_offline_mode_is_respected(hub_here: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(HubUnreachableError, match="HF_HUB_OFFLINE"):
        models.fetch(MODEL)
    assert not hub_here.requests


def test_a_download_that_breaks_off_goes_on_where_it_stopped(hub_here: HubServer) -> None:
    hub_here.break_off[WEIGHTS] = 300_000
    with pytest.raises(HubUnreachableError, match=rf"broke off in {WEIGHTS} after \d+,\d+ of"):
        models.fetch(MODEL)
    assert models.find(MODEL) is None

    hub_here.break_off.clear()
    reports: list[int] = []
    model = models.fetch(MODEL, lambda _, done, __: reports.append(done))

    assert models.find(MODEL) == model
    whole = hub.look(MODEL).size
    weights = next(file.size for file in hub.look(MODEL).files if file.name == WEIGHTS)
    fetched = [done for done in reports if done > whole - weights]
    assert fetched[0] > whole - weights + 200_000  # it did not start again


def test_a_connection_that_keeps_breaking_is_taken_up_again(
    hub_here: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "_CHUNK", 1 << 12)
    sizes = iter(range(100_000, 10_000_000, 100_000))

    class Further(dict[str, int]):
        def get(self, name: str, default: int = 0) -> int:  # type: ignore[override]
            return next(sizes) if name == WEIGHTS else default

    monkeypatch.setattr(hub_here, "break_off", Further())

    assert models.find(MODEL) is None
    assert models.fetch(MODEL) == models.find(MODEL)
    assert sum("safetensors" in request for request in hub_here.requests.elements()) > 3


@pytest.mark.parametrize("name", [WEIGHTS, "vocab.json"])
def test_a_damaged_file_is_thrown_away_and_never_believed(hub_here: HubServer, name: str) -> None:
    hub_here.damage.add(name)
    with pytest.raises(ModelBrokenError, match=f"{name} of {MODEL} arrived damaged"):
        models.fetch(MODEL)
    assert models.find(MODEL) is None

    hub_here.damage.clear()
    assert models.fetch(MODEL) == models.find(MODEL)


def test_a_full_disk_is_told_and_leaves_nothing_believed(
    hub_here: HubServer, empty_cache: Path
) -> None:
    small = empty_cache / "small"
    small.mkdir(parents=True)
    size = hub.look(MODEL).size // 2
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", small])
    if mounted.returncode:
        pytest.skip("only root may make a small disk")
    try:
        hub_home = pytest.MonkeyPatch()
        hub_home.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(small))
        with pytest.raises(TranslateError, match="the disk is full: make room"):
            models.fetch(MODEL)
        assert models.find(MODEL) is None
    finally:
        hub_home.undo()
        subprocess.run(["umount", small], check=True)


def test_half_a_model_in_the_cache_is_not_believed(hub_here: HubServer) -> None:
    folder = models.fetch(MODEL).folder
    (folder / "source.spm").unlink()

    assert models.find(MODEL) is None
    assert models.find(models.fetch(MODEL).id) is not None


def test_a_damaged_file_of_the_cache_is_fetched_anew(hub_here: HubServer) -> None:
    folder = models.fetch(MODEL).folder
    blob = (folder / WEIGHTS).resolve()
    whole = blob.read_bytes()
    assert hub.damaged(folder) == []
    blob.write_bytes(whole[:-1] + b"!")
    assert hub.damaged(folder) == [WEIGHTS]
    for file in folder.iterdir():  # as a damaged model's message advises
        file.unlink()
    folder.rmdir()

    model = models.fetch(MODEL)

    assert (model.folder / WEIGHTS).read_bytes() == whole
