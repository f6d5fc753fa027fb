"""The page over a large project in Chromium: python tests/benchmarks/page.py [segments] [targets]

Prints a table: page to usable grid, edits, filters and searches, scrolling, memory of the tab.
"""

import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from aligned.bitext import Bead, Bitext  # noqa: E402
from aligned.project import Project, Version  # noqa: E402
from aligned.store import Store  # noqa: E402
from aligned.text import Segment  # noqa: E402
from tests.browser.conftest import ARGUMENTS, CHROMIUM  # noqa: E402
from tests.browser.driver import Editor, Server  # noqa: E402

KINDS = [(1, 1)] * 18 + [(2, 1), (1, 2), (1, 0), (0, 1)]
EDITS = 40


def large_project(path: Path, count: int, targets: int) -> None:
    draw = random.Random(7)
    project = Project(path.stem, Version("en", "en", "source", segments(draw, count)))
    for key in ("fr", "de", "es", "ar", "tr")[:targets]:
        beads = []
        left = count
        while left:
            sources, target = draw.choice(KINDS)
            sources = min(sources, left)
            left -= sources
            if sources + target:
                beads.append(Bead(sources, target, score=draw.random()))
        bitext = Bitext(beads)
        filled = segments(draw, int(bitext.target_starts[-1]))
        project = project.with_target(Version(key, key, "imported", filled), bitext)
    Store.create(path, project).close()


def segments(draw: random.Random, count: int) -> tuple[Segment, ...]:
    return tuple(
        Segment(f"{number}: {sentence(draw)}", " ", paragraph=number // 5)
        for number in range(count)
    )


def sentence(draw: random.Random) -> str:
    words = ("the", "statement", "says", "that", "every", "harbour", "keeps", "its", "light")
    return f"{' '.join(draw.choices(words, k=draw.randint(4, 24)))}."


def measure(folder: Path, count: int, targets: int) -> dict[str, str]:
    large_project(folder / "large.hexapla", count, targets)
    figures = {}
    server = Server(folder)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            window = browser.new_context(viewport={"width": 1600, "height": 900})
            Editor(window.new_page(), server.address, "large.hexapla").page.close()  # warm
            began = time.perf_counter()
            editor = Editor(window.new_page(), server.address, "large.hexapla")
            figures["page to usable grid"] = f"{time.perf_counter() - began:.2f} s"
            figures |= edits(editor, "edit acknowledged")
            editor.page.keyboard.press("a")
            figures |= edits(editor, "edit acknowledged, inspector open")
            editor.page.keyboard.press("a")
            figures |= finding(editor)
            figures |= scrolling(editor)
            figures |= memory(window, editor)
            browser.close()
    finally:
        server.kill()
    return figures


def edits(editor: Editor, name: str) -> dict[str, str]:
    """From the key that saves to the server's answer shown, timed in the page."""
    times = editor.page.evaluate(
        """async (count) => {
          const grid = document.querySelector('.hexapla-grid');
          const press = (key) => document.activeElement.dispatchEvent(
            new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
          const idle = () => new Promise((resolve) => {
            const look = () => grid.getAttribute('aria-busy') === 'false'
              ? resolve() : setTimeout(look, 0);
            look();
          });
          const times = [];
          document.querySelector('.cell[lang=fr] .sentence').focus();
          for (let number = 0; number < count; number += 1) {
            press('Enter');
            await idle();
            document.activeElement.textContent += ` edit ${number}`;
            const began = performance.now();
            press('Enter');
            await idle();
            times.push(performance.now() - began);
            press('ArrowDown');
            await idle();
          }
          return times;
        }""",
        EDITS,
    )
    times.sort()
    return {
        f"{name}, median": f"{statistics.median(times):.0f} ms",
        f"{name}, p95": f"{times[int(0.95 * len(times))]:.0f} ms",
    }


# What the list "Show" offers, and a text to search for.
FILTERS = ("unconfirmed", "doubtful", "uneven", "failing:", "changed:1")
SOUGHT = "keeps its light"


def finding(editor: Editor) -> dict[str, str]:
    """From the choice of a filter, or the last letter of a search, to the rows shown."""
    page = editor.page
    page.wait_for_function(CHECKED, timeout=300_000)
    figures = {}
    for kind in FILTERS:
        figures[f"filter: {kind.removesuffix(':')}"] = chosen(page, "select", kind)
    figures["search, the pause for typing (150 ms) included"] = chosen(page, "input", SOUGHT)
    page.evaluate(CHOOSE, ["input", ""])
    return figures


def chosen(page, tag: str, value: str) -> str:
    return f"{page.evaluate(CHOOSE, [tag, value]):.0f} ms"


# Chooses a filter or types a search, then waits until its rows are painted.
CHOOSE = """async ([tag, value]) => {
  const finder = document.querySelector('.finder');
  const found = finder.querySelector('.found');
  finder.querySelector('select').value = '';
  const input = finder.querySelector(tag);
  input.value = value;
  found.textContent = '';
  const began = performance.now();
  input.dispatchEvent(new Event(tag === 'select' ? 'change' : 'input'));
  if (!value) return 0;
  while (!/row/.test(found.textContent)) await new Promise((resolve) => setTimeout(resolve, 2));
  await new Promise(requestAnimationFrame);
  return performance.now() - began;
}"""
# The checks are made in the background: a filter by them is asked for when they are all there.
CHECKED = f"""async () => {{
  await ({CHOOSE})(['select', 'failing:']);
  return !/left to check/.test(document.querySelector('.finder .found').textContent);
}}"""


def scrolling(editor: Editor) -> dict[str, str]:
    """The longest time that the middle of the screen shows no row, over 100 screens."""
    blank = editor.page.evaluate(
        """async () => {
          const scroller = document.querySelector('.hexapla-grid .scroller');
          const box = scroller.getBoundingClientRect();
          const isBlank = () => !document
            .elementFromPoint(box.left + 300, box.top + box.height / 2)?.closest('.row');
          let longest = 0, since = null;
          for (let screen = 0; screen < 100; screen += 1) {
            scroller.scrollTop += box.height;
            await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 16)));
            const now = performance.now();
            if (!isBlank()) since = null;
            else longest = Math.max(longest, now - (since ??= now));
          }
          return [longest, scroller.scrollTop, scroller.scrollHeight];
        }"""
    )
    return {"longest blank while scrolling": f"{blank[0]:.0f} ms"}


def memory(window, editor: Editor) -> dict[str, str]:
    session = window.new_cdp_session(editor.page)
    session.send("Performance.enable")
    metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
    return {
        "memory of the tab (JavaScript heap)": f"{metrics['JSHeapUsedSize'] / 1e6:.0f} MB",
        "elements in the page": f"{metrics['Nodes']:.0f}",
    }


def main() -> None:
    count, targets = (int(word) for word in (sys.argv[1:] + ["10000", "5"][len(sys.argv) - 1 :]))
    folder = Path(tempfile.mkdtemp())
    try:
        figures = measure(folder, count, targets)
    finally:
        shutil.rmtree(folder)
    print(f"{count} segments, {targets} targets")
    for name, figure in figures.items():
        print(f"{name:40} {figure:>10}")


if __name__ == "__main__":
    main()
