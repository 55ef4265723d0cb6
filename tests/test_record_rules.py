from dataclasses import replace
from datetime import date, timedelta

import pytest

from charting_tui.coding.prose.note_words import NoteWordKind, names
from charting_tui.records.chart import Chart, ClientFile, VisitFile
from charting_tui.records.claim import Claim, ClaimLine, ClaimState, Draft
from charting_tui.records.coverage import Referral
from charting_tui.records.office import Office
from charting_tui.records.people import Client, Practice
from charting_tui.records.visit import BillTo, ServiceLine, Visit
from charting_tui.rules.case import Case, case_of
from charting_tui.rules.finding import Severity
from tests.rule_forms import TODAY, Form, case_in, fixed, found, visit

LEAVE = {"number": "V1", "from": "2026-09-01", "to": "2026-12-30", "visits": 12}
DAY = {"date": "2026-11-19", "services": [{"code": "97140", "minutes": 53}]}


def case_of_plan(**given: object) -> Case:
    return case_in({"payer": "va_ccn", "visit": DAY, **given})


def test_visits_of_the_whole_chart_use_an_authorization_up() -> None:
    case = case_of_plan(authorizations=[LEAVE])
    inside = tuple(date(2026, 9, 1) + timedelta(days=5 * step) for step in range(12))
    before = tuple(date(2026, 1, 1) + timedelta(days=step) for step in range(30))
    assert found(replace(case, days_before=inside), "A003")
    assert not found(replace(case, days_before=(*before, *inside[1:])), "A003")


def test_units_of_visits_that_are_not_at_hand_are_said_to_be_unseen() -> None:
    earlier = [{"date": "2026-11-12", "state": "done", "services": DAY["services"]}]
    case = case_of_plan(authorizations=[{**LEAVE, "units": 7}], earlier_visits=earlier)
    seen = (date(2026, 11, 12),)
    (told,) = found(replace(case, days_before=seen), "A026")
    assert told.message == "This visit brings the total to 8 units; 7 are authorized."
    (told,) = found(replace(case, days_before=(date(2026, 9, 8), *seen)), "A026")
    assert told.message == "This visit brings the total to at least 8 units; 7 are authorized."
    before_its_days = (date(2026, 8, 8), *seen)
    (told,) = found(replace(case, days_before=before_its_days), "A026")
    assert "at least" not in told.message


def test_a_swap_to_an_authorized_code_needs_the_technique_in_the_note() -> None:
    lines: Form = {"code": "97140", "minutes": 30}
    for note, offered in (("Effleurage of the neck.", True), ("MFR of the neck.", False)):
        day = {"date": "2026-11-19", "note": {"objective": note}, "services": [lines]}
        case = case_of_plan(visit=day, authorizations=[{**LEAVE, "codes": ["97124"]}])
        swaps = [fix for one in found(case, "A004") for fix in one.fixes if fix.apply]
        assert bool(swaps) is offered


def test_a_visit_beyond_the_benefit_can_be_billed_to_the_client() -> None:
    earlier = [{"date": f"2026-0{1 + step // 9}-{1 + step % 9:02d}", "state": "done"} for step in range(16)]
    case = case_in({"payer": "ump", "visit": DAY, "earlier_visits": earlier})
    after = fixed(case, "A006", "Bill the client")
    assert [line.service.bill_to for line in after.lines] == [BillTo.CLIENT]
    assert not found(after, "A006")


def test_a_wrong_npi_of_the_prescriber_is_told_once() -> None:
    referral = {"npi": "1234567890", "signed_on": "2026-11-01"}
    asked = case_in({"payer": "regence", "visit": DAY, "referral": referral})
    assert (len(found(asked, "A009")), len(found(asked, "K001"))) == (1, 0)
    assert found(case_in({"payer": "commercial", "visit": DAY, "referral": referral}), "K001")


@pytest.mark.parametrize(("state", "severity"), [("WA", Severity.BLOCKS), ("OR", Severity.ADVISES)])
def test_the_record_law_of_washington_is_advice_elsewhere(state: str, severity: Severity) -> None:
    day = {"date": "2026-11-19", "note": {"plan": "RTC"}, "services": []}
    form: Form = {"practice": {"state": state}, "client": {"birth_date": "2010-01-01"}, "visit": day}
    for rule in ("N008", "N009", "N010", "N011", "N013"):
        assert [one.severity for one in found(case_in(form), rule)] == [severity], rule


def test_a_consent_of_the_29th_of_february_lasts_to_the_1st_of_march() -> None:
    for day, old in (("2025-03-01", False), ("2025-03-02", True)):
        client = {"consent": {"signed_on": "2024-02-29"}}
        form: Form = {"client": client, "visit": {"date": day, "services": []}}
        assert bool(found(case_in(form), "N011")) is old


def test_an_addendum_without_author_and_day_is_named() -> None:
    note = {"plan": "p", "signed_at": "2026-11-19T10:00", "signed_by": "kim", "addenda": [{"text": "t"}]}
    case = case_in({"visit": {"date": "2026-11-19", "note": note, "services": []}})
    assert "no author or date" in found(case, "N002")[0].message


def test_units_that_are_no_number_give_way_to_what_the_minutes_earn() -> None:
    case = visit({"code": "97140", "minutes": 53, "units": "for"})
    after = fixed(case, "K011", "Bill the units the minutes earn: 4")
    assert after.lines[0].claim.units is None
    assert not found(after, "K011")


def test_no_unit_is_only_advice_where_the_minutes_earn_it_none() -> None:
    small = visit({"code": "97140", "minutes": 30, "units": 2}, {"code": "97110", "minutes": 5, "units": 0})
    assert [one.severity for one in found(small, "K011")] == [Severity.ADVISES]
    large = visit({"code": "97140", "minutes": 33, "units": 0})
    assert [one.severity for one in found(large, "K011")] == [Severity.BLOCKS]


def test_an_unknown_place_gives_way_to_the_practices_own() -> None:
    form: Form = {"payer": "commercial", "practice": {"place": "12"}, "visit": {**DAY, "place": "28"}}
    assert fixed(case_in(form), "K004", "Change to 12").visit.place == "12"


def charted(*referrals: Referral, claim_state: ClaimState = ClaimState.SENT) -> Case:
    service = ServiceLine(id="s1", code="97140", minutes=30)
    first = Visit(id="v1", date=TODAY, payer="p", services=(service,))
    second = first.model_copy(update={"id": "v2"})
    billed = Claim(visit="v1", state=claim_state, lines=(ClaimLine(line="s1", modifiers=("GP",)),))
    chart = Chart(
        file=ClientFile(client=Client(id="c"), referrals=referrals),
        visits=(VisitFile(visit=first, claim=billed), VisitFile(visit=second)),
    )
    return case_of(chart, Draft(visit=second), Office(practice=Practice()), TODAY)


def test_what_was_billed_for_another_visit_of_the_day_is_known() -> None:
    assert charted().already_billed == ("97140-GP",)
    assert charted(claim_state=ClaimState.OPEN).already_billed == ()


def test_a_visit_is_judged_by_the_prescription_of_its_day() -> None:
    old = Referral(id="r1", signed_on=TODAY - timedelta(days=90))
    new = Referral(id="r2", signed_on=TODAY + timedelta(days=3))
    assert charted(old, new).referral == old
    assert charted(new).referral == new


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("function", "Can\u2019t look over her shoulder", True),
        ("function", "sleeps poorly, wakes x2", True),
        ("function", "Pain 6/10, dull", False),
        ("finding", "TTP L UT", True),
        ("finding", "C-rot 50\u00b0", True),
        ("finding", "UT 3+/4", True),
        ("finding", "tight shoulders", False),
        ("finding", "pain 6/10", False),
        ("health", "Denies changes in health", True),
        ("health", "Health hx reviewed", True),
        ("health", "Neck is stiff", False),
        ("technique", "cross-fiber friction", True),
        ("technique", "worked on the neck", False),
    ],
)
def test_notes_are_read_by_the_words_of_their_trade(kind: NoteWordKind, text: str, *, said: bool) -> None:
    assert names(kind, text) is said
