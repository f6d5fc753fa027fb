"""The first step: a project that is there, the sample, or a new one from text and files."""

from collections.abc import Callable, Sequence
from typing import Any

import gradio as gr

from aligned.errors import InputError
from ui.page.desk import Desk
from ui.page.frame import PRIVATE, Telling, Updates, editor_of
from ui.page.known_projects import KnownProjects
from ui.page.new_project import NewProject

__all__ = ["ProjectStep"]


class ProjectStep:
    """The components of the step and what they do; `show` opens a project on the page."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        with gr.Row(equal_height=False):
            with gr.Column(elem_classes="card", min_width=300):
                self.known = KnownProjects(desk)
                self._sample_card()
            with gr.Column(elem_classes="card", scale=2) as self.begin:
                self.new = NewProject(desk)

    def _sample_card(self) -> None:
        with gr.Column(elem_classes="plain") as self.look_around:
            gr.Markdown(
                "## Look around\nA public statement of thirty sentences with four existing "
                "translations, aligned and translated while you watch."
            )
            self.sample = gr.Button("Try the sample")

    @property
    def for_editors(self) -> list[gr.blocks.Block]:
        """The components that a reader has no use for."""
        return [self.begin, self.look_around, self.known.take_in]

    def connect(
        self,
        opened: Sequence[gr.blocks.Block],
        show: Callable[..., Updates],
        after: dict[str, Any],
    ) -> None:
        """Say what the buttons do; `opened` are the components that `show` gives updates for."""
        self._show = show
        self.known.connect()
        self.new.connect(opened, show, after)
        self.sample.click(self._sample, None, opened, **PRIVATE).success(**after)
        self.known.open.click(self._open, self.known.projects, opened, **PRIVATE).success(**after)

    def _sample(self, request: gr.Request) -> Updates:
        with Telling("Sample"):
            editor_of(request)
            return self._show(self.desk.sample(), request, correcting=True)

    def _open(self, project: str | None, request: gr.Request) -> Updates:
        with Telling("Open"):
            if not project:
                raise InputError("choose a project of the list")
            return self._show(project, request, correcting=True)
