"""Groups: the smallest sets of segments that several alignments cover with whole beads.

Take every segment for a node and every link of every alignment for an edge between its segments;
the **groups** are the connected components. No link reaches out of its group, so whether it is
right, strictly or laxly, is decided within it, and the counts of a text are the sums of those of
its groups. A bead on which all alignments agree is a group of its own; where one splits what
another joins, both are in one group.
"""

from collections import defaultdict
from collections.abc import Sequence

from aligned.evaluation.accuracy import Bead, Links

__all__ = ["Segment", "grouped", "segments_of"]

Segment = tuple[int, int]
"""0 for the source or 1 for the target, and the number of the segment."""


def grouped(alignments: Sequence[Links]) -> list[tuple[Links, ...]]:
    """The links of each alignment, group by group, always in the same order."""
    parents: dict[Segment, Segment] = {}
    for links in alignments:
        for link in links:
            first, *others = segments_of(link)
            root = _root(parents, first)
            for other in others:
                parents[_root(parents, other)] = root
    groups: defaultdict[Segment, tuple[Links, ...]] = defaultdict(
        lambda: tuple(set() for _ in alignments)
    )
    for number, links in enumerate(alignments):
        for link in sorted(links):
            groups[_root(parents, segments_of(link)[0])][number].add(link)
    return list(groups.values())


def segments_of(link: Bead) -> list[Segment]:
    """The segments of both sides of a link."""
    return [(side, segment) for side in (0, 1) for segment in link[side]]


def _root(parents: dict[Segment, Segment], segment: Segment) -> Segment:
    """The segment that stands for its group; what is passed on the way is hung nearer to it."""
    while (parent := parents.setdefault(segment, segment)) != segment:
        parents[segment] = segment = parents[parent]
    return segment
