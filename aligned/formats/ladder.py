"""hunalign's ladder: two cumulative positions and a score a line, the rungs between the beads.

    0<tab>0<tab>0.3
    1<tab>2<tab>0.9         the bead above took one source and two target segments

The score of a line is that of the bead that begins there; the last line has only the ends.
"""

from collections.abc import Iterator
from itertools import pairwise

from aligned.bitext import Bitext
from aligned.errors import InputError
from aligned.formats.format import LinksFormat
from aligned.formats.links import Link, plain_score

__all__ = ["FORMAT"]

# A bead of more segments is none; its numbers would fill the memory.
_LARGEST_BEAD = 1_000_000


def _write(bitext: Bitext) -> Iterator[str]:
    source = target = 0
    for sources, targets, bead in bitext.links():
        source, target = sources.stop, targets.stop
        score = "0" if bead.score is None else plain_score(bead.score)
        yield f"{sources.start}\t{targets.start}\t{score}"
    yield f"{source}\t{target}\t0"


def _read(text: str, name: str) -> list[Link]:
    lines = enumerate(text.split("\n"), start=1)
    rungs = [_rung(line, f"{name} (line {number})") for number, line in lines if line.strip()]
    links = []
    for (source, target, score), (source_end, target_end, _) in pairwise(rungs):
        if source_end < source or target_end < target:
            raise InputError(f"{name}: the positions of a ladder must not go back")
        if max(source_end - source, target_end - target) > _LARGEST_BEAD:
            raise InputError(
                f"{name}: a bead of more than {_LARGEST_BEAD:,} segments ends at {source_end} and "
                f"{target_end}: is this a ladder?"
            )
        links.append(
            Link(tuple(range(source, source_end)), tuple(range(target, target_end)), score)
        )
    return links


def _rung(line: str, place: str) -> tuple[int, int, float | None]:
    fields = line.split("\t")
    try:
        if 2 <= len(fields) <= 3:
            return int(fields[0]), int(fields[1]), float(fields[2]) if fields[2:] else None
    except ValueError:
        pass
    raise InputError(f"{place} is not a line of a ladder such as 3<tab>4<tab>0.5: {line[:60]!r}")


FORMAT = LinksFormat(
    name="ladder",
    description="hunalign's ladder: positions and scores, one file a target",
    suffixes=(".ladder",),
    read=_read,
    write=_write,
)
