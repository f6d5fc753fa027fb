"""The projects of the folder: to open, rename, duplicate, download or delete; and to bring in."""

from html import escape
from pathlib import Path
from urllib.parse import quote

import gradio as gr

from ui.files import SUFFIX, name_of
from ui.page.desk import Desk
from ui.page.frame import AT_ONCE, PRIVATE, Telling, Updates, editor_of, offering, person_of

__all__ = ["KnownProjects"]


class KnownProjects:
    """The list of the folder's projects and what can be done with one."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        gr.Markdown("## Go on with a project")
        self.none = gr.Markdown(
            f"The folder {desk.shelf.folder} holds no project yet. "
            "Begin one from a text, or try the sample."
        )
        self.projects = offering(
            gr.Radio([], show_label=False, container=False, elem_id="projects")
        )
        self.open = gr.Button("Open", variant="primary")
        with gr.Accordion("Duplicate, rename, download or delete it", open=False) as self.care:
            self.elsewhere = gr.Markdown(
                "This project is in a database: it is corrected and exported here, but renamed, "
                "copied and deleted where the database is."
            )
            with gr.Column() as self.here:
                self.new_name = gr.Textbox(label="New name")
                with gr.Row():
                    self.rename = gr.Button("Rename", size="sm")
                    self.duplicate = gr.Button("Duplicate", size="sm")
                    self.delete = gr.Button("Delete", size="sm")
                self.download = gr.HTML(elem_id="download")
        self.take_in = gr.UploadButton(
            "Bring in a project file", file_types=[SUFFIX], variant="secondary"
        )

    @property
    def listed(self) -> list[gr.blocks.Block]:
        """The components that show the folder."""
        return [self.projects, self.none, self.open, self.care, *self._cares]

    @property
    def _cares(self) -> list[gr.blocks.Block]:
        """The components that show what can be done with the chosen project."""
        return [self.here, self.elsewhere, self.download]

    def connect(self) -> None:
        """Say what the buttons do that change the folder."""
        name = [self.projects, self.new_name]
        self.rename.click(self._rename, name, self.listed, **PRIVATE)
        self.duplicate.click(self._duplicate, self.projects, self.listed, **PRIVATE)
        self.delete.click(self._delete, self.projects, self.listed, **PRIVATE)
        self.take_in.upload(self._take_in, self.take_in, self.listed, **PRIVATE)
        self.projects.change(self._care, self.projects, self._cares, **AT_ONCE)

    def listing(self, request: gr.Request, chosen: str = "") -> Updates:
        """What the components show of the folder."""
        known = self.desk.shelf.projects()
        chosen = chosen or (known[0] if known else "")
        return {
            self.projects: gr.Radio(
                [(name_of(project), project) for project in known],
                value=chosen or None,
                visible=bool(known),
            ),
            self.none: gr.Markdown(visible=not known),
            self.open: gr.Button(visible=bool(known)),
            self.care: gr.Accordion(visible=bool(known) and person_of(request).may_change),
            **self._care(chosen),
        }

    def _care(self, project: str | None) -> Updates:
        """What can be done with a project: one in a database is cared for there."""
        is_here = project not in self.desk.shelf.databases
        link = f"project/{quote(project or '')}"
        return {
            self.here: gr.Column(visible=is_here),
            self.elsewhere: gr.Markdown(visible=not is_here),
            self.download: f'<a href="{link}" download="{escape(project or "")}">'
            "Download it as one file</a>",
        }

    def _rename(self, project: str, name: str, request: gr.Request) -> Updates:
        with Telling("Rename"):
            editor_of(request)
            return self.listing(request, self.desk.rename(project, name))

    def _duplicate(self, project: str, request: gr.Request) -> Updates:
        with Telling("Duplicate"):
            editor_of(request)
            return self.listing(request, self.desk.shelf.duplicate(project))

    def _delete(self, project: str, request: gr.Request) -> Updates:
        with Telling("Delete"):
            editor_of(request)
            self.desk.delete(project)
        gr.Info(
            f"{name_of(project)} is in the folder's bin now, {self.desk.shelf.bin}.", title="Delete"
        )
        return self.listing(request)

    def _take_in(self, file: str, request: gr.Request) -> Updates:
        with Telling("Bring in"):
            editor_of(request)
            return self.listing(request, self.desk.shelf.take_in(Path(file)))
