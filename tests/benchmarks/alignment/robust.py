"""Accuracy on a gold bitext that something has befallen."""

import random
import time

from tests.benchmarks.alignment.gold import GOLD, Gold, links_of, report


def robust(encoder: str) -> None:
    text = Gold(GOLD / "textberg-de-fr" / "dev.gold")
    chance = random.Random(1)
    sources, targets = range(len(text.source)), range(len(text.target))
    preface = {n for n in targets if n < 52}
    cases = {
        "as it is": text,
        "no preface": text.without(set(), preface),
        "source chapter gone": text.without(set(range(150, 250)), set()),
        "target chapter gone": text.without(set(), set(range(150, 250))),
        "30 % of target gone": text.without(set(), {n for n in targets if chance.random() < 0.3}),
        "30 % of both gone": text.without(
            {n for n in sources if chance.random() < 0.3},
            {n for n in targets if chance.random() < 0.3},
        ),
        "6 % of letters misread": text.spoilt(0.06, chance),
        "another text": text.without(set(range(200, 468)), set(range(350))),
    }
    for name, case in cases.items():
        start = time.process_time()
        alignment = case.align(encoder)
        report(name, links_of(alignment), case.links, time.process_time() - start, alignment)
