"""A phone: one target at a time, everything in reach of a finger, the keyboard in nobody's way."""

import pytest

from tests.browser.driver import violations

PORTRAIT = {"width": 390, "height": 844}
LANDSCAPE = {"width": 844, "height": 390}
# Chromium without a screen has no keyboard on it: what one does is make less of the page visible.
KEYBOARD = """(height) => {
  Object.defineProperty(visualViewport, "height", { value: innerHeight - height });
  visualViewport.dispatchEvent(new Event("resize"));
}"""
# The smallest side of what can be touched in the bars, and whether anything is wider than the page.
SIZES = """() => {
  const shown = (one) => one.checkVisibility() && one.getBoundingClientRect();
  const targets = [...document.querySelectorAll(
    ":is(.phone-bar, .phone-actions) :is(button, select), #steps [role=tab]")]
    .map(shown).filter(Boolean);
  const page = document.documentElement;
  const scroller = document.querySelector(".hexapla-grid .scroller");
  const bars = [...document.querySelectorAll(".phone-bar, .phone-actions")].map(shown);
  return {
    touch: Math.min(...targets.map(({ width, height }) => Math.min(width, height))),
    bars: bars.reduce((sum, { height }) => sum + height, 0) / innerHeight,
    rows: scroller.clientHeight / innerHeight,
    wider: Math.max(page.scrollWidth - innerWidth, scroller.scrollWidth - scroller.clientWidth),
    higher: page.scrollHeight - innerHeight,
  };
}"""


@pytest.fixture
def phone(edit, new_window):
    return edit(new_window(viewport=PORTRAIT, has_touch=True, is_mobile=True))


def test_the_sheet_has_the_screen_and_every_button_is_as_large_as_a_finger(phone):
    page = phone.page
    sizes = page.evaluate(SIZES)
    assert sizes["touch"] >= 44
    assert sizes["bars"] < 0.15
    assert sizes["rows"] > 0.65
    assert (sizes["wider"], sizes["higher"]) == (0, 0)
    page.set_viewport_size(LANDSCAPE)
    page.wait_for_function(f"() => ({SIZES})().higher <= 0")
    sizes = page.evaluate(SIZES)
    assert sizes["touch"] >= 44
    assert sizes["rows"] > 0.5
    assert sizes["wider"] == 0
    source, target = (page.locator(f".cell[lang={tag}]").first for tag in ("en", "fr"))
    assert source.bounding_box()["y"] == target.bounding_box()["y"]


def test_a_sentence_is_edited_and_confirmed_by_touch(phone):
    page = phone.page
    page.get_by_label("Version", exact=True).select_option("de")
    phone.sentence("Jeder darf sie lesen.").tap()
    page.get_by_role("button", name="Edit", exact=False).tap()
    page.evaluate(KEYBOARD, 336)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("Alle dürfen sie lesen.")
    save = page.get_by_role("button", name="Save, confirm")
    box = save.bounding_box()
    assert box["y"] + box["height"] <= PORTRAIT["height"] - 336  # above the keyboard
    typed = page.locator(".sentence[contenteditable]").bounding_box()
    assert 0 <= typed["y"] < box["y"]
    save.tap()
    phone.saved()
    assert phone.column("de")[3] == ["Alle dürfen sie lesen."]
    assert phone.marks("de")[3][1] == "confirmed"
    page.get_by_role("button", name="Undo").tap()
    phone.saved()
    assert phone.marks("de")[3][1] == "edited"


def test_the_menu_has_every_other_command_and_the_finder_unfolds(phone, axe):
    page = phone.page
    page.evaluate(axe)
    phone.sentence("Chacun peut les lire.").tap()
    page.get_by_role("button", name="Menu").tap()
    page.get_by_role("button", name="Merge up").tap()
    phone.saved()
    assert len(phone.column("fr")) == 5
    search = page.get_by_placeholder("Search", exact=True)
    assert not search.is_visible()
    page.get_by_role("button", name="Filter and search").tap()
    search.fill("thank")
    page.locator(".finder .found").get_by_text("1 row").wait_for()
    assert page.evaluate(SIZES)["wider"] == 0
    assert violations(page, "body") == []
