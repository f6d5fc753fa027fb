"""A new project from pasted text and files: what they are, which is the source, into what."""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from aligned.errors import InputError
from ui.page.desk import Desk
from ui.page.frame import AT_ONCE, PRIVATE, Telling, Updates, editor_of, offering
from ui.page.given import Found, document_of, look_at
from ui.page.languages import language_choices, named, target_choices
from ui.page.links import aligned_by, links_field
from ui.saying import sentence
from ui.versions import Existing, read_version

__all__ = ["NewProject"]


class NewProject:
    """What a project is begun from; says of every text what it is before anything runs."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.chosen = gr.State({})  # name of a text -> its language, where a person overruled
        self.found = gr.State([])
        # The name of the source. The radio shows it, but Gradio refuses what a radio sends that it
        # no longer offers, as when all that was given is cleared at once.
        self.first = gr.State("")
        gr.Markdown(
            "## Begin a new project\nPaste a text, or drop files: one to translate, or several "
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
        self.aligned, self.links = links_field(
            "Give the texts as that tool had them, **one sentence a line**, and the file of links "
            "that it wrote.",
            "links",
            visible=False,
        )
        self.targets = offering(
            gr.Dropdown(
                [],
                multiselect=True,
                filterable=True,
                visible=False,
                label="Translate it into",
                info="Type to search. Each says whether its model is here, or how much is fetched.",
            )
        )
        self.name = gr.Textbox(
            label="Name of the project",
            placeholder="if left empty, that of the file",
            visible=False,
        )
        self.create = gr.Button("Create the project", variant="primary")

    def _found_list(self) -> None:
        """What was given, with its language, which a person may overrule."""

        @gr.render(inputs=[self.found], queue=False)  # type: ignore[untyped-decorator]
        def lines(found: list[Found]) -> None:
            for one in found:
                with gr.Row(elem_classes="found", key=one.name):
                    if one.wrong:
                        gr.HTML(f'<p class="wrong">{escape(sentence(one.wrong))}</p>')
                        continue
                    gr.HTML(f"<p><strong>{escape(one.name)}</strong>: {escape(one.size)}</p>")
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

    def connect(
        self,
        opened: Sequence[gr.blocks.Block],
        show: Callable[..., Updates],
        after: dict[str, Any],
    ) -> None:
        """Say what happens; `opened` are the components that `show` gives updates for."""
        self._show = show
        given = [self.text, self.files]
        looked = [self.found, self.chosen, self.first, self.source, self.aligned]
        looked += [self.targets, self.name]
        for change in (self.text.change, self.files.change):
            change(
                self._look,
                [*given, self.found, self.chosen, self.first],
                looked,
                trigger_mode="always_last",
                show_progress="hidden",
                **PRIVATE,
            )
        self.source.input(lambda name: name, self.source, self.first, **PRIVATE)
        for change in (self.first.change, self.chosen.change):
            change(
                self._offered,
                [self.found, self.chosen, self.first, self.targets],
                self.targets,
                show_progress="hidden",
                **AT_ONCE,
            )
        wanted = [*given, self.links, self.name, self.chosen, self.first, self.targets]
        made = self.create.click(self._create, wanted, opened, **PRIVATE)
        made.success(**after)
        # Apart from that: what a refusal leaves must stay in sight.
        cleared = [*given, self.links, self.name]
        made.success(lambda: ("", None, None, ""), None, cleared, **AT_ONCE)

    def _look(
        self,
        text: str,
        files: Sequence[str] | None,
        before: list[Found],
        chosen: dict[str, str],
        source: str,
    ) -> Updates:
        found = look_at(text, files or ())
        good = [one.name for one in found if not one.wrong]
        chosen = {name: tag for name, tag in chosen.items() if name in good}
        source = source if source in good else good[0] if good else ""
        several = len(good) > 1
        updates: Updates = {
            self.found: found,
            self.chosen: chosen,
            self.first: source,
            self.source: gr.Radio(good, value=source or None, visible=several),
            self.name: gr.Textbox(visible=bool(good)),
            self.targets: self._offered(found, chosen, source, []),
        }
        # Showing it empties what is in it, which somebody may have filled meanwhile.
        if several != (sum(not one.wrong for one in before) > 1):
            updates[self.aligned] = gr.Accordion(visible=several)
        return updates

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
        links: Sequence[str] | None,
        name: str,
        chosen: dict[str, str],
        source: str,
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
            by_name = {one.name: one for one in found}
            one = by_name.pop(source)
            document, language = document_of(one, text), chosen.get(source)
            versions = [
                read_version(
                    document_of(other, text, translation=True),
                    chosen.get(other.name) or other.language or None,
                    "imported",
                    segmented=bool(links),
                )
                for other in by_name.values()
            ]
            existing = [Existing(version) for version in versions]
            if links:
                lines = read_version(document, language, "source", segmented=True)
                existing = aligned_by(lines, versions, links)
            project = self.desk.shelf.create(
                name.strip() or document.name,
                document,
                language,
                Path(one.path) if one.path else None,
                segmented=bool(links),
            )
            for each in existing:
                self.desk.add_version(project, each)
            for target in targets:
                self.desk.translate(project, target)
            return self._show(project, request, correcting=bool(existing or targets))


def _with_language(tag: str) -> list[tuple[str, str]]:
    """The languages on offer, with one that may not be among them."""
    choices = list(language_choices())
    if tag and tag not in {known for _, known in choices}:
        choices.insert(0, (named(tag), tag))
    return choices
