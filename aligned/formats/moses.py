"""Moses pairs, as OPUS has them: `NAME.en-fr.en` and `NAME.en-fr.fr`, line by line.

Two files a target. A bead is one line in both; one that lacks a side is left out, and line breaks
inside a text become spaces.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from aligned.corpus import Corpus, Unit
from aligned.errors import InputError
from aligned.formats.format import CorpusFormat
from aligned.formats.inputs import numbered_lines
from aligned.formats.keys import key_of, versions_of
from aligned.formats.output import Output

__all__ = ["FORMAT", "fold", "is_moses"]

# All that str.splitlines takes for the end of a line: readers differ in what they do.
_LINE_BREAKS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def fold(text: str) -> str:
    """The text on one line: each run of line breaks becomes a space."""
    return _LINE_BREAKS.sub(" ", text)


def _write(corpus: Corpus, output: Output) -> None:
    source, target = corpus.keys
    pair = f"{source}-{target}"
    files = output.side(f"{pair}.{source}"), output.side(f"{pair}.{target}")
    for unit in corpus:
        if source in unit.texts and target in unit.texts:
            for file, key in zip(files, (source, target), strict=True):
                file.write((fold(unit.texts[key]) + "\n").encode())


class _Pair(NamedTuple):
    source: str
    target: str
    files: tuple[Path, Path]


def is_moses(path: Path) -> bool:
    """Whether the file has the name of one side of a Moses pair."""
    return _pair(path) is not None


def _pair(path: Path) -> _Pair | None:
    """Both files of the pair that one of them belongs to; a tag may have hyphens of its own."""
    stem, _, side = path.name.rpartition(".")
    name, _, pair = stem.rpartition(".")
    if not side or not name:
        return None
    if pair.startswith(f"{side}-"):
        source, target = side, pair.removeprefix(f"{side}-")
    elif pair.endswith(f"-{side}"):
        source, target = pair.removesuffix(f"-{side}"), side
    else:
        return None
    files = path.with_name(f"{stem}.{source}"), path.with_name(f"{stem}.{target}")
    return _Pair(source, target, files)


def _read(path: Path, encoding: str | None) -> Corpus:
    pair = _pair(path)
    if pair is None:
        raise InputError(
            f"{path} is not named as one side of a Moses pair: call it NAME.en-fr.en and the other "
            "NAME.en-fr.fr"
        )
    keys = key_of(pair.source, path), key_of(pair.target, path)
    name = path.name.removesuffix(path.suffix)
    return Corpus(name, lambda: versions_of(keys), lambda: _units(pair, keys, encoding))


def _units(pair: _Pair, keys: tuple[str, str], encoding: str | None) -> Iterator[Unit]:
    sides = (numbered_lines(file, encoding) for file in pair.files)
    for lines in zip_longest(*sides):
        if None in lines:
            shorter, longer = pair.files if lines[0] is None else pair.files[::-1]
            raise InputError(
                f"{shorter} has fewer lines than {longer}: "
                "line by line they must be translations of each other"
            )
        texts = {key: text for key, (_, text) in zip(keys, lines, strict=True) if text.strip()}
        if texts:
            yield Unit(texts)


FORMAT = CorpusFormat(
    name="moses",
    description="Moses pairs as in OPUS: two plain files a target, line by line",
    suffixes=(),
    pairwise=True,
    read=_read,
    write=_write,
)
