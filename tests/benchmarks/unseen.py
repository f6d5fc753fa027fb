"""Make gold bitexts of other genres and languages than the weights have seen, and measure on them.

    python tests/benchmarks/unseen.py make declaration FOLDER GOLD passages en-ja de-ru ...
    python tests/benchmarks/unseen.py make quran FOLDER GOLD sentences en-ur bn-en ...
    python tests/benchmarks/unseen.py make manual FOLDER GOLD damaged de-en en-ja ...
    python tests/benchmarks/unseen.py make campaign FOLDER GOLD subtitles en-hu en-fi ...
    python tests/benchmarks/unseen.py measure GOLD... [--encoders auto length]

`alignment/sources.py` says where the texts are had, `alignment/textures.py` what is made of them.
Chance is always the same. A pair of languages, in the order of the alphabet, makes XX-YY.XX,
XX-YY.YY and XX-YY.gold, as `aligned.aligner.learning` reads them.
"""

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ["XDG_CACHE_HOME"] = os.environ.get("XDG_CACHE_HOME") or tempfile.mkdtemp(
    prefix="hexapla-"
)

from tests.benchmarks.alignment.sources import READERS, pairs
from tests.benchmarks.alignment.textures import TEXTURES, Group
from tests.benchmarks.alignment.units import units


def make(asked: argparse.Namespace) -> None:
    asked.gold.mkdir(parents=True, exist_ok=True)
    for name in asked.pairs:
        first, second = name.split("-")
        read = READERS[asked.kind]
        known = pairs(read(asked.folder, first), read(asked.folder, second), name)
        known = known[asked.skip : asked.skip + asked.most]
        write(
            TEXTURES[asked.texture](known, (first, second), random.Random(name)),
            asked.gold / name,
        )


def write(groups: Iterable[Group], place: Path) -> None:
    """Write the segments of both sides, and the links between them."""
    sides: Group = ([], [])
    links: list[str] = []
    for group in groups:
        link: tuple[list[int], list[int]] = ([], [])
        for numbers, side, segments in zip(link, sides, group, strict=True):
            numbers.extend(range(len(side), len(side) + len(segments)))
            side.extend(segments)
        if any(link):
            links.append(f"{link[0]}:{link[1]}\n")
    for language, side in zip(place.name.split("-"), sides, strict=True):
        place.with_name(f"{place.name}.{language}").write_text("\n".join(side) + "\n", "utf-8")
    place.with_name(f"{place.name}.gold").write_text("".join(links), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    maker = commands.add_parser("make")
    maker.set_defaults(run=make)
    maker.add_argument("kind", choices=READERS)
    maker.add_argument("folder", type=Path)
    maker.add_argument("gold", type=Path)
    maker.add_argument("texture", choices=TEXTURES)
    maker.add_argument("pairs", nargs="+", help="such as de-ru, in the order of the alphabet")
    maker.add_argument("--skip", type=int, default=0, help="passages left out at the beginning")
    maker.add_argument("--most", type=int, default=150, help="passages taken")
    measure = commands.add_parser("measure")
    measure.set_defaults(run=lambda asked: units(asked.encoders, asked.gold))
    measure.add_argument("gold", type=Path, nargs="+")
    measure.add_argument("--encoders", nargs="+", default=["auto", "length"])
    asked = parser.parse_args()
    asked.run(asked)


if __name__ == "__main__":
    main()
