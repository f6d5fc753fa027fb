"""The translated document in the source's own format: its file with other paragraphs in it."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from aligned.corpus import joined
from aligned.errors import ExportError, InputError
from aligned.formats.exporting import Exported, targets_of
from aligned.formats.format import HALF_CHARACTERS, DocumentFormat
from aligned.formats.inline import Link, Rendering, Span, Unplaced, WordLinks
from aligned.formats.output import Output
from aligned.formats.registry import for_path
from aligned.project import Project
from aligned.text import Document

__all__ = ["is_rewritable", "renderings", "rewrite"]


def rewrite(
    project: Project,
    content: bytes,
    name: str,
    destination: Path,
    keys: Sequence[str] | None = None,
    *,
    encoding: str | None = None,
    word_links: WordLinks = lambda key, source, target: (),
) -> Exported:
    """Write the targets of these keys (all if None) with the layout of the source's own file.

    `content` is that file as it was imported, `name` its name, whose suffix says the format, and
    `encoding` the one it was read in. `word_links` is asked for the word alignment of sentences.
    `destination` is as for `export`: `book.docx` for one target, `book.fr.docx` ... for several.
    Raises ExportError where the format cannot be written back or the file is not that of the
    source, and as `export` does.
    """
    format = for_path(Path(name))
    if not isinstance(format, DocumentFormat) or format.rewrite is None or format.read is None:
        raise ExportError(f"{name} cannot be written back with its layout: export it as text")
    document = format.read(content, name, encoding)
    targets = targets_of(project, keys)
    unplaced = Unplaced()
    with Output(destination, project.name, Path(name).suffix) as output:
        for target in targets:
            output.label = target.key if len(targets) > 1 else ""
            wanted = renderings(project, target.key, document, word_links)
            rewritten, without = format.rewrite(content, name, encoding, wanted, target.language)
            unplaced += without
            output.file().write(rewritten)
    return Exported(output.paths, tuple(_losses(unplaced)))


def is_rewritable(path: Path) -> bool:
    """Whether a translation can be written with the layout of this file."""
    try:
        return for_path(path).rewritable
    except InputError:
        return False


def _losses(unplaced: Unplaced) -> Iterable[str]:
    if unplaced.marks:
        yield (
            f"inline marks (bold, links) that found no place in the translation: {unplaced.marks:,}"
        )
    if unplaced.points:
        yield (
            "notes, pictures and the like now at the end of their sentence, "
            f"because the word before them was not found: {unplaced.points:,}"
        )


def renderings(
    project: Project, key: str, document: Document, word_links: WordLinks
) -> list[Rendering]:
    """What a target says in each paragraph of the source's document, empty where nothing.

    A bead belongs to the paragraph of its first source segment; one without any, to the paragraph
    before it. Raises ExportError where the source has more paragraphs.
    """
    held: list[list[tuple[range, range]]] = [[] for _ in document.paragraphs]
    paragraph = 0
    for sources, targets, _ in project.bitexts[key].links():
        if sources:
            paragraph = project.source.segments[sources.start].paragraph
        if paragraph >= len(held):
            raise ExportError(
                f"the project {project.name} has more paragraphs than the file it came from: "
                "export it in another format"
            )
        held[paragraph].append((sources, targets))
    return [
        _rendering(project, key, document, number, beads, word_links)
        for number, beads in enumerate(held)
    ]


def _rendering(
    project: Project,
    key: str,
    document: Document,
    number: int,
    beads: Sequence[tuple[range, range]],
    word_links: WordLinks,
) -> Rendering:
    version = project.version(key)
    text = _clean(joined(version, [segment for _, targets in beads for segment in targets]))
    sentences: list[Link] = []
    position = 0
    for sources, targets in beads:
        inside = _clean(joined(version, targets))
        place = text.find(inside, position) if inside else -1
        origin = _span(project, document, number, sources)
        if place < 0 or origin is None:
            continue
        position = place + len(inside)
        sentences.append(Link(origin, (place, position)))
    start = document.paragraphs[number].start

    @cache
    def words() -> tuple[Link, ...]:
        return tuple(
            Link(_shifted(before, source[0]), _shifted(after, target[0]))
            for source, target in sentences
            for before, after in word_links(
                key,
                document.text[start + source[0] : start + source[1]],
                text[slice(*target)],
            )
        )

    return Rendering(text, tuple(sentences), words)


def _span(project: Project, document: Document, number: int, sources: range) -> Span | None:
    """Where in a paragraph of the file these segments are; None if they were corrected since."""
    paragraph = document.paragraphs[number]
    segments = [project.source.segments[index] for index in sources]
    if not all(document.text.startswith(segment.text, segment.start) for segment in segments):
        return None
    if not segments or segments[-1].start + len(segments[-1].text) > paragraph.end:
        return None
    start = segments[0].start - paragraph.start
    return start, segments[-1].start + len(segments[-1].text) - paragraph.start


def _shifted(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _clean(text: str) -> str:
    return HALF_CHARACTERS.sub("", text)
