"""Fixtures for tests that need models from a hub: `pytest_plugins = ["tests.hubfixtures"]`.

opus_models   folders of small trained models by their hub ids, trained once a session
hub           a HubServer with all of them, without faults at the start of every test
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub import HubServer, settle_engine

GROUP_MODEL = "Helsinki-NLP/opus-mt-en-roa"


@pytest.fixture(scope="session")
def opus_models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """en-fr, en-de, fr-en (its weights pickled, as older models have them) and the group en-roa."""
    import torch

    from tests import marian

    samples = {
        "Helsinki-NLP/opus-mt-en-fr": marian.pair("en", "fr"),
        "Helsinki-NLP/opus-mt-en-de": marian.pair("en", "de"),
        "Helsinki-NLP/opus-mt-fr-en": marian.pair("fr", "en"),
        GROUP_MODEL: marian.group("en", {"fra": "fr", "spa": "es", "ita": "it"}),
    }
    home = tmp_path_factory.mktemp("opus")
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        return {
            name: marian.train(
                pairs, home / name.rpartition("/")[2], pickled=name.endswith("fr-en")
            )
            for name, pairs in samples.items()
        }
    finally:
        torch.set_num_threads(threads)


@pytest.fixture(scope="session")
def hub_server(opus_models: dict[str, Path]) -> Iterator[HubServer]:
    """The hub of the session; tests take `hub`, which has no faults left from another test."""
    with HubServer(opus_models) as server:
        yield server


@pytest.fixture
def hub(hub_server: HubServer) -> Iterator[HubServer]:
    """A hub with all small models and, at the start, no faults."""
    hub_server.requests.clear()
    yield hub_server
    hub_server.heal()


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A hub's cache of the test's own, in use by this process; no hub answers."""
    _use(monkeypatch, "http://127.0.0.1:9", tmp_path / "hub")
    return tmp_path / "hub"


@pytest.fixture
def hub_here(hub: HubServer, empty_cache: Path, monkeypatch: pytest.MonkeyPatch) -> HubServer:
    """The hub, in use by this process, with an empty cache."""
    _use(monkeypatch, hub.url, empty_cache)
    return hub


def _use(monkeypatch: pytest.MonkeyPatch, endpoint: str, cache: Path) -> None:
    """Do in this process what HF_ENDPOINT, HF_HUB_CACHE and so on do in a new one."""
    from huggingface_hub import constants

    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    settle_engine(cache)
    monkeypatch.setattr(constants, "ENDPOINT", endpoint)
    monkeypatch.setattr(
        constants,
        "HUGGINGFACE_CO_URL_TEMPLATE",
        endpoint + "/{repo_id}/resolve/{revision}/{filename}",
    )
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(cache))
