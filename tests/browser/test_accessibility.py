"""What axe-core finds, and whether everything can be done without a mouse and in any script."""

from tests.browser.driver import violations

LETTERS = "Heute veröffentlichen wir 4200 Briefe."
SCRIPTS = ["مرحبا بالعالم", "שלום עולם", "你好，世界。", "こんにちは", "สวัสดีชาวโลก", "👩‍👩‍👧 🇫🇷"]
DIALOGS = {
    "?": "Keys",
    "Control+k": "All commands",
    "k": "Comment",
    "h": "History",
    "w": "Columns",
    ",": "Settings",
}


def test_axe_finds_nothing_in_the_grid_its_menus_and_dialogs(edit, axe):
    editor = edit()
    page = editor.page
    page.evaluate(axe)
    editor.retype(LETTERS, LETTERS.replace("4200", "4300"))
    editor.press("Control+Enter")
    page.locator(".findings").first.wait_for()
    # In the dark, only the colours are others, and all dialogs have those of the last one.
    for scheme, only, dialogs in (
        ("light", None, DIALOGS),
        ("dark", ["color-contrast"], {",": DIALOGS[","]}),
    ):
        page.emulate_media(color_scheme=scheme)
        page.get_by_role("button", name="Beads").click()
        assert violations(page, ".hexapla-grid", only) == []
        page.keyboard.press("Escape")
        for key, title in dialogs.items():
            page.keyboard.press(key)
            page.get_by_role("dialog", name=title, exact=True).wait_for()
            assert violations(page, "dialog", only) == [], title
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


def test_any_script_is_typed_with_an_input_method(edit):
    editor = edit()
    page = editor.page
    session = page.context.new_cdp_session(page)
    before = "Chacun peut les lire."
    for text in SCRIPTS:
        editor.select(before)
        page.keyboard.press("Enter")
        page.keyboard.press("Control+a")
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
        before = text
