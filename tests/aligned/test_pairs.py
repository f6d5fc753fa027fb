"""Bitexts of two targets, derived through the source."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligned.bitext import STATUSES, Bead, Bitext
from aligned.errors import ExportError
from aligned.pairs import bitext_between, named_pair, pair
from aligned.project import Project, Version
from aligned.text import Segment
from tests.strategies import projects


def make(sources: int, **targets: list[Bead]) -> Project:
    project = Project("p", Version("en", "en", "source", (Segment("x"),) * sources))
    for key, beads in targets.items():
        segments = (Segment("y"),) * sum(bead.targets for bead in beads)
        project = project.with_target(Version(key, key, "imported", segments), Bitext(beads))
    return project


def beads(kinds: str, *scores: float | None) -> list[Bead]:
    return [
        Bead(int(kind[0]), int(kind[1]), score=score)
        for kind, score in zip(kinds.split(), scores or [None] * len(kinds), strict=False)
    ]


@pytest.mark.parametrize(
    ("sources", "fr", "de", "derived"),
    [
        pytest.param(
            2, beads("11 11", 0.9, 0.5), beads("11 11", 0.5, 1), beads("11 11", 0.45, 0.5), id="1-1"
        ),
        pytest.param(
            3, beads("21 11", 0.5, 0.5), beads("11 21", 0.5, 0.5), beads("22", 0.0625), id="closure"
        ),
        pytest.param(
            1, beads("12", 0.5), beads("10", 0.5), beads("10 10", 0.25, 0.25), id="in one only"
        ),
        pytest.param(1, beads("10", 0.5), beads("10", 0.5), [], id="in neither"),
        pytest.param(
            1,
            beads("01 11", 0.5, 0.5),
            beads("01 11", 0.25, 1),
            beads("10 01 11", 0.5, 0.25, 0.5),
            id="added to both at one place: through no source segment",
        ),
        pytest.param(
            2,
            beads("11 01 11", 0.5, 0.5, 0.5),
            beads("21", 0.5),
            beads("31", 0.0625),
            id="added within what the other joins",
        ),
        pytest.param(
            1, beads("11", None), beads("11", 0.5), beads("11", None), id="one is not known"
        ),
        pytest.param(
            1,
            [Bead(1, 1, "confirmed", 0.1)],
            [Bead(1, 1, "edited", 0.5)],
            [Bead(1, 1, "edited", 0.5)],
            id="what is confirmed is certain",
        ),
    ],
)
def test_derived_beads(sources: int, fr: list[Bead], de: list[Bead], derived: list[Bead]) -> None:
    assert list(bitext_between(make(sources, fr=fr, de=de), "fr", "de")) == derived


@settings(max_examples=30)
@given(projects(3).filter(lambda project: len(project.targets) > 1), st.data())
def test_a_pair_covers_both_sides_once(project: Project, data: st.DataObject) -> None:
    keys = data.draw(st.permutations([version.key for version in project.versions]))
    first, second = keys[:2]
    made = pair(project, first, second)
    bitext = made.bitexts[second]
    bitext.check(*(len(project.version(key).segments) for key in (first, second)))
    assert (made.source.key, made.source.origin) == (first, "source")
    assert [target.key for target in made.targets] == [second]

    backwards = bitext_between(project, second, first)
    assert sorted((bead.targets, bead.sources) for bead in backwards) == sorted(
        (bead.sources, bead.targets) for bead in bitext
    )


@settings(max_examples=30)
@given(projects(3).filter(lambda project: len(project.targets) > 1))
def test_a_derived_bead_is_no_surer_than_any_it_rests_on(project: Project) -> None:
    first, second = (project.bitexts[target.key] for target in project.targets[:2])
    derived = bitext_between(project, project.targets[0].key, project.targets[1].key)
    for sources, targets, bead in derived.links():
        rests_on = [first[first.bead_of_target(segment)] for segment in sources]
        rests_on += [second[second.bead_of_target(segment)] for segment in targets]
        for other in rests_on:
            assert STATUSES.index(bead.status) <= STATUSES.index(other.status)
            if other.status != "confirmed":
                assert bead.score is None or bead.score <= (other.score or 0.0)


@pytest.mark.parametrize(
    ("name", "keys"),
    [("fr-de", ("fr", "de")), ("en-fr-x-2", ("en", "fr-x-2")), ("fr-x-2-fr", ("fr-x-2", "fr"))],
)
def test_a_pair_is_named_by_its_keys(name: str, keys: tuple[str, str]) -> None:
    project = make(1, fr=beads("11"), de=beads("11"))
    project = project.with_target(
        Version("fr-x-2", "fr", "imported", (Segment("y"),)), Bitext(beads("11"))
    )
    assert named_pair(project, name) == keys


@pytest.mark.parametrize("name", ["fr", "fr-fr", "fr-it", "fr-de-en", ""])
def test_what_names_no_pair(name: str) -> None:
    with pytest.raises(ExportError, match="no pair of versions of p, which has en, fr, de"):
        named_pair(make(1, fr=beads("11"), de=beads("11")), name)
