"""The page's layout: four steps from a project to its export, each saying what to do next."""

from html import escape
from pathlib import Path

import gradio as gr

from aligned.errors import AlignedError
from ui.accounts import ANYBODY, Person
from ui.files import name_of
from ui.grid import Service, fingerprint, grid, head
from ui.page.desk import Desk
from ui.page.endpoints import add_endpoints
from ui.page.export_step import ExportStep
from ui.page.frame import AT_ONCE, Updates, person_of, refusal
from ui.page.project_step import ProjectStep
from ui.page.versions_step import VersionsStep

__all__ = ["ADDRESS", "HEAD", "SMALL", "STYLES", "build", "theme"]

STYLES = Path(__file__).parent / "page.css"
SMALL = STYLES.with_name("small.css")
ADDRESS = f"grid/{fingerprint(SMALL)}"
"""Where the grid's modules and styles are served."""

HEAD = head(ADDRESS)
_PROJECT, _VERSIONS, _CORRECT, _EXPORT = 1, 2, 3, 4

# Puts the open project into the address, so that a reload opens it again.
_REMEMBER = """(project) => {
  const address = new URL(location.href);
  if (project) address.searchParams.set("project", project);
  else address.searchParams.delete("project");
  history.replaceState(null, "", address);
}"""

# The grid, which knows the person's look, is not in the page before a project is open.
_GREET = f"""() => {{
  import(new URL("{ADDRESS}/look.js", document.baseURI)).then(({{ greet }}) => greet());
}}"""


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
    ).set(
        # What explains a field is to be read: Gradio's own greys are too faint on white.
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_300",
        block_info_text_color="*neutral_600",
        input_placeholder_color="*neutral_600",
        input_placeholder_color_dark="*neutral_400",
        # White on Gradio's own blue is, too, and its blue on white.
        link_text_color="*primary_700",
        link_text_color_dark="*primary_400",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
    )


def build(desk: Desk, project: str = "") -> gr.Blocks:
    """The page over the projects of a desk; `project` is opened at once."""
    blocks: gr.Blocks = _Page(desk, project).blocks
    return blocks


class _Page:
    """The steps and what happens between them."""

    def __init__(self, desk: Desk, project: str) -> None:
        self.desk = desk
        self.project = project
        service = Service(desk)
        with gr.Blocks(title="Hexapla", analytics_enabled=False, fill_width=True) as self.blocks:
            self.heading = gr.HTML(_heading("", ANYBODY), elem_id="heading")
            with gr.Tabs(selected=_PROJECT, elem_id="steps") as self.steps:
                with gr.Tab("1  Project", id=_PROJECT):
                    self.beginning = ProjectStep(desk)
                with gr.Tab("2  Versions", id=_VERSIONS, interactive=False) as versions:
                    self.versions = VersionsStep(desk, service, person_of, ADDRESS)
                with gr.Tab("3  Correct", id=_CORRECT, interactive=False) as correct:
                    self.grid = grid(service, person_of, ADDRESS)
                with gr.Tab("4  Export", id=_EXPORT, interactive=False) as export:
                    self.exporting = ExportStep(desk, service, person_of, ADDRESS)
            self.tabs = [versions, correct, export]
            self._connect()
            add_endpoints(desk)

    def _connect(self) -> None:
        versions, _, export = self.tabs
        opened = [
            self.grid,
            self.steps,
            self.heading,
            self.versions.jobs,
            *self.versions.shown,
            self.exporting.jobs,
            self.exporting.format,
            *self.exporting.chosen,
            *self.tabs,
        ]
        arrived = [*opened, *self.beginning.known.listed, *self._for_editors]
        self.blocks.load(self._arrive, None, arrived, **AT_ONCE)
        self.blocks.load(None, None, None, js=_GREET, **AT_ONCE)
        remember = {"fn": None, "inputs": [self.grid], "js": _REMEMBER, **AT_ONCE}
        self.beginning.connect(opened, self._show, remember)
        self.versions.connect(self.grid)
        self.exporting.connect(self.grid)
        self.versions.to_grid.click(lambda: gr.Tabs(selected=_CORRECT), None, self.steps, **AT_ONCE)
        versions.select(self.versions.show, self.grid, self.versions.shown, **AT_ONCE)
        export.select(
            self.exporting.refresh,
            [self.grid, *self.exporting.wanted, self.exporting.offered],
            self.exporting.refreshed,
            **AT_ONCE,
        )

    @property
    def _for_editors(self) -> list[gr.blocks.Block]:
        """The components that a reader has no use for."""
        return [*self.beginning.for_editors, self.versions.adding]

    def _arrive(self, request: gr.Request) -> Updates:
        person = person_of(request)
        updates = {**self.beginning.known.listing(request), self.heading: _heading("", person)}
        if not person.may_change:
            updates |= {component: gr.update(visible=False) for component in self._for_editors}
        project = request.query_params.get("project") or self.project
        if project in self.desk.shelf.projects():
            try:
                updates |= self._show(project, request, correcting=True)
            except AlignedError as error:
                updates[self.heading] = _heading("", person) + refusal(error)
        return updates

    def _show(self, name: str, request: gr.Request, *, correcting: bool) -> Updates:
        """What the components show of a project: see `opened`."""
        workbench = self.desk.workbench(name)
        # What the steps that are not shown need is found out when they are.
        versions = {} if correcting else self.versions.show(name)
        return {
            self.grid: name,
            self.versions.jobs: name,
            self.exporting.jobs: name,
            self.steps: gr.Tabs(selected=_CORRECT if correcting else _VERSIONS),
            self.heading: _heading(name_of(name), person_of(request)),
            **versions,
            **self.exporting.show(workbench),
            **{tab: gr.Tab(interactive=True) for tab in self.tabs},
        }


def _heading(project: str, person: Person) -> str:
    name = f"<span>{escape(project)}</span>" if project else ""
    if person is ANYBODY:
        return f"<h1>Hexapla</h1>{name}"
    return (
        f"<h1>Hexapla</h1>{name}<form action='logout' method='post'>"
        f"{escape(person.name)} ({person.role}) <button>Log out</button></form>"
    )
