"""A model hub on this machine: what of the Hugging Face protocol a download needs.

    with HubServer({"Helsinki-NLP/opus-mt-en-fr": folder}) as hub:
        # a process with HF_ENDPOINT=hub.url fetches from it

Faults can be set for one file, or for the whole hub, to see what a client makes of them.
"""

import contextlib
import hashlib
import importlib.util
import json
import threading
from collections import Counter
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

LARGE = {".safetensors", ".bin", ".spm"}  # kept by Git LFS, known by their SHA-256


class HubServer:
    """Serves model folders by their hub ids on a free port of the loopback.

    `requests` counts what was asked, as "GET /path". Faults, each to be set at any time:
    `status` answers everything with that error; `silent` accepts connections and says nothing;
    `break_off[file name]` closes the connection after so many bytes of the file, however often it
    is asked; `damage` holds names of files that arrive with their right size and wrong content.
    """

    def __init__(self, models: Mapping[str, Path]) -> None:
        self.models = dict(models)
        self.requests: Counter[str] = Counter()
        self.status: int | None = None
        self.silent = False
        self.break_off: dict[str, int] = {}
        self.damage: set[str] = set()
        self.stopping = threading.Event()
        handler = type("Handler", (_Handler,), {"hub": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def url(self) -> str:
        """What HF_ENDPOINT is to be set to."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "HubServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def heal(self) -> None:
        """Take back all faults."""
        self.status, self.silent = None, False
        self.break_off.clear()
        self.damage.clear()


def commit(folder: Path) -> str:
    """The commit under which a folder is served: a hash of all its files."""
    digests = (f"{path.name}:{_sha256(path)}" for path in sorted(folder.iterdir()))
    return hashlib.sha1("\n".join(digests).encode(), usedforsecurity=False).hexdigest()


def environment(hub: HubServer | None, cache: Path) -> dict[str, str]:
    """What a subprocess needs in its environment to use this hub (or none) and its own cache."""
    settle_engine(cache)
    return {
        "HF_ENDPOINT": hub.url if hub else "http://127.0.0.1:9",
        "HF_HOME": str(cache),
        "XDG_CACHE_HOME": str(cache),
        "XDG_DATA_HOME": str(cache / "data"),
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
    }


def settle_engine(cache: Path) -> None:
    """Let `auto` take ct2, where it is installed, for the small models of tests, unmeasured."""
    if importlib.util.find_spec("ctranslate2") is None:
        return
    from tests.marian import SIZE
    from translate.engines import probe

    kept = cache / "hexapla" / "engines.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps({probe.key(SIZE): {"ct2": 2.0, "marian": 1.0}}))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _git_blob(path: Path) -> str:
    content = path.read_bytes()
    head = f"blob {len(content)}\0".encode()
    return hashlib.sha1(head + content, usedforsecurity=False).hexdigest()


def _sibling(path: Path) -> dict[str, object]:
    size = path.stat().st_size
    sibling: dict[str, object] = {"rfilename": path.name, "size": size, "blobId": _git_blob(path)}
    if path.suffix in LARGE:
        sibling["lfs"] = {"sha256": _sha256(path), "size": size, "pointerSize": 134}
    return sibling


class _Handler(BaseHTTPRequestHandler):
    """Answers what huggingface_hub asks of a hub."""

    hub: HubServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self, *, body: bool) -> None:
        url = urlsplit(self.path)
        self.hub.requests[f"{self.command} {url.path}"] += 1
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            if self.hub.silent:
                self.hub.stopping.wait()
                self.close_connection = True
            elif self.hub.status is not None:
                self._refuse(self.hub.status, "Unavailable")
            elif url.path == "/api/models":
                self._listing(parse_qs(url.query))
            elif url.path.startswith("/api/models/"):
                self._info(url.path.removeprefix("/api/models/"))
            else:
                self._file(url.path, body=body)

    def _listing(self, query: dict[str, list[str]]) -> None:
        author = query.get("author", [""])[0]
        names = [name for name in self.hub.models if name.startswith(f"{author}/")]
        self._json([{"id": name, "modelId": name} for name in names])

    def _info(self, path: str) -> None:
        name, _, revision = path.partition("/revision/")
        if (folder := self.hub.models.get(name)) is None:
            self._refuse(404, "RepoNotFound")
        elif revision not in ("", "main", commit(folder)):
            self._refuse(404, "RevisionNotFound")
        else:
            siblings = [_sibling(file) for file in sorted(folder.iterdir())]
            self._json({"id": name, "sha": commit(folder), "siblings": siblings})

    def _file(self, path: str, *, body: bool) -> None:
        name, _, rest = path.strip("/").partition("/resolve/")
        revision, _, file = rest.partition("/")
        if (folder := self.hub.models.get(name)) is None:
            self._refuse(404, "RepoNotFound")
        elif revision not in ("main", commit(folder)):
            self._refuse(404, "RevisionNotFound")
        elif not (folder / file).is_file():
            self._refuse(404, "EntryNotFound")
        else:
            self._send(folder / file, commit(folder), body=body)

    def _send(self, path: Path, revision: str, *, body: bool) -> None:
        content = path.read_bytes()
        if path.name in self.hub.damage:
            content = bytes(byte ^ 0x55 for byte in content)
        asked = self.headers.get("Range", "bytes=0-").removeprefix("bytes=")
        start = int(asked.partition("-")[0])
        large = path.suffix in LARGE
        self.send_response(206 if start else 200)
        self.send_header("X-Repo-Commit", revision)
        self.send_header("ETag", f'"{_sha256(path) if large else _git_blob(path)}"')
        self.send_header("Accept-Ranges", "bytes")
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        if body:
            end = self.hub.break_off.get(path.name, len(content))
            self.wfile.write(content[start : max(start, end)])
            self.close_connection = end < len(content)

    def _json(self, value: object) -> None:
        content = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _refuse(self, status: int, code: str) -> None:
        self.send_response(status)
        self.send_header("X-Error-Code", code)
        self.send_header("Content-Length", "0")
        self.end_headers()
