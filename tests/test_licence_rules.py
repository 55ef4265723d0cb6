from typing import Any

import pytest

from charting_tui.records.visit import BillTo
from charting_tui.rules.case import Case
from charting_tui.rules.registry import lint
from tests.rule_forms import Form, case_in, fixed, found, labels


def treated_by(
    licence: str | None, *services: Form, payer: str | Form = "commercial", note: str = ""
) -> Case:
    lines = [{"pointers": ["A"], **service} for service in services]
    written = {"objective": note, "subjective": "s", "assessment": "a", "plan": "p"}
    day = {"date": "2026-11-19", "diagnoses": ["M54.2"], "note": written, "services": lines}
    therapist: Form = {"name": "Kim Rowe", **({"licence_type": licence} if licence else {})}
    return case_in({"payer": payer, "therapist": therapist, "visit": day})


def told(case: Case) -> set[str]:
    return {one.rule for one in lint(case)} & {"A015", "A016", "C005", "C006", "C007", "C008", "C028"}


@pytest.mark.parametrize(
    ("licence", "code", "rules"),
    [
        ("LMT", "97161", {"C005"}),
        ("PT", "97161", set()),
        ("PT", "97165", {"C005"}),
        ("OT", "97168", set()),
        ("PTA", "97164", {"C005"}),
        ("LMT", "99213", {"C006"}),
        ("DC", "99213", set()),
        ("LMT", "98943", {"C007"}),
        ("DO", "98926", set()),
        ("OTA", "97813", {"C008"}),
        ("LAc", "97813", set()),
        ("DC", "97813", set()),
        (None, "97161", set()),
        (None, "98940", set()),
    ],
)
def test_a_code_is_held_against_the_licence(licence: str | None, code: str, rules: set[str]) -> None:
    assert told(treated_by(licence, {"code": code})) == rules


def test_the_nearer_rule_speaks_where_a_payer_pays_a_licence_nothing() -> None:
    assert told(treated_by("LMT", {"code": "97161"}, payer="medicare")) == {"C005"}
    assert told(treated_by("LMT", {"code": "97124"}, payer="medicare")) == {"A015"}


@pytest.mark.parametrize(
    ("paid", "rules"),
    [
        ({"LMT": ["97124"]}, {"C028"}),
        ({"LMT": ["97140"]}, set()),
        ({"PT": []}, set()),
        ({"value": {"LMT": []}, "since": "2027-01-01"}, set()),
    ],
)
def test_a_payer_that_is_known_not_to_pay_a_licence_is_not_billed(paid: Any, rules: set[str]) -> None:
    payer: Form = {"id": "p", "name": "Plan", "kind": "commercial", "codes_paid": paid}
    assert told(treated_by("LMT", {"code": "97140"}, payer=payer)) == rules


def test_a_client_is_billed_only_beside_payers_that_allow_it() -> None:
    assert labels(treated_by("LMT", {"code": "97140"}, payer="florida_pip"), "A016") == [
        "Go to the coverage",
        "Keep 97140 in the record, do not bill it",
    ]
    case = fixed(treated_by("LMT", {"code": "97140"}, payer="medicare"), "A015", "to the client")
    assert case.visit.services[0].bill_to is BillTo.CLIENT


def test_a_second_opening_code_becomes_a_further_one_only_with_new_needles() -> None:
    opening: Form = {"code": "97810", "minutes": 15, "units": 1}
    assert "97814" not in str(labels(treated_by("LAc", opening, {**opening, "code": "97813"}), "C009"))
    again: Form = {"code": "97813", "minutes": 15, "new_insertion": True}
    assert fixed(treated_by("LAc", opening, again), "C009", "97814").lines[1].code == "97814"


def test_two_opening_codes_are_one_finding() -> None:
    case = treated_by("LAc", {"code": "97810", "units": 1}, {"code": "97813", "units": 1})
    assert {one.rule for one in lint(case)} & {"C009", "C019"} == {"C009"}


def test_a_lone_further_quarter_hour_may_be_the_opening_one() -> None:
    further: Form = {"code": "97814", "minutes": 15, "units": 1, "new_insertion": True}
    assert labels(treated_by("LAc", further), "C010") == ["Change this line to 97813"]
    assert labels(treated_by("LAc", {**further, "units": 2}), "C010") == ["Choose a code"]
    opening: Form = {"code": "97813", "minutes": 15, "units": 1, "bill_to": "client"}
    assert labels(treated_by("LAc", opening, further), "C010") == ["Choose a code"]
    assert labels(treated_by("PT", {"code": "97546", "units": 1}), "C010") == ["Choose a code"]


@pytest.mark.parametrize(
    ("note", "rules"),
    [
        ("Second set inserted, 15 more min.", 0),
        ("2nd set of needles prone.", 0),
        ("Re-inserted BL10, BL23.", 0),
        ("Needles retained 30 min.", 1),
        ("No reinsertion; needles retained.", 1),
        ("Second set of squats. Needles retained.", 1),
    ],
)
def test_new_needles_are_read_from_the_note(note: str, rules: int) -> None:
    case = treated_by("LAc", {"code": "97810", "minutes": 15}, {"code": "97811", "minutes": 15}, note=note)
    assert len(found(case, "C011")) == rules


def test_new_needles_that_are_not_yet_written_are_missing_and_not_wrong() -> None:
    case = treated_by("LAc", {"code": "97810", "minutes": 15}, {"code": "97811", "minutes": 15})
    assert found(case, "C011")[0].missing
