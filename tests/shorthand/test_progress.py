import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from charting_tui.coding.prose.evidence import evidence
from charting_tui.records.coverage import Goal, PlanOfCare
from charting_tui.records.visit import Note, Visit, VisitKind, VisitState
from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.vocabulary import packaged_vocabulary
from charting_tui.shorthand.write.progress import course_of, report

WORDS = packaged_vocabulary()
FIRST = date(2026, 9, 7)
GOALS = ("sit 45 min", Goal(text="sleep through"), Goal(text="lift a child", progress=40))


def visit(week: int, line: str, **more: object) -> Visit:
    note = Note(facts=read(line).facts)
    known = {"id": f"v{week}", "date": FIRST + timedelta(weeks=week), "state": VisitState.DONE, "note": note}
    return Visit.model_validate({**known, **more})


def told(now: Visit, *before: Visit, plan: PlanOfCare | None = None) -> list[str]:
    sections = report(course_of(now, before, plan), plan, WORDS)
    return [line for lines in sections.values() for line in lines]


def test_baseline_stands_against_now_by_place_movement_and_activity_with_their_days() -> None:
    lines = told(
        visit(8, "lb p4>2; fn sit 45min; sh r flex 150>155; ndi 22%; mfr30 @ lb"),
        visit(0, "lb p7>5; fn sit 20min; sh r flex 110>120; ndi 40%; mfr30 @ lb"),
        visit(4, "lb p6>5; neck p3; fn sit 30min; sh r flex 130; mt30 @ lb"),
    )
    assert lines == [
        "Progress since 9/7/2026 (the first visit):",
        "Low back pain on arrival fell from 7/10 on 9/7/2026 to 4/10 on 11/2/2026.",
        "Neck pain on arrival was 3/10 on 10/5/2026; no other value is recorded.",
        "Ability to sit rose from 20 minutes on 9/7/2026 to 45 minutes on 11/2/2026.",
        "Right shoulder flexion rose from 110° on 9/7/2026 to 150° on 11/2/2026.",
        "Treatment: 3 visits from 9/7/2026 to 11/2/2026.",
        (
            "Previous visits and this one: 97140, manual therapy (myofascial release), 2 visits, "
            "60 minutes in all, to the low back."
        ),
        "Previous visits and this one: 97124, massage, 1 visit, 30 minutes in all, to the low back.",
        "Attendance: no missed visit is recorded.",
        "Neck Disability Index score fell from 40% on 9/7/2026 to 22% on 11/2/2026.",
        "No goal is recorded.",
    ]


def test_pain_that_rose_is_told_as_a_rise_and_what_stayed_as_the_same() -> None:
    lines = told(visit(8, "lb p7; neck p3"), visit(0, "lb p3; neck p3"), visit(4, "lb p9; neck p5"))
    assert "Low back pain on arrival rose from 3/10 on 9/7/2026 to 7/10 on 11/2/2026." in lines
    assert "Neck pain on arrival was 3/10 on 9/7/2026 and is the same on 11/2/2026." in lines
    assert not [line for line in lines if "improve" in line]


def test_of_two_values_on_one_day_there_is_one_and_words_stand_beside_numbers() -> None:
    lines = told(visit(8, "fn sit 45min; sleep+; lb p4; lb p6"), visit(0, "fn sit 20>25min; sleep-; lb p7"))
    assert lines[1:4] == [
        "Low back pain on arrival fell from 7/10 on 9/7/2026 to 4/10 on 11/2/2026.",
        "Ability to sit rose from 20 minutes before 9/7/2026 to 45 minutes on 11/2/2026.",
        "Ability to sleep was worse on 9/7/2026 and better on 11/2/2026.",
    ]


def test_minutes_that_are_not_known_and_work_without_a_code_are_told() -> None:
    lines = told(visit(8, "dn @ neck; mfr @ neck"), visit(0, "mfr30 @ neck"))
    assert (
        "Previous visits and this one: 97140, manual therapy (myofascial release), 2 visits, "
        "30 minutes in all, minutes not recorded at 1 visit, to the neck."
    ) in lines
    assert "Previous visits and this one: dry needling, without a code, 1 visit." in lines


def test_what_was_done_at_earlier_visits_is_no_evidence_of_todays_codes() -> None:
    lines = told(
        visit(8, "lb p4>2; fn sit 45min"),
        visit(0, "lb p7>5; fn sit 20min; mfr30 @ lb; eff20 @ neck"),
        visit(4, "lb p6>5; trp15 @ lb; mt30 @ lb"),
    )
    assert "myofascial release" in " ".join(lines)
    assert evidence("\n".join(lines)) == ()


def test_what_no_fact_tells_is_said_of_the_facts_alone_as_the_prose_may_tell_it() -> None:
    lines = told(visit(8, "tol"), visit(4, "p6>5; neck rot r60"))
    assert "No pain score is recorded as a value after 10/5/2026." in lines
    assert "No range of motion is recorded as a value after 10/5/2026." in lines
    assert "No measure of function is recorded as a value since 10/5/2026." in lines
    assert "No outcome measure is recorded as a value since 10/5/2026." in lines


def test_a_visit_told_in_prose_alone_is_among_the_visits_of_the_report() -> None:
    typed = visit(0, "", note=Note(objective="Stretched the neck."))
    lines = told(visit(8, "p4"), visit(4, "p6"), typed)
    assert lines[0] == "Progress since 9/7/2026 (the first visit):"
    assert any("3 visits from 9/7/2026" in line for line in lines)


def test_a_report_begins_at_the_last_one_and_a_discharge_at_the_plan() -> None:
    visits = (
        visit(0, "p7"),
        visit(4, "p5", kind=VisitKind.PROGRESS_REPORT),
        visit(6, "", state=VisitState.NO_SHOW, note=Note()),
    )
    plan = PlanOfCare(id="o1", first_treatment=FIRST, goals=GOALS)
    now = told(visit(8, "p3; g1 60%"), *visits, plan=plan)
    assert now[0] == "Progress since 10/5/2026 (the last report):"
    assert "Pain on arrival fell from 5/10 on 10/5/2026 to 3/10 on 11/2/2026." in now
    assert "Attendance: 1 no-show." in now
    assert "Goal 1 (sit 45 min) was 60% met on 11/2/2026; no other value is recorded." in now
    assert "Goal 2 (sleep through) has no progress recorded in percent." in now
    assert "Goal 3 (lift a child) is 40% met, as entered in the plan of care." in now
    last = told(visit(8, "p3", kind=VisitKind.DISCHARGE), *visits, plan=plan)
    assert last[0] == "Progress since 9/7/2026 (the start of the plan of care):"
    assert "Pain on arrival fell from 7/10 on 9/7/2026 to 3/10 on 11/2/2026." in last


def test_visits_of_another_case_and_later_ones_are_no_part_of_it() -> None:
    lines = told(visit(8, "p3"), visit(2, "p9", case="k1"), visit(9, "p10"), visit(4, "p5"))
    assert "Pain on arrival fell from 5/10 on 10/5/2026 to 3/10 on 11/2/2026." in lines


@given(
    st.lists(st.sampled_from(["p7>5", "p0", "sleep+", "neck rot r60", "g2 80%", "odi 20", "mt30 @ lb", ""]))
)
def test_every_value_of_a_report_was_measured_in_some_visit(lines: list[str]) -> None:
    visits = [visit(week, line) for week, line in enumerate(lines)]
    measured = {"7/10", "0/10", "60°", "80%"}
    for line in told(visit(len(lines), "p7"), *visits):
        assert {*re.findall(r"\d+(?:/10(?!/)|°|%)", line)} <= measured, line
