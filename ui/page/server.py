"""The server under the page: Gradio, the grid's modules, and what browsers are told to refuse."""

import contextlib
import os
import sys
import threading
import time
import webbrowser
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

# Before gradio is imported: nothing is reported to anybody.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles

from aligned.errors import InputError
from ui.grid import ASSETS
from ui.page.blocks import HEAD, STYLES, build, theme
from ui.page.desk import Desk

__all__ = ["app", "launch", "serve"]

# Gradio builds functions from text and writes scripts and styles into the page, so these cannot be
# refused. Everything that is not of this server is.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


def app(folder: Path, project: str = "") -> FastAPI:
    """The web application over the projects of a folder; `project` is opened at once."""
    desk = Desk(folder)
    blocks = build(desk, project)
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @api.middleware("http")
    async def guard(
        request: Request, proceed: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        response = await proceed(request)
        response.headers["Content-Security-Policy"] = _POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    api.mount("/grid", StaticFiles(directory=ASSETS), name="grid")
    mounted: FastAPI = gr.mount_gradio_app(
        api,
        blocks,
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        show_error=True,
        theme=theme(),
        css=STYLES.read_text(encoding="utf-8"),
        head=HEAD,
    )
    return mounted


@contextlib.contextmanager
def serve(folder: Path, project: str = "", *, port: int, host: str) -> Iterator[str]:
    """Serve the page in a thread of its own while the block runs; gives its address.

    Raises InputError where the port is taken.
    """
    config = uvicorn.Config(app(folder, project), host=host, port=port, log_level="critical")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="hexapla-page", daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise InputError(f"port {port} of {host} cannot be used: name another with --port")
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://{host}:{port}/"
    finally:
        server.should_exit = True
        thread.join(timeout=5)


def launch(
    folder: Path,
    project: Path | None,
    *,
    port: int = 7860,
    host: str = "127.0.0.1",
    open_browser: bool = False,
) -> None:
    """Serve the page until interrupted; the address is printed on stderr."""
    name = project.name if project else ""
    folder = project.parent if project else folder
    with serve(folder, name, port=port, host=host) as address:
        print(f"Hexapla is at {address} (Ctrl+C ends it)", file=sys.stderr)
        if open_browser:
            webbrowser.open(address)
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()
