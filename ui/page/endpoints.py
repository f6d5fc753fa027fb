"""The scripting interface: the use cases as named endpoints for `gradio_client`.

    client = Client("http://127.0.0.1:7860")        # auth=("anna", "...") where there is a login
    project = client.predict("The sea is blue.", name="Sea", api_name="/new_project")
    job = client.predict(project, "pt", api_name="/translate")
    print(client.predict(job, api_name="/wait"))    # how it ended
    files = client.predict(project, "tmx", api_name="/export")

What goes in and comes out is plain text, numbers and JSON; a refusal is raised in the client with
its one line. `client.view_api()` lists the endpoints.
"""

import time

import gradio as gr

from aligned.errors import InputError
from aligned.text import Document, check_text
from ui.exporting import Selection
from ui.grid.requests import operation
from ui.grid.view import View
from ui.page.desk import Desk
from ui.page.frame import Telling, editor_of

__all__ = ["add_endpoints"]

_LOOK_EVERY = 0.2
_HTTP = gr.Request()  # stands where Gradio puts the request that was made


def add_endpoints(desk: Desk) -> None:
    """Add the endpoints to the page that is being built."""
    interface = _Interface(desk)
    for endpoint in (
        interface.projects,
        interface.new_project,
        interface.versions,
        interface.translate,
        interface.add_translation,
        interface.jobs,
        interface.wait,
        interface.cancel,
        interface.rows,
        interface.correct,
    ):
        gr.api(  # type: ignore[attr-defined]
            endpoint, api_name=endpoint.__name__, concurrency_limit=8
        )
    # One that gives files: a component is what brings them to the client.
    texts = [gr.Textbox(visible=False, label=label) for label in ("project", "format")]
    options = [gr.JSON(visible=False, label="languages"), gr.Checkbox(visible=False)]
    files = gr.File(visible=False, file_count="multiple")
    button = gr.Button(visible=False)
    button.click(interface.export, [*texts, *options], files, api_name="export")


class _Interface:
    """The endpoints; their docstrings are what `view_api` shows."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def projects(self) -> list[str]:
        """The projects of the folder, the last changed first."""
        return self._desk.shelf.projects()

    def new_project(
        self, text: str, language: str = "", name: str = "statement", request: gr.Request = _HTTP
    ) -> str:
        """Make a project of a text, its language identified unless given; the project."""
        with Telling("new_project"):
            editor_of(request)
            document = Document.from_text(check_text(text, "the text"), name)
            return self._desk.shelf.create(name, document, language or None)

    def versions(self, project: str) -> list[dict[str, object]]:
        """The versions of a project, the source first: key, language, origin, segments."""
        with Telling("versions"):
            versions = self._desk.workbench(project).project.versions
        return [
            {
                "key": version.key,
                "language": version.language,
                "origin": version.origin,
                "segments": len(version.segments),
            }
            for version in versions
        ]

    def translate(self, project: str, language: str, request: gr.Request = _HTTP) -> str:
        """Begin to translate the source into a language; the job."""
        with Telling("translate"):
            editor_of(request)
            return self._desk.translate(project, language).id

    def add_translation(
        self,
        project: str,
        text: str,
        language: str = "",
        anyway: bool = False,
        request: gr.Request = _HTTP,
    ) -> str:
        """Begin to align an existing translation with the source; the job.

        With `anyway`, even if it does not seem to be one.
        """
        with Telling("add_translation"):
            editor_of(request)
            document = Document.from_text(check_text(text, "the translation"), "translation")
            job = self._desk.add_existing(project, document, language or None, anyway=anyway)
            return job.id

    def jobs(self, project: str) -> list[dict[str, object]]:
        """The long work on a project: id, doing, done, total, pace, state, message, files."""
        return self._desk.jobs(project)

    def wait(self, job: str, seconds: float = 3600.0) -> str:
        """Wait until a job is over, so many seconds at most; what came of it."""
        with Telling("wait"):
            waited = self._desk.job(job)
            ends = time.monotonic() + seconds
            while not waited.is_over:
                if time.monotonic() > ends:
                    raise InputError(f"{waited.name} is not over yet: wait again")
                time.sleep(_LOOK_EVERY)
            return waited.outcome.message

    def cancel(self, job: str, request: gr.Request = _HTTP) -> None:
        """Ask a job to stop; what it has done by then is kept."""
        with Telling("cancel"):
            editor_of(request)
            self._desk.cancel(job)

    def rows(self, project: str, start: int = 0, count: int = 100) -> list[dict[str, object]]:
        """Rows as the grid shows them, from the one numbered `start` (from 0) on."""
        with Telling("rows"):
            view = View(*self._desk.workbench(project).snapshot())
            return view.json_rows(start, count)

    def correct(
        self, project: str, correction: dict[str, object], request: gr.Request = _HTTP
    ) -> int:
        """Carry out a correction: {"kind": "edit", "version": "fr", "segment": 0, "text": "..."}.

        The kinds are those of `ui.grid.requests`. The revision that it made.
        """
        with Telling("correct"):
            workbench = self._desk.workbench(project).signed(editor_of(request).name)
            return workbench.correct(operation(correction)).revision

    def export(
        self, project: str, format: str, languages: list[str] | None, confirmed_only: bool
    ) -> list[str]:
        """Export a project in one of the formats; the files."""
        with Telling("export"):
            selection = Selection(tuple(languages) if languages else None, confirmed_only)
            job = self._desk.export(project, format, selection)
            self.wait(job.id)
            return [str(path) for path in job.outcome.files]
