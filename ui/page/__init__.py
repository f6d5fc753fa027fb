"""The page: a Gradio app over the workbench, served on this machine only.

from ui.page import launch
launch(place)  # a folder, a project file, or a database's URL
"""

from ui.page.blocks import build
from ui.page.server import is_loopback, launch, serve

__all__ = ["build", "is_loopback", "launch", "serve"]
