"""Commands on corpora: convert, check, and make training data of them."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from aligned.errors import InputError
from ui.cli.options import (
    Encoding,
    FormatName,
    check_output,
    chosen_format,
    destination,
    listed,
    located,
    say_written,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligned.corpus import Corpus, Unit
    from ui.corpora import Found

__all__ = ["app", "check", "convert"]

app = typer.Typer(
    help="Count, clean and split corpora for training.", no_args_is_help=True, rich_markup_mode=None
)

# Those of aligned.cleaning, which takes too long to import for --help.
_STEPS = (
    "no_letters, non_printing, too_short, too_long, length_ratio, untranslated, doubtful, "
    "duplicates, near_duplicates, boilerplate, other_language"
)

File = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help="A corpus in any readable format, or a project (or its database's URL).",
    ),
]
ToWrite = Annotated[
    Path,
    typer.Argument(parser=destination, metavar="OUTPUT", help="File to write, or folder: out/"),
]


def convert(
    file: File,
    output: ToWrite,
    format_name: FormatName = None,
    encoding: Encoding = None,
) -> None:
    """Convert a corpus, or links, from one format to another.

    Example: hexapla convert memory.tmx memory.parquet
    """
    from aligned.store import shown
    from ui.corpora import convert_to, told
    from ui.terminal import ProgressBars

    place = located(file)
    name = _format_to_write(format_name, output, file)
    with ProgressBars() as progress:

        def watched(corpus: "Corpus") -> "Corpus":
            return told(_noted(file, corpus), f"converting {shown(place)}", progress)

        exported = convert_to(place, name, output, watched, encoding)
    say_written(exported.files, exported.losses)


def check(
    file: File,
    form: Annotated[
        Literal["text", "json", "sarif"],
        typer.Option("--format", help="A line or an object a finding, or one SARIF log of all."),
    ] = "text",
    encoding: Encoding = None,
) -> None:
    """Check every pair; exit code 1 if anything is found.

    Example: hexapla check memory.tmx --format sarif
    """
    from aligned.store import shown
    from ui.corpora import found_in, told
    from ui.terminal import ProgressBars, say

    count = 0
    place = located(file)
    with ProgressBars() as progress:
        findings = found_in(told(_opened(file, encoding), f"checking {shown(place)}", progress))
        if form == "sarif":
            from ui.cli.sarif import sarif

            every = list(findings)
            count = len(every)
            print(sarif(place if isinstance(place, Path) else shown(place), every))
        else:
            for found in findings:
                count += 1
                print(_as_json(found) if form == "json" else _as_line(shown(place), found))
    say(f"{count} findings" if count else "nothing found")
    if count:
        sys.exit(1)


def _as_line(place: str, found: "Found") -> str:
    finding = found.finding
    return f"{place}:{found.unit}: {found.target} [{finding.check}] {finding.message}"


def _as_json(found: "Found") -> str:
    import json

    finding = found.finding
    return json.dumps(
        {
            "unit": found.unit,
            "target": found.target,
            "check": finding.check,
            "message": finding.message,
            "side": finding.side,
            "span": finding.span,
            "texts": found.texts,
        },
        ensure_ascii=False,
    )


def _opened(file: str, encoding: str | None) -> "Corpus":
    """The corpus in a file or project; what is to be known of how it was read is said."""
    from ui.corpora import open_corpus

    return _noted(file, open_corpus(located(file), encoding))


def _noted(file: str, corpus: "Corpus") -> "Corpus":
    """The same corpus; what is to be known of how it was read is said."""
    from ui.terminal import say

    for note in corpus.notes:
        say(f"{file}: {note}")
    return corpus


def _format_to_write(format_name: str | None, output: Path, file: str) -> str:
    """The format to write a corpus in that is read from a file; it is not to be written over."""
    from aligned import formats

    name = chosen_format(format_name, output)
    check_output(output, [located(file)], next(iter(formats.get(name).suffixes), ""))
    return name


@app.command()
def stats(file: File, encoding: Encoding = None) -> None:
    """Count units, texts, words and characters, statuses and scores."""
    from aligned.cleaning import statistics

    found = statistics(_opened(file, encoding))
    print(f"{found.units:,} units")
    print(f"{'version':12} {'texts':>10} {'words':>12} {'characters':>14}")
    for key, version in found.versions.items():
        print(f"{key:12} {version.texts:>10,} {version.words:>12,} {version.characters:>14,}")
    for key, target in found.targets.items():
        statuses = ", ".join(f"{count:,} {status}" for status, count in target.statuses.items())
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in target.kinds.most_common())
        said = f"{key}: {target.pairs:,} pairs, {statuses or 'no statuses'}"
        print(f"{said}, {target.ratio:.2f} times as long{f'; segments: {kinds}' * bool(kinds)}")


@app.command()
def clean(
    file: File,
    output: ToWrite,
    steps: Annotated[str, typer.Option(help=f"Only some of the steps: {_STEPS}.")] = "",
    report_file: Annotated[
        Path | None,
        typer.Option("--report", help="A page to write: what went out, why, with plots."),
    ] = None,
    format_name: FormatName = None,
    encoding: Encoding = None,
) -> None:
    """Leave out what harms training; each step is counted.

    Example: hexapla corpus clean all.tmx clean.tmx --report report.html
    """
    from aligned import formats
    from aligned.cleaning import clean, report
    from aligned.store import shown
    from ui.corpora import told
    from ui.files import write_text
    from ui.terminal import ProgressBars, say

    name = _format_to_write(format_name, output, file)
    if report_file:
        check_output(report_file, [located(file)])
        if report_file.absolute() == output.absolute():
            raise InputError(f"{output} cannot be both the corpus and the report on it")
    with ProgressBars() as progress:
        corpus = told(_opened(file, encoding), f"cleaning {shown(file)}", progress)
        cleaning = clean(corpus, listed(steps) or None)
        exported = formats.export_corpus(cleaning.corpus, name, output)
    say_written(exported.files, exported.losses)
    if report_file:
        say_written([write_text(report_file, report(cleaning))])
    for key, count in cleaning.kept.items():
        say(f"{key}: {count:,} kept")
    for (key, step), count in sorted(cleaning.removed.items()):
        say(f"{key}: {count:,} left out: {step}")


@app.command()
def split(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILES", help="Corpora, each a document; or one, to be cut in three."
        ),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder to write.")],
    dev: Annotated[float, typer.Option(help="Share of the units for development.")] = 0.05,
    test: Annotated[float, typer.Option(help="Share of the units for testing.")] = 0.05,
    format_name: FormatName = None,
    encoding: Encoding = None,
) -> None:
    """Split documents into train, dev and test; no duplicate crosses over.

    Example: hexapla corpus split a.tmx b.tmx c.tmx -o parts --format moses
    """
    from aligned import formats
    from aligned.cleaning import split
    from ui.files import make_folder

    parts = split([_opened(file, encoding) for file in files], dev=dev, test=test)
    folder, name = make_folder(output), chosen_format(format_name, output)
    suffix = next(iter(formats.get(name).suffixes), "")
    for part, corpus in (("train", parts.train), ("dev", parts.dev), ("test", parts.test)):
        _write_part(part, corpus, name, folder / f"{part}{suffix}")


def _write_part(part: str, corpus: "Corpus", format_name: str, path: Path) -> None:
    """Write a part of a corpus, and say how many units it has."""
    from aligned import formats
    from aligned.corpus import Corpus
    from ui.corpora import told
    from ui.terminal import ProgressBars, say

    size = 0

    def units() -> "Iterator[Unit]":
        nonlocal size
        size = 0  # a format may go through it more than once
        for unit in corpus:
            size += 1
            yield unit

    counted = Corpus(corpus.name, lambda: corpus.versions, units)
    with ProgressBars() as progress:
        watched = told(counted, f"writing {part}", progress)
        exported = formats.export_corpus(watched, format_name, path)
    say_written(exported.files, exported.losses)
    say(f"{part}: {size:,} units")
