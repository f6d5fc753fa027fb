"""A real Chromium and the real page over a folder of projects."""

import itertools
import shutil
from pathlib import Path

import pytest

from tests.browser.driver import Editor, Server, make_project

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


_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def chromium():
    playwright = pytest.importorskip("playwright.sync_api")
    if not Path(CHROMIUM).exists():
        pytest.skip("no chromium on this machine")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("projects")


@pytest.fixture(scope="session")
def server(folder):
    server = Server(folder)
    yield server
    server.kill()


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
    """Opens windows that share nothing with each other: other people's."""
    contexts = []

    def open_window():
        contexts.append(chromium.new_context())
        return contexts[-1]

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def edit(window, server):
    """Opens a fresh project of this test: `edit()`, or `edit(another_window)`."""
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
