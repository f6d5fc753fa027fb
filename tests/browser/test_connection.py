"""A server that goes away and comes back, and two people on one project: nothing is lost."""

import re

import pytest

from tests.browser.driver import Editor, Server, make_project

FIRST, SECOND = "Chacun peut les lire.", "La Fondation du Phare ouvre ses archives."


@pytest.fixture(scope="module")
def fragile(tmp_path_factory):
    """A server to be killed; every test that does so starts it again."""
    folder = tmp_path_factory.mktemp("fragile")
    for name in ("down", "closed"):
        make_project(folder / f"{name}.hexapla")
    server = Server(folder)
    yield server
    server.end()


def test_corrections_made_while_the_server_is_down_are_sent_when_it_is_back(new_window, fragile):
    page = new_window().new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    editor = Editor(page, fragile.address, "down.hexapla")
    fragile.kill()
    for old, new in ((FIRST, "Premier texte."), (SECOND, "Second texte.")):
        editor.select(old)
        page.keyboard.press("Enter")
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(new)
        page.keyboard.press("Enter")
    page.get_by_text("2 corrections kept here").wait_for()
    assert page.locator(".unsaved").count() == 2
    page.keyboard.press("Control+Backspace")  # waits for the two, then for the server
    page.keyboard.press("Enter")
    page.keyboard.type(" sx")  # text for what is going to be edited, not commands
    fragile.start()
    page.locator(".editing").wait_for()
    assert page.evaluate("() => document.activeElement.textContent") == "Second texte. sx"
    page.keyboard.press("Escape")
    editor.saved()
    assert page.locator(".unsaved").count() == 0
    assert "All corrections saved" in page.locator(".state").inner_text()
    again = Editor(new_window().new_page(), fragile.address, "down.hexapla")
    for one in (editor, again):
        assert one.column("fr")[2] == ["Premier texte."]
        assert one.column("fr")[0] == ["Second texte."]
        assert one.errors == []
    page.get_by_role("tab", name=re.compile("Export")).click()
    page.locator("#preview").get_by_text("Premier texte.").wait_for()
    # What waits in Gradio's queue when a server ends has the page loaded anew, or waits for ever.
    assert not any("/queue/" in url for url in asked)
    assert sum("?project=" in url and "gradio_api" not in url for url in asked) == 1


def test_what_was_typed_survives_closing_the_page_while_the_server_is_down(new_window, fragile):
    window = new_window()
    editor = Editor(window.new_page(), fragile.address, "closed.hexapla")
    fragile.kill()
    editor.select(FIRST)
    editor.page.keyboard.press("Enter")
    editor.page.keyboard.insert_text(" Vraiment.")
    editor.page.keyboard.press("Enter")
    editor.page.locator(".unsaved").wait_for()
    editor.select(SECOND)
    editor.page.keyboard.press("Enter")
    editor.page.keyboard.insert_text(" Enfin.")  # and is left as it is
    editor.page.goto("about:blank")
    editor.page.close()
    fragile.start()
    editor = Editor(window.new_page(), fragile.address, "closed.hexapla")
    editor.saved()
    assert editor.column("fr")[2] == [f"{FIRST} Vraiment."]
    assert editor.column("fr")[0] == [f"{SECOND} Enfin."]


# Keeps the answer to a correction back until the page has asked twice what came meanwhile.
HOLD = """() => {
  const { fetch } = window;
  let release, came = false;
  const later = new Promise((resolve) => { release = resolve; });
  window.fetch = async (...request) => {
    const body = String(request[1]?.body ?? "");
    if (came && body.includes('"sync"')) release();
    const answer = await fetch(...request);
    if (body.includes('"sync"')) came ||= (await answer.clone().text()).includes('"steps"');
    if (body.includes('"correct"')) await later;
    return answer;
  };
}"""


def test_a_correction_that_comes_back_before_its_answer_is_shown_as_saved(edit):
    editor = edit()
    editor.page.evaluate(HOLD)
    editor.retype(FIRST, "Premier texte.")
    assert editor.column("fr")[2] == ["Premier texte."]
    assert editor.page.locator(".unsaved").count() == 0


def test_two_people_see_each_others_corrections(new_window, edit):
    one, other = edit(), edit(new_window())
    one.retype(FIRST, "Premier texte.")
    other.sentence("Premier texte.").wait_for(timeout=2000)
    other.select("Premier texte.")
    other.press("Control+Backspace")
    one.page.locator(".kind", has_text="3-2").wait_for(timeout=2000)
    assert one.column("fr") == other.column("fr")


def test_a_correction_elsewhere_does_not_disturb_who_is_typing(new_window, edit):
    one, other = edit(), edit(new_window())
    one.select("Aucun droit n'est perçu.")
    one.page.keyboard.press("Enter")
    one.page.keyboard.insert_text(" Jamais.")
    other.select(FIRST)
    other.press("Control+Backspace")  # above, so that beads and rows shift
    other.select("Aucun nom n'est demandé.")
    other.press("s")  # in the very row
    one.page.wait_for_function("() => document.querySelectorAll('.cell[lang=fr]').length === 6")
    one.page.keyboard.insert_text(" Nulle part.")
    assert one.page.evaluate("() => document.activeElement.isContentEditable")
    one.press("Enter")
    texts = [sentence for cell in one.column("fr") for sentence in cell]
    typed = "Aucun droit n'est perçu. Jamais. Nulle part."
    if one.page.locator("dialog").count():  # the bead was split under the typist's hands
        one.page.get_by_role("button", name="Use mine").click()
        one.saved()
        texts = [sentence for cell in one.column("fr") for sentence in cell]
    assert typed in texts
    other.sentence(typed).wait_for(timeout=2000)


def test_two_texts_for_one_sentence_are_both_shown(new_window, edit):
    one, other = edit(), edit(new_window())
    one.select(FIRST)
    one.page.keyboard.press("Enter")
    one.page.keyboard.insert_text(" Ici.")
    other.retype(FIRST, "Leur texte.")
    one.page.keyboard.press("Enter")
    dialog = one.page.locator("dialog")
    dialog.wait_for()
    assert dialog.locator(".version").all_inner_texts() == [f"{FIRST} Ici.", "Leur texte."]
    dialog.get_by_role("button", name="Use mine").click()
    one.saved()
    other.sentence(f"{FIRST} Ici.").wait_for(timeout=2000)
    assert one.column("fr")[2] == [f"{FIRST} Ici."]
