"""A text with other words at some places, and where everything else is then."""

from collections.abc import Iterable, Sequence

from translate.alignment import Link, Span

__all__ = ["Place", "brought_back", "covered", "free", "moved", "replaced_at", "without"]

Place = tuple[Span, Span]  # of the same thing in two texts


def replaced_at(text: str, news: Sequence[tuple[Span, str]]) -> tuple[str, tuple[Place, ...]]:
    """A text with other words at some spans, given in order, and where those are then."""
    result, position = "", 0
    places: list[Place] = []
    for (start, end), new in news:
        result += text[position:start]
        places.append(((start, end), (len(result), len(result) + len(new))))
        result += new
        position = end
    return result + text[position:], tuple(places)


def covered(spans: Iterable[Span]) -> set[int]:
    """Every place that one of some spans has."""
    return {place for span in spans for place in range(*span)}


def free(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """Those of some spans that have no place in common with others."""
    places = covered(taken)
    return [span for span in spans if places.isdisjoint(range(*span))]


def without(text: str, spans: Sequence[Span]) -> str:
    """A text without some spans, given in order."""
    return replaced_at(text, [(span, "") for span in spans])[0]


def moved(span: Span, places: Iterable[Place]) -> Span:
    """A span after words at some places became others; one that meets such has all of them."""
    start, end = span
    begin, finish = start, end
    for (first, last), (new_first, new_last) in places:
        if start >= last:
            begin = start + new_last - last
        elif start >= first:
            begin = new_first
        if end >= last:
            finish = end + new_last - last
        elif end > first:
            finish = new_last
    return begin, finish


def brought_back(
    places: Sequence[Place], output: str, links: Iterable[Link], news: Sequence[tuple[Span, str]]
) -> tuple[str, tuple[Link, ...]]:
    """What was made of a text with other words at some places, and its links, as of the text.

    `news` are the spans of the output, in order, that get other words in their turn.
    """
    back = [(here, there) for there, here in places]
    text, new_places = replaced_at(output, news)
    return text, tuple(
        Link(moved(link.source, back), moved(link.target, new_places)) for link in links
    )
