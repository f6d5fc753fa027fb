"""What is written reads back the same, up to what the format can carry."""

import itertools
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligned import formats
from aligned.bitext import STATUSES, Bead, Bitext, Signature
from aligned.corpus import Corpus, Unit, corpus
from aligned.formats.moses import fold
from aligned.formats.xml import FORBIDDEN
from aligned.project import Project, Version
from aligned.text import Segment

CENTRAL = timezone(timedelta(hours=1))
KEYS = ("en", "fr", "pt-BR", "fr-x-2", "zh-Hant", "ar")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).map(
    lambda text: f"{FORBIDDEN.sub('', text)}x"
)
SIGNATURES = st.builds(
    Signature,
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Cn"]), min_size=1).map(
        lambda text: FORBIDDEN.sub("", text) or "x"
    ),
    st.datetimes(
        datetime(1970, 1, 2), datetime(2999, 1, 1), timezones=st.sampled_from([UTC, CENTRAL])
    ).map(lambda at: at.replace(microsecond=0)),
)
SCORES = st.none() | st.floats(0, 1).map(lambda score: float(f"{score:.6g}"))


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    keys = ("en", *draw(st.lists(st.sampled_from(KEYS[1:]), min_size=1, unique=True)))
    units = draw(st.lists(_units(keys), min_size=1, max_size=5))
    versions = tuple(
        Version(
            key,
            key.partition("-x-")[0],
            "source" if key == "en" else draw(st.sampled_from(["machine", "imported"])),
            made_with={name: draw(TEXTS) for name in ("engine", "model") if draw(st.booleans())},
        )
        for key in keys
    )
    return Corpus("book", lambda: versions, lambda: iter(units))


@st.composite
def _units(draw: st.DrawFn, keys: tuple[str, ...]) -> Unit:
    present = draw(st.lists(st.sampled_from(keys), min_size=1, unique=True))
    texts = {key: draw(TEXTS) for key in keys if key in present}
    targets = [key for key in texts if key != "en"]
    return Unit(
        texts,
        {key: draw(st.sampled_from(STATUSES)) for key in targets},
        {key: draw(SCORES) for key in targets},
        {key: draw(TEXTS) for key in targets if draw(st.booleans())},
        {key: draw(SIGNATURES) for key in targets[:2] if draw(st.booleans())},
        {key: ("numbers", "tags") for key in targets[:1] if draw(st.booleans())},
    )


def written(corpus: Corpus, name: str) -> list[Corpus]:
    """Write a corpus and read back what was written, while it is there."""
    with tempfile.TemporaryDirectory() as folder:
        exported = formats.export_corpus(corpus, name, Path(folder))
        read = [formats.read_corpus(file) for file in exported.files]
        return [
            Corpus(one.name, lambda kept=one.versions: kept, lambda kept=list(one): iter(kept))
            for one in read
        ]


@pytest.mark.parametrize("name", ["tmx", "parquet", "jsonl"])
@given(original=corpora())
@settings(max_examples=40, deadline=None)
def test_everything_is_kept(name: str, original: Corpus) -> None:
    (read,) = written(original, name)
    assert list(read) == list(original)
    assert read.versions == original.versions


@pytest.mark.parametrize("name", ["xliff", "xliff12"])
@given(original=corpora())
@settings(max_examples=30, deadline=None)
def test_xliff_keeps_the_pairs(name: str, original: Corpus) -> None:
    pairs = [original.pair(key) for key in original.keys[1:]]
    for pair, read in zip(pairs, written(original, name), strict=True):
        assert list(read) == list(pair)
        assert read.versions == pair.versions


@pytest.mark.parametrize("name", ["tsv", "csv", "xlsx"])
@given(original=corpora())
@settings(max_examples=30, deadline=None)
def test_tables_keep_the_texts(name: str, original: Corpus) -> None:
    (read,) = written(original, name)
    assert list(read) == [Unit(unit.texts) for unit in original]
    assert read.keys == original.keys


@given(corpora())
@settings(max_examples=50, deadline=None)
def test_moses_keeps_the_lines_that_have_both_sides(original: Corpus) -> None:
    for target, read in zip(original.keys[1:], written(original, "moses")[::2], strict=True):
        expected = [
            {key: fold(unit.texts[key]) for key in ("en", target)}
            for unit in original
            if {"en", target} <= unit.texts.keys()
        ]
        assert [unit.texts for unit in read] == expected
        assert read.keys == ("en", target)


BEADS = st.builds(Bead, st.integers(0, 3), st.integers(1, 3), st.just("machine"), SCORES)


@pytest.mark.parametrize("name", ["vecalign", "ladder"])
@given(beads=st.lists(BEADS, min_size=1))
@settings(deadline=None)
def test_links_are_kept(name: str, beads: list[Bead]) -> None:
    bitext = Bitext(beads)
    project = project_of(bitext)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "links.txt")
        formats.export(project, name, path)
        links = formats.read_links(path, name)
    unscored = 0.0 if name == "ladder" else None
    assert links == [
        replace(link, score=unscored if link.score is None else link.score)
        for link in formats.links_of(bitext)
    ]
    sides = len(project.source.segments), len(project.targets[0].segments)
    linked = [bead.kind for bead in bitext if bead.sources]
    assert [bead.kind for bead in formats.bitext_of(links, *sides) if bead.sources] == linked


def project_of(bitext: Bitext) -> Project:
    counts = sum(bead.sources for bead in bitext), sum(bead.targets for bead in bitext)
    source, target = (
        tuple(Segment(f"Segment {number}.", " ") for number in range(count)) for count in counts
    )
    project = Project("book", Version("en", "en", "source", source))
    return project.with_target(Version("fr", "fr", "imported", target), bitext)


@pytest.mark.parametrize("name", [format.name for format in formats.writable()])
def test_a_second_export_is_the_same_byte_for_byte(name: str, tmp_path: Path) -> None:
    project = project_of(Bitext([Bead(1, 1), Bead(2, 1, "edited"), Bead(0, 1), Bead(1, 2)]))
    (target,) = project.targets
    project = project.with_version(replace(target, made_with={"b": "2", "a": "1"}))
    contents = []
    for folder in (tmp_path / "first", tmp_path / "second"):
        folder.mkdir()
        files = formats.export(project, name, folder).files
        contents.append([(file.name, file.read_bytes()) for file in files])
    assert contents[0] == contents[1]
    assert all(content for _, content in contents[0])


def test_every_corpus_format_that_is_read_and_written_converts_into_every_other(
    tmp_path: Path,
) -> None:
    bitext = Bitext([Bead(1, 1), Bead(1, 2), Bead(1, 1)])
    original = [unit.texts for unit in corpus(project_of(bitext))]
    both_ways = [
        format.name
        for format in formats.writable()
        if isinstance(format, formats.CorpusFormat) and format.readable
    ]
    assert len(both_ways) >= 4
    for first, second in itertools.permutations(both_ways, 2):
        folder = tmp_path / f"{first}-{second}"
        folder.mkdir()
        there = formats.export(project_of(bitext), first, folder).files[0]
        converted = formats.export_corpus(formats.read_corpus(there), second, folder).files[0]
        assert [unit.texts for unit in formats.read_corpus(converted)] == original
