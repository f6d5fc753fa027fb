"""Alignments from files of any kind: which segments of two texts correspond, by number.

Links formats and those that keep segments have the numbers, or the segments themselves. A format of
units has only the texts of its beads, each some segments in a row: given the segments of both
texts, one finds which, by going through the file and the texts side by side. White space and
control characters do not count in that, since formats differ in what they keep of them. A segment
that no unit holds, as in formats that leave out what has no other side, is a bead alone.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from aligned.corpus import Corpus
from aligned.errors import ExportError, InputError
from aligned.formats.exporting import Exported
from aligned.formats.format import CorpusFormat, DocumentFormat, Format, LinksFormat, ProjectFormat
from aligned.formats.links import Link, LinkedTexts, whole_bitext
from aligned.formats.output import Output
from aligned.formats.reading import read_corpus, read_links
from aligned.formats.registry import for_path, get
from aligned.text import read_text

__all__ = ["Texts", "convert_links", "read_alignment"]

_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_RUNG = re.compile(r"\s*\d+\t\d+(\t|$)")

Texts = tuple[Sequence[str], Sequence[str]]
"""The segments of the source and of the target."""


def read_alignment(
    path: Path, texts: Texts | None = None, key: str | None = None, encoding: str | None = None
) -> LinkedTexts:
    """The beads in a file by the numbers of their segments, 0-based.

    `texts` has the segments of the source and of the target: a format of units alone needs them,
    others keep their own. `key` is the target to take where a file has several. A file whose suffix
    says nothing has links as Vecalign or hunalign write them.

    Raises InputError for a file without an alignment, or one of other texts.
    """
    format = _format(path)
    if isinstance(format, LinksFormat):
        return LinkedTexts(tuple(read_links(path, format.name)), texts)
    if isinstance(format, ProjectFormat) and format.read_links:
        found = format.read_links(path)
        return found if found.texts else LinkedTexts(found.links, texts)
    if not isinstance(format, CorpusFormat) or not format.readable:
        raise InputError(f"{path}: {format.name} holds no alignment: give a file of links")
    if texts is None:
        raise InputError(
            f"{path} holds texts, not which segments they are: name the segmented texts that were "
            "aligned, one segment a line (--texts a.txt b.txt)"
        )
    corpus = _pair(read_corpus(path, format.name, encoding), key, path)
    return LinkedTexts(tuple(_links(corpus, texts, path)), texts)


def convert_links(path: Path, name: str, destination: Path) -> Exported:
    """Write the links in a file in a format of links; `destination` is as for `export`.

    Without their scores: what those of another aligner mean, none of the formats says. Raises
    ExportError for a file of units, which does not number segments, or one that cannot be written;
    InputError as `read_alignment` does, and for links that leave a segment out or name it twice.
    """
    format = get(name)
    if not isinstance(format, LinksFormat) or format.write is None:
        raise ExportError(f"{name} is no format of links: choose vecalign or ladder")
    if isinstance(_format(path), CorpusFormat):
        raise ExportError(
            f"{name} cannot be made from a file of units alone: align the texts in a project first"
        )
    links = read_alignment(path).links
    sources = {number for link in links for number in link.sources}
    targets = {number for link in links for number in link.targets}
    bitext = whole_bitext(
        links, max(sources, default=-1) + 1, max(targets, default=-1) + 1, str(path)
    )
    with Output(destination, path.stem, format.suffixes[0]) as output:
        output.file().writelines(f"{line}\n".encode() for line in format.write(bitext))
    scored = sum(link.score is not None for link in links)
    lost = (f"links whose score may mean something else in {name}, left out: {scored:,}",)
    return Exported(output.paths, lost * bool(scored))


def _format(path: Path) -> Format:
    try:
        format = for_path(path)
    except InputError:
        format = get("text")
    if isinstance(format, DocumentFormat) and format.name == "text":
        first = next((line for line in read_text(path).split("\n") if line.strip()), "")
        return get("ladder" if _RUNG.match(first) else "vecalign")
    return format


def _pair(corpus: Corpus, key: str | None, path: Path) -> Corpus:
    targets = corpus.keys[1:]
    if key is None and len(targets) == 1:
        key = targets[0]
    if key not in targets:
        raise InputError(
            f"{path} has the targets {', '.join(targets)}: say which to take, such as {targets[-1]}"
            if targets
            else f"{path} is in one language alone: give a file of two"
        )
    return corpus.pair(key)


def _links(corpus: Corpus, texts: Texts, path: Path) -> Iterator[Link]:
    source, target = _Side("source", texts[0], path), _Side("target", texts[1], path)
    ours, theirs = corpus.keys
    for number, unit in enumerate(corpus, start=1):
        sources = source.next(unit.texts.get(ours, ""), number)
        targets = target.next(unit.texts.get(theirs, ""), number)
        yield from _alone(source.passed, target.passed)
        if sources or targets:
            yield Link(tuple(sources), tuple(targets), unit.score.get(theirs))
    yield from _alone(source.rest, target.rest)


def _alone(sources: range, targets: range) -> Iterator[Link]:
    yield from (Link((segment,), ()) for segment in sources)
    yield from (Link((), (segment,)) for segment in targets)


class _Side:
    """The segments of one side, of which the texts of units are found one after the other.

    A text is found at the first place after the last where it begins and ends with segments: if
    there is any way to place all texts in order, this is one.
    """

    def __init__(self, name: str, segments: Sequence[str], path: Path) -> None:
        pieces = [_BLANK.sub("", segment) for segment in segments]
        self._name, self._path = name, path
        self._text = "".join(pieces)
        self._starts = [0, *accumulate(map(len, pieces))]
        # Of segments without text, which begin where the next one does, the last is meant.
        self._beginning = {start: n for n, start in enumerate(self._starts[:-1])}
        self._ending: dict[int, int] = {}
        for n, end in enumerate(self._starts[1:], start=1):
            self._ending.setdefault(end, n)
        self._reached = 0
        self.passed = range(0)
        """The segments that were passed over on the way to the last text found."""

    @property
    def rest(self) -> range:
        """The segments after the last text found."""
        return range(self._reached, len(self._starts) - 1)

    def next(self, text: str, number: int) -> range:
        """The segments of the text of a unit; none for one without text."""
        wanted = _BLANK.sub("", text)
        self.passed = range(0)
        if not wanted:
            return range(0)
        start = self._text.find(wanted, self._starts[self._reached])
        while start >= 0:
            first = self._beginning.get(start)
            after = self._ending.get(start + len(wanted))
            if first is not None and after is not None:
                self.passed = range(self._reached, first)
                self._reached = after
                return range(first, after)
            start = self._text.find(wanted, start + 1)
        raise InputError(
            f"{self._path}: the {self._name} of unit {number} is not made of whole segments that "
            f"follow in the text named: {text[:60]!r}"
        )
