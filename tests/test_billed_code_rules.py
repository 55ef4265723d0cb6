import pytest

from charting_tui.records.visit import BillTo
from charting_tui.rules.finding import Severity
from charting_tui.rules.registry import lint
from tests.rule_forms import Form, case_in, fixed, found, labels, visit

PACKS = {"code": "97010", "units": 1, "modifiers": []}


def test_an_ended_code_is_swapped_only_where_one_code_took_its_place() -> None:
    assert labels(visit({"code": "97762", "minutes": 15}), "C001") == ["Change this line to 97763"]
    (finding,) = found(visit({"code": "97001"}), "C001")
    assert [fix.apply for fix in finding.fixes] == [None]
    assert "97161, 97162 or 97163" in finding.remedy


def test_a_code_of_another_field_is_only_remarked_upon() -> None:
    (finding,) = found(visit({"code": "A9300"}), "C001")
    assert finding.severity is Severity.ADVISES


@pytest.mark.parametrize("code", ["99203", "97037", "95851", "97550", " g0283 "])
def test_a_code_that_some_table_names_is_not_doubted(code: str) -> None:
    told = found(visit({"code": code}), "C001")
    assert all(one.severity is Severity.ADVISES and "not checked" in one.message for one in told)


def test_a_line_without_a_code_is_unfinished_and_not_wrong() -> None:
    assert found(visit({"code": ""}), "C001")[0].missing


def test_stimulation_is_recoded_with_the_discipline_it_then_needs() -> None:
    mended_case = fixed(visit({"code": "97014", "units": 1, "modifiers": []}), "C002", "G0283")
    assert mended_case.lines[0].code == "G0283"
    assert not found(mended_case, "C002")
    assert mended_case.lines[0].claim.modifiers == ("GP",)
    assert not found(mended_case, "M001")


def test_a_bundled_code_is_said_once_and_stays_in_the_record() -> None:
    case = visit(PACKS)
    assert {one.rule for one in lint(case)} & {"C004", "T013", "T009"} == {"C004"}
    assert fixed(case, "C004", "do not bill").visit.services[0].bill_to is BillTo.NOBODY


def test_two_units_of_an_untimed_code_are_one_finding_and_fixed_to_one() -> None:
    case = visit({**PACKS, "units": 2}, payer="medicaid")
    assert {one.rule for one in lint(case)} & {"T009", "T013"} == {"T009"}
    assert fixed(case, "T009", "Enter 1 unit").lines[0].claim.units == 1


def test_units_over_the_limit_are_taken_where_the_most_are() -> None:
    lines = ({"code": "97124", "minutes": 45, "units": 3}, {"code": "97124", "minutes": 45, "units": 3})
    capped = fixed(visit(*lines, payer="medicaid"), "T013", "Bill 4")
    assert [line.claim.units for line in capped.lines] == [2, 2]
    assert not found(capped, "T013")


def test_the_limit_weighs_as_the_payer_says() -> None:
    line = {"code": "97124", "minutes": 90}
    weights = {
        how: [one.severity for one in found(visit(line, payer={"unit_limits": how}), "T013")]
        for how in ("block", "warn", "off")
    }
    assert weights == {"block": [Severity.BLOCKS], "warn": [Severity.WARNS], "off": []}


def test_a_limit_of_none_is_medicares_alone() -> None:
    adjusted = {"code": "98943", "units": 1, "modifiers": []}
    assert found(visit(adjusted), "T013")
    assert not found(visit(adjusted, payer="uhc"), "T013")


@pytest.mark.parametrize(
    ("setting", "rules"),
    [(None, set()), (True, set()), (False, {"C003"}), ({"value": False, "since": "2027-01-01"}, set())],
)
def test_g0283_is_doubted_only_where_the_payer_is_known_to_want_97014(
    setting: object, rules: set[str]
) -> None:
    payer: Form = {"id": "p", "kind": "commercial", "prefers_g0283": setting}
    case = visit({"code": "G0283", "units": 1, "modifiers": []}, payer=payer)
    assert {one.rule for one in lint(case)} & {"C002", "C003"} == rules


def test_the_claims_words_for_an_unlisted_code_come_from_the_line_itself() -> None:
    line = {"code": "97039", "techniques": ["cupping"], "area": "upper back", "minutes": 15}
    case = fixed(visit(line), "C020", "cupping")
    assert case.visit.services[0].narrative == "cupping, upper back, 15 minutes"
    assert not found(case, "C020")
    assert labels(visit({"code": "97039"}), "C020") == ["Write the line note"]


def test_booked_times_are_offered_and_never_where_one_is_written() -> None:
    day = {
        "date": "2026-11-19",
        "appointment": {"start": "09:00", "end": "10:00"},
        "services": [{"code": "97140", "minutes": 53}],
    }
    both = fixed(case_in({"visit": day}), "T008", "9:00–10:00 AM")
    assert (str(both.visit.time_in), str(both.visit.time_out)) == ("09:00:00", "10:00:00")
    assert all(fix.jump for fix in found(case_in({"visit": {**day, "time_in": "09:05"}}), "T008")[0].fixes)


@pytest.mark.parametrize("minutes", ["8-22", "8 - 22 min", "15 to 20", "~30", "about 30", "15/20", "30+"])
def test_a_range_of_minutes_is_doubted(minutes: str) -> None:
    assert found(visit({"code": "97140", "minutes": minutes}), "T006")


@pytest.mark.parametrize("minutes", ["3o", "30 min", "", "thirty"])
def test_other_words_for_minutes_are_no_range(minutes: str) -> None:
    assert not found(visit({"code": "97140", "minutes": minutes}), "T006")


def test_a_code_is_parted_from_the_modifiers_written_behind_it() -> None:
    case = fixed(visit({"code": "97140-59 xs", "minutes": 30, "modifiers": ["GP"]}), "C001", "97140")
    assert (case.lines[0].code, case.lines[0].claim.modifiers) == ("97140", ("59", "XS", "GP"))
    assert labels(visit({"code": "97140-", "minutes": 30}), "C001") == ["Choose a code"]
