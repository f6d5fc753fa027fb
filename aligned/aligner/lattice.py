"""The lattice: where a path of beads may go, and every bead that it may take there.

A node (i, j) says that i source and j target segments are behind; a bead m-n is a step from (i, j)
to (i + m, j + n). A path from (0, 0) to the far corner is a bitext. The lattice keeps, in each row
i, only the nodes low[i] <= j <= high[i]: a band around a coarse path. So its size, and the cost of
everything computed on it, grows with the length of the text and not with its square.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["KINDS", "LARGEST", "Band", "Lattice"]

LARGEST = 5
"""No bead holds more segments of one side."""

KINDS: tuple[tuple[int, int], ...] = (
    (1, 0),
    (0, 1),
    *((m, n) for m in range(1, 6) for n in range(1, 6) if m + n <= 7),
)
"""The beads that a path may take. All kinds seen in the gold of Text+Berg and ParIce are here."""


@dataclass(frozen=True, slots=True)
class Band:
    """Nodes low[i] <= j <= high[i] for each row i: two int64 arrays, shape (rows,).

    Both grow with i, low[0] is 0, and consecutive rows overlap, so that a path goes through.
    """

    low: NDArray[np.int64]
    high: NDArray[np.int64]

    @classmethod
    def full(cls, sources: int, targets: int) -> "Band":
        """Every node there is."""
        return cls(np.zeros(sources + 1, np.int64), np.full(sources + 1, targets, np.int64))

    @classmethod
    def around(cls, path: NDArray[np.int64], margin: int) -> "Band":
        """The nodes within `margin` target segments of a path: int64 nodes, shape (n, 2).

        The path leads from (0, 0) to the far corner and never goes back. Where it leaps over
        several segments of both sides, the band holds the whole rectangle between.
        """
        sources, targets = path[-1]
        rows = np.arange(sources + 1)
        before = np.maximum(np.searchsorted(path[:, 0], rows, side="left") - 1, 0)
        after = np.minimum(np.searchsorted(path[:, 0], rows, side="right"), len(path) - 1)
        return cls(
            np.maximum(path[before, 1] - margin, 0),
            np.minimum(path[after, 1] + margin, targets),
        )

    def transposed(self) -> "Band":
        """The same nodes by target segment: rows are columns and columns rows."""
        columns = np.arange(self.high[-1] + 1)
        low = np.searchsorted(self.high, columns, side="left")
        high = np.searchsorted(self.low, columns, side="right") - 1
        return Band(low.astype(np.int64), high.astype(np.int64))

    @property
    def widths(self) -> NDArray[np.int64]:
        """How many nodes each row has."""
        return self.high - self.low + 1


class Lattice:
    """The nodes of a band, numbered row by row, and the beads that start at each.

    `rows` and `columns`: int64, shape (nodes,), the i and j of each node. `offsets`: int64, shape
    (rows + 1,), the number of the first node of each row, then that of all nodes.
    """

    def __init__(self, band: Band) -> None:
        self.band = band
        self.offsets = np.zeros(len(band.low) + 1, np.int64)
        np.cumsum(band.widths, out=self.offsets[1:])
        self.rows = np.repeat(np.arange(len(band.low)), band.widths)
        self.columns = np.arange(self.offsets[-1]) - (self.offsets[:-1] - band.low)[self.rows]
        self.sources, self.targets = len(band.low) - 1, int(band.high[-1])

    def __len__(self) -> int:
        return int(self.offsets[-1])

    def node(self, row: int, column: int) -> int:
        """The number of a node of the lattice."""
        return int(self.offsets[row] + column - self.band.low[row])

    def starts(self, kind: tuple[int, int]) -> NDArray[np.int64]:
        """The nodes from which a bead of that kind ends in the lattice too."""
        rows, columns = self.rows + kind[0], self.columns + kind[1]
        inside = rows <= self.sources
        rows = np.minimum(rows, self.sources)
        inside &= (columns >= self.band.low[rows]) & (columns <= self.band.high[rows])
        return np.flatnonzero(inside)
