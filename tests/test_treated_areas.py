import pytest

from charting_tui.rules.case import Case
from charting_tui.rules.finding import Severity
from tests.rule_forms import Form, case_in, fixed, found, labels


@pytest.mark.parametrize(("code", "severity"), [("97140", Severity.WARNS), ("97110", Severity.ADVISES)])
def test_hands_on_work_for_an_insurer_without_any_area_is_a_warning_in_every_state(
    code: str, severity: Severity
) -> None:
    day = {"date": "2026-11-19", "note": {"plan": "RTC"}, "services": [{"code": code, "minutes": 30}]}
    form: Form = {"practice": {"state": "OR"}, "payer": "commercial", "visit": day}
    assert [one.severity for one in found(case_in(form), "N008")] == [severity]


def hands_on(objective: str, *services: dict[str, object], **visit: object) -> Case:
    """A visit at an insurer with an objective part, and lines without areas unless told."""
    lines = services or ({"code": "97140", "minutes": 30},)
    note = {"objective": objective, "plan": "Neck again next week."}
    day = {"date": "2026-11-19", "note": note, "services": list(lines), **visit}
    return case_in({"payer": "commercial", "visit": day})


@pytest.mark.parametrize(
    ("objective", "offered"),
    [
        ("MFR to R upper traps and levator, 30 min.", "R upper traps, levator"),
        ("MFR to low back 30 min", "low back"),
        ("Tender L hip. MFR 30 min to bilateral traps.", "bilateral traps"),
        ("MFR 30 min to left neck and right neck", "left neck, right neck"),
        ("Effleurage to the back 10 min; then MFR to the neck 30 min", "neck"),
    ],
)
def test_the_areas_beside_the_technique_are_offered_for_a_line_without_any(
    objective: str, offered: str
) -> None:
    case = hands_on(objective)
    assert labels(case, "N019") == [f"Enter {offered}", "Enter the areas"]
    entered = fixed(case, "N019", "Enter")
    assert entered.visit.services[0].area == offered
    assert not found(entered, "N019")


def test_areas_of_the_objective_part_are_offered_where_none_stands_beside_the_technique() -> None:
    case = hands_on("Tender right upper traps, no tenderness of the low back. MFR 30 min.")
    assert labels(case, "N019")[0] == "Enter right upper traps, named in Objective"


def test_each_line_without_an_area_is_told_with_its_own_areas() -> None:
    lines = ({"code": "97140", "minutes": 30}, {"code": "97124", "minutes": 15, "area": " "})
    case = hands_on("MFR to the neck 30 min. Effleurage to the low back 15 min.", *lines)
    assert [one.fixes[0].label for one in found(case, "N019")] == ["Enter neck", "Enter low back"]


def test_an_area_of_the_visit_is_no_missing_area_of_a_line() -> None:
    assert not found(hands_on("MFR to the neck 30 min", areas=["neck"]), "N019")


def test_a_line_whose_objective_part_is_not_written_yet_is_only_not_complete() -> None:
    assert [one.missing for one in found(hands_on(""), "N019")] == [True]
    assert [one.missing for one in found(hands_on("MFR to the neck"), "N019")] == [False]


def test_what_is_signed_is_not_changed_and_an_addendum_names_its_area() -> None:
    note = {"objective": "MFR to the neck 30 min", "signed_at": "2026-11-19T18:30:00Z", "signed_by": "kim"}
    day = {"date": "2026-11-19", "note": note, "services": [{"code": "97140", "minutes": 30}]}
    (told,) = found(case_in({"payer": "commercial", "visit": day}), "N019")
    assert (told.fixes, told.remedy) == ((), "Name the areas you worked on in an addendum.")


def test_a_line_for_another_place_than_the_note_is_told_with_both_places() -> None:
    case = hands_on(
        "Tender neck. MFR to the neck 30 min.", {"code": "97140", "minutes": 30, "area": "low back"}
    )
    (told,) = found(case, "N020")
    assert told.message == "97140 is entered for low back, but the note says neck."
    assert [fix.label for fix in told.fixes] == [
        "Enter neck, as the note says",
        "Correct the areas for 97140",
        "Go to Objective",
    ]
    assert not found(fixed(case, "N020", "Enter"), "N020")


@pytest.mark.parametrize("area", ["neck", "upper back", ""])
def test_a_line_for_the_place_that_the_note_says_or_one_beside_it_is_not_told(area: str) -> None:
    line = {"code": "97140", "minutes": 30, "area": area}
    assert not found(hands_on("Tender neck. MFR to the neck 30 min.", line), "N020")


def test_a_diagnosis_of_another_region_than_the_line_is_fixed_at_the_areas_of_the_line() -> None:
    line = {"code": "97140", "minutes": 30, "area": "calf", "pointers": ["A"]}
    case = hands_on("MFR to the calf 30 min.", line, diagnoses=["M54.2"])
    (told,) = found(case, "D013")
    assert [fix.jump for fix in told.fixes] == ["visit.services[0].area"]
