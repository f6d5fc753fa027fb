"""Measure the students' word links: of things to be placed, how many are given their right place.

    python tests/benchmarks/links.py [--sentences 250]

Things whose place in the translation is known: words and numbers that stand once in a source and
once in its translation; and words that the aligner's encoder links one to one, which are another
model's opinion. "forward" are the links of the model that translated, "both" what it and the model
for the other direction agree on (`translate.alignment.agreed`), "grown" the same with the
intersection grown over neighbours first (grow-diag-final-and).
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from aligned.aligner import word_links
from tests.aligned.aligner.test_wordlinks import by_hand, word_spans
from tests.english import sentences
from translate import Translation, Translator
from translate.alignment import Link, Span, agreed
from translate.engines import Linker
from translate.engines.prepared import linker
from translate.protect import Repaired, linked_words
from translate.resolution import at_hand
from ui import sample
from ui.versions import read_version

Places = list[tuple[Span, Span]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sentences", type=int, default=250)
    source = read_version(sample.document("en"), "en", "source")
    texts = sentences(parser.parse_args().sentences) + [one.text for one in source.segments]
    texts += dict.fromkeys(pair.source for pair in by_hand())
    print("pair   things to be placed   links    number  right  wrong  none")
    for pair in (("en", "pt"), ("pt", "en")):
        translations = Translator(*pair).translate(texts)
        measure(pair, translations)
        texts = [translation.text for translation in translations]


def measure(pair: tuple[str, str], translations: list[Translation]) -> None:
    other = linker(next(at_hand(pair[1], pair[0])), pair[0])
    counts: dict[tuple[str, str], Counter[str]] = {}
    for translation in translations:
        known = {
            "same in both": same(translation),
            "one to one by e5": by_encoder(pair, translation),
        }
        for name, links in systems(translation, other).items():
            for kind, places in known.items():
                for thing, place in places:
                    found = linked_words(Repaired(translation.text, links), thing)
                    outcome = "none" if found is None else "right" if found == place else "wrong"
                    counts.setdefault((kind, name), Counter())[outcome] += 1
    for (kind, name), outcomes in sorted(counts.items()):
        shares = (outcomes[outcome] / outcomes.total() for outcome in ("right", "wrong", "none"))
        print(f"{'-'.join(pair)}  {kind:20} {name:8} {outcomes.total():6} ", end="")
        print(*(f"{share:6.3f}" for share in shares))


def same(translation: Translation) -> Places:
    """Words of more than three letters, and numbers, that stand once in both."""
    ours, theirs = words(translation.source), words(translation.text)
    return [
        (ours[word], theirs[word])
        for word in ours.keys() & theirs.keys()
        if len(word) > 3 or word.isdecimal()
    ]


def words(text: str) -> dict[str, Span]:
    """The words that stand once in a text, with their places."""
    spans = word_spans(text)
    count = Counter(text[slice(*span)] for span in spans)
    return {word: span for span in spans if count[word := text[slice(*span)]] == 1}


def by_encoder(pair: tuple[str, str], translation: Translation) -> Places:
    links = word_links(
        translation.source, translation.text, source_language=pair[0], target_language=pair[1]
    )
    ours, theirs = (Counter(side) for side in zip(*links, strict=True)) if links else ({}, {})
    return [
        (source, target)
        for source, target in links
        if ours[source] == theirs[target] == 1 and target[1] - target[0] > 3
    ]


def systems(translation: Translation, other: Linker) -> dict[str, tuple[Link, ...]]:
    sentence = other.encode(translation.text)
    back = [Link(link.target, link.source) for link in other.links(sentence, translation.source)]
    return {
        "forward": translation.links,
        "both": agreed(translation.links, back),
        "grown": tuple(grown(translation, back)),
    }


def grown(translation: Translation, back: list[Link]) -> Iterator[Link]:
    """grow-diag-final-and, over the numbers of words (Koehn et al. 2005)."""
    sources, targets = word_spans(translation.source), word_spans(translation.text)

    def numbered(links: tuple[Link, ...] | list[Link]) -> set[tuple[int, int]]:
        pairs = ((link.source, link.target) for link in links)
        return {
            (sources.index(a), targets.index(b)) for a, b in pairs if a in sources and b in targets
        }

    ours, theirs = numbered(translation.links), numbered(back)
    found = ours & theirs
    near = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j]
    growing = True
    while growing:
        candidates = {(i + k, j + m) for i, j in found for k, m in near} & (ours | theirs) - found
        new = {(i, j) for i, j in candidates if is_free(i, j, found, either=True)}
        growing = bool(new)
        found |= new
    for i, j in (*sorted(ours), *sorted(theirs)):
        if is_free(i, j, found, either=False):
            found.add((i, j))
    return (Link(sources[i], targets[j]) for i, j in sorted(found, key=lambda pair: pair[::-1]))


def is_free(i: int, j: int, found: set[tuple[int, int]], *, either: bool) -> bool:
    """Whether neither word, or with `either` not both, have a link."""
    free = [all(i != k for k, _ in found), all(j != m for _, m in found)]
    return any(free) if either else all(free)


if __name__ == "__main__":
    main()
