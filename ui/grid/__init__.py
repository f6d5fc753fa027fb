"""The parallel grid of the page: rows of source and targets, corrected in place."""

from ui.grid.grid import ASSETS, Who, browser_module, fingerprint, grid, head, styles
from ui.grid.service import Service

__all__ = ["ASSETS", "Service", "Who", "browser_module", "fingerprint", "grid", "head", "styles"]
