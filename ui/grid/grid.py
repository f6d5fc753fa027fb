"""The grid as a Gradio component: the browser's modules, and the server function that they ask."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import gradio as gr

from ui.accounts import Person
from ui.grid.requests import Json
from ui.grid.service import Answer, Service

__all__ = ["ASSETS", "Who", "browser_module", "fingerprint", "grid", "head", "styles"]

ASSETS = Path(__file__).parent
"""The folder of the browser's modules and styles."""

_MODULES = sorted(path.name for path in ASSETS.glob("*.js"))

# In this order: of rules that weigh the same, the later holds.
_STYLES = (
    "colours",
    "frame",
    "controls",
    "toolbar",
    "notices",
    "finder",
    "sheet",
    "cells",
    "marks",
    "dialogs",
    "panel",
    "phone",
)

Who = Callable[[gr.Request], Person]
"""Tells by whom a request was made."""

_MOUNT = """
import(new URL('{module}', document.baseURI)).then(({{ mount }}) =>
  mount({{ element: element.firstElementChild, server, props, watch,
    changed: () => trigger('{event}') }}));
"""


def styles() -> str:
    """The styles of the grid as one text: the page waits for them, so it is to ask once."""
    files = (ASSETS / "styles" / f"{name}.css" for name in _STYLES)
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def fingerprint(*others: Path) -> str:
    """What tells the modules, styles and other files from those of any other release.

    As a part of their address it lets browsers keep them for good: a browser that took up some from
    another release would put together what does not fit.
    """
    files = [*sorted(ASSETS.rglob("*.js")), *sorted(ASSETS.rglob("*.css")), *others]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def head(assets: str) -> str:
    """What the page's head needs: the styles, and every module fetched while the page is built.

    What `styles` gives is served as `grid.css` beside the modules.
    """
    modules = [f'<link rel="modulepreload" href="{assets}/{name}">' for name in _MODULES]
    return "\n".join([f'<link rel="stylesheet" href="{assets}/grid.css">', *modules])


def grid(service: Service, who: Who, assets: str) -> gr.HTML:
    """The parallel grid of the project whose name is the component's value.

    `assets` is the address at which the modules of `ASSETS` are served.
    """
    return browser_module(service, who, f"{assets}/grid.js")


def browser_module(
    service: Service, who: Who, address: str, *, event: str = "", elem_id: str | None = None
) -> gr.HTML:
    """A component drawn by the module at this address, whose `mount` is given how to ask `service`.

    `event` names the event that it triggers, if any: Gradio looks for the name in the script.
    """

    def grid_request(body: Json, request: gr.Request) -> Answer:
        return service.answer(body, who(request))

    # No subclass of gr.HTML: Gradio would write an interface file beside this module.
    return gr.HTML(
        "",
        html_template="<div></div>",
        js_on_load=_MOUNT.format(module=address, event=event),
        apply_default_css=False,
        server_functions=[grid_request],
        elem_id=elem_id,
    )
