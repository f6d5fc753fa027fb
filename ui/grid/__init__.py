"""The parallel grid of the page: rows of source and targets, corrected in place."""

from ui.grid.grid import ASSETS, grid, head
from ui.grid.service import Service

__all__ = ["ASSETS", "Service", "grid", "head"]
