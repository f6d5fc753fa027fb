"""Random corrections by a driver that shows no mercy; the server is killed under it.

What stands in the end must be what the same corrections make of the project in plain Python.
"""

import contextlib
import random
import re

import pytest

from aligned.corrections import Confirm, EditText, JoinSegments, Merge, Move, Split, apply, plan
from aligned.errors import CorrectionError
from aligned.store import Store
from tests.browser.driver import Editor, Server, make_project

pytestmark = pytest.mark.slow

STEPS = 40
KILLS = 2
KEYS = {
    "merge": "Control+Backspace",
    "up": "Alt+ArrowUp",
    "down": "Alt+ArrowDown",
    "split": "s",
    "join": "j",
    "confirm": "Control+Enter",
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
    server.kill()


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


def test_two_at_once_lose_nothing(new_window, fragile):
    draw = random.Random(7)
    path = fragile.folder / "fragile.hexapla"
    one, other = (Editor(new_window().new_page(), fragile.address, path.name) for _ in range(2))
    typed = []
    for step in range(10):
        for number, editor in enumerate((one, other)):
            # Each in a target of their own, at the same time.
            cells = editor.page.locator(f".chunk .cell[lang={('fr', 'de')[number]}] .sentence")
            cells.nth(draw.randrange(cells.count())).focus()
            text = f"{'AB'[number]}{step}."
            editor.page.keyboard.press("Enter")
            editor.page.locator(".editing").wait_for()
            editor.page.keyboard.insert_text(f" {text}")
            typed.append(text)
        for editor in (one, other):
            editor.page.keyboard.press("Enter")
        if step % 4 == 3:
            for editor in (one, other):
                editor.page.keyboard.press("Control+Backspace")
    for editor in (one, other):
        editor.saved()
        assert editor.page.locator("dialog").count() == 0
        assert editor.errors == []
    store = Store.open(path)
    texts = " ".join(version.text for version in store.project.targets)
    assert sorted(re.findall(r"[AB]\d+\.", texts)) == sorted(typed)
    replayed = make_project(path.with_name("again.hexapla"))
    project = Store.open(replayed).project
    for entry in store.history():
        project = apply(project, entry.change or ())
    assert project.targets == store.project.targets
    for editor in (one, other):
        editor.page.wait_for_function(
            "text => document.querySelector('.sheet').textContent.includes(text)", arg=typed[-1]
        )
    assert one.column("fr") == other.column("fr")
    assert one.column("de") == other.column("de")
