"""The login: from whom a request comes, and the page that asks for a name and a password."""

import hashlib
import hmac
import secrets
import time
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import parse_qs, quote, unquote, urlencode

import platformdirs
from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from aligned.errors import AlignedError
from ui.accounts import Accounts, Person
from ui.files import write_private

__all__ = ["OPEN", "Sessions", "add_login", "ask_to_log_in"]

OPEN = frozenset({"/login", "/login/", "/page.css"})
"""What is answered without a login."""

_COOKIE = "hexapla-session"
_LASTS = 7 * 24 * 3600  # seconds
_PAGE = Path(__file__).parent / "login.html"
_LONGEST = 4096  # bytes of a form that is filled in


class Sessions:
    """Sessions as signed cookies: they outlive the server, and end with the account's password."""

    def __init__(self, accounts: Accounts) -> None:
        self.accounts = accounts
        self._key = _session_key()

    def begin(self, person: Person) -> str:
        """The cookie of somebody who has logged in."""
        content = f"{quote(person.name)}|{int(time.time()) + _LASTS}"
        return f"{content}|{self._signature(person.name, content)}"

    def person(self, request: Request) -> Person | None:
        """By whom a request is; None where that is nobody, or nobody any more."""
        cookie = request.cookies.get(_COOKIE, "")
        content, _, signature = cookie.rpartition("|")
        quoted, _, ends = content.partition("|")
        name = unquote(quoted)
        try:
            right = hmac.compare_digest(signature, self._signature(name, content))
            return self.accounts.person(name) if right and int(ends) > time.time() else None
        except (AlignedError, TypeError, ValueError):  # no accounts any more, or no cookie of ours
            return None

    def _signature(self, name: str, content: str) -> str:
        key = f"{self._key}:{self.accounts.secret(name)}".encode()
        return hmac.new(key, content.encode(), hashlib.sha256).hexdigest()


def _session_key() -> str:
    """What signs this machine's sessions: made on first use, and readable by its user alone.

    Where it cannot be kept, sessions end with the server.
    """
    path = Path(platformdirs.user_state_path("hexapla")) / "session.key"
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_private(path, secrets.token_hex(32))
        return path.read_text(encoding="ascii")
    except OSError:
        return secrets.token_hex(32)


def ask_to_log_in(request: Request) -> Response:
    """The answer to a request by nobody: the login for a browser's page, 401 for all else."""
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        return RedirectResponse(_with_project("login", request.query_params.get("project", "")))
    return JSONResponse({"detail": "log in first"}, status_code=401)


def add_login(api: FastAPI, sessions: Sessions) -> None:
    """Add the routes to log in and out."""

    @api.get("/login")
    def show(project: str = "") -> Response:
        return _page(project)

    @api.post("/login")
    @api.post("/login/")
    async def log_in(request: Request) -> Response:
        body = await request.body()
        form = parse_qs(body[:_LONGEST].decode("utf-8", "replace"))
        name, password, project = (
            form.get(field, [""])[0] for field in ("username", "password", "project")
        )
        # In a thread: it takes a while, on purpose.
        person = await run_in_threadpool(sessions.accounts.check, name.strip(), password)
        by_browser = "text/html" in request.headers.get("accept", "")
        if person is None:
            if by_browser:
                return _page(project, "This name and this password do not belong together.", name)
            return JSONResponse({"detail": "wrong name or password"}, status_code=401)
        response: Response = JSONResponse({"success": True})
        if by_browser:
            response = RedirectResponse(_with_project("./", project), status_code=303)
        response.set_cookie(
            _COOKIE,
            sessions.begin(person),
            max_age=_LASTS,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
        return response

    @api.post("/logout")
    def log_out() -> Response:
        response = RedirectResponse("login", status_code=303)
        response.delete_cookie(_COOKIE)
        return response


def _page(project: str, wrong: str = "", name: str = "") -> HTMLResponse:
    """The login page; no text of anybody's becomes HTML in it."""
    page = Template(_PAGE.read_text(encoding="utf-8")).substitute(
        wrong=f'<p role="alert">{escape(wrong)}</p>' if wrong else "",
        project=escape(project),
        name=escape(name),
    )
    return HTMLResponse(page, status_code=401 if wrong else 200)


def _with_project(address: str, project: str) -> str:
    return f"{address}?{urlencode({'project': project})}" if project else address
