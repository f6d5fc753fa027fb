"""A reading edition as an e-book, EPUB 3.3: every paragraph followed by its translations.

A heading begins a chapter. The book holds no clock, so that a second export is the same file; it is
known by a UUID made of its text. https://www.w3.org/TR/epub-33/
"""

import uuid
from collections.abc import Iterator, Sequence
from html import escape

from aligned.formats import archive, xml
from aligned.formats.format import ProjectFormat
from aligned.formats.output import Output
from aligned.formats.passages import Passage, passages
from aligned.project import Project, Version
from aligned.text import Kind, right_to_left

__all__ = ["FORMAT"]

_STYLE = """body { line-height: 1.45; margin: 0 4%; }
h1, h2 { font-weight: 600; line-height: 1.25; margin: 1.2em 0 .4em; }
h2 + h2, h1 + h1 { margin-top: 0; }
.passage { break-inside: avoid; margin: 0 0 .9em; }
.passage > * { margin: 0 0 .15em; }
.target { border-inline-start: .15em solid #999; padding-inline-start: .7em; }
h1.target, h2.target { font-size: 1.1em; font-weight: 400; }
blockquote { font-style: italic; }
pre { white-space: pre-wrap; }
.item { display: list-item; margin-inline-start: 1.4em; }
.caption { font-size: .9em; }
"""
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""
_PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" {language}>
<head><title>{title}</title><link rel="stylesheet" href="style.css"/></head>
<body>
{body}
</body></html>
"""
_PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{identity}</dc:identifier>
<dc:title>{title}</dc:title>
{languages}
<meta property="dcterms:modified">2000-01-01T00:00:00Z</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
{items}
</manifest>
<spine page-progression-direction="{direction}">
{spine}
</spine></package>
"""
_ELEMENTS: dict[Kind, tuple[str, str]] = {
    "title": ("h1", ""),
    "heading": ("h2", ""),
    "list item": ("p", "item"),
    "caption": ("p", "caption"),
    "quote": ("blockquote", ""),
    "code": ("pre", ""),
}


def _write(project: Project, targets: Sequence[Version], output: Output) -> None:
    output.file().write(archive.packed(_members(project, targets)))


def _members(project: Project, targets: Sequence[Version]) -> dict[str, bytes]:
    versions = (project.source, *targets)
    title = xml.clean(project.name)
    chapters = list(_chapters(passages(project, targets), title))
    members = {"mimetype": "application/epub+zip", "META-INF/container.xml": _CONTAINER}
    pages = {
        f"chapter-{number}.xhtml": _page(
            versions[0], name, "\n".join(_passage(versions, passage) for passage in chapter)
        )
        for number, (name, chapter) in enumerate(chapters, start=1)
    }
    entries = "\n".join(
        f'<li><a href="{page}">{escape(name)}</a></li>'
        for page, (name, _) in zip(pages, chapters, strict=True)
    )
    contents = f'<nav epub:type="toc"><h1>{escape(title)}</h1><ol>\n{entries}\n</ol></nav>'
    texts = "\0".join(pages.values())
    members["book/book.opf"] = _PACKAGE.format(
        identity=uuid.uuid5(uuid.NAMESPACE_OID, texts.encode().hex()),
        title=escape(title),
        languages="\n".join(
            f"<dc:language>{language}</dc:language>"
            for language in dict.fromkeys(version.language for version in versions)
        ),
        items="\n".join(
            f'<item id="{page[:-6]}" href="{page}" media-type="application/xhtml+xml"/>'
            for page in pages
        ),
        direction="rtl" if right_to_left(versions[0].language) else "ltr",
        spine="\n".join(f'<itemref idref="{page[:-6]}"/>' for page in pages),
    )
    members["book/nav.xhtml"] = _page(versions[0], title, contents)
    members["book/style.css"] = _STYLE
    members |= {f"book/{page}": content for page, content in pages.items()}
    return {name: content.encode() for name, content in members.items()}


def _chapters(found: Iterator[Passage], title: str) -> Iterator[tuple[str, list[Passage]]]:
    """Runs of passages from a heading to the next, by its text; headings that touch are one."""
    name, chapter = title, list[Passage]()
    for passage in found:
        heading = passage.kind in ("title", "heading")
        if heading and any(one.kind not in ("title", "heading") for one in chapter):
            yield name, chapter
            name, chapter = passage.texts[0] or title, []
        elif heading and not chapter:
            name = passage.texts[0] or title
        chapter.append(passage)
    yield name, chapter


def _page(version: Version, title: str, body: str) -> str:
    return _PAGE.format(language=_language(version), title=escape(title), body=body)


def _passage(versions: Sequence[Version], passage: Passage) -> str:
    tag, name = _ELEMENTS.get(passage.kind, ("p", ""))
    parts = []
    for number, (version, text) in enumerate(zip(versions, passage.texts, strict=True)):
        names = " ".join(filter(None, (name, "target" if number else "")))
        attributes = f' class="{names}"' if names else ""
        inside = f"<p>{escape(text)}</p>" if tag == "blockquote" else escape(text)
        if text:
            parts.append(f"<{tag}{attributes} {_language(version)}>{inside}</{tag}>")
    return f'<div class="passage">{"".join(parts)}</div>'


def _language(version: Version) -> str:
    direction = ' dir="rtl"' if right_to_left(version.language) else ""
    return f'lang="{version.language}" xml:lang="{version.language}"{direction}'


FORMAT = ProjectFormat(
    name="edition-epub",
    description="Reading edition, e-book: every paragraph followed by its translations",
    suffixes=(".epub",),
    carries=frozenset({"line breaks", "one-sided"}),
    forbidden=xml.FORBIDDEN,
    write=_write,
)
