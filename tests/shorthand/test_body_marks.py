from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting_tui.records.visit import AreaFinding, Visit
from charting_tui.shorthand.body_chart.body_line import line_of, marks_in
from charting_tui.shorthand.body_chart.body_marks import (
    Change,
    Marked,
    added,
    as_said,
    changed,
    differences,
    found_words,
    graded,
    removed,
    sign_of,
    without,
)
from charting_tui.shorthand.dialect.amounts import Side
from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.vocabulary import packaged_vocabulary
from charting_tui.shorthand.write.applying import applied
from charting_tui.shorthand.write.retelling import retold

WORDS = packaged_vocabulary()
AREAS = sorted({term.name for terms in WORDS.terms.values() for term in terms if term.kind == "area"})
KINDS = sorted({term.name for terms in WORDS.terms.values() for term in terms if term.kind == "finding"})
SIDES: tuple[Side, ...] = ("left", "right", "both", "")
UT = "upper trapezius"
EMPTY = Visit(date=date(2026, 11, 23))


def found(line: str) -> tuple[AreaFinding, ...]:
    return read(line, WORDS).facts.findings


def after(line: str, area: str, side: Side, change: Change) -> str:
    marks = [Marked(one) for one in found(line)]
    return line_of((one.found for one in changed(marks, area, side, change)), WORDS)


@pytest.mark.long
@pytest.mark.parametrize("side", SIDES)
def test_every_mark_that_can_be_made_is_written_so_that_the_line_gives_it_again(side: Side) -> None:
    each: set[tuple[str, str, int | None]] = {(area, kind, None) for area, kind in product(AREAS, KINDS)}
    each |= {(area, "", grade) for area, grade in product(AREAS, (0, 4))}
    each |= {(AREAS[0], kind, grade) for kind, grade in product(KINDS, (0, 4))}
    for area, kind, grade in each:
        marks = tuple(
            one
            for one in (
                AreaFinding(area=area, side=side, grade=grade),
                AreaFinding(area=area, side=side, kind=kind),
            )
            if one.grade is not None or one.kind
        )
        line = line_of(marks, WORDS)
        again = marks_in(line, WORDS)
        assert (again.marks, again.rest) == (marks, ""), line


@given(
    st.lists(st.tuples(st.sampled_from(AREAS), st.sampled_from(SIDES), st.sampled_from(KINDS), st.booleans()))
)
def test_marks_of_many_areas_come_back_from_the_line_as_they_are(
    parts: list[tuple[str, Side, str, bool]],
) -> None:
    marks = [AreaFinding(area=area, side=side, kind=kind, negative=no) for area, side, kind, no in parts]
    read_again = marks_in(line_of(marks, WORDS), WORDS).marks
    assert {key: set(of) for key, of in as_said(read_again).items()} == {
        key: set(of) for key, of in as_said(marks).items()
    }


def test_only_pieces_that_say_nothing_but_findings_are_marks() -> None:
    line = marks_in('p6>4 des; ut r3; lev r2 trp p3; "ut b3"; sac m2;', WORDS)
    assert line.marks == found("ut r3; sac m2")
    assert line.others == found("lev r2 trp")
    assert line.rest == 'p6>4 des; lev r2 trp p3; "ut b3"'


@pytest.mark.parametrize(
    ("line", "side", "change", "then"),
    [
        ("", "right", graded(3), "ut r3"),
        ("ut r3", "right", graded(2), "ut r2"),
        ("ut r3", "left", graded(3), "ut b3"),
        ("ut b3", "left", graded(1), "ut r3; ut l1"),
        ("ut r3; ut l1", "both", graded(2), "ut b2"),
        ("ut b3", "right", removed, "ut l3"),
        ("ut r3 trp", "right", without("trigger points"), "ut r3"),
        ("ut r3", "right", added("trigger points"), "ut r3 trp"),
        ("ut r trp", "both", added("trigger points"), "ut b trp"),
        ("ut b3", "right", added("trigger points"), "ut b3; ut r trp"),
        ("ut trp", "left", graded(2), "ut l2 trp"),
        ("ut r no trp", "right", removed, ""),
        ("ut r3; lev b2", "right", removed, "lev b2"),
    ],
)
def test_a_change_of_one_side_leaves_the_other_as_it_is(
    line: str, side: Side, change: Change, then: str
) -> None:
    assert after(line, UT, side, change) == then


def test_an_area_of_the_midline_is_graded_without_a_side() -> None:
    assert after("", "sacrum", "", graded(2)) == "sac m2"
    assert found("sac m2") == (AreaFinding(area="sacrum", grade=2),)


def test_signs_and_words_tell_grade_trigger_points_other_findings_and_what_is_not_there() -> None:
    said = {
        line: (sign_of(found(line)), found_words(found(line)))
        for line in ("ut r3 trp", "ut r ttp", "ut no trp")
    }
    assert said == {
        "ut r3 trp": (("3", "*"), "grade 3, trigger points"),
        "ut r ttp": (("", "o"), "tenderness to palpation"),
        "ut no trp": (("", "-"), "no trigger points"),
    }


def test_what_changed_since_the_last_visit_is_told_in_words() -> None:
    assert differences(found("ut r3; lev b2; ql l3; sac m1"), found("ut r2 trp; lev b2; rh b1; sac m1")) == [
        "right upper trapezius 3 → 2, trigger points",
        "rhomboids on both sides 1, new",
        "left quadratus lumborum 3 → not marked today",
    ]


def rendered(*lines: str) -> Visit:
    visit = EMPTY
    for line in lines:
        visit = applied(visit, read(line, WORDS), WORDS).visit
    return visit


def told_after(visit: Visit, area: str, side: Side, change: Change) -> str | None:
    assert visit.note.facts is not None
    before = visit.note.facts.findings
    marks = [Marked(one, place) for place, one in enumerate(before)]
    return retold(visit.note.objective, before, changed(marks, area, side, change), WORDS.scale)


def test_a_sentence_that_stands_as_it_was_rendered_reads_as_if_the_change_had_been_charted() -> None:
    visit = rendered("ut r3; lev b2; mfr30 @ ut", "rh b1")
    told = told_after(visit, UT, "right", graded(2))
    assert told == rendered("ut r2; lev b2; mfr30 @ ut", "rh b1").note.objective
    told = told_after(visit, "rhomboids", "both", graded(0))
    assert told == rendered("ut r3; lev b2; mfr30 @ ut", "rh b0").note.objective


def test_a_sentence_of_which_nothing_is_left_goes_and_the_rest_stays() -> None:
    visit = rendered("ut r3; mfr30 @ ut")
    told = told_after(visit, UT, "right", removed)
    assert told is not None
    assert told.startswith("Treatment: myofascial release")
    assert told in visit.note.objective
    alone = rendered("ut r no trp")
    assert told_after(alone, UT, "right", removed) == ""


def test_words_that_somebody_changed_are_left_as_they_are() -> None:
    visit = rendered("ut r3; lev b2")
    words = visit.note.objective.replace("grade 3", "grade 3, ropy")
    note = visit.note.model_copy(update={"objective": words})
    assert told_after(visit.model_copy(update={"note": note}), UT, "right", graded(1)) is None
