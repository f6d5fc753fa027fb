"""The report of a cleaning: one HTML page that says what went out, why, and what is left.

The page is one file without a script or anything from elsewhere; texts are escaped.
"""

import inspect
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from html import escape

from aligned.cleaning.cleaning import ONE_SIDED, Cleaning
from aligned.cleaning.plots import Bar, histogram
from aligned.cleaning.statistics import HALF_OCTAVES, QUARTER_OCTAVES, TENTHS
from aligned.cleaning.steps import STEPS
from aligned.project import Version
from aligned.text import language_name, right_to_left

__all__ = ["report"]

_STYLE = """
:root { color-scheme: light dark; --stays: light-dark(#2f6f8f, #6fb3d2);
  --goes: light-dark(#c4622d, #f0a070); --line: color-mix(in srgb, currentColor 18%, transparent); }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem;
  padding: 0 1.5rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; } h3 { font-size: 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .8rem .3rem 0; text-align: start;
  vertical-align: top; }
td.number, th.number { font-variant-numeric: tabular-nums; text-align: end; white-space: nowrap; }
td.text { overflow-wrap: anywhere; white-space: pre-wrap; width: 45%; }
tr.zero { opacity: .6; }
figure { margin: 0; } figcaption { font-weight: 600; font-size: .9rem; }
.plots { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); }
svg { display: block; width: 100%; } svg text { fill: currentColor; font-size: 10px;
  text-anchor: middle; } svg text.y { text-anchor: end; } svg text.unit { opacity: .7; }
.grid { stroke: var(--line); } .stays { fill: var(--stays); } .goes { fill: var(--goes); }
.key::before { background: var(--colour); content: ""; display: inline-block; height: .7em;
  margin: 0 .35em 0 .8em; width: .7em; }
.none { opacity: .7; } summary { cursor: pointer; }
@media print { body { font-size: 9.5pt; margin: 0; max-width: none; } figure, tr {
  break-inside: avoid; } }
"""
_MOST_KINDS = 8


def report(cleaning: Cleaning) -> str:
    """The page on a cleaning whose corpus has been gone through."""
    return "".join(_page(cleaning))


def _page(cleaning: Cleaning) -> Iterator[str]:
    name = escape(cleaning.corpus.name)
    source, *targets = cleaning.corpus.versions
    kept, removed = sum(cleaning.kept.values()), sum(cleaning.removed.values())
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width">\n'
    yield f"<title>Cleaning of {name}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    yield f"<h1>Cleaning of {name}</h1>\n"
    yield f"<p>Of {kept + removed:,} pairs of a source with a target, {kept:,} stay "
    yield f"({_share(kept, kept + removed)}) and {removed:,} were left out.</p>\n"
    yield "<h2>What was left out, and why</h2>\n"
    yield from _steps(cleaning, targets)
    yield '<h2>What it looks like<span class="key" style="--colour: var(--stays)">stays</span>'
    yield '<span class="key" style="--colour: var(--goes)">left out</span></h2>\n'
    for target in targets:
        yield f"<h3>{_named(source)} to {_named(target)}</h3>\n"
        yield f'<div class="plots">\n{"".join(_plots(cleaning, source, target))}</div>\n'
    yield "<h2>Examples of what was left out</h2>\n"
    yield from _examples(cleaning, source, targets)
    yield "</body>\n</html>\n"


def _steps(cleaning: Cleaning, targets: Sequence[Version]) -> Iterator[str]:
    """A table with a line a step, in their order, and a column a target."""
    heads = "".join(f'<th scope="col" class="number">{_named(target)}</th>' for target in targets)
    yield f'<table>\n<thead><tr><th scope="col">step</th><th scope="col">leaves out</th>{heads}'
    yield "</tr></thead>\n<tbody>\n"
    for step in (ONE_SIDED, *cleaning.steps):
        counts = [cleaning.removed[target.key, step] for target in targets]
        cells = "".join(f'<td class="number">{count:,}</td>' for count in counts)
        row = "<tr>" if any(counts) else '<tr class="zero">'
        yield f'{row}<th scope="row">{escape(step)}</th><td>{_reason(step)}</td>{cells}</tr>\n'
    kept = (cleaning.kept[target.key] for target in targets)
    cells = "".join(f'<td class="number">{count:,}</td>' for count in kept)
    yield f'<tr><th scope="row" colspan="2">stay</th>{cells}</tr>\n</tbody>\n</table>\n'


def _plots(cleaning: Cleaning, source: Version, target: Version) -> Iterator[str]:
    stays, goes = cleaning.staying.targets[target.key], cleaning.going.targets[target.key]
    for version, staying, going in (
        (source, stays.source_lengths, goes.source_lengths),
        (target, stays.target_lengths, goes.target_lengths),
    ):
        title = f"Length in {language_name(version.language)}"
        yield histogram(
            title, "characters", _bars(staying, going, range(HALF_OCTAVES + 1), _length)
        )
    places = range(-QUARTER_OCTAVES, QUARTER_OCTAVES + 1)
    bars = _bars(stays.ratios, goes.ratios, places, _ratio)
    yield histogram("Length ratio", "characters of the target to one of the source", bars)
    bars = _bars(stays.scores, goes.scores, range(TENTHS), _score)
    yield histogram("Probability", "of the bead being right", bars)
    common = [kind for kind, _ in (stays.kinds + goes.kinds).most_common(_MOST_KINDS)]
    bars = [Bar(stays.kinds[kind], goes.kinds[kind], kind, kind) for kind in common]
    yield histogram("Bead type", "segments of the source - of the target", bars)


def _bars(
    stays: Counter[int], goes: Counter[int], places: range, named: Callable[[int], tuple[str, str]]
) -> list[Bar]:
    """Bars without those at both ends that nothing is in; `named` gives meaning and label."""
    filled = [place for place in places if stays[place] or goes[place]]
    shown = places[places.index(filled[0]) : places.index(filled[-1]) + 1] if filled else ()
    return [Bar(stays[place], goes[place], *named(place)) for place in shown]


def _length(place: int) -> tuple[str, str]:
    least = round(2 ** (place / 2))
    return f"{least} characters and more", f"{least}" if place % 2 == 0 else ""


def _ratio(place: int) -> tuple[str, str]:
    ratio = f"{2 ** (place / 4):.2g}"
    return f"about {ratio}", ratio if place % 4 == 0 else ""


def _score(place: int) -> tuple[str, str]:
    return f"{place / TENTHS} to {(place + 1) / TENTHS}", f".{place}"


def _examples(cleaning: Cleaning, source: Version, targets: Sequence[Version]) -> Iterator[str]:
    found = False
    for step in (ONE_SIDED, *cleaning.steps):
        for target in targets:
            examples = cleaning.examples.get((target.key, step))
            if examples is None:
                continue
            found = True
            few = f"{len(examples.kept)} of {examples.seen:,}"
            yield f"<details open><summary><b>{escape(step)}</b> in {_named(target)}: {few}"
            yield '</summary>\n<table><thead><tr><th scope="col" class="number">unit</th>'
            yield f'<th scope="col">{_named(source)}</th><th scope="col">{_named(target)}</th>'
            yield "</tr></thead><tbody>\n"
            for one in sorted(examples.kept, key=lambda example: example.unit):
                cells = _text(one.source, source) + _text(one.target, target)
                yield f'<tr><td class="number">{one.unit:,}</td>{cells}</tr>\n'
            yield "</tbody></table></details>\n"
    if not found:
        yield "<p>Nothing was left out.</p>\n"


def _text(text: str, version: Version) -> str:
    direction = ' dir="rtl"' if right_to_left(version.language) else ""
    shown = "".join(_visible(character) for character in text)
    return f'<td class="text" lang="{escape(version.language)}"{direction}>{escape(shown)}</td>'


def _visible(character: str) -> str:
    """A character, or the picture of a control character, which a page may not have in it."""
    if character in "\t\n" or (character >= " " and not "\x7f" <= character <= "\x9f"):
        return "\ufffd" if "\ud800" <= character <= "\udfff" else character
    return chr(0x2400 + ord(character)) if character < " " else "\ufffd"


def _reason(step: str) -> str:
    """What a step leaves out, as the first line of its docstring says it."""
    if step == ONE_SIDED:
        return "A source or a target alone."
    return escape((inspect.getdoc(STEPS[step]) or "").split("\n")[0])


def _named(version: Version) -> str:
    return escape(f"{language_name(version.language)} ({version.key})")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "none"
