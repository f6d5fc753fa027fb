"""A real Chromium and the real page over a folder of projects."""

import itertools
import json
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.driver import Editor, Server, make_project
from ui.accounts import add_account

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Chromium asks its maker what forms are for, by a hash of their fields' names: no page can help it.
BROWSERS_OWN = "content-autofill.googleapis.com"

WORD = "north-star"

_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    """The browser; whatever it asks of another machine, by any way, fails the tests."""
    playwright = pytest.importorskip("playwright.sync_api")
    if not Path(CHROMIUM).exists():
        pytest.skip("no chromium on this machine")
    log = tmp_path_factory.mktemp("chromium") / "net.json"
    arguments = [*ARGUMENTS, f"--log-net-log={log}"]
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()
    assert machines_asked(log) == {"127.0.0.1"}


def machines_asked(log):
    """The machines that a net-log says pages looked up, or asked for an address."""
    with log.open(encoding="utf-8") as lines:  # the constants, then an event a line
        types = json.loads(next(lines).rstrip().rstrip(",") + "}")["constants"]["logEventTypes"]
        # What is asked, and for which site: the browser's own questions are for none of ours.
        wanted = {
            types["HOST_RESOLVER_MANAGER_REQUEST"]: ("host", "network_anonymization_key"),
            types["URL_REQUEST_START_JOB"]: ("url", "network_isolation_key"),
        }
        endings = tuple(f'"type":{number}}}' for number in wanted)
        asked = set()
        for line in lines:
            if line.rstrip().rstrip(",").endswith(endings):
                event = json.loads(line.rstrip().rstrip(","))
                place, site = wanted[event["type"]]
                if "127.0.0.1" in event.get("params", {}).get(site, ""):
                    asked.add(urlsplit(event["params"][place]).hostname)
    return asked - {None, BROWSERS_OWN}


@pytest.fixture(scope="session")
def axe():
    """axe-core's script, which travels in a wheel for tests."""
    package = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
    return (Path(package.__file__).parent / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("projects")


@pytest.fixture(scope="session")
def server(folder):
    server = Server(folder)
    yield server
    server.end()
    assert "Traceback" not in server.log.read_text()  # a refusal is said on the page


@pytest.fixture(scope="session")
def guarded(tmp_path_factory):
    """A server that asks for a login: anna reads, and ben edits."""
    home = tmp_path_factory.mktemp("guarded")
    add_account(home / "people", "anna", "reader", WORD)
    add_account(home / "people", "ben", "editor", WORD)
    (home / "projects").mkdir()
    server = Server(home / "projects", accounts=home / "people")
    yield server
    server.end()


@pytest.fixture
def log_in(guarded):
    """Opens the page in a window and logs somebody in."""

    def open_page(window, name):
        page = window.new_page()
        page.goto(guarded.address)
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(WORD)
        page.get_by_role("button", name="Log in").click()
        page.locator("#heading").get_by_text(f"{name} (").wait_for()
        return page

    return open_page


@pytest.fixture(scope="session")
def window(chromium, server):
    """A browser's window; whatever it asks of another machine fails the tests."""
    context = chromium.new_context(viewport={"width": 1600, "height": 900})
    elsewhere = []

    def look(request):
        if not request.url.startswith((server.address, "data:", "blob:")):
            elsewhere.append(request.url)

    context.on("request", look)
    yield context
    context.close()
    assert elsewhere == []


@pytest.fixture
def new_window(chromium):
    """Opens windows that share nothing with each other: other people's, or other machines'."""
    contexts = []

    def open_window(**options):
        contexts.append(chromium.new_context(**options))
        return contexts[-1]

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def edit(window, server):
    """Opens a fresh project of this test: `edit()`, or `edit(another_window)`.

    What `make_project` takes may be given by name.
    """
    name = f"{next(_NUMBERS)}.hexapla"
    editors = []

    def open_editor(window=window, **texts):
        path = server.folder / name
        if not path.exists():
            make_project(path, **texts)
        editor = Editor(window.new_page(), server.address, name)
        editors.append(editor)
        return editor

    yield open_editor
    for editor in editors:
        editor.page.close()
        assert editor.errors == []
