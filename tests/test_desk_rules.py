from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from charting_tui.coding.billing.payers import preset
from charting_tui.errors import BadInput
from charting_tui.records.chart import Chart, ClientFile, VisitFile
from charting_tui.records.claim import ClaimState, Draft, Hold
from charting_tui.records.coverage import Coverage, InjuryCase, PlanOfCare
from charting_tui.records.office import Office
from charting_tui.records.payer import Payer
from charting_tui.records.people import Client, Practice
from charting_tui.records.visit import ServiceLine, Signature, Visit
from charting_tui.rules.case import Case, case_of
from charting_tui.rules.coverage.self_pay import business_days
from charting_tui.rules.registry import lint
from tests.rule_forms import TODAY, Form, case_in, fixed, found

DAY: Form = {
    "date": "2026-11-10",
    "services": [{"code": "97140", "minutes": 30}],
    "note": {"objective": "MFR"},
}
WORK = InjuryCase(id="k1", kind="employment", injury_date=date(2026, 10, 1), claim_number="BF1", employer="E")


def in_chart(payer: Payer, file: ClientFile, **given: object) -> Case:
    visit = Visit(id="v", date=TODAY, payer=payer.id, services=(ServiceLine(code="97140"),), **given)
    chart = Chart(file=file, visits=(VisitFile(visit=visit),))
    return case_of(chart, Draft(visit=visit), Office(practice=Practice(), payers=(payer,)), TODAY)


def test_a_chart_without_a_policy_is_told_so_and_a_form_that_is_silent_on_it_is_not() -> None:
    plan = Payer(id="plan", name="Plan")
    file = ClientFile(client=Client(id="c", name="Doe, Jane", birth_date=date(1980, 1, 1)))
    assert [one.field for one in found(in_chart(plan, file), "K009")] == ["coverage"]
    covered = file.model_copy(update={"coverage": (Coverage(payer="plan", member_id="X1"),)})
    assert not found(in_chart(plan, covered), "K009")
    assert not found(case_in({"payer": "commercial", "visit": DAY}), "K009")


def test_a_work_injury_is_the_open_case_where_the_visit_names_none() -> None:
    work = Payer(id="work", name="Work", kind="workers compensation")
    file = ClientFile(client=Client(id="c"))
    assert [one.field for one in found(in_chart(work, file), "A017")] == ["case"]
    auto = WORK.model_copy(update={"id": "k2", "kind": "auto", "claim_number": ""})
    both = file.model_copy(update={"cases": (auto, WORK)})
    assert not found(in_chart(work, both), "A017")
    closed = file.model_copy(update={"cases": (WORK.model_copy(update={"ended_on": date(2026, 11, 1)}),)})
    assert found(in_chart(work, closed), "A017")
    assert not found(in_chart(work, closed, case="k1"), "A017")


def test_a_primary_policy_of_another_payer_is_seen_from_the_secondary_ones_claim() -> None:
    plan = Payer(id="plan", name="Plan")
    second = Coverage(payer="plan", order="secondary", member_id="X1")
    first = Coverage(payer="other", member_id="Y1")
    file = ClientFile(client=Client(id="c"), coverage=(second, first))
    signature = Signature(by="kim", at=datetime(2026, 11, 19, 20, tzinfo=UTC), digest="")
    unsigned = in_chart(plan, file)
    assert not found(unsigned, "A014")
    assert found(replace(unsigned, signature=signature), "A014")
    decided = file.model_copy(
        update={"coverage": (second, first.model_copy(update={"adjudicated_on": TODAY}))}
    )
    assert not found(replace(in_chart(plan, decided), signature=signature), "A014")


def test_a_note_is_late_by_the_practices_own_clock() -> None:
    case = case_in({"payer": "commercial", "visit": {**DAY, "note": {**DAY["note"], "signed_by": "kim"}}})
    signed = datetime(2026, 11, 13, 6, 0, tzinfo=UTC)
    evening = replace(case, signature=Signature(by="kim", at=signed, digest=""))
    assert not found(evening, "N003")
    paris = evening.practice.model_copy(update={"time_zone": "Europe/Paris"})
    assert found(replace(evening, practice=paris), "N003")
    assert not found(case, "N003")


def test_a_time_zone_that_is_none_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match=r"practice\.time_zone: a time zone is written like"):
        case_in({"practice": {"time_zone": "../etc/passwd"}, "visit": DAY})


def test_a_rejected_claim_is_still_to_be_filed_and_a_denied_one_was() -> None:
    form = {"payer": "uhc", "visit": {**DAY, "date": "2026-06-01"}, "claim": {"billed_on": "2026-06-03"}}
    case = case_in(form)
    for state, late in ((ClaimState.REJECTED, True), (ClaimState.DENIED, False), (ClaimState.SENT, False)):
        claim = case.claim.model_copy(update={"state": state})
        assert bool(found(replace(case, claim=claim), "A013")) is late, state


def test_a_claim_that_is_held_until_a_day_to_come_is_not_called_unbilled() -> None:
    note = {**DAY["note"], "signed_at": "2026-11-10T20:00:00Z"}
    case = case_in({"payer": "commercial", "visit": {**DAY, "note": note}})
    assert found(case, "K016")
    for until, waits in ((TODAY + timedelta(days=1), False), (TODAY, True)):
        hold = Hold(reason="card", by="robin", until=until)
        held = case.claim.model_copy(update={"state": ClaimState.HELD, "hold": hold})
        assert bool(found(replace(case, claim=held), "K016")) is waits


def test_what_the_desk_needs_does_not_disturb_the_writing() -> None:
    form: Form = {
        "payer": "commercial",
        "therapist": {"name": "Kim", "licence_type": "LMT"},
        "claim": {"frequency": "7", "total": "9.00", "icd_indicator": "9"},
        "visit": {**DAY, "services": [{"code": "97140", "minutes": 30, "units": 2, "charge": "50.00"}]},
    }
    desk = ("K003", "K008", "K010", "K012")
    assert not [one for rule in desk for one in found(case_in(form), rule)]
    form["visit"]["note"] = {**DAY["note"], "signed_by": "kim"}
    assert all(found(case_in(form), rule) for rule in desk)


def test_the_fixes_of_a_claim_form_leave_nothing_to_fix() -> None:
    form = {
        "payer": "commercial",
        "claim": {"frequency": "7", "total": "9.00", "icd_indicator": "9", "billed_on": "2026-11-11"},
        "visit": {**DAY, "services": [{"code": "97140", "minutes": 30, "units": 2, "charge": "50.00"}]},
    }
    case = fixed(case_in(form), "K008", "50.00")
    assert case.claim.total == 5000
    case = fixed(case, "K010", "Change it to 0")
    case = fixed(case, "K012", "original claim")
    assert not [one for rule in ("K008", "K010", "K012") for one in found(case, rule)]


def test_business_days_are_counted_without_weekends() -> None:
    friday = date(2026, 11, 13)
    assert business_days(friday, date(2026, 11, 16)) == 1
    assert business_days(friday, date(2026, 11, 27)) == 10
    assert business_days(friday, friday) == 0


def test_a_progress_report_is_made_of_a_visit_that_is_one() -> None:
    days = [{"date": f"2026-10-{day:02}", "state": "done", "services": []} for day in range(1, 12)]
    case = case_in({"payer": "medicare", "visit": DAY, "earlier_visits": days})
    assert not found(fixed(case, "A012", "progress report"), "A012")


@pytest.mark.parametrize("payer", ["uhc", "medicare", "client_pay", "wa_lni"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_like_any_other(payer: str, day: str) -> None:
    form: Form = {
        "as_of": day,
        "payer": payer,
        "practice": {"late_note_days": 10**9, "unbilled_days": 10**9, "filing_percent": 10**9},
        "client": {"consent": {"signed_on": day}, "necessity_letter_on": day, "health_account": True},
        "plan_of_care": {"first_treatment": day},
        "visit": {
            **DAY,
            "date": day,
            "appointment": {"booked_on": "0001-01-01"},
            "note": {**DAY["note"], "signed_at": f"{day}T23:59:59Z"},
        },
    }
    assert lint(case_in(form))


def test_a_visit_is_judged_by_the_plan_of_its_day_and_not_by_one_that_began_after_it() -> None:
    medicare = preset("medicare")
    first = TODAY - timedelta(days=45)
    unsigned = PlanOfCare(id="o1", first_treatment=first, ended_on=TODAY + timedelta(days=10))
    later = PlanOfCare(id="o2", first_treatment=TODAY + timedelta(days=11))
    file = ClientFile(client=Client(id="c"), plans=(unsigned, later))
    assert in_chart(medicare, file).plan == unsigned
    assert found(in_chart(medicare, file), "A011")
    before_any = file.model_copy(update={"plans": (later,)})
    assert in_chart(medicare, before_any).plan == later


@pytest.mark.parametrize(("payer", "told"), [("workers_comp", "A017"), ("auto", "A018")])
def test_a_case_that_is_not_on_file_is_told_once(payer: str, told: str) -> None:
    of_none = in_chart(preset(payer), ClientFile(client=Client(id="c")), diagnoses=("S13.4XXD",))
    assert {one.rule for one in lint(of_none)} & {"A017", "A018", "D014"} == {told}
