"""The model hub: asking it, fetching from it into its own cache, and what is in that cache.

The protocol and the cache are huggingface_hub's, so that models fetched here serve other programs
and the other way round. The transfer is our own, because that of huggingface_hub waits for minutes
and starts again from nothing: here the waits are short, a file that broke off goes on where it
stopped, every file's hash is checked, and the weights come last, so that a model whose weights are
in the cache is whole.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from translate.errors import HubUnreachableError, ModelBrokenError
from translate.refusals import connection_error, plain_errors

__all__ = [
    "Listing",
    "Progress",
    "cached_models",
    "cached_snapshots",
    "damaged",
    "fetch",
    "look",
    "names",
]

# Called with the model's id, the bytes fetched so far and the bytes of the whole model.
Progress = Callable[[str, int, int], None]

_PATIENCE = 5.0  # seconds that the hub may be silent
_MODELS = "models--"  # how a model's folder in the cache begins
_CHUNK = 1 << 18  # bytes between two reports of progress
_WANTED = (
    "config.json",
    "generation_config.json",
    "tokenizer_config.json",
    "vocab.json",
    "target_vocab.json",
    "source.spm",
    "target.spm",
)
_WEIGHTS = ("model.safetensors", "pytorch_model.bin")  # the first that the hub has


@dataclass(frozen=True, slots=True)
class _File:
    """A file on the hub; `digest` is a SHA-256, or git's hash of a blob for a small file."""

    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What the hub has of a model: a commit, and the files worth fetching, weights last."""

    model: str
    revision: str
    commit: str
    files: tuple[_File, ...]

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)


def cached_snapshots(model: str, revision: str = "") -> Iterator[tuple[str, Path]]:
    """(commit, folder) of every snapshot of a model in the cache: `main` first, then newest.

    With a revision, a name such as `v1` or a commit's first digits, only of that one.
    """
    home = _home(model)
    main = home / "refs" / "main"
    current = main.read_text(encoding="ascii").strip() if main.is_file() else ""
    folders = [folder for folder in (home / "snapshots").glob("*") if folder.is_dir()]
    if revision:
        named = home / "refs" / revision
        commit = named.read_text(encoding="ascii").strip() if named.is_file() else revision
        folders = [folder for folder in folders if folder.name.startswith(commit)]
    folders.sort(key=lambda folder: (folder.name == current, folder.stat().st_mtime), reverse=True)
    for folder in folders:
        yield folder.name, folder


def cached_models() -> list[str]:
    """The ids of all models, of whatever kind, that the hub's cache has something of."""
    folders = sorted(_home("").parent.glob(f"{_MODELS}*--*"))
    return [folder.name.removeprefix(_MODELS).replace("--", "/", 1) for folder in folders]


def damaged(folder: Path) -> list[str]:
    """The names of those files of a snapshot in the cache that are not what the hub had.

    Every file there is a link to one that is named by its hash; others cannot be told.
    """
    files = [(path.name, path.resolve()) for path in sorted(folder.iterdir()) if path.is_symlink()]
    return [
        name
        for name, blob in files
        if blob.is_file() and _digest(blob, git=_is_git(blob.name)) != blob.name
    ]


def names(author: str) -> list[str]:
    """The ids of all models of one author on the hub; HubUnreachableError where it is silent."""
    with plain_errors(f"the list of {author}"):
        from huggingface_hub import HfApi, get_session
        from huggingface_hub.constants import ENDPOINT
        from huggingface_hub.utils import hf_raise_for_status  # type: ignore[attr-defined]

        # The list itself is waited for, and asked for again, patiently.
        answer = get_session().head(ENDPOINT, timeout=_PATIENCE)
        if answer.status_code >= 500:
            hf_raise_for_status(answer)
        return [info.id for info in HfApi().list_models(author=author)]


def look(model: str, revision: str = "main") -> Listing:
    """Ask the hub what it has of a model.

    Raises ModelNotFoundError, HubUnreachableError, or ModelBrokenError where it has no weights.
    """
    with plain_errors(model):
        from huggingface_hub import HfApi

        info = HfApi().model_info(model, revision=revision, files_metadata=True, timeout=_PATIENCE)
    there = {
        sibling.rfilename: _File(
            sibling.rfilename,
            sibling.size or 0,
            sibling.lfs.sha256 if sibling.lfs else sibling.blob_id or "",
        )
        for sibling in info.siblings or ()
    }
    weights = next((name for name in _WEIGHTS if name in there), None)
    if info.sha is None or weights is None:
        raise ModelBrokenError(
            model,
            f"the hub's {model} has no weights that can be read here ({' or '.join(_WEIGHTS)}): "
            "choose another model",
        )
    files = tuple(there[name] for name in (*_WANTED, weights) if name in there)
    return Listing(model, revision, info.sha, files)


def fetch(listing: Listing, progress: Progress | None = None) -> Path:
    """Bring a model into the hub's cache; the folder of its snapshot there.

    Files that are there already are kept. Raises HubUnreachableError, ModelBrokenError, or
    TranslateError where the disk refuses.
    """
    model = listing.model
    done, path = 0, Path()
    with plain_errors(model):
        from huggingface_hub import hf_hub_download

        for file in listing.files:

            def report(size: int, before: int = done) -> None:
                if progress:
                    progress(model, before + size, listing.size)

            _bring(listing, file, report)
            # The file is in the cache's store by now: this only gives it its name there.
            path = Path(
                hf_hub_download(model, file.name, revision=listing.commit, etag_timeout=_PATIENCE)
            )
            done += file.size
            report(file.size)
        _remember(listing)
    return path.parent


def _home(model: str) -> Path:
    """The folder of one model in the hub's cache."""
    from huggingface_hub.constants import HF_HUB_CACHE

    return Path(HF_HUB_CACHE) / f"{_MODELS}{model.replace('/', '--')}"


def _remember(listing: Listing) -> None:
    """Note in the cache which commit a name such as `main` stood for, as huggingface_hub does."""
    if listing.revision != listing.commit:
        reference = _home(listing.model) / "refs" / listing.revision
        reference.parent.mkdir(parents=True, exist_ok=True)
        reference.write_text(listing.commit, encoding="ascii")


def _bring(listing: Listing, file: _File, report: Callable[[int], None]) -> None:
    """Transfer one file into the cache's store of blobs, under its hash, whole or not at all."""
    from huggingface_hub.utils import WeakFileLock  # type: ignore[attr-defined]

    model = listing.model
    home = _home(model)
    blob, part = home / "blobs" / file.digest, home / "blobs" / f"{file.digest}.part"
    lock = home.parent / ".locks" / home.name / f"{file.digest}.lock"  # huggingface_hub's own
    for path in (blob, lock):
        path.parent.mkdir(parents=True, exist_ok=True)
    with WeakFileLock(lock):
        if blob.exists():
            if _digest(blob, git=_is_git(file.digest)) == file.digest:
                return
            blob.unlink()  # a disk that fails, or another program, has damaged it
        part.touch()
        before = -1
        # A connection that broke off is taken up again for as long as that brings anything.
        while before < (there := part.stat().st_size) < file.size:
            before = there
            _transfer(listing, file, part, report)
        if there < file.size:
            raise HubUnreachableError(
                model,
                f"the download of {model} broke off in {file.name} after {there:,} of "
                f"{file.size:,} bytes: run it again to go on from there",
            )
        if _digest(part, git=_is_git(file.digest)) != file.digest:
            part.unlink()
            raise ModelBrokenError(
                model,
                f"{file.name} of {model} arrived damaged and was thrown away: run it again",
            )
        part.replace(blob)


def _transfer(listing: Listing, file: _File, part: Path, report: Callable[[int], None]) -> None:
    """Append what is missing to `part`; returns early where the connection breaks off."""
    from huggingface_hub import get_session, hf_hub_url
    from huggingface_hub.utils import (  # type: ignore[attr-defined]
        build_hf_headers,
        hf_raise_for_status,
    )

    start = part.stat().st_size
    # Compressed on the way, a file could not be continued from a byte of its own.
    headers = {**build_hf_headers(), "Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    url = hf_hub_url(listing.model, file.name, revision=listing.commit)
    with get_session().stream("GET", url, headers=headers, timeout=_PATIENCE) as response:
        hf_raise_for_status(response)
        continued = response.status_code == 206
        size = start if continued else 0
        with part.open("ab" if continued else "wb") as stream:
            try:
                for chunk in response.iter_bytes(_CHUNK):
                    stream.write(chunk)
                    size += len(chunk)
                    report(size)
            except connection_error():
                return  # what came is kept; the caller sees how far it got


def _is_git(digest: str) -> bool:
    """Whether a file's hash is git's, which has 40 digits."""
    return len(digest) == 40


def _digest(path: Path, *, git: bool) -> str:
    """The hash that the hub knows a file by: SHA-256 for large ones, git's SHA-1 for small ones."""
    digest = hashlib.sha1(usedforsecurity=False) if git else hashlib.sha256()
    if git:
        digest.update(f"blob {path.stat().st_size}\0".encode())
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
