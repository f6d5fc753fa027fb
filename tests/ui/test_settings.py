"""The settings of accounts: kept one by one, bounded, and never in anybody's way."""

import json
from pathlib import Path

import platformdirs
import pytest

from aligned.errors import InputError
from ui import settings
from ui.settings import AccountSettings


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return AccountSettings(tmp_path / "people")


def files():
    return list(platformdirs.user_data_path("hexapla").rglob("*.json"))


def test_what_one_tab_changes_leaves_what_another_has_changed(kept):
    kept.change("anna", {"look": "dark", "keys": "{}"})
    kept.change("anna", {"look": "light"})
    kept.change("anna", {"inspector": "open", "keys": None})
    assert kept.of("anna") == {"look": "light", "inspector": "open"}
    assert kept.of("ben") == {}


def test_other_accounts_of_the_same_name_have_their_own(kept, tmp_path):
    kept.change("anna", {"look": "dark"})
    others = AccountSettings(tmp_path / "others")
    assert others.of("anna") == {}
    others.change("anna", {"look": "light"})
    assert kept.of("anna") == {"look": "dark"}


def test_those_that_were_changed_longest_ago_make_room(kept, monkeypatch):
    monkeypatch.setattr(settings, "_MOST", 3)
    for number in range(3):
        kept.change("anna", {f"columns of {number}": "{}"})
    kept.change("anna", {"columns of 0": "{}", "columns of 3": "{}"})
    assert list(kept.of("anna")) == ["columns of 2", "columns of 0", "columns of 3"]


@pytest.mark.parametrize("change", [{"look": "x" * 20_001}, {"x" * 301: "dark"}])
def test_what_is_too_long_is_refused_and_nothing_is_lost(kept, change):
    kept.change("anna", {"look": "dark"})
    with pytest.raises(InputError, match="too long to be kept"):
        kept.change("anna", change)
    assert kept.of("anna") == {"look": "dark"}


@pytest.mark.parametrize(
    ("content", "read"),
    [
        ("", {}),
        ("no JSON", {}),
        ("[1]", {}),
        (json.dumps({"look": "dark", "old": 3, "older": None}), {"look": "dark"}),
    ],
)
def test_what_is_no_setting_is_ignored(kept, content, read):
    kept.change("anna", {"look": "light"})
    [file] = files()
    file.write_text(content)
    assert kept.of("anna") == read
    kept.change("anna", {"keys": "{}"})
    assert kept.of("anna") == {**read, "keys": "{}"}


def test_a_name_of_dots_stays_in_its_folder_and_is_forgotten(kept):
    kept.change("..", {"look": "dark"})
    [file] = files()
    assert Path(file).parent.parent.name == "settings"
    kept.forget("..")
    kept.forget("nobody")
    assert files() == []
