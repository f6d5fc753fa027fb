"""Every operation by its key alone, by its menu and by its name; and sentences that are dragged."""

import pytest

FIRST = "La Fondation du Phare ouvre ses archives."
SECOND = "Nous publions aujourd'hui 4 200 lettres, écrites entre 1871 et 1903."
READ = "Chacun peut les lire."
FEE, NAME = "Aucun droit n'est perçu.", "Aucun nom n'est demandé."
THANKS = "Nous remercions Mme Ada Brandt, qui les a trouvées."

# From the sentence that has the focus: the keys, and the kinds of the French beads afterwards.
BY_KEY = [
    (READ, ["x"], "1-1 2-1 1-1 1-2 1-1 1-0"),
    (READ, ["j"], "1-1 2-1 2-2 1-1 1-0"),
    (FEE, ["Delete"], "1-1 2-1 1-1 1-1 1-1 1-0"),
    (READ, ["Control+Backspace"], "1-1 3-2 1-2 1-1 1-0"),
    (READ, ["Control+Delete"], "1-1 2-1 2-3 1-1 1-0"),
    (NAME, ["s"], "1-1 2-1 1-1 1-1 0-1 1-1 1-0"),
    (FEE, ["Alt+ArrowUp"], "1-1 2-1 1-2 1-1 1-1 1-0"),
    (NAME, ["Alt+ArrowDown"], "1-1 2-1 1-1 1-1 1-2 1-0"),
    (READ, ["Shift+L"], "1-1 2-1 1-0 0-1 1-2 1-1 1-0"),
    (READ, ["Shift+L", "l"], "1-1 2-1 1-1 1-2 1-1 1-0"),
    (READ, ["i"], "1-1 2-1 1-0 1-1 1-2 1-1"),
    (FEE, ["Shift+I"], "1-1 2-1 1-3 1-1 1-0 1-0"),
    (FIRST, ["Control+x", "ArrowDown", "ArrowDown", "Control+v"], "1-0 2-0 1-3 1-2 1-1 1-0"),
    (THANKS, ["Control+x", "Home", "ArrowUp", "Control+v"], "1-1 2-1 1-1 1-3 1-0 1-0"),
    (THANKS, ["Control+x", "ArrowUp", "Escape", "Control+v"], "1-1 2-1 1-1 1-2 1-1 1-0"),
    (FIRST, ["F2", "Control+Home", *["ArrowRight"] * 5, "Alt+Enter"], "1-2 2-1 1-1 1-2 1-1 1-0"),
]


def kinds(editor):
    return " ".join(kind for kind, _ in editor.marks("fr"))


@pytest.fixture
def focused(edit):
    """One editor for all rows of a table: what one does the next one finds undone."""
    editor = edit()

    def focus(text):
        editor.sentence(text).focus()
        return editor

    return focus


def test_every_operation_is_given_by_its_key_and_undone(focused):
    before = kinds(focused(FIRST))
    for sentence, keys, expected in BY_KEY:
        editor = focused(sentence)
        columns = editor.column("fr")
        editor.press(*keys)
        assert kinds(editor) == expected, keys
        while editor.page.locator("[data-command=undo][aria-disabled=false]").count():
            editor.press("Control+z")
        assert editor.column("fr") == columns, keys
        assert kinds(editor) == before, keys


def test_confirmations_bookmarks_and_comments_are_given_by_keys(focused):
    editor = focused(READ)
    page = editor.page

    def statuses():
        return "".join(status[0] for _, status in editor.marks("fr"))

    page.keyboard.press("Shift+C")
    page.get_by_label("Percent").wait_for()
    page.keyboard.press("Enter")  # 90 % and more, as is proposed
    page.locator(".cell[lang=fr].confirmed").nth(1).wait_for()
    assert statuses() == "cmcmmm"
    editor.press("ArrowUp", "c")
    assert statuses() == "cccmmm"
    editor.press("Control+Shift+Enter")
    assert statuses() == "cecmmm"
    editor.press("ArrowDown", "ArrowDown", "Control+Enter")
    assert statuses() == "ceccmm"
    editor.press("m")
    assert page.locator(".cell[lang=fr] .bookmark").count() == 1
    page.keyboard.press("k")
    page.keyboard.insert_text("why?")
    page.keyboard.press("Control+Enter")
    page.locator(".cell[lang=fr] .comment").wait_for()


def test_an_operation_is_found_in_a_menu_and_by_its_name(focused):
    page = focused(READ).page

    def by_name():
        page.keyboard.press("Control+k")
        page.keyboard.insert_text("unlink")
        page.keyboard.press("Enter")

    def by_mouse():
        page.get_by_role("button", name="Beads").click()
        page.get_by_role("menuitem", name="Unlink").click()

    def by_menu_and_keys():
        page.get_by_role("button", name="Beads").focus()
        page.keyboard.press("Enter")
        for _ in range(6):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")

    for give in (by_name, by_mouse, by_menu_and_keys):
        editor = focused(READ)
        before = kinds(editor)
        give()
        page.locator(".kind", has_text="0-1").nth(1).wait_for()
        editor.saved()
        assert kinds(editor) == "1-1 2-1 1-0 0-1 1-2 1-1 1-0", give
        assert page.get_by_role("menu").count() == 0
        editor.click("Undo")
        assert kinds(editor) == before


def test_two_sentences_are_anchored_by_keys_and_by_mouse_and_found_again(focused):
    editor = focused(THANKS)
    page = editor.page
    before = kinds(editor)

    def anchored(count):
        page.locator(".cell[lang=fr].confirmed").nth(count - 1).wait_for()
        editor.saved()
        return [
            sentences
            for sentences, (_, status) in zip(editor.column("fr"), editor.marks("fr"), strict=True)
            if status == "confirmed"
        ]

    # By keys, the translation first: it belongs to the source's next to last sentence.
    page.keyboard.press("Shift+A")
    assert "go to the sentence in the source that belongs to this one" in editor.said()
    editor.sentence("No fee is charged, and no name is asked.").focus()
    page.keyboard.press("Shift+A")
    assert anchored(1) == [[THANKS]]
    row = page.locator(".row", has=page.locator(".cell.confirmed"))
    assert "No fee is charged" in row.inner_text()
    # By mouse, the source first.
    for sentence in ("The Lighthouse Trust opens its archive.", FIRST):
        editor.select(sentence)
        page.get_by_role("button", name="Beads").click()
        page.get_by_role("menuitem", name="Anchor here").click()
    assert anchored(2) == [[FIRST], [THANKS]]
    page.get_by_label("Show", exact=True).select_option("confirmed")
    page.locator(".found", has_text="2 rows").wait_for()
    page.get_by_label("Show", exact=True).select_option("")
    # A confirmed bead holds one of them: that is said at once.
    editor.sentence(THANKS).focus()
    page.keyboard.press("Shift+A")
    editor.sentence("The work took nine years.").focus()
    page.keyboard.press("Shift+A")
    page.locator(".notice", has_text="take its confirmation back first").wait_for()
    editor.sentence(FIRST).focus()
    editor.press("Control+z", "Control+z")
    assert kinds(editor) == before


def test_a_sentence_is_split_by_name_where_the_caret_was(focused):
    editor = focused(SECOND)
    page = editor.page
    editor.press("Enter", "Control+Home", *["ArrowRight"] * 40)
    page.keyboard.press("Control+k")
    page.keyboard.insert_text("split sentence")
    page.keyboard.press("Enter")
    editor.page.locator(".kind", has_text="2-2").wait_for()
    assert editor.column("fr")[1][0] == "Nous publions aujourd'hui 4 200 lettres,"


def drag(editor, sentence, place, said, *, drop=True):
    """Drag a sentence to a place, whose row may move meanwhile, until the label says something."""
    page = editor.page
    start = editor.sentence(sentence).bounding_box()
    page.mouse.move(start["x"] + 9, start["y"] + 9)
    page.mouse.down()
    label = page.locator(".carry-label", has_text=said)
    for _ in range(100):
        end = place.bounding_box()
        page.mouse.move(end["x"] + 9, end["y"] + 9, steps=3)
        if label.count():
            break
    else:
        pytest.fail(page.locator(".carry-label").inner_text())
    if drop:
        page.mouse.up()
        editor.saved()


def test_a_sentence_is_dragged_to_another_bead_as_one_correction(focused):
    editor = focused(FIRST)
    page = editor.page
    before = kinds(editor)
    thanks = page.locator(".cell[lang=fr]").nth(4)
    drag(editor, FIRST, thanks, "Move it here with 4 sentences in between.")
    assert kinds(editor) == "1-0 2-0 1-0 1-0 1-6 1-0"
    assert editor.sentence(FIRST).evaluate("e => e === document.activeElement")
    assert page.locator(".carried, .landing, .carry-label, .dragging").count() == 0
    editor.press("Control+z")
    assert kinds(editor) == before
    # Beside the source it goes to the bead of that sentence.
    source = page.locator(".cell[lang=en]").nth(4)
    drag(editor, THANKS, source, "Move it here.")
    assert kinds(editor) == "1-1 2-1 1-1 1-3 1-0 1-0"
    editor.press("Control+z")


def test_a_sentence_is_not_dropped_where_it_cannot_stand(focused):
    editor = focused(FIRST)
    page = editor.page
    before = editor.column("fr"), editor.column("de")
    german = page.locator(".cell[lang=de]").nth(3)
    drag(editor, FIRST, german, "Not here: a sentence stays in its version.")
    assert "stays in its version" in editor.said()
    drag(editor, FIRST, page.locator(".cell[lang=fr]").nth(4), "Move it here", drop=False)
    page.keyboard.press("Escape")
    page.mouse.up()
    editor.select(SECOND)
    editor.press("Control+Enter")
    anchored = "Not here: a confirmed bead stands between."
    drag(editor, FIRST, page.locator(".cell[lang=fr]").nth(3), anchored)
    assert (editor.column("fr"), editor.column("de")) == before
    assert page.locator(".carried, .landing, .refusing").count() == 0


def test_a_finger_that_rests_on_a_sentence_drags_it(edit):
    editor = edit()
    page = editor.page
    start = editor.sentence(FIRST).bounding_box()
    end = page.locator(".cell[lang=fr]").nth(2).bounding_box()
    session = page.context.new_cdp_session(page)

    def touch(kind, box=None):
        points = [{"x": box["x"] + 9, "y": box["y"] + 9}] if box else []
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", start)
    page.locator(".carry-label").wait_for()
    touch("touchMove", end)
    page.locator(".cell.landing").wait_for()
    touch("touchEnd")
    page.locator(".kind", has_text="1-3").wait_for()
    assert kinds(editor) == "1-0 2-0 1-3 1-2 1-1 1-0"
