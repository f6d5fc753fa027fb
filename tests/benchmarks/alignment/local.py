"""The time that an edit takes to be realigned in a long document."""

import time

import numpy as np

from aligned.aligner import installed, realign
from aligned.bitext import Bitext
from aligned.corrections import run_to_realign
from tests.benchmarks.alignment.gold import GOLD, Gold

SEGMENTS = 5_000
EDITS = 10


def local(encoder: str) -> None:
    """Edit sentences here and there, and realign what is near each."""
    text = Gold(GOLD / "textberg-de-fr" / "dev.gold")
    times = SEGMENTS // len(text.target)
    source, target = (
        [f"{segment} ({number})" for number in range(times) for segment in side]
        for side in (text.source, text.target)
    )
    bitext = Bitext([*text.align(encoder).bitext] * times)
    print(f"{len(source)} and {len(target)} segments; median ms after an edit, in a document")
    for what in ("never encoded before", "opened again", "being worked on"):
        if what == "opened again":
            installed._kept.cache_clear()
        spent = [_edited(bitext, source, target, text, encoder, edit) for edit in range(EDITS)]
        wall, cpu = np.median(spent, axis=0)
        print(f"    {what:20} {wall:6.0f} of waiting, {cpu:6.0f} of CPU")


def _edited(
    bitext: Bitext, source: list[str], target: list[str], text: Gold, encoder: str, edit: int
) -> tuple[float, float]:
    bead = (edit + 1) * len(bitext) // (EDITS + 2)
    for segment in bitext.targets_of(bead):
        target[segment] += " Bien."
    start, cpu = time.perf_counter(), time.process_time()
    new = realign(
        bitext,
        run_to_realign(bitext, bead, "near"),
        source,
        target,
        source_language=text.languages[0],
        target_language=text.languages[1],
        encoder=encoder,
    )
    spent = 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - cpu)
    new.check(len(source), len(target))
    return spent
