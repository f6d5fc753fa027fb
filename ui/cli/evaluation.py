"""The command that scores alignments against gold."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ui.cli.options import Encoding, located

if TYPE_CHECKING:
    from aligned.evaluation import Accuracy, Evaluation, Interval, Link
    from ui.alignments import Evaluated, Texts

__all__ = ["evaluate"]

_FILES = "Any format that has the beads: links, a corpus, a project (a file, or a database's URL)."


def evaluate(
    system: Annotated[str, typer.Argument(metavar="SYSTEM", help=f"Alignment to judge. {_FILES}")],
    gold: Annotated[
        str, typer.Argument(metavar="GOLD", help="The right alignment, of the same segments.")
    ],
    against: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Another alignment, to compare with bead by bead."),
    ] = None,
    texts: Annotated[
        tuple[Path, Path] | None,
        typer.Option(
            help="The texts that were aligned, a segment a line: a.txt b.txt. Corpora need them."
        ),
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", help="The target, where a file has several.")
    ] = None,
    form: Annotated[
        Literal["text", "json"],
        typer.Option("--format", help="A table to read, or one JSON object."),
    ] = "text",
    encoding: Encoding = None,
) -> None:
    """Score an alignment against gold: strict, lax, by kind of bead; compare two.

    Example: hexapla evaluate ab.txt gold.txt --against other.ladder
    """
    from aligned.store import shown
    from ui.alignments import evaluated, read_lines

    segments = None
    if texts:
        segments = read_lines(texts[0], encoding), read_lines(texts[1], encoding)
    theirs = located(against) if against else None
    found = evaluated(located(system), located(gold), theirs, segments, to)
    if form == "json":
        print(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
        return
    for line in _as_text(found, *(shown(located(name or "")) for name in (system, against))):
        print(line)


def _as_text(found: "Evaluated", system: str, other: str) -> Iterator[str]:
    yield "        precision  recall     F1  95 % interval"
    intervals = found.intervals
    for name, accuracy, interval in (
        ("strict", found.accuracy.strict, intervals.strict),
        ("lax", found.accuracy.lax, intervals.lax),
    ):
        yield f"{name:6}  {_figures(accuracy)}  {_range(interval)}"
    yield ""
    yield "bead       gold  system   right  precision  recall     F1"
    for kind, counts in found.kinds.items():
        row = f"{counts.gold:6,}  {counts.system:6,}  {counts.right:6,}"
        figures = _figures(counts.accuracy, found=counts.system > 0, wanted=counts.gold > 0)
        yield f"{kind:8}{row}  {figures}"
    yield ""
    yield (
        f"interval: {intervals.resamples:,} bootstrap resamples of {intervals.groups:,} "
        f"groups of beads, seed {intervals.seed}"
    )
    if found.comparison and found.other:
        yield ""
        yield from _comparison(found, system, other)


def _figures(accuracy: "Accuracy", *, found: bool = True, wanted: bool = True) -> str:
    """Precision, recall and F1; of beads that nobody has there is nothing to be said."""
    shares = (accuracy.precision, found), (accuracy.recall, wanted), (accuracy.f1, found or wanted)
    said = (f"{share:.3f}" if of_any else "-" for share, of_any in shares)
    return "{:>9}  {:>6}  {:>5}".format(*said)


def _range(interval: "Interval") -> str:
    return f"{interval.low:.3f} to {interval.high:.3f}"


def _comparison(found: "Evaluated", system: str, other: str) -> Iterator[str]:
    comparison, theirs = found.comparison, found.other
    if not comparison or not theirs:
        return
    first = sum(difference.first_is_right for difference in comparison.differences)
    second = len(comparison.differences) - first
    gain = found.accuracy.strict.f1 - theirs.strict.f1
    yield f"{other}: strict F1 {theirs.strict.f1:.3f}, lax F1 {theirs.lax.f1:.3f}"
    yield f"{system} less {other}: strict F1 {gain:+.3f}, 95 % {_range(comparison.gain)}"
    yield f"{system} is ahead in {comparison.ahead:.1%} of the resamples"
    yield (
        f"gold beads: {comparison.both:,} in both, {first:,} only in {system}, "
        f"{second:,} only in {other}, {comparison.neither:,} in neither"
    )
    for difference in comparison.differences:
        right, wrong = (system, other) if difference.first_is_right else (other, system)
        yield ""
        yield f"only in {right}: {_beads([difference.bead])}; {wrong}: {_beads(difference.instead)}"
        yield from (f"    {text}" for text in _texts(difference.bead, found.texts) if text)


def _beads(beads: "Iterable[Link]") -> str:
    return " ".join(f"{list(source)}:{list(target)}" for source, target in beads) or "nothing"


def _texts(bead: "Link", texts: "Texts | None") -> list[str]:
    """The text of both sides of a bead; nothing where it is not known."""
    sides = zip(bead, texts, strict=True) if texts else ()
    return [" ".join(side[number] for number in numbers) for numbers, side in sides]


def _as_json(found: "Evaluated") -> dict[str, object]:
    intervals = found.intervals
    made: dict[str, object] = {
        **_evaluation(found.accuracy),
        "intervals": {
            "strict": _ends(intervals.strict),
            "lax": _ends(intervals.lax),
            "groups": intervals.groups,
            "resamples": intervals.resamples,
            "seed": intervals.seed,
        },
        "kinds": {
            kind: {
                "gold": counts.gold,
                "system": counts.system,
                "right": counts.right,
                **_accuracy(counts.accuracy),
            }
            for kind, counts in found.kinds.items()
        },
    }
    if found.comparison and found.other:
        comparison = found.comparison
        made["against"] = {
            **_evaluation(found.other),
            "gain": _ends(comparison.gain),
            "ahead": comparison.ahead,
            "both": comparison.both,
            "neither": comparison.neither,
            "differences": [
                {
                    "bead": difference.bead,
                    "only": "system" if difference.first_is_right else "against",
                    "instead": difference.instead,
                    "texts": _texts(difference.bead, found.texts),
                }
                for difference in comparison.differences
            ],
        }
    return made


def _evaluation(evaluation: "Evaluation") -> dict[str, object]:
    return {"strict": _accuracy(evaluation.strict), "lax": _accuracy(evaluation.lax)}


def _accuracy(accuracy: "Accuracy") -> dict[str, float]:
    return {"precision": accuracy.precision, "recall": accuracy.recall, "f1": accuracy.f1}


def _ends(interval: "Interval") -> list[float]:
    return [interval.low, interval.high]
