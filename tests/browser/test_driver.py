"""Random corrections by a driver that shows no mercy; the server is killed under it.

What stands in the end must be what the same corrections make of the project in plain Python.
"""

import contextlib
import random

import pytest

from aligned.corrections import (
    Confirm,
    EditText,
    JoinSegments,
    Link,
    Merge,
    Move,
    Shift,
    Split,
    Swap,
    Unlink,
    apply,
    plan,
)
from aligned.errors import CorrectionError
from aligned.store import Store
from tests.browser.driver import Editor, Server, make_project

pytestmark = pytest.mark.slow

STEPS = 200
KILLS = 3
# Corrections of each of two drivers at once.
EACH = 100
KEYS = {
    "merge": "Control+Backspace",
    "up": "Alt+ArrowUp",
    "down": "Alt+ArrowDown",
    "split": "s",
    "join": "j",
    "confirm": "Control+Enter",
    "swap": "x",
    "unlink": "Shift+L",
    "link": "l",
    "shift": "i",
    "edit": "Enter",
}


def operation(kind, key, bead, index, segment, text):
    """What the key of that kind means with the focus on a sentence of a target."""
    return {
        "merge": Merge(key, bead),
        "up": Move(key, bead, "up"),
        "down": Move(key, bead, "down"),
        "split": Split(key, bead, max(1, index)),
        "join": JoinSegments(key, segment),
        "confirm": Confirm(key, bead),
        "swap": Swap(key, segment),
        "unlink": Unlink(key, bead),
        "link": Link(key, bead),
        "shift": Shift(key, bead, "down"),
        "edit": EditText(key, segment, text),
    }[kind]


def place_of_random_sentence(draw, project):
    key = draw.choice(["fr", "de"])
    segment = draw.randrange(len(project.version(key).segments))
    bead = project.bitexts[key].bead_of_target(segment)
    return key, segment, bead, segment - project.bitexts[key].targets_of(bead)[0]


def focus(editor, key, bead, index):
    cell = editor.page.locator(f".chunk .cell[lang={key}]").nth(bead)
    cell.locator(".sentence").nth(index).focus()


@pytest.fixture
def fragile(tmp_path):
    make_project(tmp_path / "fragile.hexapla")
    server = Server(tmp_path)
    yield server
    server.end()


def test_a_random_walk_with_the_server_killed_ends_where_python_says(new_window, fragile):
    draw = random.Random(20261123)
    path = fragile.folder / "fragile.hexapla"
    project = Store.open(path).project
    editor = Editor(new_window().new_page(), fragile.address, path.name)
    killed = set(draw.sample(range(STEPS), KILLS))
    for step in range(STEPS):
        key, segment, bead, index = place_of_random_sentence(draw, project)
        kind = draw.choice(list(KEYS))
        text = f"Step {step}: {draw.choice(['une phrase', 'ein Satz', 'جملة', '一句话。'])}"
        change = ()
        with contextlib.suppress(CorrectionError):
            change = plan(project, operation(kind, key, bead, index, segment, text))
        focus(editor, key, bead, index)
        if step in killed:
            fragile.kill()
        editor.page.keyboard.press(KEYS[kind])
        if kind == "edit":
            editor.page.keyboard.press("Control+a")
            editor.page.keyboard.insert_text(text)
            editor.page.keyboard.press("Enter")
        if step in killed:
            fragile.start()
        editor.saved()
        project = apply(project, change)
        shown = [cell for cell in editor.column(key) if cell]
        expected = [s.text for s in project.version(key).segments]
        assert [text for cell in shown for text in cell] == expected, (step, kind, key, bead)
    assert Store.open(path).project == project
    assert editor.errors == []
    statuses = [status for _, status in editor.marks("fr")]
    assert statuses == [bead.status for bead in project.bitexts["fr"]]


class Acknowledged:
    """The corrections that the server told a page it had carried out, by their tokens."""

    def __init__(self, page):
        self.tokens = set()
        page.on("requestfinished", self.look)

    def look(self, request):
        body = request.post_data_json if request.url.endswith("component_server/") else None
        asked = body["data"] if body else {}
        asked = asked[0] if isinstance(asked, list) else asked
        if asked.get("ask") == "correct" and request.response().json().get("ok"):
            self.tokens.add(asked["token"])


def correct_at_random(draw, editor, name):
    """Give one correction somewhere; what was typed, if it is one of the text."""
    sentences = editor.page.locator(".chunk .cell:not(.source) .sentence")
    sentences.nth(draw.randrange(sentences.count())).focus()
    kind = draw.choice(["edit", "edit", *KEYS])
    editor.page.keyboard.press(KEYS[kind])
    if kind != "edit":
        return
    editor.page.locator(".editing").wait_for()
    editor.page.keyboard.insert_text(f" {name}")
    editor.page.keyboard.press("Enter")


def test_two_at_once_lose_nothing(new_window, fragile):
    draw = random.Random(7)
    path = fragile.folder / "fragile.hexapla"
    first = Store.open(path).project
    one, other = (Editor(new_window().new_page(), fragile.address, path.name) for _ in range(2))
    acknowledged = [Acknowledged(editor.page) for editor in (one, other)]
    for step in range(EACH):
        for number, editor in enumerate((one, other)):
            correct_at_random(draw, editor, f"{'AB'[number]}{step}.")
        # Both are on their way now; where they are for one sentence, somebody insists.
        for editor in (one, other):
            editor.saved()
            if editor.page.locator("dialog").count():
                editor.page.locator("dialog button").last.click()
                editor.saved()
    for editor in (one, other):
        assert editor.errors == []
    store = Store.open(path)
    log = {entry.token for entry in store.history()}
    for pages in acknowledged:
        assert len(pages.tokens) > EACH // 2
        assert pages.tokens <= log
    project = first
    for entry in store.history():
        project = apply(project, entry.change or ())
    assert project == store.project
    for editor in (one, other):
        for key in ("fr", "de"):
            texts = [segment.text for segment in project.version(key).segments]
            editor.page.wait_for_function(
                """([key, texts]) => JSON.stringify([...document.querySelectorAll(
                    `.chunk .cell[lang=${key}] .sentence`)].map((one) => one.textContent))
                    === JSON.stringify(texts)""",
                arg=[key, texts],
            )
