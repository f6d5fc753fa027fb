"""Reading a model's files: what cannot be read is one error, whatever the libraries raise."""

import json
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from safetensors import SafetensorError

from translate.errors import ModelBrokenError
from translate.models import Model

__all__ = ["read_json", "readable"]

# What the libraries raise for files that are damaged, cut short or of another kind.
_UNREADABLE = (
    OSError,
    ValueError,
    KeyError,
    TypeError,
    RuntimeError,
    AssertionError,
    EOFError,
    pickle.UnpicklingError,
    SafetensorError,
)


@contextmanager
def readable(model: Model) -> Iterator[None]:
    """Turn what is raised for unreadable files of a model into a ModelBrokenError."""
    try:
        yield
    except _UNREADABLE as error:
        raise ModelBrokenError(
            model.id,
            f"the model {model.id} cannot be read, its files in {model.folder} are damaged: "
            "delete that folder and fetch it again",
        ) from error


def read_json(path: Path) -> dict[str, Any]:
    """The object in a JSON file; OSError or ValueError where it holds none."""
    content = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise ValueError(f"{path.name} holds no object")
    return content
