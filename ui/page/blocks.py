"""The page's layout: four steps from a project to its export, each saying what to do next."""

import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

import gradio as gr

from aligned import formats
from aligned.errors import AlignedError, InputError
from aligned.project import Project
from aligned.text import Document, check_text, language_name
from translate.errors import TranslateError
from ui.grid import Service, grid, head
from ui.page.desk import Desk
from ui.page.languages import language_choices, target_choices

__all__ = ["HEAD", "STYLES", "build", "theme"]

STYLES = Path(__file__).parent / "page.css"
_ASSETS = "grid"
HEAD = head(_ASSETS)
_PROJECT, _VERSIONS, _CORRECT, _EXPORT = 1, 2, 3, 4
_IDENTIFY = ("tell it from the text", "")

# Puts the open project into the address, so that a reload opens it again.
_REMEMBER = """(project) => {
  const address = new URL(location.href);
  if (project) address.searchParams.set("project", project);
  else address.searchParams.delete("project");
  history.replaceState(null, "", address);
}"""


def theme() -> gr.themes.Base:
    """Plain system fonts: nothing is fetched."""
    return gr.themes.Base(
        primary_hue="blue",
        neutral_hue="stone",
        font=["system-ui", "Segoe UI", "Noto Sans", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
        text_size="md",
        spacing_size="sm",
        radius_size="sm",
    )


def build(desk: Desk, project: str = "") -> gr.Blocks:
    """The page over the projects of a desk; `project` is opened at once."""
    blocks: gr.Blocks = _Page(desk, project).blocks
    return blocks


class _Page:
    """The components and what happens between them."""

    def __init__(self, desk: Desk, project: str) -> None:
        self.desk = desk
        self.project = project
        with gr.Blocks(title="Hexapla", analytics_enabled=False, fill_width=True) as self.blocks:
            self.heading = gr.HTML(_heading(""), elem_id="heading")
            with gr.Tabs(selected=_PROJECT, elem_id="steps") as self.steps:
                with gr.Tab("1  Project", id=_PROJECT):
                    self._project_step()
                with gr.Tab("2  Versions", id=_VERSIONS, interactive=False) as versions:
                    self._versions_step()
                with gr.Tab("3  Correct", id=_CORRECT, interactive=False) as correct:
                    self.grid = grid(Service(desk), _ASSETS)
                with gr.Tab("4  Export", id=_EXPORT, interactive=False) as export:
                    self._export_step()
            self.tabs = [versions, correct, export]
            self._connect()

    # --- the steps -------------------------------------------------------------------------------

    def _project_step(self) -> None:
        with gr.Row():
            with gr.Column(elem_classes="card", min_width=300):
                gr.Markdown(
                    "### Look around\nA public statement of thirty sentences with four existing "
                    "translations, aligned and translated while you watch."
                )
                self.sample = gr.Button("Try the sample")
                gr.Markdown("### Go on with a project")
                self.none = gr.Markdown(f"There is none in {self.desk.folder} yet.")
                self.projects = gr.Radio([], show_label=False, container=False)
                self.open = gr.Button("Open", variant="primary")
                with gr.Accordion("Duplicate, rename or delete it", open=False) as self.care:
                    self.new_name = gr.Textbox(label="New name")
                    with gr.Row():
                        self.rename = gr.Button("Rename", size="sm")
                        self.duplicate = gr.Button("Duplicate", size="sm")
                        self.delete = gr.Button("Delete", size="sm")
            with gr.Column(elem_classes="card", scale=2):
                gr.Markdown(
                    "### Begin a new one\nPaste the text that is to be translated or aligned, "
                    "or upload it as a file."
                )
                self.text = gr.Textbox(label="Text", lines=9, max_lines=16)
                self.file = gr.File(label="or a file", file_count="single", height=130)
                with gr.Row():
                    self.name = gr.Textbox(
                        label="Name of the project", placeholder="that of the file"
                    )
                    self.language = gr.Dropdown(
                        [_IDENTIFY, *language_choices()], value="", label="Language of the text"
                    )
                self.create = gr.Button("Create the project", variant="primary")

    def _versions_step(self) -> None:
        self.versions = gr.HTML(elem_id="versions")
        with gr.Row():
            with gr.Column(elem_classes="card"):
                gr.Markdown(
                    "### Translate by machine\n"
                    "The sentences appear in the grid as they come; correct them meanwhile."
                )
                self.targets = gr.Dropdown([], multiselect=True, label="Into these languages")
                self.translate = gr.Button("Translate", variant="primary")
            with gr.Column(elem_classes="card"):
                gr.Markdown(
                    "### Add existing translations\n"
                    "Each file is one translation; it is aligned with the source."
                )
                self.existing = gr.File(label="Files", file_count="multiple", height=130)
                self.existing_text = gr.Textbox(label="or paste one", lines=3)
                self.existing_language = gr.Dropdown(
                    [_IDENTIFY, *language_choices()], value="", label="Language"
                )
                self.align = gr.Button("Add and align", variant="primary")
        self.to_grid = gr.Button("Go to the grid", elem_id="to-grid")

    def _export_step(self) -> None:
        with gr.Column(elem_classes="card narrow"):
            gr.Markdown("### Take the corpus with you")
            self.format = gr.Radio(
                [],
                label="Format",
                elem_id="formats",
            )
            self.keys = gr.CheckboxGroup([], label="Versions beside the source")
            self.export = gr.Button("Export", variant="primary")
            self.exported = gr.Markdown()
            self.files = gr.File(label="Download", file_count="multiple", visible=False)

    # --- what happens ----------------------------------------------------------------------------

    def _connect(self) -> None:
        shown = [
            self.grid,
            self.steps,
            self.heading,
            self.versions,
            self.targets,
            self.keys,
            self.format,
            *self.tabs,
        ]
        remember = {"fn": None, "inputs": [self.grid], "js": _REMEMBER}
        listed = [self.projects, self.none, self.open, self.care]
        self.blocks.load(self._arrive, None, [*shown, *listed])
        chosen = [self.projects, self.new_name]
        self.rename.click(self._rename, chosen, listed)
        self.duplicate.click(self._duplicate, self.projects, listed)
        self.delete.click(self._delete, self.projects, listed)
        self.sample.click(self._sample, None, shown).success(**remember)
        self.open.click(self._open, self.projects, shown).success(**remember)
        self.create.click(
            self._create, [self.text, self.file, self.name, self.language], shown
        ).success(**remember)
        self.translate.click(self._translate, [self.grid, self.targets], self.steps)
        self.align.click(
            self._align,
            [self.grid, self.existing, self.existing_text, self.existing_language],
            [self.steps, self.existing, self.existing_text],
        )
        self.to_grid.click(lambda: gr.Tabs(selected=_CORRECT), None, self.steps)
        self.steps.change(self._refresh, self.grid, [self.versions, self.keys])
        self.export.click(
            self._export, [self.grid, self.format, self.keys], [self.exported, self.files]
        )

    def _arrive(self, request: gr.Request) -> list[object]:
        project = request.query_params.get("project") or self.project
        listed = self._list()
        if project in self.desk.projects():
            with _Telling("Open"):
                return [*self._show(project, _CORRECT), *listed]
        return ["", *[gr.skip()] * (6 + len(self.tabs)), *listed]

    def _list(self, chosen: str = "") -> list[object]:
        """What the components show of the folder: see `listed`."""
        known = self.desk.projects()
        chosen = chosen or (known[0] if known else "")
        return [
            gr.Radio(known, value=chosen or None, visible=bool(known)),
            gr.Markdown(visible=not known),
            gr.Button(visible=bool(known)),
            gr.Accordion(visible=bool(known)),
        ]

    def _rename(self, project: str, name: str) -> list[object]:
        with _Telling("Rename"):
            return self._list(self.desk.rename(project, name))

    def _duplicate(self, project: str) -> list[object]:
        with _Telling("Duplicate"):
            return self._list(self.desk.duplicate(project))

    def _delete(self, project: str) -> list[object]:
        with _Telling("Delete"):
            self.desk.delete(project)
        gr.Info(f"{project} is in the folder's bin: {self.desk.bin}", title="Delete")
        return self._list()

    def _sample(self) -> list[object]:
        with _Telling("Sample"):
            return self._show(self.desk.sample(), _CORRECT)

    def _open(self, project: str | None) -> list[object]:
        with _Telling("Open"):
            if not project:
                raise InputError("choose a project of the list")
            return self._show(project, _CORRECT)

    def _create(self, text: str, file: str | None, name: str, language: str) -> list[object]:
        with _Telling("New project"):
            document = _document(text, file, "the statement")
            project = self.desk.create(
                name.strip() or document.name,
                document,
                language or None,
                Path(file) if file else None,
            )
            return self._show(project, _VERSIONS)

    def _translate(self, project: str, languages: Sequence[str]) -> object:
        with _Telling("Translate"):
            if not languages:
                raise InputError("choose at least one language to translate into")
            for language in languages:
                self.desk.translate(project, language)
        return gr.Tabs(selected=_CORRECT)

    def _align(
        self, project: str, files: Sequence[str] | None, text: str, language: str
    ) -> list[object]:
        with _Telling("Add and align"):
            documents = [_document("", file, "the translation") for file in files or ()]
            if text.strip() or not documents:
                documents.append(_document(text, None, "the translation"))
            for document in documents:
                self.desk.add_existing(project, document, language or None)
        return [gr.Tabs(selected=_CORRECT), None, ""]

    def _export(self, project: str, name: str, keys: Sequence[str]) -> list[object]:
        with _Telling("Export"):
            if not keys:
                raise InputError("choose at least one version to export beside the source")
            folder = Path(tempfile.mkdtemp(prefix="hexapla-"))
            exported = self.desk.workbench(project).export(name, folder, keys)
        said = "  \n".join(["Ready to download.", *exported.losses])
        return [said, gr.File([str(path) for path in exported.files], visible=True)]

    def _refresh(self, name: str) -> list[object]:
        """The list of versions, which long work may have added to."""
        if not name:
            return [gr.skip(), gr.skip()]
        with _Telling("Versions"):
            project = self.desk.workbench(name).project
        return [_version_list(project), _target_checks(project)]

    def _show(self, name: str, step: int) -> list[object]:
        """What the components show of a project: see `shown`."""
        workbench = self.desk.workbench(name)
        project = workbench.project
        known = [(f"{one.name}: {one.description}", one.name) for one in workbench.export_formats()]
        return [
            name,
            gr.Tabs(selected=step),
            _heading(Path(name).stem),
            _version_list(project),
            gr.Dropdown(target_choices(project.source.language), value=[]),
            _target_checks(project),
            gr.Radio(known, value=known[0][1]),
            *[gr.Tab(interactive=True) for _ in self.tabs],
        ]


def _target_checks(project: Project) -> gr.CheckboxGroup:
    targets = [(language_name(target.language), target.key) for target in project.targets]
    return gr.CheckboxGroup(targets, value=[key for _, key in targets])


class _Telling:
    """Shows what the use cases refuse as a message on the page."""

    def __init__(self, title: str) -> None:
        self._title = title

    def __enter__(self) -> None:
        pass

    def __exit__(self, _type: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, AlignedError | TranslateError):
            message = str(error)
            raise gr.Error(message[:1].upper() + message[1:], title=self._title) from error


def _document(text: str, file: str | None, what: str) -> Document:
    if file:
        document = formats.read_document(Path(file))
        if document.encoding:
            gr.Info(f"{Path(file).name} is not UTF-8: it was read as {document.encoding}")
        return document
    if not text.strip():
        raise InputError(f"paste {what}, or upload it as a file")
    return Document.from_text(check_text(text, what), "statement")


def _heading(project: str) -> str:
    name = f"<span>{escape(project)}</span>" if project else ""
    return f"<h1>Hexapla</h1>{name}"


def _version_list(project: Project) -> str:
    """The versions of a project as a list."""
    items = [
        f"<li><strong>{escape(language_name(version.language))}</strong> "
        f"<em>{version.origin}</em> {len(version.segments)} sentences</li>"
        for version in project.versions
    ]
    return f"<ul>{''.join(items)}</ul>"
