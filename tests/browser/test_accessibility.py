"""What axe-core finds, and whether everything can be done without a mouse and in any script."""

from pathlib import Path

import pytest

LETTERS = "Heute veröffentlichen wir 4200 Briefe."
DIALOGS = {"?": "Keys", "Control+k": "All commands", "k": "Comment", "h": "History"}


@pytest.fixture(scope="session")
def axe():
    """axe-core's script, which travels in a wheel for tests."""
    package = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
    return (Path(package.__file__).parent / "axe.min.js").read_text("utf-8")


def violations(page, axe, selector):
    page.evaluate(axe)
    found = page.evaluate("selector => axe.run(selector)", selector)["violations"]
    return [(one["impact"], one["id"], one["nodes"][0]["html"]) for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_grid_and_its_dialogs(edit, axe, scheme):
    editor = edit()
    page = editor.page
    page.emulate_media(color_scheme=scheme)
    editor.retype(
        "Heute veröffentlichen wir 4200 Briefe.", "Heute veröffentlichen wir 4300 Briefe."
    )
    editor.press("Control+Enter")
    page.locator(".findings").first.wait_for()
    assert violations(page, axe, ".hexapla-grid") == []
    for key, title in DIALOGS.items():
        page.keyboard.press(key)
        page.get_by_role("dialog", name=title, exact=True).wait_for()
        assert violations(page, axe, "dialog") == []
        page.keyboard.press("Escape")
        page.locator("dialog").wait_for(state="detached")


def test_one_tab_stop_leads_into_the_sheet_and_the_next_out_of_it(edit):
    editor = edit()
    stops = editor.page.locator(".sheet [tabindex='0']")
    assert stops.count() == 1
    editor.select("Chacun peut les lire.")
    editor.press("ArrowRight")
    assert stops.count() == 1
    assert stops.inner_text() == "Jeder darf sie lesen."


def test_keys_do_nothing_outside_the_sheet(edit):
    editor = edit()
    before = editor.column("fr")
    editor.page.locator(".finder input[type=search]").click()
    editor.press("Delete", "s", "x", "Control+Backspace")
    assert editor.column("fr") == before


@pytest.mark.parametrize(
    "text",
    ["مرحبا بالعالم", "שלום עולם", "你好，世界。", "こんにちは", "สวัสดีชาวโลก", "👩‍👩‍👧 🇫🇷"],
)
def test_any_script_is_typed_with_an_input_method(edit, text):
    editor = edit()
    page = editor.page
    editor.select("Chacun peut les lire.")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    session = page.context.new_cdp_session(page)
    session.send(
        "Input.imeSetComposition", {"text": text[:1], "selectionStart": 1, "selectionEnd": 1}
    )
    # While a word is being composed, Enter belongs to the input method.
    page.evaluate(
        "() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
    )
    assert page.evaluate("() => document.activeElement.isContentEditable")
    session.send("Input.insertText", {"text": text})
    editor.press("Enter")
    assert editor.column("fr")[2] == [text]
