"""The last step: what of the corpus to take, in which format, how it begins and what is lost."""

from collections.abc import Sequence
from html import escape

import gradio as gr

from aligned.errors import AlignedError, InputError
from aligned.formats import Format
from aligned.project import Project
from aligned.text import language_name
from ui.exporting import (
    Preview,
    Selection,
    export_formats,
    preview,
    takes_metadata,
    takes_selection,
)
from ui.grid import Service, Who, browser_module
from ui.page.desk import Desk
from ui.page.frame import AT_ONCE, PRIVATE, Telling, Updates, offering, refusal, table
from ui.workbench import Workbench

__all__ = ["ExportStep", "still_chosen"]

_ALL, _CONFIRMED = "all", "confirmed"


class ExportStep:
    """The components of the step and what they do."""

    def __init__(self, desk: Desk, service: Service, who: Who, assets: str) -> None:
        self.desk = desk
        with gr.Row(equal_height=False):
            with gr.Column(elem_classes="card", min_width=300):
                gr.Markdown("## Take the corpus with you")
                self.format = offering(
                    gr.Dropdown([], label="Format", filterable=True, elem_id="formats")
                )
                self.keys = offering(gr.CheckboxGroup([], label="Versions beside the source"))
                # The keys that there were when the choice of versions was last shown.
                self.offered = gr.State([])
                self.which = gr.Radio(
                    [("All", _ALL), ("Only what is confirmed", _CONFIRMED)],
                    value=_ALL,
                    label="Which units",
                )
                self.metadata = gr.Checkbox(
                    True,
                    label="With status, score, comments, who corrected what, "
                    "and how each version was made",
                )
                self.export = gr.Button("Export", variant="primary")
                self.jobs = browser_module(service, who, f"{assets}/jobs.js")
            with gr.Column(elem_classes="card", scale=2):
                gr.Markdown("## What it will hold")
                self.preview = gr.HTML(elem_id="preview")

    @property
    def chosen(self) -> list[gr.blocks.Block]:
        """The components that `targets` gives updates for."""
        return [self.keys, self.offered]

    @property
    def wanted(self) -> list[gr.blocks.Block]:
        """The components that say what is to be exported."""
        return [self.format, self.keys, self.which, self.metadata]

    def connect(self, project: gr.blocks.Block) -> None:
        """Say what happens; the value of `project` is the name of the open one."""
        shown = [self.preview, self.which, self.metadata, self.export, self.format]
        for component in self.wanted:
            component.input(  # type: ignore[attr-defined]
                self._preview,
                [project, *self.wanted],
                shown,
                trigger_mode="always_last",
                show_progress="hidden",
                **AT_ONCE,
            )
        self.export.click(self._export, [project, *self.wanted], None, **PRIVATE)

    def show(self, workbench: Workbench) -> Updates:
        """What the components show of a project that is opened."""
        known = export_formats(workbench)
        # A list has no room for all that is to be said of a format: the rest stands above it.
        names = [(f"{one.name}: {one.description.partition(':')[0]}", one.name) for one in known]
        described = gr.Dropdown(names, value=known[0].name, info=_description(known[0]))
        return {self.format: described, **self.targets(workbench)}

    def targets(self, workbench: Workbench, chosen: Sequence[str] | None = None) -> Updates:
        """The versions to choose from, which long work may have added to."""
        project = workbench.project
        targets = [(language_name(target.language), target.key) for target in project.targets]
        offered = [key for _, key in targets]
        value = offered if chosen is None else list(chosen)
        return {self.keys: gr.CheckboxGroup(targets, value=value), self.offered: offered}

    def refresh(
        self,
        name: str,
        format_name: str,
        keys: Sequence[str],
        which: str,
        metadata: bool,
        offered: Sequence[str],
    ) -> Updates:
        """The step as the project is now: corrected meanwhile, with versions that came, chosen."""
        if not name:
            return {self.preview: ""}
        try:
            workbench = self.desk.workbench(name)
        except AlignedError as error:
            return self._refused(error)
        known = [target.key for target in workbench.project.targets]
        chosen = still_chosen(known, keys, offered)
        shown = self._preview(name, format_name, chosen, which, metadata)
        return {**shown, **self.targets(workbench, chosen)}

    @property
    def refreshed(self) -> list[gr.blocks.Block]:
        """The components that `refresh` gives updates for."""
        return [self.preview, self.which, self.metadata, self.export, self.format, *self.chosen]

    def _preview(
        self, name: str, format_name: str, keys: Sequence[str], which: str, metadata: bool
    ) -> Updates:
        """What the export will hold, or why there is none."""
        if not name or not format_name:
            return {self.preview: ""}
        try:
            workbench = self.desk.workbench(name)
        except AlignedError as error:
            return self._refused(error)
        [format] = [one for one in export_formats(workbench) if one.name == format_name]
        updates: Updates = {
            self.which: gr.Radio(visible=takes_selection(format)),
            self.metadata: gr.Checkbox(visible=takes_metadata(format)),
            self.format: gr.Dropdown(info=_description(format)),
        }
        if not workbench.project.targets:
            said = "There is only the source so far: add a version in step 2, then export."
            alone: Updates = {
                self.preview: f"<p>{said}</p>",
                self.export: gr.Button(interactive=False),
            }
            return {**updates, **alone}
        try:
            found = preview(workbench, format_name, _selection(keys, which, metadata))
        except AlignedError as error:
            return {**updates, **self._refused(error)}
        said = _shown(found, workbench.project)
        return {**updates, self.preview: said, self.export: gr.Button(interactive=True)}

    def _refused(self, error: AlignedError) -> Updates:
        return {self.preview: refusal(error), self.export: gr.Button(interactive=False)}

    def _export(
        self, name: str, format_name: str, keys: Sequence[str], which: str, metadata: bool
    ) -> None:
        with Telling("Export"):
            if not keys:
                raise InputError("choose at least one version to export beside the source")
            self.desk.export(name, format_name, _selection(keys, which, metadata))


def still_chosen(known: Sequence[str], chosen: Sequence[str], offered: Sequence[str]) -> list[str]:
    """Which of the known versions are chosen now, if some were chosen of those then offered.

    One that came since is: whoever adds a version wants it exported. All are, if none would be.
    """
    return [key for key in known if key in chosen or key not in offered] or list(known)


def _description(format: Format) -> str:
    """What is to be said of a format in a sentence of its own."""
    rest = format.description.partition(":")[2].strip() or format.description
    return f"{rest[:1].upper()}{rest[1:]}."


def _selection(keys: Sequence[str], which: str, metadata: bool) -> Selection:
    return Selection(tuple(keys), which == _CONFIRMED, metadata)


def _shown(found: Preview, project: Project) -> str:
    """A preview as HTML."""
    versions = [project.version(key) for key in found.keys]
    rows = [[unit.texts.get(key, "") for key in found.keys] for unit in found.first]
    count = (
        f"{found.units:,} units"
        if found.units == found.of
        else (f"{found.units:,} of {found.of:,} units")
    )
    lost = "".join(f"<li>{escape(loss)}</li>" for loss in found.losses)
    said = f"<ul class='losses'>{lost}</ul>" if lost else "<p>Nothing is lost.</p>"
    head = [language_name(version.language) for version in versions]
    languages = [version.language for version in versions]
    return (
        f"<p><strong>{count}</strong>, of which the first {len(rows)}:</p>"
        f"{table('The first units', head, rows, languages)}"
        f"<h3>What this format has no place for</h3>{said}"
    )
