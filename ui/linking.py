"""Which words of a version translate which of the source."""

from collections.abc import Sequence

from aligned.formats import Span, carried
from aligned.store import Store

__all__ = ["SpanLinks", "kept_links"]

SpanLinks = tuple[tuple[Span, Span], ...]
"""Spans of a source text and of its translation that translate each other."""


def kept_links(store: Store, key: str, sources: Sequence[str], target: str) -> SpanLinks:
    """The links that a model gave when it translated segments of the source for version `key`.

    They go from the segments joined by one space to `target`, which is what has become of their
    translations: words that were changed since have no links. Empty where no model translated them.
    """
    links: list[tuple[Span, Span]] = []
    written = ""
    start = 0
    for source in sources:
        kept = store.word_alignment(key, source)
        if kept:
            written = f"{written} " if written else written
            links += ((_moved(a, start), _moved(b, len(written))) for a, b in kept.links)
            written += kept.text
        start += len(source) + 1
    return tuple(carried(links, written, target))


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
