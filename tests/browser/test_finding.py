"""Filters, search and replace, next and previous, review, commands by name, and notes."""

import re

LETTERS = "Heute veröffentlichen wir 4200 Briefe."
FOCUSED = "() => document.activeElement.textContent"


def shown_rows(editor):
    numbers = editor.page.locator(".chunk .row:visible .number")
    return [int(number) for number in numbers.all_text_contents()]


def test_filters_show_the_rows_of_a_kind(edit):
    editor = edit()
    page = editor.page
    page.get_by_label("Show", exact=True).select_option("doubtful")
    page.get_by_text("2 rows").wait_for()
    assert shown_rows(editor) == [4, 6]
    editor.select("Aucun droit n'est perçu.")
    editor.press("Control+Enter")  # what was confirmed stays in sight
    assert shown_rows(editor) == [4, 6]
    page.get_by_role("button", name="Show all rows").click()
    assert shown_rows(editor) == [1, 2, 3, 4, 5, 6, 7]
    assert page.get_by_role("button", name="Show all rows").is_hidden()


def test_filters_show_what_fails_a_check_and_what_was_changed(edit):
    editor = edit()
    page = editor.page
    show = page.get_by_label("Show", exact=True)

    def shown(kind):
        found = page.locator(".finder .found")
        show.select_option("")
        found.get_by_text("row").wait_for(state="detached")
        show.select_option(kind)
        found.get_by_text(re.compile("row")).wait_for()
        return shown_rows(editor)

    show.select_option("changed:visit")
    page.get_by_text("This is your first visit.").wait_for()
    editor.retype(LETTERS, LETTERS.replace("4200", "4300"))
    assert shown("failing:numbers") == [2]
    assert 2 in shown("failing:")
    show.select_option("")
    editor.retype("Chacun peut les lire.", "Tous peuvent les lire.")
    assert shown("changed:1") == [2, 3]
    editor.select("Tous peuvent les lire.")
    page.keyboard.press("h")
    page.get_by_role("button", name="Show from here on").first.click()
    page.get_by_text("1 row", exact=True).wait_for()
    assert shown_rows(editor) == [3]
    show.select_option("")
    editor.select("The Lighthouse Trust opens its archive.")
    walked = []
    for key in ("f", "e", "e", "Shift+e", "Shift+f", "o", "o"):
        editor.press(key)
        walked.append(page.evaluate(FOCUSED)[-10:])
    letters, read, empty, added = "00 Briefe.", " les lire.", "o sentence", "and folgt."
    assert walked == [letters, read, read, letters, letters, empty, added]


def test_search_and_replace_is_one_correction(edit):
    editor = edit()
    page = editor.page
    editor.select("Chacun peut les lire.")
    editor.press("/")
    page.keyboard.insert_text("trouv")
    page.get_by_text("1 row", exact=True).wait_for()
    assert shown_rows(editor) == [5]
    page.get_by_label("Search", exact=True).fill("")
    page.locator(".finder .found").get_by_text("row").wait_for(state="detached")
    editor.select("Chacun peut les lire.")
    editor.press("Control+h")
    page.get_by_label("Search for").fill("1903")
    page.get_by_label("Replace with").fill("1904")
    page.get_by_text("3 sentences would change").wait_for()
    page.get_by_role("button", name="Replace all").click()
    editor.saved()
    assert editor.column("en")[2] == ["They were written between 1871 and 1904."]
    assert "1904" in editor.column("fr")[1][0]
    editor.select("Chacun peut les lire.")
    editor.press("Control+z")
    assert editor.column("en")[2] == ["They were written between 1871 and 1903."]


def test_keys_go_to_the_next_and_previous_of_a_kind(edit):
    editor = edit()
    editor.select("The Lighthouse Trust opens its archive.")
    walked = []
    for key in ("d", "d", "d", "Shift+d", "n", "Shift+n", "Shift+n"):
        editor.press(key)
        walked.append(editor.page.evaluate(FOCUSED)[-12:])
    doubtful, empty = "n'est perçu.", "no sentence"
    assert walked[0] == doubtful
    assert walked[1].endswith(empty)
    assert walked[2] == walked[1]  # there is none further on
    assert walked[3] == doubtful
    assert walked[5] == doubtful
    assert walked[6] == "871 et 1903."


def test_review_walks_from_the_least_sure_bead(edit):
    editor = edit()
    editor.click("Review")
    assert "no sentence" in editor.page.evaluate(FOCUSED)
    editor.press("Control+Enter")
    assert editor.page.evaluate(FOCUSED) == "Aucun droit n'est perçu."
    editor.press("Shift+v")
    assert editor.page.evaluate(FOCUSED) == "Ein zweiter Band folgt."


def test_commands_are_found_by_their_names(edit):
    editor = edit()
    page = editor.page
    editor.select("Chacun peut les lire.")
    page.keyboard.press("Control+k")
    page.get_by_label("Command", exact=True).fill("shift down")
    page.keyboard.press("Enter")
    editor.saved()
    assert editor.column("fr")[2:4] == [[], ["Chacun peut les lire."]]
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys").get_by_text("Ctrl+Backspace").wait_for()
    page.keyboard.press("Escape")
    assert editor.sentence("Chacun peut les lire.").is_visible()
    page.keyboard.press("h")
    page.get_by_role("dialog", name="History").get_by_text("shifted the sentences").wait_for()
    page.keyboard.press("Escape")


def test_bookmarks_comments_and_findings_are_marked(edit):
    editor = edit()
    page = editor.page
    editor.retype(
        "Heute veröffentlichen wir 4200 Briefe.", "Heute veröffentlichen wir 4300 Briefe."
    )
    page.locator(".cell[lang=de] .findings").first.wait_for()
    page.locator(".inspector .finding", has_text="4300 is not in the source").wait_for()
    page.get_by_role("button", name="Dismiss").first.click()  # the check of numbers, for this bead
    page.locator(".inspector .finding").first.wait_for(state="detached")
    editor.press("m")
    editor.press("k")
    page.get_by_role("textbox", name="Comment").fill("Zahl prüfen")
    page.get_by_role("button", name="Keep").click()
    editor.saved()
    editor.open()
    cell = page.locator(".cell[lang=de]", has_text="4300")
    assert cell.locator(".bookmark").is_visible()
    assert cell.locator(".comment").get_attribute("title") == "Zahl prüfen"
    editor.select("The Lighthouse Trust opens its archive.")
    editor.press("b")
    assert "4300" in page.evaluate(FOCUSED)


def test_rows_are_found_by_their_number(edit):
    editor = edit()
    editor.select("The Lighthouse Trust opens its archive.")
    editor.press("g")
    editor.page.keyboard.insert_text("5")
    editor.press("Enter")
    editor.page.wait_for_function(
        "() => document.activeElement.textContent.startsWith('We thank Dr.')"
    )


def test_the_picture_and_the_documents_lead_to_the_grid(edit):
    editor = edit()
    page = editor.page
    editor.select("Chacun peut les lire.")
    page.keyboard.press("p")
    picture = page.get_by_role("img", name="French: 6 beads, 2 doubtful")
    picture.wait_for()
    picture.click(position={"x": 2, "y": 2})
    page.wait_for_function("() => document.activeElement.textContent.startsWith('La Fondation')")
    page.keyboard.press("t")
    page.get_by_role("dialog").get_by_text("Aucun nom n'est demandé.").click()
    page.wait_for_function(
        '() => document.activeElement.textContent === "Aucun nom n\'est demandé."'
    )
