"""The use cases on alignments from files: open one, evaluate one or two against gold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligned import formats
from aligned.errors import InputError
from aligned.evaluation import (
    Bootstrap,
    Comparison,
    Evaluation,
    KindCounts,
    Link,
    bootstrap,
    by_kind,
    compare,
    evaluate,
)
from aligned.formats import LinkedTexts, links_of
from aligned.text import cut_lines
from ui.corpora import project_in
from ui.files import SUFFIX

__all__ = ["Evaluated", "Texts", "evaluated", "open_alignment", "read_lines"]

Texts = tuple[Sequence[str], Sequence[str]]
"""The segments of the source and of the target."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """How good a system is, and how it differs from another if there is one.

    `texts`: the segments of both sides, where they are known.
    """

    accuracy: Evaluation
    kinds: Mapping[str, KindCounts]
    intervals: Bootstrap
    other: Evaluation | None
    comparison: Comparison | None
    texts: Texts | None


def evaluated(
    system: Path,
    gold: Path,
    against: Path | None = None,
    texts: Texts | None = None,
    target: str | None = None,
) -> Evaluated:
    """Evaluate the alignment in a file, and compare it with another, against gold.

    `texts` are the segments that the files number, needed by those that do not keep them; those of
    the gold will do. `target` is the one to take where a file has several.
    """
    golden = open_alignment(gold, texts, target)
    texts = texts or golden.texts
    ours = open_alignment(system, texts, target)
    theirs = open_alignment(against, texts, target) if against else None
    texts = texts or ours.texts or (theirs.texts if theirs else None)
    for path, found in ((gold, golden), (system, ours), (against, theirs)):
        if found and texts:
            formats.check_numbers(found.links, len(texts[0]), len(texts[1]), str(path))
    links, right = _pairs(ours), _pairs(golden)
    others = _pairs(theirs) if theirs else None
    return Evaluated(
        accuracy=evaluate(links, right),
        kinds=by_kind(links, right),
        intervals=bootstrap(links, right),
        other=evaluate(others, right) if others is not None else None,
        comparison=compare(links, others, right) if others is not None else None,
        texts=texts,
    )


def open_alignment(
    path: Path, texts: Texts | None = None, target: str | None = None, encoding: str | None = None
) -> LinkedTexts:
    """The alignment in a file of any format, or in a project; see `formats.read_alignment`."""
    if path.suffix != SUFFIX:
        return formats.read_alignment(path, texts, target, encoding)
    project = project_in(path)
    keys = [version.key for version in project.targets]
    key = keys[0] if target is None and len(keys) == 1 else target
    if key not in keys:
        raise InputError(f"{path} has the targets {', '.join(keys) or 'none'}: say which (--to)")
    segments = project.source.segments, project.version(key).segments
    source, other = ([segment.text for segment in side] for side in segments)
    return LinkedTexts(tuple(links_of(project.bitexts[key])), (source, other))


def read_lines(path: Path, encoding: str | None = None) -> list[str]:
    """The segments of a file that has one a line."""
    _, segments = cut_lines(formats.read_document(path, encoding))
    return [segment.text for segment in segments]


def _pairs(found: LinkedTexts) -> list[Link]:
    return [(link.sources, link.targets) for link in found.links]
