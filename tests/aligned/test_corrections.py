import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aligned.bitext import Bead, Bitext
from aligned.corrections import (
    Bookmark,
    Comment,
    Confirm,
    ConfirmAbove,
    DeleteSegment,
    Dismiss,
    EditText,
    EditTexts,
    InsertSegment,
    JoinSegments,
    Link,
    Merge,
    Move,
    MoveTo,
    Rewrite,
    Shift,
    Split,
    SplitSegment,
    Swap,
    Unlink,
    anchored,
    apply,
    fill,
    invert,
    pending,
    plan,
    realigned,
    rebase,
    run_to_realign,
)
from aligned.errors import CorrectionError
from aligned.project import Project, Version
from aligned.text import Segment
from tests.projects import make, shown, words
from tests.strategies import bitexts, operations, projects


def check(project):
    for target in project.targets:
        project.bitexts[target.key].check(len(project.source.segments), len(target.segments))


@given(st.data())
def test_a_correction_keeps_the_bitexts_whole_and_its_inverse_cancels_it(data):
    project = data.draw(projects())
    try:
        change = plan(project, data.draw(operations(project)))
    except CorrectionError:
        return
    corrected = apply(project, change)
    check(corrected)
    assert corrected != project
    assert apply(corrected, invert(change)) == project
    assert invert(invert(change)) == change


@given(st.data())
def test_a_long_session_can_be_undone_step_by_step(data):
    project = data.draw(projects())
    states, changes = [project], []
    for _ in range(data.draw(st.integers(1, 8))):
        try:
            change = plan(states[-1], data.draw(operations(states[-1])))
        except CorrectionError:
            continue
        states.append(apply(states[-1], change))
        changes.append(change)
    while changes:
        assert apply(states.pop(), invert(changes.pop())) == states[-1]


@given(st.data())
def test_two_corrections_of_one_state_commute_or_conflict(data):
    project = data.draw(projects())
    try:
        mine = plan(project, data.draw(operations(project)))
        theirs = plan(project, data.draw(operations(project)))
    except CorrectionError:
        return
    try:
        mine_after = rebase(mine, [theirs])
        theirs_after = rebase(theirs, [mine])
    except CorrectionError:
        return
    one = apply(apply(project, theirs), mine_after)
    other = apply(apply(project, mine), theirs_after)
    check(one)
    check(other)
    assert sorted(s.text for v in one.versions for s in v.segments) == sorted(
        s.text for v in other.versions for s in v.segments
    )


TWO = make(["a b", "c"], fr=(["A B", "C"], "11 11"), de=(["A", "B", "C"], "12 11"))


@pytest.mark.parametrize(
    ("operation", "fr", "de"),
    [
        (EditText("fr", 0, "X"), "11e 11m", "12m 11m"),
        (EditText("en", 1, "X"), "11m 11e", "12m 11e"),
        (SplitSegment("fr", 0, 1), "12e 11m", "12m 11m"),
        (SplitSegment("en", 0, 1), "21e 11m", "22e 11m"),
        (JoinSegments("de", 0), "11m 11m", "11e 11m"),
        (JoinSegments("de", 1), "11m 11m", "22e"),
        (JoinSegments("en", 0), "12e", "13e"),
        (Merge("fr", 1), "22e", "12m 11m"),
        (Merge("en", 1), "22e", "23e"),
        (Split("fr", 0), "10e 01e 11m", "12m 11m"),
        (Split("de", 0, 1), "11m 11m", "11e 01e 11m"),
        (Move("fr", 1, "up"), "12e 10e", "12m 11m"),
        (Move("de", 0, "down"), "11m 11m", "11e 12e"),
        (Move("en", 1, "up"), "21e 01e", "22e 01e"),
        (Move("en", 0, "down"), "01e 21e", "02e 21e"),
        (EditTexts((EditText("fr", 0, "X"), EditText("de", 1, "Y"))), "11e 11m", "12e 11m"),
        (Rewrite("fr", 0, "X"), "11e 11m", "12m 11m"),
        (Rewrite("de", 0, "X"), "11m 11m", "11e 11m"),
        (Rewrite("en", 1, "X"), "11m 11e", "12m 11e"),
        (DeleteSegment("fr", 0), "10e 11m", "12m 11m"),
        (DeleteSegment("de", 0), "11m 11m", "11e 11m"),
        (DeleteSegment("en", 0), "01e 11m", "02e 11m"),
        (Swap("de", 1), "11m 11m", "12e 11e"),
        (MoveTo("de", 0, 1), "11m 11m", "10e 13e"),
        (MoveTo("de", 1, 1), "11m 11m", "11e 12e"),
        (MoveTo("de", 2, 0), "11m 11m", "13e 10e"),
        (MoveTo("en", 1, 0), "21e 01e", "22e 01e"),
        (Unlink("de", 0), "11m 11m", "10e 02e 11m"),
        (Unlink("en", 1), "11m 10e 01e", "12m 10e 01e"),
        (Shift("de", 0, "down"), "11m 11m", "10e 13e"),
        (Shift("de", 1, "up"), "11m 11m", "13e 10e"),
        (ConfirmAbove("fr", 1), "11c 11c", "12m 11m"),
        (ConfirmAbove("en", 0), "11c 11m", "12c 11m"),
        (ConfirmAbove("fr", 1, 0.5), "11c 11c", "12m 11m"),
        (Bookmark("fr", 0), "11m 11m", "12m 11m"),
        (Confirm("fr", 1), "11m 11c", "12m 11m"),
        (Confirm("en", 1), "11m 11c", "12m 11c"),
    ],
    ids=str,
)
def test_what_operations_do_to_beads(operation, fr, de):
    corrected = apply(TWO, plan(TWO, operation))
    assert (shown(corrected, "fr"), shown(corrected, "de")) == (fr, de)


def test_split_in_the_source_begins_a_bead_at_the_sentence():
    project = make(["a", "b", "cc"], fr=(["A B", "CC"], "32"), de=(["ABC"], "31"))
    corrected = apply(project, plan(project, Split("en", 2)))
    assert (shown(corrected, "fr"), shown(corrected, "de")) == ("21e 11e", "21e 10e")


def test_the_other_side_is_cut_where_lengths_fit():
    project = make(["a" * 30, "b" * 10], fr=(["A" * 15, "B" * 15, "C" * 9], "23"))
    assert shown(apply(project, plan(project, Split("fr", 0, 2))), "fr") == "12e 11e"


def test_splitting_and_joining_a_sentence_keeps_every_character():
    split = apply(TWO, plan(TWO, SplitSegment("fr", 0, 2)))
    assert words(split, "fr") == ["A", "B", "C"]
    assert split.version("fr").text == TWO.version("fr").text
    joined = apply(split, plan(split, JoinSegments("fr", 0)))
    assert words(joined, "fr") == ["A B", "C"]


def test_joining_over_a_paragraph_break_puts_a_space():
    segments = (Segment("a", "\n\n", 0, 0), Segment("b", "", 1, 3))
    project = Project("p", Version("en", "en", "source", segments))
    joined = apply(project, plan(project, JoinSegments("en", 0)))
    assert joined.source.segments == (Segment("a b", "", 0, 0),)


def test_an_empty_cell_takes_text_with_the_sources_spacing():
    source = (Segment("a", "\n- ", 0, 0), Segment("b", "\n", 1, 4))
    project = Project("p", Version("en", "en", "source", source))
    project = project.with_target(Version("fr", "fr", "imported"), Bitext([Bead(1, 0), Bead(1, 0)]))
    corrected = apply(project, plan(project, InsertSegment("fr", 0, "A")))
    assert corrected.version("fr").segments == (Segment("A", "\n- ", 0, 0),)
    assert shown(corrected, "fr") == "11e 10m"


def test_a_bead_is_rewritten_with_the_spacing_of_its_last_sentence():
    segments = (Segment("A", " "), Segment("B", "\n\n"), Segment("C", ""))
    project = make(["a", "b"]).with_target(
        Version("fr", "fr", "imported", segments), Bitext.from_links([(1, 2, 0.5), (1, 1, 0.5)])
    )
    rewritten = apply(project, plan(project, Rewrite("fr", 0, "X")))
    assert rewritten.version("fr").text == "X\n\nC"
    empty = make(["a"], fr=([], "10"))
    assert words(apply(empty, plan(empty, Rewrite("fr", 0, "X"))), "fr") == ["X"]


@pytest.mark.parametrize(
    ("operation", "message"),
    [
        (EditText("it", 0, "x"), "no version it"),
        (EditText("fr", 9, "x"), "no such place"),
        (EditText("fr", -1, "x"), "no such place"),
        (EditText("fr", 0, "A B"), "nothing to change"),
        (EditText("fr", 0, "\ud800"), "half of a character"),
        (InsertSegment("fr", 0, "x"), "has a sentence already"),
        (Rewrite("fr", 0, "A B"), "nothing to change"),
        (Rewrite("fr", 9, "x"), "no such place"),
        (InsertSegment("en", 0, "x"), "split one"),
        (SplitSegment("fr", 0, 0), "between two words"),
        (SplitSegment("fr", 0, 3), "between two words"),
        (JoinSegments("fr", 1), "no sentence after this one"),
        (Merge("fr", 0), "no bead above the first"),
        (Merge("en", 0), "no bead above the first"),
        (Split("de", 0, 3), "cannot be split"),
        (Split("en", 0), "nothing to change"),
        (Move("fr", 0, "up"), "no bead to move"),
        (Move("en", 1, "down"), "no bead to move"),
        (Confirm("fr", 5), "no such place"),
        (ConfirmAbove("fr", 1, 0.6), "nothing to change"),
        (Swap("fr", 1), "no such place"),
        (MoveTo("fr", 0, 0), "nothing to change"),
        (MoveTo("fr", 0, 9), "no such place"),
        (Link("fr", 0), "nothing to change"),
        (Shift("en", 0, "down"), "the source stays"),
        (Shift("fr", 1, "down"), "no room to shift"),
        (Shift("fr", 0, "up"), "no room to shift"),
        (Comment("fr", 0, "  "), "nothing to change"),
        (Bookmark("fr", 0, False), "nothing to change"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_said(operation, message):
    with pytest.raises(CorrectionError, match=message):
        plan(TWO, operation)


@pytest.mark.parametrize(
    ("kinds", "bead", "linked"),
    [
        ("10 01 11", 0, "11e 11m"),
        ("10 01 11", 1, "11e 11m"),
        ("01 20 01", 1, "01m 21e"),  # below rather than above, as `Unlink` leaves them
        ("10 01 10", 1, "11e 10m"),
        ("02 11 10", 0, "nothing is left over"),
        ("01 01 20", 0, "nothing is left over"),
    ],
)
def test_what_is_left_over_on_both_sides_is_linked(kinds, bead, linked):
    beads = [(int(m), int(n)) for m, n in kinds.split()]
    sources, targets = (sum(side) for side in zip(*beads, strict=True))
    project = make(["s"] * sources, fr=(["t"] * targets, kinds))
    try:
        assert shown(apply(project, plan(project, Link("fr", bead))), "fr") == linked
    except CorrectionError as error:
        assert linked in str(error)


def test_no_sentence_of_a_confirmed_bead_goes_along_with_one_that_is_moved():
    project = make(["a", "b", "c"], fr=(["A", "B", "C"], "11 11 11"))
    anchored = apply(project, plan(project, Confirm("fr", 1)))
    assert shown(apply(project, plan(project, MoveTo("fr", 0, 2))), "fr") == "10e 10e 13e"
    with pytest.raises(CorrectionError, match="a confirmed bead stands between"):
        plan(anchored, MoveTo("fr", 0, 2))
    assert shown(apply(anchored, plan(anchored, MoveTo("fr", 0, 1))), "fr") == "10e 12e 11m"


def test_a_shift_ends_at_the_next_confirmed_bead():
    project = make(["a", "b", "c", "d"], fr=(["A", "B", "C", "D"], "11 11 11 11"))
    project = apply(project, plan(project, Confirm("fr", 3)))
    shifted = apply(project, plan(project, Shift("fr", 0, "down")))
    assert shown(shifted, "fr") == "10e 11e 12e 11c"
    back = apply(shifted, plan(shifted, Shift("fr", 1, "up")))
    assert shown(back, "fr") == "11e 12e 10e 11c"


def test_notes_stay_with_their_bead_and_go_into_what_it_is_merged_with():
    project = TWO
    for operation in (
        Comment("fr", 0, "who?"),
        Comment("fr", 1, "when?"),
        Bookmark("fr", 1),
        Dismiss("fr", 0, "numbers"),
        Dismiss("fr", 1, "quotes"),
        EditText("fr", 0, "X"),
        Merge("fr", 1),
    ):
        project = apply(project, plan(project, operation))
    [bead] = project.bitexts["fr"]
    assert (bead.comment, bead.bookmarked) == ("who?\nwhen?", True)
    assert bead.dismissed == ("numbers", "quotes")
    project = apply(project, plan(project, Dismiss("fr", 0, "numbers", False)))
    assert project.bitexts["fr"][0].dismissed == ("quotes",)


def test_deleting_the_last_sentence_of_a_paragraph_keeps_the_break():
    segments = (Segment("a", " "), Segment("b", "\n\n"), Segment("c", "\n"))
    project = Project("p", Version("en", "en", "source", segments))
    project = apply(project, plan(project, DeleteSegment("en", 1)))
    assert project.source.text == "a\n\nc\n"
    project = apply(project, plan(project, DeleteSegment("en", 0)))
    with pytest.raises(CorrectionError, match="the source needs a sentence"):
        plan(project, DeleteSegment("en", 0))


def test_swapping_leaves_the_paragraphs():
    segments = (Segment("a", "\n\n"), Segment("b", "\n"))
    project = Project("p", Version("en", "en", "source", segments))
    assert apply(project, plan(project, Swap("en", 0))).source.text == "b\n\na\n"


def test_a_change_is_refused_where_something_else_stands():
    change = plan(TWO, EditText("fr", 0, "X"))
    meanwhile = apply(TWO, plan(TWO, EditText("fr", 0, "Y")))
    with pytest.raises(CorrectionError, match="changed meanwhile"):
        apply(meanwhile, change)


def test_rebasing_moves_a_change_over_one_above_it():
    mine = plan(TWO, EditText("fr", 1, "X"))
    above = plan(TWO, SplitSegment("fr", 0, 1))
    corrected = apply(apply(TWO, above), rebase(mine, [above]))
    assert words(corrected, "fr") == ["A", "B", "X"]


def test_rebasing_over_the_same_place_is_a_conflict():
    mine = plan(TWO, EditText("fr", 0, "X"))
    with pytest.raises(CorrectionError, match="same place"):
        rebase(mine, [plan(TWO, EditText("fr", 0, "Y"))])


def machine_version(count=4):
    source = tuple(Segment(f"s{n}", "\n\n" if n == 1 else " ", n // 2, n) for n in range(count))
    project = Project("p", Version("en", "en", "source", (*source[:-1], Segment("s", "", 1, 9))))
    return project.with_target(
        Version("zh", "zh", "machine"), Bitext(Bead(1, 0) for _ in range(count))
    )


def test_translations_fill_a_machine_version_in_any_order():
    project = machine_version()
    project = apply(project, fill(project, "zh", {0: "零", 3: "三"}))
    assert (shown(project, "zh"), pending(project, "zh")) == ("11m 10m 10m 11m", [1, 2])
    project = apply(project, fill(project, "zh", {2: "二", 1: "一"}))
    check(project)
    assert pending(project, "zh") == []
    assert project.version("zh").text == "零一\n\n二三"


@pytest.mark.parametrize(
    ("operation", "left"),
    [
        (EditText("en", 1, "other"), [0, 1, 2, 3]),
        (Confirm("zh", 1), [0, 2, 3]),
        (Merge("zh", 1), [1, 2]),
        (InsertSegment("zh", 1, "x"), [0, 2, 3]),
    ],
    ids=str,
)
def test_what_a_correction_leaves_to_translate(operation, left):
    project = machine_version()
    assert pending(apply(project, plan(project, operation)), "zh") == left


def test_beads_confirmed_in_a_row_are_one_splice():
    beads = [Bead(1, 1, score=score) for score in (0.9, 0.8, 0.1, 0.9)]
    project = make(list("abcd"), fr=(list("ABCD"), "11 11 11 11"))
    project = project.with_bitext("fr", Bitext(beads))
    splices = plan(project, ConfirmAbove("fr", 3, 0.5))
    assert [(splice.start, len(splice.removed)) for splice in splices] == [(0, 2), (3, 1)]
    after = apply(project, splices).bitexts["fr"]
    assert after.source_starts is project.bitexts["fr"].source_starts


def test_both_halves_of_a_sentence_split_meanwhile_are_translated():
    source = (Segment("one two", "", 0, 0),)
    project = Project("p", Version("en", "en", "source", source))
    project = project.with_target(Version("fr", "fr", "machine"), Bitext([Bead(1, 0)]))
    split = apply(project, plan(project, SplitSegment("en", 0, 3)))
    assert pending(split, "fr") == [0, 1]


def test_a_null_bead_of_an_imported_version_is_not_to_be_translated():
    project = make(["a"], fr=([], "10"))
    assert pending(project, "fr") == []


@pytest.mark.parametrize(
    ("bead", "reach", "expected"),
    [
        pytest.param(2, "anchor", range(2, 5), id="between two confirmed ones"),
        pytest.param(0, "anchor", range(1), id="from the beginning"),
        pytest.param(29, "anchor", range(6, 40), id="to the end"),
        pytest.param(29, "near", range(19, 40), id="not far"),
        pytest.param(2, "near", range(2, 5), id="nor beyond confirmed ones"),
        pytest.param(2, "end", range(2, 40), id="from here on"),
        pytest.param(2, 8, range(2, 9), id="between two beads"),
        pytest.param(8, 2, range(2, 9), id="the other way round"),
    ],
)
def test_what_is_realigned(bead, reach, expected):
    confirmed = {1, 5}
    bitext = Bitext(
        Bead(1, 1, "confirmed" if number in confirmed else "machine") for number in range(40)
    )
    assert run_to_realign(bitext, bead, reach) == expected


@pytest.mark.parametrize("reach", ["anchor", "near", "end", 1])
def test_what_is_confirmed_is_not_realigned(reach):
    bitext = Bitext([Bead(1, 1), Bead(1, 1, "confirmed")])
    with pytest.raises(CorrectionError, match="a confirmed bead is not realigned"):
        run_to_realign(bitext, 1, reach)


@given(st.data())
def test_an_anchor_holds_its_two_segments_and_leaves_what_is_beyond_confirmed_ones(data):
    old = data.draw(bitexts(5))
    sides = int(old.source_starts[-1]), int(old.target_starts[-1])
    assume(sides[1])
    source, target = (data.draw(st.integers(0, count - 1)) for count in sides)
    ends = sorted((old.bead_of_source(source), old.bead_of_target(target)))
    anchors = [n for n, bead in enumerate(old) if bead.status == "confirmed"]
    if any(ends[0] <= number <= ends[1] for number in anchors):
        with pytest.raises(CorrectionError, match="confirmed bead holds one of"):
            anchored(old, source, target)
        return
    new, run = anchored(old, source, target)
    new.check(*sides)
    place = new.bead_of_source(source)
    assert place in run
    assert place == new.bead_of_target(target)
    assert new[place].status == "confirmed"
    assert (new[place].kind == "1-1") or ends[0] == ends[1]
    around = [max((n for n in anchors if n < ends[0]), default=-1)]
    around.append(min((n for n in anchors if n > ends[1]), default=len(old)))
    assert new.beads[: run.start] == old.beads[: around[0] + 1]
    assert new.beads[run.stop :] == old.beads[around[1] :]
    for absent in ((sides[0], target), (source, sides[1]), (-1, target)):
        with pytest.raises(CorrectionError, match="not there any more"):
            anchored(old, *absent)


@given(st.data())
def test_realigning_keeps_the_marks_and_splices_only_what_differs(data):
    old = data.draw(bitexts(4))
    sides = int(old.source_starts[-1]), int(old.target_starts[-1])
    new = Bitext([*[Bead(1, 1)] * min(sides), *[Bead(1, 0)] * (sides[0] - min(sides))])
    new = Bitext([*new, *[Bead(0, 1)] * (sides[1] - min(sides))])
    target = Version("fr", "fr", "imported", tuple(Segment("x") for _ in range(sides[1])))
    project = make("abcd").with_target(target, old)
    change = realigned(project, "fr", new)
    after = apply(project, change)
    assert [bead.kind for bead in after.bitexts["fr"]] == [bead.kind for bead in new]
    asked = sum(bead.comment.count("why?") for bead in old)
    assert sum(bead.comment.count("why?") for bead in after.bitexts["fr"]) == asked
    assert apply(after, invert(change)) == project
    assert realigned(project, "fr", old) == ()
