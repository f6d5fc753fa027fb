"""Measure word alignment inside a bead: precision, recall and F1 of links, and the time for a bead.

    python tests/benchmarks/words.py

By hand: English sentences with French, German and Spanish ones (tests/aligned/aligner/words.tsv).
The student: the embedded student's translations of the sample and of those sentences into
Portuguese, whose links are those that the network was trained to give.
"""

import sys
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from aligned.aligner import word_links
from aligned.aligner.wordlinks import Span
from tests.aligned.aligner.test_wordlinks import Pair, accuracy, by_hand, word_spans
from translate import Translator
from ui import sample
from ui.versions import read_version


def of_the_student() -> Iterator[Pair]:
    source = read_version(sample.document("en"), "en", "source")
    texts = [segment.text for segment in source.segments] + [pair.source for pair in by_hand()]
    for one in Translator("en", "pt").translate(texts):
        links = {
            pair
            for link in one.links
            for pair in product(words(one.source, link.source), words(one.text, link.target))
        }
        yield Pair(("en", "pt"), one.source, one.text, links)


def words(text: str, span: Span) -> list[Span]:
    return [word for word in word_spans(text) if word[0] < span[1] and span[0] < word[1]]


def main() -> None:
    print("links           pairs  precision recall    F1  ms a bead")
    for name, pairs in (("by hand", list(by_hand())), ("of the student", list(of_the_student()))):
        word_links("load", "it", source_language="en", target_language="fr")
        start = time.perf_counter()
        precision, recall, f1 = accuracy(pairs)
        spent = (time.perf_counter() - start) / len(pairs) * 1000
        print(f"{name:15} {len(pairs):5} {precision:10.3f} {recall:6.3f} {f1:.3f} {spent:10.1f}")


if __name__ == "__main__":
    main()
