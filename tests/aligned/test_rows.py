import pytest
from hypothesis import given

from aligned.bitext import Bead, Bitext
from aligned.project import Project, Version
from aligned.rows import Rows
from aligned.text import Segment
from tests.strategies import projects


def make_project(sources, **targets):
    """A project from the kinds of the beads of each target: fr="11 01 21"."""
    version = Version("en", "en", "source", tuple(Segment(str(n)) for n in range(sources)))
    project = Project("p", version)
    for key, kinds in targets.items():
        bitext = Bitext(Bead(int(kind[0]), int(kind[1])) for kind in kinds.split())
        count = int(bitext.target_starts[-1])
        segments = tuple(Segment(f"{key}{n}") for n in range(count))
        project = project.with_target(Version(key, key, "imported", segments), bitext)
    return project


def drawn(project, keys=None):
    """Rows as text: source segments by slot, then each target's beads as slot+span."""
    lines = []
    for row in Rows(project, keys):
        source = "".join(str(row.sources.get(slot, ".")) for slot in range(row.slots))
        cells = [
            f"{key}:" + ",".join(f"{cell.slot}+{cell.span}" for cell in cells)
            for key, cells in row.cells.items()
        ]
        lines.append(" ".join([source, *cells]))
    return lines


@pytest.mark.parametrize(
    ("project", "rows"),
    [
        pytest.param(make_project(2), ["0", "1"], id="no targets: a row a segment"),
        pytest.param(make_project(2, fr="11 11"), ["0 fr:0+1", "1 fr:0+1"], id="1-1"),
        pytest.param(make_project(2, fr="21"), ["01 fr:0+2"], id="2-1 is one row"),
        pytest.param(make_project(1, fr="12"), ["0 fr:0+1"], id="1-2 is one slot"),
        pytest.param(
            make_project(1, fr="01 11 01"), [". fr:0+1", "0 fr:0+1", ". fr:0+1"], id="0-1"
        ),
        pytest.param(
            make_project(2, fr="10 11"), ["0 fr:0+1", "1 fr:0+1"], id="1-0 is an empty cell"
        ),
        pytest.param(
            make_project(3, fr="21 11", de="11 21"),
            ["012 fr:0+2,2+1 de:0+1,1+2"],
            id="beads that overlap close into one row",
        ),
        pytest.param(
            make_project(1, fr="01 01 11", de="01 11"),
            [". fr:0+1 de:0+1", ". fr:0+1 de:", "0 fr:0+1 de:0+1"],
            id="insertions at one place share slots",
        ),
        pytest.param(
            make_project(2, fr="21", de="11 01 11"),
            ["0.1 fr:0+3 de:0+1,1+1,2+1"],
            id="an insertion within another target's bead",
        ),
    ],
)
def test_rows(project, rows):
    assert drawn(project) == rows


def test_with_one_target_rows_are_its_beads():
    project = make_project(3, fr="21 11", de="11 21")
    assert drawn(project, ["de"]) == ["0 de:0+1", "12 de:0+2"]


def test_a_row_out_of_range():
    with pytest.raises(IndexError):
        Rows(make_project(1))[1]


@given(projects(targets=3))
def test_rows_hold_everything_once_and_in_order(project):
    rows = list(Rows(project))
    assert [segment for row in rows for segment in row.source_segments] == list(
        range(len(project.source.segments))
    )
    for key, bitext in project.bitexts.items():
        cells = [cell for row in rows for cell in row.cells[key]]
        assert [cell.bead for cell in cells] == list(range(len(bitext)))
        assert all(cell.segments == bitext.targets_of(cell.bead) for cell in cells)


@given(projects(targets=3))
def test_cells_stay_in_their_rows_and_do_not_overlap(project):
    for row in Rows(project):
        assert row.slots > 0
        for cells in row.cells.values():
            end = 0
            for cell in cells:
                assert end <= cell.slot
                end = cell.slot + cell.span
            assert end <= row.slots


@given(projects(targets=3))
def test_rows_are_as_short_as_they_can_be(project):
    for row in Rows(project):
        for cut in range(1, row.slots):
            assert any(
                cell.slot < cut < cell.slot + cell.span
                for cells in row.cells.values()
                for cell in cells
            )


@given(projects(targets=3))
def test_rows_are_found_by_what_they_hold(project):
    rows = Rows(project)
    for number, row in enumerate(rows):
        assert all(rows.of_source(segment) == number for segment in row.source_segments)
        for key, cells in row.cells.items():
            assert all(rows.of_bead(key, cell.bead) == number for cell in cells)
            assert all(rows.of_beads(key)[cell.bead] == number for cell in cells)
