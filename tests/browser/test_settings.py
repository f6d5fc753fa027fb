"""One's own keys, the look of the page, and the arrangement of the columns: where they are kept."""

import pytest

from tests.browser.driver import Editor, make_project


def test_keys_are_changed_kept_and_set_back(edit, new_window):
    editor = edit(new_window())
    page = editor.page
    said = page.locator(".hexapla-dialog .said")

    def change(command, key):
        page.get_by_role("button", name=f"Change: {command}", exact=True).click()
        page.keyboard.press(key)

    editor.select("Chacun peut les lire.")
    page.keyboard.press(",")
    change("Merge up", "x")
    assert said.inner_text() == "X is the key of “Swap”: give that another key first."
    change("Merge up", "Alt+f")
    assert said.inner_text() == "Alt+F belongs to the browser: choose another key."
    change("Merge up", "F4")
    assert said.inner_text() == "Merge up: F4."
    page.get_by_label("Look", exact=True).select_option("dark")
    assert page.evaluate("() => document.body.classList.contains('dark')")
    page.keyboard.press("Escape")
    assert "(F4)" in page.locator("[data-command=mergeUp]").get_attribute("title")
    editor.open()
    assert page.evaluate("() => document.body.classList.contains('dark')")
    editor.select("Chacun peut les lire.")
    editor.press("Control+Backspace")
    assert len(editor.column("fr")) == 6
    editor.press("F4")
    assert len(editor.column("fr")) == 5
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys").get_by_text("F4", exact=True).wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press(",")
    page.get_by_role("button", name="Default keys").click()
    page.keyboard.press("Escape")
    editor.press("Control+z", "Control+Backspace")
    assert len(editor.column("fr")) == 5


def test_columns_are_hidden_moved_and_pinned_by_keys(edit):
    editor = edit()
    page = editor.page

    def heads():
        return page.locator(".column-header strong").all_inner_texts()

    editor.select("Chacun peut les lire.")
    page.keyboard.press("w")
    page.get_by_role("button", name="Down: French").press("Enter")
    assert heads() == ["English", "German", "French"]
    page.get_by_role("checkbox", name="Pin: French").press("Space")
    assert heads() == ["English", "French", "German"]
    assert page.locator(".column-header.pinned").inner_text().startswith("French")
    page.get_by_role("checkbox", name="Show: German").press("Space")
    assert heads() == ["English", "French"]
    page.keyboard.press("Escape")
    editor.open()
    assert heads() == ["English", "French"]
    # What is hidden is not gone to.
    editor.select("The Lighthouse Trust opens its archive.")
    editor.press("n")
    assert page.evaluate("() => document.activeElement.closest('.cell').lang") == "fr"


def test_a_narrow_screen_shows_one_target_below_the_source(edit):
    editor = edit()
    page = editor.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_label("Version", exact=True).select_option("de")
    page.locator(".cell[lang=fr]").first.wait_for(state="detached")
    source, target = (page.locator(f".cell[lang={tag}]").first for tag in ("en", "de"))
    assert source.bounding_box()["y"] < target.bounding_box()["y"]
    assert abs(source.bounding_box()["x"] - target.bounding_box()["x"]) < 1
    sheet = page.locator(".sheet").bounding_box()
    assert target.bounding_box()["width"] > 0.8 * sheet["width"]
    assert sheet["width"] < 390


@pytest.mark.parametrize("name", ["ben", "anna"])  # an editor and a reader
def test_an_account_finds_its_settings_in_another_browser(name, guarded, new_window, log_in):
    project = guarded.folder / "letters.hexapla"
    if not project.exists():
        make_project(project)

    def at_the_grid():
        window = new_window()
        log_in(window, name).close()
        return Editor(window.new_page(), guarded.address, project.name)

    dark = "() => document.body.classList.contains('dark')"

    first, second = at_the_grid(), at_the_grid()
    page = first.page
    first.select("Chacun peut les lire.")
    page.keyboard.press("w")
    page.get_by_role("checkbox", name="Show: German").press("Space")
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    page.keyboard.press(",")
    page.get_by_label("Look", exact=True).select_option("dark")
    page.get_by_role("button", name="Change: Merge up", exact=True).click()
    page.keyboard.press("F4")
    page.wait_for_function(
        "() => JSON.parse(localStorage.getItem('hexapla:account')).changed.length === 0"
    )
    second.open()
    page = second.page
    assert page.locator(".column-header strong").all_inner_texts() == ["English", "French"]
    assert page.evaluate(dark)
    log_in(new_window(), name).wait_for_function(dark)  # before a project is open
    assert "(F4)" in page.locator("[data-command=mergeUp]").get_attribute("title")
    assert first.errors + second.errors == []
