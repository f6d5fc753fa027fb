"""The second step: which versions there are, and more of them by machine or from files."""

from collections import Counter
from collections.abc import Sequence

import gradio as gr

from aligned.errors import AlignedError, InputError
from aligned.project import Project, Version
from aligned.text import Document, check_text, language_name
from ui.grid import Service, Who, browser_module
from ui.page.desk import Desk
from ui.page.frame import (
    AT_ONCE,
    PRIVATE,
    Telling,
    Updates,
    editor_of,
    offering,
    refusal,
    table,
)
from ui.page.given import read_given
from ui.page.languages import language_choices, target_choices
from ui.page.links import aligned_by, links_field
from ui.versions import made_with, read_version

__all__ = ["VersionsStep"]

_IDENTIFY = ("tell it from the text", "")


class VersionsStep:
    """The components of the step and what they do."""

    def __init__(self, desk: Desk, service: Service, who: Who, assets: str) -> None:
        self.desk = desk
        self.jobs = browser_module(service, who, f"{assets}/jobs.js", event="changed")
        self.versions = gr.HTML(elem_id="versions")
        self.to_grid = gr.Button("Go to the grid", elem_id="to-grid", variant="secondary")
        with gr.Row(equal_height=False) as self.adding:
            with gr.Column(elem_classes="card"):
                gr.Markdown(
                    "## Translate by machine\n"
                    "The sentences appear in the grid as they come; correct them meanwhile."
                )
                self.targets = offering(
                    gr.Dropdown(
                        [],
                        multiselect=True,
                        filterable=True,
                        label="Into these languages",
                        info="Type to search. Each says whether its model is here, "
                        "or how much is fetched.",
                    )
                )
                self.translate = gr.Button("Translate", variant="primary")
            with gr.Column(elem_classes="card"):
                gr.Markdown(
                    "## Add existing translations\n"
                    "Drop files: each is one translation, aligned with the source at once."
                )
                self.existing_language = gr.Dropdown(
                    [_IDENTIFY, *language_choices()],
                    value="",
                    label="Language",
                    allow_custom_value=True,
                )
                self.anyway = gr.Checkbox(
                    label="Align even what does not seem to be a translation of the source"
                )
                _, self.links = links_field(
                    "Give the file of links first, then the translation as that tool had it, "
                    "**one sentence a line**; the links are to the sentences of the source here.",
                    "links-to-add",
                )
                self.existing = gr.File(
                    label="Files", file_count="multiple", height=130, elem_id="translations"
                )
                self.existing_text = gr.Textbox(label="or paste one", lines=3)
                self.align = gr.Button("Add and align", variant="primary")

    def connect(self, project: gr.blocks.Block) -> None:
        """Say what happens; the value of `project` is the name of the open one."""
        self.translate.click(
            self._translate, [project, self.targets], [self.targets, self.versions], **PRIVATE
        )
        how = [self.links, self.existing_language, self.anyway]
        for event, add, given in (
            (self.existing.upload, self._add, self.existing),
            (self.align.click, self._paste, self.existing_text),
        ):
            event(add, [project, given, *how], [given, self.links], **PRIVATE)
        self.jobs.changed(self.refresh, project, [self.versions], show_progress="hidden", **AT_ONCE)

    @property
    def shown(self) -> list[gr.blocks.Block]:
        """The components that `show` gives updates for."""
        return [self.versions, self.targets]

    def show(self, name: str) -> Updates:
        """What the components show of a project: its versions, and which others it can have."""
        if not name:
            return {self.versions: "", self.targets: []}
        try:
            source = self.desk.workbench(name).project.source
        except AlignedError as error:
            return {self.versions: refusal(error)}
        choices = target_choices(source.language)
        return {**self.refresh(name), self.targets: gr.Dropdown(choices, value=[])}

    def refresh(self, name: str) -> Updates:
        """The list of versions, which long work may have added to."""
        if not name:
            return {self.versions: ""}
        try:
            return {self.versions: _versions(self.desk.workbench(name).project)}
        except AlignedError as error:
            return {self.versions: refusal(error)}

    def _translate(self, project: str, languages: Sequence[str], request: gr.Request) -> Updates:
        with Telling("Translate"):
            editor_of(request)
            if not languages:
                raise InputError("choose at least one language to translate into")
            for language in languages:
                self.desk.translate(project, language)
        return {self.targets: [], **self.refresh(project)}

    def _add(
        self,
        project: str,
        files: Sequence[str] | None,
        links: Sequence[str] | None,
        language: str,
        anyway: bool,
        request: gr.Request,
    ) -> tuple[None, None]:
        with Telling("Add and align"):
            editor_of(request)
            documents = [read_given(file, translation=True) for file in files or ()]
            self._begin(project, documents, links or (), language or None, anyway=anyway)
        for document in documents:
            if document.encoding:
                gr.Info(
                    f"{document.name} is not UTF-8: it was read as {document.encoding}. "
                    "Look whether its letters are right."
                )
        return None, None

    def _paste(
        self,
        project: str,
        text: str,
        links: Sequence[str] | None,
        language: str,
        anyway: bool,
        request: gr.Request,
    ) -> tuple[str, None]:
        with Telling("Add and align"):
            editor_of(request)
            if not text.strip():
                raise InputError("paste the translation, or drop files of translations")
            document = Document.from_text(check_text(text, "the translation"), "pasted text")
            self._begin(project, [document], links or (), language or None, anyway=anyway)
        return "", None

    def _begin(
        self,
        project: str,
        documents: Sequence[Document],
        links: Sequence[str],
        language: str | None,
        *,
        anyway: bool,
    ) -> None:
        """Begin to add translations, aligned here or as files of links say."""
        if not links:
            for document in documents:
                self.desk.add_existing(project, document, language, anyway=anyway)
            return
        versions = [
            read_version(document, language, "imported", segmented=True) for document in documents
        ]
        source = self.desk.workbench(project).project.source
        for each in aligned_by(source, versions, links):
            self.desk.add_version(project, each, anyway=anyway)


def _versions(project: Project) -> str:
    """The versions of a project as a table."""
    head = ("Version", "Origin", "Sentences", "Confirmed", "Edited", "Made with")
    return table("Versions", head, [_line(project, version) for version in project.versions])


def _line(project: Project, version: Version) -> tuple[str, ...]:
    name = f"{language_name(version.language)} ({version.key})"
    if version.key == project.source.key:
        return name, "source", f"{len(version.segments):,}", "", "", ""
    beads = project.bitexts[version.key].beads
    counts = Counter(bead.status for bead in beads)
    sentences = f"{len(version.segments):,}"
    if version.origin == "machine":
        waiting = sum(1 for bead in beads if not bead.targets)
        sentences += f" ({waiting:,} to come)" if waiting else ""
    share = f"{counts['confirmed']:,} of {len(beads):,}"
    return name, version.origin, sentences, share, f"{counts['edited']:,}", made_with(version)
