"""The use cases on alignments from files: open one, evaluate some against gold, take one over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
from aligned.project import Version
from aligned.store import shown
from aligned.text import cut_lines, language_tag
from ui.corpora import is_plain_file, project_in
from ui.versions import Existing

__all__ = ["Evaluated", "Texts", "evaluated", "linked", "open_alignment", "read_lines"]

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
    system: str | Path,
    gold: str | Path,
    against: str | Path | None = None,
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
    for location, found in ((gold, golden), (system, ours), (against, theirs)):
        if found and texts:
            place = shown(location or "")
            formats.check_numbers(found.links, len(texts[0]), len(texts[1]), place)
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
    location: str | Path,
    texts: Texts | None = None,
    target: str | None = None,
    encoding: str | None = None,
) -> LinkedTexts:
    """The alignment in a file of any format, or in a project; see `formats.read_alignment`."""
    if is_plain_file(location):
        return formats.read_alignment(location, texts, target, encoding)
    project = project_in(location)
    keys = [version.key for version in project.targets]
    key = keys[0] if target is None and len(keys) == 1 else target
    if key not in keys:
        known = ", ".join(keys) or "none"
        raise InputError(f"{shown(location)} has the targets {known}: say which (--to)")
    texts = project.source.texts, project.version(key).texts
    return LinkedTexts(tuple(links_of(project.bitexts[key])), texts)


def linked(
    source: Version, existing: Sequence[Version], links: Sequence[tuple[str | None, Path]]
) -> list[Existing]:
    """Existing translations, aligned as files say: each of (language, file), the one if None.

    Raises InputError for a file of no translation or of two, and for one that does not have each
    segment of both texts once, in order.
    """
    found = [Existing(version) for version in existing]
    for language, path in links:
        tag = language_tag(language) if language else None
        places = [n for n, each in enumerate(found) if tag in (None, each.version.language)]
        if len(places) != 1 or found[places[0]].bitext:
            raise InputError(
                f"{path} is not for one existing translation: say which by its language, such as "
                f"--links fr={path} for --existing fr=FILE"
            )
        [place] = places
        found[place] = _linked(source, found[place].version, path)
    return found


def _linked(source: Version, target: Version, path: Path) -> Existing:
    texts = source.texts, target.texts
    found = open_alignment(path, texts, target.language)
    bitext = formats.whole_bitext(found.links, len(texts[0]), len(texts[1]), str(path))
    made_with = {"links": path.name, **target.made_with}
    return Existing(replace(target, made_with=made_with), bitext)


def read_lines(path: Path, encoding: str | None = None) -> list[str]:
    """The segments of a file that has one a line."""
    _, segments = cut_lines(formats.read_document(path, encoding))
    return [segment.text for segment in segments]


def _pairs(found: LinkedTexts) -> list[Link]:
    return [(link.sources, link.targets) for link in found.links]
