"""Alignments from elsewhere: where they are given, and which of them is for which text."""

import re
from collections.abc import Sequence
from pathlib import Path

import gradio as gr

from aligned.errors import AlignedError, InputError
from aligned.project import Version
from aligned.text import base_language
from ui.alignments import linked
from ui.page.given import told
from ui.versions import Existing

__all__ = ["aligned_by", "links_field"]


def links_field(advice: str, elem_id: str, *, visible: bool = True) -> tuple[gr.Accordion, gr.File]:
    """Where files of links are given, and what opens and hides it; `advice` says with what."""
    title = "They are aligned already, by another tool"
    with gr.Accordion(title, open=False, visible=visible) as accordion:
        gr.Markdown(
            f"{advice} Files of links are those of Vecalign, hunalign (its ladder), XCES ... They "
            "are taken over as they are, to be corrected in the grid."
        )
        field = gr.File(label="Files of links", file_count="multiple", height=110, elem_id=elem_id)
    return accordion, field


def aligned_by(
    source: Version, translations: Sequence[Version], files: Sequence[str]
) -> list[Existing]:
    """The translations, each aligned as the file of links says that is for it.

    With several translations, the name of a file of links says the language: links.fr.txt. Raises
    InputError where that is not so, and as `ui.alignments.linked` does.
    """
    found = [Existing(version) for version in translations]
    for file in files:
        place = _place(Path(file).name, translations)
        try:
            [found[place]] = linked(source, [translations[place]], [(None, Path(file))])
        except AlignedError as error:
            raise InputError(told(error, file)) from error
    return found


def _place(name: str, translations: Sequence[Version]) -> int:
    if len(translations) == 1:
        return 0
    words = re.split(r"[^a-z]+", name.lower())
    places = [
        number
        for number, version in enumerate(translations)
        if base_language(version.language) in words
    ]
    if len(places) != 1:
        languages = ", ".join(version.language for version in translations)
        raise InputError(
            f"{name} could be the alignment of any translation ({languages}): "
            "put the language of its own into its name, such as links.fr.txt"
        )
    return places[0]
