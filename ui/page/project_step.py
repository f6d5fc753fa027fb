"""The first step: a project that is there, the sample, or a new one from text and files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import gradio as gr

from aligned import formats
from aligned.errors import AlignedError, InputError, LanguageError
from aligned.text import Document, check_text, identify
from ui.files import SUFFIX
from ui.page.desk import Desk
from ui.page.frame import PRIVATE, Telling, Updates, editor_of, person_of
from ui.page.languages import language_choices, named, target_choices

__all__ = ["Found", "ProjectStep", "look_at"]

_PASTED = "pasted text"


@dataclass(frozen=True, slots=True)
class Found:
    """A text that was given, and what was found out about it: its language, or what is wrong."""

    name: str
    language: str = ""
    size: str = ""
    wrong: str = ""
    path: str = ""


class ProjectStep:
    """The components of the step and what they do; `show` opens a project on the page."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.chosen = gr.State({})  # name of a text -> its language, where a person overruled
        self.found = gr.State([])
        with gr.Row(equal_height=False):
            with gr.Column(elem_classes="card", min_width=300):
                self._known_card()
                self._sample_card()
            with gr.Column(elem_classes="card", scale=2) as self.begin:
                self._new_card()

    def _sample_card(self) -> None:
        with gr.Column(elem_classes="plain") as self.look_around:
            gr.Markdown(
                "### Look around\nA public statement of thirty sentences with four existing "
                "translations, aligned and translated while you watch."
            )
            self.sample = gr.Button("Try the sample")

    def _known_card(self) -> None:
        gr.Markdown("### Go on with a project")
        self.none = gr.Markdown(
            f"There is none in {self.desk.folder} yet. Begin one from a text, or try the sample."
        )
        self.projects = gr.Radio([], show_label=False, container=False, elem_id="projects")
        self.open = gr.Button("Open", variant="primary")
        with gr.Accordion("Duplicate, rename, download or delete it", open=False) as self.care:
            self.new_name = gr.Textbox(label="New name")
            with gr.Row():
                self.rename = gr.Button("Rename", size="sm")
                self.duplicate = gr.Button("Duplicate", size="sm")
                self.delete = gr.Button("Delete", size="sm")
            self.download = gr.HTML(elem_id="download")
        self.take_in = gr.UploadButton(
            "Bring in a project file", file_types=[SUFFIX], variant="secondary"
        )

    def _new_card(self) -> None:
        gr.Markdown(
            "### Begin a new project\nPaste a text, or drop files: one to translate, or several "
            "versions of one text to align."
        )
        with gr.Row():
            self.text = gr.Textbox(
                label="Text",
                placeholder="Paste the statement, the article, the chapter ...",
                lines=7,
                max_lines=16,
                scale=3,
                min_width=260,
            )
            self.files = gr.File(
                label="or files", file_count="multiple", height=180, scale=2, min_width=200
            )
        self._found_list()
        self.source = gr.Radio([], label="Which is the source?", visible=False)
        self.targets = gr.Dropdown(
            [],
            multiselect=True,
            filterable=True,
            visible=False,
            label="Translate it into",
            info="Type to search. Each says whether its model is here, or how much is fetched.",
        )
        self.name = gr.Textbox(
            label="Name of the project", placeholder="that of the source's file", visible=False
        )
        self.create = gr.Button("Create the project", variant="primary")

    def _found_list(self) -> None:
        """What was given, with its language, which a person may overrule."""

        @gr.render(inputs=[self.found])  # type: ignore[untyped-decorator]
        def lines(found: list[Found]) -> None:
            for one in found:
                with gr.Row(elem_classes="found", key=one.name):
                    if one.wrong:
                        gr.HTML(f'<p class="wrong">{escape(one.wrong)}</p>')
                        continue
                    gr.HTML(f"<p><strong>{escape(one.name)}</strong> {escape(one.size)}</p>")
                    language = gr.Dropdown(
                        _with_language(one.language),
                        value=one.language or None,
                        label=f"Language of {one.name}",
                        info=f"Identified: {named(one.language)}" if one.language else "Choose it",
                        allow_custom_value=True,
                        key=f"language of {one.name}",
                    )
                    language.input(
                        lambda tag, chosen, name=one.name: {**chosen, name: tag},
                        [language, self.chosen],
                        self.chosen,
                        api_visibility="private",
                    )

    # --- what happens ----------------------------------------------------------------------------

    @property
    def listed(self) -> list[gr.blocks.Block]:
        """The components that show the folder."""
        return [self.projects, self.none, self.open, self.care, self.download]

    def connect(
        self,
        opened: Sequence[gr.blocks.Block],
        show: Callable[..., Updates],
        after: dict[str, Any],
    ) -> None:
        """Say what the buttons do; `opened` are the components that `show` gives updates for."""
        self._show = show
        name = [self.projects, self.new_name]
        self.rename.click(self._rename, name, self.listed, **PRIVATE)
        self.duplicate.click(self._duplicate, self.projects, self.listed, **PRIVATE)
        self.delete.click(self._delete, self.projects, self.listed, **PRIVATE)
        self.take_in.upload(self._take_in, self.take_in, self.listed, **PRIVATE)
        self.projects.change(_download_link, self.projects, self.download, **PRIVATE)
        self.sample.click(self._sample, None, opened, **PRIVATE).success(**after)
        self.open.click(self._open, self.projects, opened, **PRIVATE).success(**after)
        given = [self.text, self.files]
        looked = [self.found, self.chosen, self.source, self.targets, self.name]
        for change in (self.text.change, self.files.change):
            change(
                self._look,
                [*given, self.chosen, self.source],
                looked,
                trigger_mode="always_last",
                show_progress="hidden",
                **PRIVATE,
            )
        for change in (self.source.input, self.chosen.change):
            change(
                self._offer,
                [self.found, self.chosen, self.source, self.targets],
                self.targets,
                show_progress="hidden",
                **PRIVATE,
            )
        wanted = [*given, self.name, self.chosen, self.source, self.targets]
        emptied = [self.text, self.files]
        self.create.click(self._create, wanted, [*opened, *emptied], **PRIVATE).success(**after)

    def listing(self, request: gr.Request, chosen: str = "") -> Updates:
        """What the components show of the folder."""
        known = self.desk.projects()
        chosen = chosen or (known[0] if known else "")
        return {
            self.projects: gr.Radio(known, value=chosen or None, visible=bool(known)),
            self.none: gr.Markdown(visible=not known),
            self.open: gr.Button(visible=bool(known)),
            self.care: gr.Accordion(visible=bool(known) and person_of(request).may_change),
            self.download: _download_link(chosen),
        }

    def _rename(self, project: str, name: str, request: gr.Request) -> Updates:
        with Telling("Rename"):
            editor_of(request)
            return self.listing(request, self.desk.rename(project, name))

    def _duplicate(self, project: str, request: gr.Request) -> Updates:
        with Telling("Duplicate"):
            editor_of(request)
            return self.listing(request, self.desk.duplicate(project))

    def _delete(self, project: str, request: gr.Request) -> Updates:
        with Telling("Delete"):
            editor_of(request)
            self.desk.delete(project)
        gr.Info(f"{project} is in the folder's bin: {self.desk.bin}", title="Delete")
        return self.listing(request)

    def _take_in(self, file: str, request: gr.Request) -> Updates:
        with Telling("Bring in"):
            editor_of(request)
            return self.listing(request, self.desk.take_in(Path(file)))

    def _sample(self, request: gr.Request) -> Updates:
        with Telling("Sample"):
            editor_of(request)
            return self._show(self.desk.sample(), request, correcting=True)

    def _open(self, project: str | None, request: gr.Request) -> Updates:
        with Telling("Open"):
            if not project:
                raise InputError("choose a project of the list")
            return self._show(project, request, correcting=True)

    def _look(
        self, text: str, files: Sequence[str] | None, chosen: dict[str, str], source: str
    ) -> Updates:
        found = look_at(text, files or ())
        good = [one.name for one in found if not one.wrong]
        chosen = {name: tag for name, tag in chosen.items() if name in good}
        source = source if source in good else good[0] if good else ""
        return {
            self.found: found,
            self.chosen: chosen,
            self.source: gr.Radio(good, value=source or None, visible=len(good) > 1),
            self.name: gr.Textbox(visible=bool(good)),
            self.targets: self._offered(found, chosen, source, []),
        }

    def _offer(
        self, found: list[Found], chosen: dict[str, str], source: str, targets: Sequence[str]
    ) -> gr.Dropdown:
        return self._offered(found, chosen, source, targets)

    def _offered(
        self, found: list[Found], chosen: dict[str, str], source: str, targets: Sequence[str]
    ) -> gr.Dropdown:
        """The languages to translate the source into, with those already chosen."""
        language = next((one.language for one in found if one.name == source), "")
        language = chosen.get(source, language)
        if not language:
            return gr.Dropdown(visible=False, value=[])
        choices = target_choices(language)
        known = {tag for _, tag in choices}
        return gr.Dropdown(choices, value=[tag for tag in targets if tag in known], visible=True)

    def _create(
        self,
        text: str,
        files: Sequence[str] | None,
        name: str,
        chosen: dict[str, str],
        source: str | None,
        targets: Sequence[str],
        request: gr.Request,
    ) -> Updates:
        with Telling("New project"):
            editor_of(request)
            found = look_at(text, files or ())
            if not found:
                raise InputError("paste the text, or drop a file of it")
            for one in found:
                if one.wrong:
                    raise InputError(one.wrong)
            if source not in {one.name for one in found}:
                source = found[0].name
            read = {one.name: (one, _document(one, text)) for one in found}
            one, document = read.pop(source)
            project = self.desk.create(
                name.strip() or document.name,
                document,
                chosen.get(source) or one.language or None,
                Path(one.path) if one.path else None,
            )
            for other, translation in read.values():
                language = chosen.get(other.name) or other.language or None
                self.desk.add_existing(project, translation, language)
            for target in targets:
                self.desk.translate(project, target)
            begun = bool(read or targets)
            shown = self._show(project, request, correcting=begun)
            return {**shown, self.text: "", self.files: None}


def look_at(text: str, files: Sequence[str]) -> list[Found]:
    """What was given and in which language each text is, or what is wrong with it."""
    given = [Found(_PASTED)] if text.strip() else []
    for file in files:
        name, taken = Path(file).name, [one.name for one in given]
        copies = sum(1 for other in taken if other.partition(" (")[0] == name)
        given.append(Found(f"{name} ({copies + 1})" if copies else name, path=file))
    return [_looked(one, text) for one in given]


def _looked(one: Found, text: str) -> Found:
    try:
        document = _document(one, text)
    except AlignedError as error:
        # What is wrong is said of the file's name: where the server put it tells nobody anything.
        wrong = str(error).replace(one.path, one.name) if one.path else str(error)
        return Found(one.name, wrong=wrong, path=one.path)
    size = f"{len(document.text):,} characters in {len(document.paragraphs):,} paragraphs"
    if document.encoding:
        size += f"; not UTF-8, read as {document.encoding}"
    try:
        return Found(one.name, identify(document.text), size, path=one.path)
    except LanguageError:
        return Found(one.name, "", size, path=one.path)


def _document(one: Found, text: str) -> Document:
    if one.path:
        return formats.read_document(Path(one.path))
    return Document.from_text(check_text(text, "the text"), "statement")


def _with_language(tag: str) -> list[tuple[str, str]]:
    """The languages on offer, with one that may not be among them."""
    choices = list(language_choices())
    if tag and tag not in {known for _, known in choices}:
        choices.insert(0, (named(tag), tag))
    return choices


def _download_link(project: str | None) -> str:
    if not project:
        return ""
    address = f"project/{quote(project)}"
    return f'<a href="{address}" download="{escape(project)}">Download it as one file</a>'
