"""The server under the page: Gradio, the grid's modules, and what browsers are told to refuse."""

import contextlib
import ipaddress
import os
import secrets
import signal
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
from fastapi.responses import FileResponse, PlainTextResponse
from fastapi.staticfiles import StaticFiles
from starlette.background import BackgroundTask
from starlette.types import Scope

from aligned.errors import AlignedError, InputError
from ui.accounts import ANYBODY, Accounts
from ui.grid import ASSETS, styles
from ui.page.blocks import ADDRESS, HEAD, SMALL, STYLES, build, theme
from ui.page.desk import Desk
from ui.page.frame import SCOPE, person_of
from ui.page.login import OPEN, Sessions, add_login, ask_to_log_in
from ui.saying import sentence
from ui.settings import AccountSettings

__all__ = ["app", "is_loopback", "launch", "serve"]

# Gradio builds functions from text and sets styles, so these two cannot be refused. Scripts in the
# page are only those that the server marked with the nonce of that answer, so that none can come of
# a text; and everything that is not of this server is refused.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'nonce-{nonce}' 'unsafe-eval'",
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

# Of files whose address says which they are: no browser need ask for them again.
_FOR_GOOD = {"Cache-Control": "private, max-age=31536000, immutable"}

# What Gradio would fetch from elsewhere for whoever asks.
_OUTWARD = ("/gradio_api/file=http", "/gradio_api/proxy=")


class _Lasting(StaticFiles):
    """Files that browsers keep: others will have another address."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(_FOR_GOOD)
        return response


def app(desk: Desk, project: str = "", accounts: Accounts | None = None) -> FastAPI:
    """The web application over the projects of a desk; `project` is opened at once.

    With accounts, nothing but the login is shown to whoever has not logged in.
    """
    blocks = build(desk, project)
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    sessions = Sessions(accounts) if accounts else None

    @api.middleware("http")
    async def guard(
        request: Request, proceed: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        response = await _answer(request, proceed, sessions)
        return await _with_policy(response)

    if sessions:
        add_login(api, sessions)
    _add_files(api, desk)
    api.mount(f"/{ADDRESS}", _Lasting(directory=ASSETS), name="grid")
    mounted: FastAPI = gr.mount_gradio_app(
        api,
        blocks,
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        show_error=True,
        max_file_size="500mb",
        theme=theme(),
        css=STYLES.read_text(encoding="utf-8"),
        head=HEAD,
    )
    return mounted


async def _answer(
    request: Request,
    proceed: Callable[[Request], Awaitable[Response]],
    sessions: Sessions | None,
) -> Response:
    """What the application answers, if the request may be made at all."""
    origin = request.headers.get("origin", "")
    host = request.headers.get("host", "")
    if origin and origin.partition("://")[2] != host:
        return PlainTextResponse("another site may not ask this", status_code=403)
    if sessions is None and not _is_own_name(host):
        return PlainTextResponse("this server does not go by that name", status_code=421)
    if any(part in request.url.path for part in _OUTWARD):
        return PlainTextResponse("this server asks no other", status_code=403)
    person = sessions.person(request) if sessions else ANYBODY
    if person is None and request.url.path not in OPEN:
        return ask_to_log_in(request)
    request.scope[SCOPE] = person
    return await proceed(request)


def _is_own_name(host: str) -> bool:
    """Whether a page without a login is asked for by an address, or by this machine's own name.

    A name that somebody else made lead here would let their site read the page (DNS rebinding).
    """
    name = host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host
    return name == "localhost" or _address(name.strip("[]")) is not None


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server at that host."""
    address = _address(host)
    return host == "localhost" or (address is not None and address.is_loopback)


async def _with_policy(response: Response) -> Response:
    """The answer with what browsers are to refuse; its own scripts bear the answer's nonce."""
    nonce = secrets.token_urlsafe(16)
    if response.headers.get("content-type", "").startswith("text/html"):
        chunks = [chunk async for chunk in response.body_iterator]  # type: ignore[attr-defined]
        body = b"".join(chunks).replace(b"<script", f'<script nonce="{nonce}"'.encode())
        headers = {key: value for key, value in response.headers.items() if key != "content-length"}
        response = Response(body, response.status_code, headers)
    response.headers["Content-Security-Policy"] = _POLICY.format(nonce=nonce)
    response.headers["X-Content-Type-Options"] = "nosniff"
    # Not "no-referrer": with that, browsers send the login with no origin, and it is refused.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _add_files(api: FastAPI, desk: Desk) -> None:
    """Add what is fetched: exports, projects, a person's settings, the styles."""

    @api.get("/download/{job}/{name}")
    def download(job: str, name: str) -> Response:
        try:
            return FileResponse(desk.exported(job, name), filename=name)
        except AlignedError as error:
            return PlainTextResponse(sentence(str(error)), status_code=404)

    @api.get("/project/{name}")
    def project(name: str) -> Response:
        try:
            copy = desk.take_out(name)
        except AlignedError as error:
            return PlainTextResponse(sentence(str(error)), status_code=404)
        return FileResponse(copy, filename=name, background=BackgroundTask(copy.unlink))

    @api.get("/settings")
    def settings(request: Request) -> dict[str, str] | None:
        return desk.settings(person_of(request).name)

    @api.get("/page.css")
    def page_styles() -> Response:
        return FileResponse(STYLES)

    @api.get(f"/{ADDRESS}/grid.css")
    def grid_styles() -> Response:
        small = SMALL.read_text(encoding="utf-8")
        return Response(f"{styles()}\n{small}", media_type="text/css", headers=_FOR_GOOD)


@contextlib.contextmanager
def serve(
    desk: Desk, project: str = "", *, port: int, host: str, accounts: Accounts | None = None
) -> Iterator[str]:
    """Serve the page in a thread of its own while the block runs; gives its address.

    The desk is closed in the end. Raises InputError where the port is taken.
    """
    application = app(desk, project, accounts)
    config = uvicorn.Config(application, host=host, port=port, log_level="critical")
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
        desk.close()


def launch(
    place: str | Path,
    *,
    port: int = 7860,
    host: str = "127.0.0.1",
    accounts: Accounts | None = None,
    open_browser: bool = False,
) -> None:
    """Serve the page until interrupted; the address is printed on stderr.

    `place` is a folder of projects, or a project to be opened at once: a file among the others of
    its folder, or the URL of a database, beside the projects of the folder one is in.
    """
    for way in ("SIGTERM", "SIGHUP"):  # of a machine that shuts down, or a terminal that is closed
        if hasattr(signal, way):
            signal.signal(getattr(signal, way), signal.default_int_handler)
    desk, name = _desk(place, AccountSettings(accounts.path) if accounts else None)
    serving = serve(desk, name, port=port, host=host, accounts=accounts)
    with serving as address, contextlib.suppress(KeyboardInterrupt):
        print(f"Hexapla is at {address} (Ctrl+C ends it)", file=sys.stderr)
        if open_browser:
            webbrowser.open(address)
        threading.Event().wait()


def _desk(place: str | Path, settings: AccountSettings | None) -> tuple[Desk, str]:
    """The desk, and what of it is to be opened."""
    if isinstance(place, str):
        desk = Desk(Path(), place, settings=settings)
        return desk, desk.shelf.projects()[0]
    if place.is_dir():
        return Desk(place, settings=settings), ""
    return Desk(place.parent, settings=settings), place.name
