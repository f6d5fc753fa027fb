"""The page to several people, on a real server: who is let in, what a reader may do, endpoints."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from aligned.store import Store, copy_project, verify_project
from tests.browser.driver import Server, make_project
from ui.accounts import add_account, remove_account

PASSWORDS = {"anna": "north-star", "ben": "south-star"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("projects")
    make_project(folder / "letters.hexapla")
    return folder


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    path = tmp_path_factory.mktemp("accounts") / "people"
    add_account(path, "anna", "editor", PASSWORDS["anna"])
    add_account(path, "ben", "reader", PASSWORDS["ben"])
    return path


@pytest.fixture(scope="module")
def address(folder, people):
    server = Server(folder, accounts=people)
    yield server.address
    server.end()


@pytest.fixture
def client_of(address):
    gradio_client = pytest.importorskip("gradio_client")

    def connect(name):
        return gradio_client.Client(address, auth=(name, PASSWORDS[name]), verbose=False)

    return connect


def test_passwords_are_kept_as_hashes_for_the_owner_alone(people):
    assert not any(password in people.read_text() for password in PASSWORDS.values())
    assert people.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("path", ["config", "project/letters.hexapla", "gradio_api/info"])
def test_nobody_is_told_anything(address, path):
    assert httpx.get(address + path).status_code == 401


def test_a_browser_is_led_to_the_login(address):
    answer = httpx.get(address, headers={"accept": "text/html"}, follow_redirects=True)
    assert answer.url.path == "/login"
    assert 'name="password"' in answer.text


@pytest.mark.parametrize(
    ("name", "password"), [("anna", "south-star"), ("<b>nobody</b>", "north-star"), ("", "")]
)
def test_a_wrong_name_or_password_is_refused(address, name, password):
    form = {"username": name, "password": password}
    answer = httpx.post(address + "login", data=form, headers={"accept": "text/html"})
    assert answer.status_code == 401
    assert "do not belong together" in answer.text
    assert "<b>" not in answer.text


def test_a_session_ends_with_its_account(address, people):
    add_account(people, "carl", "editor", "east-star")
    with httpx.Client() as browser:
        browser.post(address + "login", data={"username": "carl", "password": "east-star"})
        assert browser.get(address + "config").status_code == 200
        remove_account(people, "carl")
        assert browser.get(address + "config").status_code == 401


def test_an_editor_corrects_by_script_under_their_own_name(client_of, folder):
    client = client_of("anna")
    edit = {"kind": "edit", "version": "fr", "segment": 0, "text": "Le phare ouvre."}
    client.predict("letters.hexapla", edit, api_name="/correct")
    store = Store.open(folder / "letters.hexapla")
    try:
        assert store.history()[-1].who == "anna"
        assert store.project.version("fr").segments[0].text == "Le phare ouvre."
    finally:
        store.close()
    with pytest.raises(Exception, match=r"no project|not a project|no such"):
        client.predict("../people", api_name="/versions")


def test_a_script_aligns_waits_reads_corrects_and_exports(client_of):
    client = client_of("anna")

    def ask(endpoint, *values):
        return client.predict(*values, api_name=f"/{endpoint}")

    project = ask("new_project", "The sea is blue. The sky is grey.", "en", "sea")
    with pytest.raises(Exception, match="not there any more"):
        ask("wait", "no job", 0.1)
    job = ask("add_translation", project, "La mer est bleue. Le ciel est gris.", "fr", True)
    assert ask("wait", job) == "French: aligned in 2 beads."
    assert [version["key"] for version in ask("versions", project)] == ["en", "fr"]
    [first, second] = ask("rows", project, 0, 10)
    assert first["targets"]["fr"][0]["texts"] == ["La mer est bleue."]
    assert ask("rows", project, 1, 1) == [second]
    ask("correct", project, {"kind": "confirm", "version": "fr", "bead": 0})
    ask("cancel", job)  # what is over stays as it is
    [exported] = ask("export", project, "tsv", ["fr"], True)
    lines = Path(exported).read_text("utf-8").splitlines()
    assert lines[-1] == "The sea is blue.\tLa mer est bleue."
    assert "grey" not in " ".join(lines)


def test_a_reader_looks_and_changes_nothing(client_of):
    client = client_of("ben")
    assert "letters.hexapla" in client.predict(api_name="/projects")
    edit = {"kind": "edit", "version": "fr", "segment": 1, "text": "x"}
    with pytest.raises(Exception, match=r"ben is a reader"):
        client.predict("letters.hexapla", edit, api_name="/correct")
    with pytest.raises(Exception, match=r"ben is a reader"):
        client.predict("letters.hexapla", "pt", api_name="/translate")


def test_other_machines_are_not_let_in_without_a_login(folder):
    command = [sys.executable, "-c", "from ui.cli import main; main()", "ui", str(folder)]
    command += ["--host", "192.0.2.1"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert "--auth" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_a_copy_of_an_open_project_is_whole(folder, tmp_path):
    store = Store.open(folder / "letters.hexapla")
    try:
        copy_project(folder / "letters.hexapla", tmp_path / "copy.hexapla")
        copy = Store.open(tmp_path / "copy.hexapla")
        try:
            assert copy.project.versions == store.project.versions
            assert copy.revision == store.revision
        finally:
            copy.close()
    finally:
        store.close()
    verify_project(tmp_path / "copy.hexapla")
