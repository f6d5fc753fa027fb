"""Which words of a version translate which of the source."""

from collections.abc import Sequence

from aligned.formats import Span, carried
from aligned.project import Project
from aligned.store import Store

__all__ = ["SpanLinks", "words_linked"]

SpanLinks = tuple[tuple[Span, Span], ...]
"""Spans of a source text and of its translation that translate each other."""


def words_linked(
    store: Store, project: Project, key: str, sources: Sequence[str], target: str
) -> SpanLinks:
    """Which words of some segments of the source, joined by one space, and of a text translate.

    The links that a model gave when it wrote version `key` hold for the words that stayed since;
    those of other words, and of versions that no model wrote, are found by `aligned.aligner`.
    """
    from aligned.aligner import word_links

    links, unchanged = _kept(store, key, sources, target)
    if unchanged:
        return links
    linked = {place for _, (start, stop) in links for place in range(start, stop)}
    found = word_links(
        " ".join(sources),
        target,
        source_language=project.source.language,
        target_language=project.version(key).language,
    )
    others = (link for link in found if linked.isdisjoint(range(*link[1])))
    return tuple(sorted((*links, *others), key=lambda link: (link[1], link[0])))


def _kept(store: Store, key: str, sources: Sequence[str], target: str) -> tuple[SpanLinks, bool]:
    """The links that a model gave, of words that stayed; and whether nothing was changed since."""
    links: list[tuple[Span, Span]] = []
    written: list[str] = []
    start = place = 0
    for source in sources:
        kept = store.word_alignment(key, source)
        if kept:
            links += ((_moved(a, start), _moved(b, place)) for a, b in kept.links)
            written.append(kept.text)
            place += len(kept.text) + 1
        start += len(source) + 1
    before = " ".join(written)
    return tuple(carried(links, before, target)), before == target


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
