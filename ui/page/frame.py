"""What the steps of the page share: who asks, refusals as messages, and small pieces of HTML."""

from collections.abc import Sequence
from html import escape
from typing import Any, TypeVar

import gradio as gr
from starlette.requests import Request

from aligned.errors import AlignedError
from translate.errors import TranslateError
from ui.accounts import ANYBODY, Person
from ui.saying import sentence

__all__ = [
    "AT_ONCE",
    "PRIVATE",
    "SCOPE",
    "Telling",
    "Updates",
    "editor_of",
    "offering",
    "person_of",
    "refusal",
    "table",
]

SCOPE = "hexapla.person"
"""Under this name the server's guard leaves the person in the scope of every request."""

PRIVATE: dict[str, Any] = {"api_visibility": "private"}
"""Given to what is no endpoint for scripts: those are in `endpoints`."""

AT_ONCE: dict[str, Any] = {**PRIVATE, "queue": False}
"""Given to what refuses nothing: it is answered by the request itself, not through the queue.

Whatever waits in the queue when the server ends makes Gradio load the page anew under whoever is
typing, or wait for ever for a stream of answers that has ended. But only what goes through the
queue can raise an error that Gradio shows, and only that sets off what listens to a `gr.State`.
"""

_Offer = TypeVar("_Offer", bound=gr.blocks.Block)

Updates = dict[gr.blocks.Block, object]
"""What components show from now on."""


def person_of(request: gr.Request | Request) -> Person:
    """By whom a request was made, as the guard found."""
    http = request.request if isinstance(request, gr.Request) else request
    person = http.scope.get(SCOPE) if http else None
    return person if isinstance(person, Person) else ANYBODY


def editor_of(request: gr.Request) -> Person:
    """By which editor a request was made; InputError where it was a reader."""
    person = person_of(request)
    person.require_editor()
    return person


class Telling:
    """Shows what the use cases refuse as a message on the page, and no traceback anywhere."""

    def __init__(self, title: str) -> None:
        self._title = title

    def __enter__(self) -> None:
        pass

    def __exit__(self, _type: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, AlignedError | TranslateError):
            said = sentence(str(error))
            raise gr.Error(said, title=self._title, print_exception=False) from error


def refusal(error: AlignedError) -> str:
    """Why something is not shown, in its place."""
    return f'<p class="wrong" role="alert">{escape(sentence(str(error)))}</p>'


def offering(component: _Offer) -> _Offer:
    """A component whose choices are known only when a project is, such that any is taken.

    A page that stays open while the server is started anew sends what Gradio no longer knows to
    have offered there, and refuses by itself. What is done with a choice says if there is none.
    """
    component.preprocess = lambda payload: payload  # type: ignore[attr-defined]
    return component


def table(
    name: str, head: Sequence[str], rows: Sequence[Sequence[str]], languages: Sequence[str] = ()
) -> str:
    """A table of texts, in a region of that name that scrolls where there is too little room.

    `languages` are the tags of the columns' texts.
    """
    tags = [f' lang="{escape(tag)}" dir="auto"' for tag in languages] or [""] * len(head)
    heads = "".join(f'<th scope="col">{escape(text)}</th>' for text in head)
    body = "".join(
        "<tr>"
        + "".join(f"<td{tag}>{escape(text)}</td>" for text, tag in zip(row, tags, strict=True))
        + "</tr>"
        for row in rows
    )
    region = f'class="wide" role="region" aria-label="{escape(name)}" tabindex="0"'
    inner = f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody>"
    return f"<div {region}><table>{inner}</table></div>"
