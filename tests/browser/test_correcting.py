"""Every correction in the browser, by keys and by mouse, and what is left of it after a reload."""

FRENCH = [
    ["La Fondation du Phare ouvre ses archives."],
    ["Nous publions aujourd'hui 4 200 lettres, écrites entre 1871 et 1903."],
    ["Chacun peut les lire."],
    ["Aucun droit n'est perçu.", "Aucun nom n'est demandé."],
    ["Nous remercions Mme Ada Brandt, qui les a trouvées."],
    [],
]


def test_shows_source_and_targets_side_by_side(edit):
    editor = edit()
    assert editor.column("en")[-1] == []  # nothing in the source for a German sentence
    assert editor.column("fr") == FRENCH
    kinds = [kind for kind, _ in editor.marks("fr")]
    assert kinds == ["1-1", "2-1", "1-1", "1-2", "1-1", "1-0"]
    assert editor.page.locator(".doubtful").count() == 2
    assert editor.page.locator(".doubtful .doubt").all_inner_texts() == ["? 42 %", "? 30 %"]
    spanning = editor.page.locator(".cell[lang=fr]").nth(1)
    beside = editor.page.locator(".cell[lang=en]").nth(2)
    assert spanning.bounding_box()["y"] < beside.bounding_box()["y"]
    assert (
        spanning.bounding_box()["y"] + spanning.bounding_box()["height"]
        > beside.bounding_box()["y"]
    )


def test_an_edit_is_there_after_a_reload_and_can_be_undone_and_redone(edit):
    editor = edit()
    editor.retype("Chacun peut les lire.", "Tout le monde peut les lire.")
    editor.open()
    assert editor.column("fr")[2] == ["Tout le monde peut les lire."]
    assert editor.marks("fr")[2] == ["1-1", "edited"]
    editor.click("Undo")
    assert editor.column("fr") == FRENCH
    editor.click("Redo")
    assert editor.column("fr")[2] == ["Tout le monde peut les lire."]


def test_escape_takes_back_what_was_typed(edit):
    editor = edit()
    editor.select("Chacun peut les lire.")
    editor.press("F2", "X", "Escape")
    assert editor.column("fr") == FRENCH
    assert editor.sentence("Chacun peut les lire.").evaluate("e => e === document.activeElement")


def test_leaving_a_sentence_saves_it(edit):
    editor = edit()
    editor.sentence("Anyone may read them.").dblclick()
    editor.page.keyboard.press("End")
    editor.page.keyboard.insert_text(" Really.")
    editor.select("Chacun peut les lire.")
    editor.saved()
    editor.open()
    assert editor.column("en")[3] == ["Anyone may read them. Really."]


def test_an_empty_cell_accepts_a_text(edit):
    editor = edit()
    editor.page.locator(".cell[lang=fr].empty").click()
    editor.page.keyboard.press("Enter")
    editor.page.keyboard.insert_text("Le travail a duré neuf ans.")
    editor.press("Enter")
    assert editor.column("fr")[5] == ["Le travail a duré neuf ans."]
    assert editor.marks("fr")[5] == ["1-1", "edited"]


# The sentence that has the focus, the button, and how many sentences the French cells have then.
BY_BUTTON = [
    (FRENCH[2][0], "Merge up", [1, 2, 2, 1, 0]),
    (FRENCH[3][1], "Split bead", [1, 1, 1, 1, 1, 1, 0]),
    (FRENCH[3][0], "Move up", [1, 1, 2, 1, 1, 0]),
    (FRENCH[2][0], "Move down", [1, 1, 0, 3, 1, 0]),
]


def test_buttons_do_what_they_say_and_undo_takes_it_back(edit):
    editor = edit()
    for sentence, button, expected in BY_BUTTON:
        editor.select(sentence)
        editor.click(button)
        assert [len(cell) for cell in editor.column("fr")] == expected, button
        assert editor.sentence(sentence).evaluate("e => e === document.activeElement")
        editor.click("Undo")
        assert editor.column("fr") == FRENCH, button


def test_merges_pressed_in_quick_succession_are_done_one_after_another(edit):
    editor = edit()
    editor.select("Nous remercions Mme Ada Brandt, qui les a trouvées.")
    for _ in range(3):
        editor.page.keyboard.press("Control+Backspace", delay=0)
    editor.saved()
    assert [len(cell) for cell in editor.column("fr")] == [1, 5, 0]


def test_split_and_join_a_sentence(edit):
    editor = edit()
    editor.select("Nous publions aujourd'hui 4 200 lettres, écrites entre 1871 et 1903.")
    editor.press("Enter", "Control+Home", *["ArrowRight"] * 40, "Alt+Enter")
    split = ["Nous publions aujourd'hui 4 200 lettres,", "écrites entre 1871 et 1903."]
    assert editor.column("fr")[1] == split
    editor.press("j")
    assert editor.column("fr") == FRENCH


def test_confirm_goes_on_to_the_next_bead(edit):
    editor = edit()
    editor.select(FRENCH[0][0])
    editor.press("Control+Enter", "Control+Enter")
    statuses = [status for _, status in editor.marks("fr")]
    assert statuses == ["confirmed", "confirmed", *["machine"] * 4]
    assert editor.sentence(FRENCH[2][0]).evaluate("e => e === document.activeElement")
    assert "2 of 6 confirmed" in editor.page.locator(".head .bar").first.get_attribute("title")


def test_a_sentence_of_the_source_can_be_edited_and_its_beads_confirmed(edit):
    editor = edit()
    editor.retype("Anyone may read them.", "Everybody may read them.")
    assert editor.column("en")[3] == ["Everybody may read them."]
    editor.select("Everybody may read them.")
    editor.press("Control+Enter")
    assert editor.marks("fr")[2] == editor.marks("de")[3] == ["1-1", "confirmed"]


def test_what_cannot_be_done_is_said(edit):
    editor = edit()
    editor.select(FRENCH[0][0])
    editor.press("Control+Backspace")
    assert "no bead above the first" in editor.said()
    editor.press("ArrowDown", "Control+Enter")
    assert editor.said() == ""


def test_arrows_go_through_every_place(edit):
    editor = edit()
    editor.select("The Lighthouse Trust opens its archive.")
    editor.press("ArrowRight", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown")
    focused = "() => document.activeElement.textContent"
    assert editor.page.evaluate(focused) == "Aucun nom n'est demandé."
    editor.press("ArrowRight")
    assert editor.page.evaluate(focused).startswith("Es wird keine Gebühr")
    editor.press("Control+End")
    assert editor.page.evaluate(focused) == "Ein zweiter Band folgt."
    editor.press("Home")
    assert "no source sentence" in editor.page.evaluate(focused)
