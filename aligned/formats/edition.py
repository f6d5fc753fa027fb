"""A reading edition: one HTML page with the versions side by side, for the screen and for print.

The page is one file without anything from elsewhere. A row is a row of the grid; a paragraph of the
source begins with more space above it. A version absent from a row leaves its cell empty.
"""

from collections.abc import Iterator, Sequence
from html import escape

from aligned.corpus import joined
from aligned.formats import xml
from aligned.formats.format import ProjectFormat
from aligned.formats.output import Output
from aligned.formats.passages import name_of
from aligned.project import Project, Version
from aligned.rows import Rows
from aligned.text import Kind, right_to_left

__all__ = ["FORMAT"]

_STYLE = """
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 15%, transparent); }
body { font: 1rem/1.55 Charter, "Bitstream Charter", Cambria, Georgia, serif; margin: 2rem auto;
  max-width: 110rem; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; font-weight: 600; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; }
th { border-bottom: 2px solid currentColor; font: 600 .8rem/1.4 system-ui, sans-serif;
  padding: .4rem 1rem .4rem 0; position: sticky; top: 0; background: Canvas; text-align: start; }
th small { font-weight: 400; opacity: .7; }
td { hyphens: auto; overflow-wrap: break-word; padding: .15rem 1rem .15rem 0; vertical-align: top; }
tr.paragraph td { border-top: 1px solid var(--line); padding-top: .6rem; }
tr:is(.title, .heading) + tr td, tr.list-item + tr.list-item td,
tr.table-cell + tr.table-cell td { border-top: 0; padding-top: .15rem; }
tr { break-inside: avoid; }
tr.title td { font-size: 1.4rem; font-weight: 600; line-height: 1.25; }
tr.heading td { font-size: 1.15rem; font-weight: 600; line-height: 1.3; padding-top: 1.2rem; }
tr.title, tr.heading { break-after: avoid; }
tr.list-item.paragraph td:not(:empty)::before { content: "• "; opacity: .6; }
tr.quote td { font-style: italic; padding-inline-start: 1rem; }
tr.caption td { font-size: .9rem; opacity: .8; }
tr.code td { font: .85rem/1.4 ui-monospace, monospace; white-space: pre-wrap; }
thead { display: table-header-group; }
@media (max-width: 45rem) {
  thead { display: none; }
  td { display: block; padding-inline-end: 0; }
  td[data-name]::before { content: attr(data-name); display: block; opacity: .6;
    font: 600 .7rem/1.6 system-ui, sans-serif; }
  td:empty { display: none; }
}
@media print { body { font-size: 9.5pt; margin: 0; max-width: none; padding: 0; }
  th { position: static; } }
"""
# More columns than this want a wide page.
_UPRIGHT = 3
_WIDE = "@page { size: landscape; margin: 12mm; }\n"


def _write(project: Project, targets: Sequence[Version], output: Output) -> None:
    output.file().writelines(part.encode() for part in _page(project, targets))


def _page(project: Project, targets: Sequence[Version]) -> Iterator[str]:
    title = escape(xml.clean(project.name))
    yield f'<!DOCTYPE html>\n<html lang="{escape(project.source.language)}">\n<head>\n'
    yield '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
    versions = (project.source, *targets)
    style = _STYLE + _WIDE * (len(versions) > _UPRIGHT)
    yield f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    yield "<table>\n<thead><tr>"
    for version in versions:
        direction = ' dir="rtl"' if right_to_left(version.language) else ""
        name = escape(name_of(version))
        yield f'<th scope="col"{direction}>{name} <small>{version.origin}</small></th>'
    yield "</tr></thead>\n<tbody>\n"
    paragraph = -1
    kind: Kind = "paragraph"
    for row in Rows(project, [target.key for target in targets]):
        begins = False
        for segment in (project.source.segments[i] for i in row.source_segments[:1]):
            begins = segment.paragraph != paragraph
            paragraph, kind = segment.paragraph, segment.kind
        names = ["paragraph"] * begins + [kind.replace(" ", "-")] * (kind != "paragraph")
        yield f'<tr class="{" ".join(names)}">' if names else "<tr>"
        segments = {project.source.key: row.source_segments} | {
            key: [segment for cell in cells for segment in cell.segments]
            for key, cells in row.cells.items()
        }
        yield from (_cell(version, segments[version.key]) for version in versions)
        yield "</tr>\n"
    yield "</tbody>\n</table>\n</body>\n</html>\n"


def _cell(version: Version, segments: Sequence[int]) -> str:
    text = escape(xml.clean(joined(version, segments)), quote=False)
    direction = ' dir="rtl"' if right_to_left(version.language) else ""
    attributes = (
        f'lang="{escape(version.language)}"{direction} data-name="{escape(name_of(version))}"'
    )
    return f"<td {attributes}>{text}</td>"


FORMAT = ProjectFormat(
    name="edition",
    description="Reading edition, one HTML page: the versions side by side, for screen and print",
    suffixes=(".html",),
    carries=frozenset({"line breaks", "one-sided"}),
    forbidden=xml.FORBIDDEN,
    write=_write,
)
