from datetime import date

import pytest

from charting_tui.records.visit import Note, Visit
from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.guided.carrying import earlier_lines, tells_what_was_done
from charting_tui.shorthand.vocabulary import packaged_vocabulary
from charting_tui.shorthand.write.prose import sections


@pytest.mark.parametrize(
    "line",
    [
        "Added scapular squeezes to the home program.",
        "Also reviewed the stretches.",
        "Home program: added scapular squeezes.",
        "Home program updated.",
        "Scapular squeezes added to the home program.",
        "Frequency reduced to every other week.",
        "Continue weekly; added chin tucks.",
        "Continue weekly, and reviewed the home program.",
        "HEP given, two exercises.",
        "Taught diaphragmatic breathing.",
        "Client agreed to come weekly.",
        "Pt. was shown the doorway stretch.",
        "I told her to ice at night.",
        "We went over the goals.",
        "The prescriber has been called.",
        "Spoke with Dr. Ames about the referral.",
        "Re-tested grip and foam-rolled the calf.",
        "ADDED SQUEEZES",
    ],
)
def test_a_line_of_what_was_done_is_told_from_what_is_planned(line: str) -> None:
    assert tells_what_was_done(line)


@pytest.mark.parametrize(
    "line",
    [
        "Continue the plan of care.",
        "Continue once a week for six weeks.",
        "Return if needed, as discussed.",
        "Stretches as instructed, seated rows as tolerated.",
        "Ice as advised.",
        "Seated chin tucks 2 x 10 at home.",
        "Self-directed walking; guided breathing.",
        "Home care: banded rows, supported squats.",
        "Continue the exercises given for the neck.",
        "Perform the prescribed stretches.",
        "Need a new referral by December.",
        "Proceed with trigger point work, feed back next time.",
        "Bed rest is not needed.",
        "Sled push next time.",
        "Add scapular squeezes to the home program.",
        "Will be re-evaluated next month.",
        "As agreed: continue the plan of care.",
        "",
    ],
)
def test_a_line_of_what_is_to_be_done_is_let_be(line: str) -> None:
    assert not tells_what_was_done(line)


def test_only_in_the_plan_is_the_past_of_that_day_alone() -> None:
    told = "Worked as a nurse for years and has been a runner."
    note = Note(subjective=told, plan="Added squeezes.\nWeekly.")
    lines = earlier_lines(Visit(date=date(2026, 11, 16), note=note), packaged_vocabulary())
    assert [(one.text, one.of_that_day) for one in lines] == [
        (told, False),
        ("Added squeezes.", True),
        ("Weekly.", False),
    ]


def test_no_sentence_that_the_program_writes_of_a_plan_speaks_of_the_past() -> None:
    words = packaged_vocabulary()
    facts = read("1xw6 str hep; cont reeval").facts
    earlier: list[str] = []
    for _ in range(4):
        plan = sections(Visit(date=date(2026, 11, 16)), facts, words, earlier)["plan"]
        assert not any(map(tells_what_was_done, plan.split(". "))), plan
        earlier.append(plan)
    assert len(set(earlier)) == len(earlier)
