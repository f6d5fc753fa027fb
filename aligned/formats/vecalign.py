"""Vecalign's alignment files: `[0, 1]:[2]:0.87`, a bead a line, segments 0-based.

The last field may be missing. Here it is the bead's score, 0..1, the higher the surer; in the files
of Vecalign itself it is a cost, the lower the better. Gold standards have the same shape.
"""

import re
from collections.abc import Iterator

from aligned.bitext import Bitext
from aligned.errors import InputError
from aligned.formats.format import LinksFormat
from aligned.formats.links import Link, links_of, plain_score

__all__ = ["FORMAT"]

_LINE = re.compile(r"\[([\d, ]*)\] *: *\[([\d, ]*)\] *(?:: *(\S+) *)?")


def _write(bitext: Bitext) -> Iterator[str]:
    for link in links_of(bitext):
        score = "" if link.score is None else f":{plain_score(link.score)}"
        yield f"{list(link.sources)}:{list(link.targets)}{score}"


def _read(text: str, name: str) -> list[Link]:
    return [
        _link(line.strip(), f"{name} (line {number})")
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]


def _link(line: str, place: str) -> Link:
    match = _LINE.fullmatch(line)
    try:
        if match:
            sources, targets, score = match.groups()
            return Link(_numbers(sources), _numbers(targets), float(score) if score else None)
    except ValueError:
        pass
    raise InputError(f"{place} is not a link such as [0, 1]:[2]:0.87: {line[:60]!r}")


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(",")) if text.strip() else ()


FORMAT = LinksFormat(
    name="vecalign",
    description="Links as Vecalign and SentAlign write them: [0, 1]:[2]:0.87, one file a target",
    suffixes=(".vecalign", ".align"),
    read=_read,
    write=_write,
)
