"""The grid as a Gradio component: the browser's modules, and the server function that they ask."""

from pathlib import Path

import gradio as gr

from ui.grid.requests import Json
from ui.grid.service import Answer, Service

__all__ = ["ASSETS", "grid", "head"]

ASSETS = Path(__file__).parent
"""The folder of the browser's modules and styles."""

_MODULES = sorted(path.name for path in ASSETS.glob("*.js"))

_MOUNT = """
import(new URL('{assets}/grid.js', document.baseURI)).then(({{ mount }}) =>
  mount({{ element: element.firstElementChild, server, props, watch }}));
"""


def head(assets: str) -> str:
    """What the page's head needs: the styles, and every module fetched while the page is built."""
    modules = [f'<link rel="modulepreload" href="{assets}/{name}">' for name in _MODULES]
    return "\n".join([f'<link rel="stylesheet" href="{assets}/grid.css">', *modules])


def grid(service: Service, assets: str) -> gr.HTML:
    """The parallel grid of the project whose name is the component's value.

    `assets` is the address at which the modules of `ASSETS` are served.
    """

    def grid_request(body: Json) -> Answer:
        return service.answer(body)

    # No subclass of gr.HTML: Gradio would write an interface file beside this module.
    return gr.HTML(
        "",
        html_template="<div></div>",
        js_on_load=_MOUNT.format(assets=assets),
        apply_default_css=False,
        server_functions=[grid_request],
    )
