import json
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from charting_tui.coding.billing.payers import preset
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.bookings.coming_days import coming_days
from charting_tui.operations.bookings.visit_state import mark_visit
from charting_tui.operations.clients.client_file import read_known, save_client
from charting_tui.records.addresses import Address
from charting_tui.records.chart import Chart, ClientFile, VisitFile
from charting_tui.records.claim import Claim
from charting_tui.records.coverage import Authorization, Coverage, Referral
from charting_tui.records.eligibility import Benefit, Eligibility
from charting_tui.records.enrollment import Enrollment
from charting_tui.records.office import Office
from charting_tui.records.payer import AuthorizationNeed, Setting
from charting_tui.records.people import Client, Consent, Practice, Role, Therapist
from charting_tui.records.visit import Appointment, BillTo, ServiceLine, Visit, VisitKind, VisitState
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Severity
from charting_tui.screens.worklist.tomorrow_rows import row_to_mark
from charting_tui.store.chart_files.chart_tables import views_of
from charting_tui.worklist.summarise import summarise
from charting_tui.worklist.tomorrow import ComingVisit, case_ahead, coming_visit, not_known_of

from .clinic import NOW_THERE, TODAY, open_clinic
from .command_line import call
from .test_screens import at_the_keyboard

DAY = date(2026, 11, 24)
LATER = date(2026, 12, 8)
KIM = Therapist(id="kim", name="Kim Vale", licence_type="LMT", npi="1993999998")
ROBIN = Therapist(id="robin", name="Robin Ash", licence_type="PT", npi="1993999998")
CHECKED = Coverage(
    id="p1", payer="premera", member_id="1", starts=date(2026, 1, 1), eligibility_checked_on=date(2026, 11, 2)
)
PRESCRIBED = Referral(
    id="r1", name="Ames, Dr", npi="1245319599", prescriber_kind="MD", signed_on=date(2026, 9, 1)
)
CLIENT = Client(
    id="c1",
    name="Doe, Jane",
    birth_date=date(1980, 3, 7),
    sex="F",
    address=Address(street="12 Mill Road", city="Port Orchard", state="WA", zip_code="98366"),
    consent=Consent(signed_on=date(2026, 9, 1)),
)


def office_with(*payers: Any, state: str = "WA") -> Office:
    practice = Practice(npi="1234567893", state=state)
    return Office(practice=practice, people=(KIM, ROBIN), payers=payers or (preset("premera"), preset("ump")))


def booked(on: date = DAY, name: str = "next", **changes: Any) -> Visit:
    appointment = Appointment(start=time(9), end=time(10), booked_on=date(2026, 11, 20))
    visit = Visit(id=name, date=on, therapist="kim", appointment=appointment)
    return visit.model_copy(update=changes)


def treated(on: date, **changes: Any) -> Visit:
    line = ServiceLine(id="s1", code=changes.pop("code", "97124"), minutes=60)
    visit = booked(on, name=f"of {on}", state=VisitState.DONE, services=(line,), diagnoses=("M54.2",))
    return visit.model_copy(update=changes)


def coming(
    *visits: Visit,
    office: Office | None = None,
    today: date = TODAY,
    later: tuple[str, ...] = (),
    **file: Any,
) -> ComingVisit:
    """What is missing for the visit “next” of a client whose file differs so from a right one."""
    known = {"client": CLIENT, "coverage": (CHECKED,), "referrals": (PRESCRIBED,)} | file
    chart = Chart(
        file=ClientFile(**known), visits=tuple(VisitFile(visit=one) for one in visits or (booked(),))
    )
    views = views_of(chart)
    held = office or office_with()
    seen = {name: views.view(name) for name in ("next", *later)}
    kept = {name: chart.visit(name) for name, chart in seen.items()}
    row = summarise(seen["next"], of(kept["next"]), held, today)
    return coming_visit(
        row,
        (seen["next"], of(kept["next"])),
        held,
        today,
        later=[(seen[name], of(kept[name])) for name in later],
    )


def of(kept: VisitFile | None) -> VisitFile:
    assert kept is not None
    return kept


def told(visit: ComingVisit) -> dict[str, str]:
    return {gap.rule: gap.message for gap in visit.gaps}


def test_a_visit_for_which_all_is_there_is_ready() -> None:
    visit = coming(treated(date(2026, 11, 17)), booked())
    assert (visit.gaps, visit.missing) == ((), ())
    assert (visit.client_name, visit.start, visit.payer_name) == ("Doe, Jane", time(9), "Premera Blue Cross")


def test_an_old_consent_is_for_the_front_desk_at_check_in() -> None:
    old = CLIENT.model_copy(update={"consent": Consent(signed_on=date(2025, 11, 20))})
    (gap,) = coming(client=old).gaps
    assert (gap.rule, gap.owner, gap.by) == ("N011", Role.FRONT_DESK, "at check-in")
    assert gap.message == "The consent dated 11/20/2025 is over a year old."
    assert gap.place == "client.consent"


def test_booked_visits_before_it_use_up_what_a_payer_leaves_free() -> None:
    before = [treated(date(2026, 11, day)) for day in range(2, 7)]
    assert coming(*before, booked()).gaps == ()
    (gap,) = coming(*before, booked(date(2026, 11, 23), "between"), booked()).gaps
    assert (gap.rule, gap.severity, gap.place) == ("A007", Severity.BLOCKS, "authorizations.new")
    assert gap.message == "Premera Blue Cross allows 6 visits without authorization; this is visit 7."
    assert gap.by == "by 09:00"


def test_the_last_authorized_visit_is_ready_and_tells_that_none_is_left() -> None:
    before = [treated(date(2026, 11, day)) for day in range(2, 8)]
    leave = Authorization(id="a1", payer="premera", number="7", visits=7, starts=date(2026, 10, 1))
    visit = coming(*before, booked(), authorizations=(leave,))
    assert visit.missing == ()
    assert told(visit) == {"A005": "After this visit, no visits are left on the authorization."}


@pytest.mark.parametrize(("on", "by"), [(DAY, "by 09:00"), (LATER, "from 12/1")])
def test_eligibility_is_asked_in_the_month_of_the_visit(on: date, by: str) -> None:
    stale = CHECKED.model_copy(update={"eligibility_checked_on": date(2026, 10, 5)})
    (gap,) = coming(booked(on), coverage=(stale,)).gaps
    assert (gap.rule, gap.message) == (
        "A022",
        "Eligibility was last checked 10/5, before the month of this visit.",
    )
    assert gap.by == by


def test_what_takes_days_is_told_ahead_of_the_clients_later_visit() -> None:
    ending = PRESCRIBED.model_copy(update={"expires": date(2026, 12, 1)})
    visit = coming(booked(), booked(LATER, "after"), referrals=(ending,), later=("after",))
    (gap,) = visit.gaps
    assert visit.missing == ()
    assert (gap.rule, gap.later, gap.by, gap.visit) == ("A008", LATER, "by 12/8", "after")
    assert gap.message == "The prescription expired 12/1; this visit is dated 12/8."


def test_what_is_asked_on_the_day_of_a_later_visit_is_not_told_ahead() -> None:
    old = CLIENT.model_copy(update={"consent": Consent(signed_on=date(2025, 12, 1))})
    assert coming(booked(), booked(LATER, "after"), client=old, later=("after",)).gaps == ()


def test_who_was_insured_at_the_last_visit_and_pays_this_one_is_told() -> None:
    ended = CHECKED.model_copy(update={"ends": date(2026, 11, 20)})
    (gap,) = coming(treated(date(2026, 11, 17)), booked(), coverage=(ended,)).gaps
    assert gap.message == "Premera Blue Cross ended 11/20. Without new coverage, the client pays."
    assert (gap.rule, gap.owner) == ("", Role.FRONT_DESK)
    chosen = booked(payer_chosen=True)
    assert coming(treated(date(2026, 11, 17)), chosen, coverage=(ended,)).gaps == ()
    assert coming(booked(), coverage=(ended,)).gaps == ()


def test_what_depends_on_the_codes_says_whose_codes_they_are() -> None:
    leave = Authorization(id="a1", payer="uhc", number="U7", visits=20, codes=("97124",))
    needs = Setting[AuthorizationNeed](value=AuthorizationNeed(required=True))
    uhc = preset("uhc").model_copy(update={"authorization": needs})
    asked: dict[str, Any] = {
        "office": office_with(uhc),
        "authorizations": (leave,),
        "coverage": (CHECKED.model_copy(update={"payer": "uhc"}),),
    }
    (gap,) = coming(treated(date(2026, 11, 17), code="97110"), booked(), **asked).gaps
    assert gap.message == "If billed as on 11/17: 97110 is not on the authorization, which lists 97124."
    assert gap.place == "authorizations[0].codes"
    assert coming(booked(therapist="robin"), **asked).gaps == ()
    assert set(told(coming(booked(), **(asked | {"authorizations": ()})))) == {"A001"}


def test_a_diagnosis_of_the_last_visit_is_told_as_one_that_may_be_another() -> None:
    other = PRESCRIBED.model_copy(update={"diagnoses": ("M25.511",)})
    (gap,) = coming(treated(date(2026, 11, 17)), booked(), referrals=(other,)).gaps
    assert gap.message.startswith("If billed as on 11/17: M54.2 is not on the prescription")
    assert gap.place == "referral.diagnoses"
    (own,) = coming(treated(date(2026, 11, 17)), booked(diagnoses=("M54.2",)), referrals=(other,)).gaps
    assert own.message.startswith("M54.2 is not on the prescription")


def test_who_paid_the_last_visit_alone_is_not_taken_for_insured() -> None:
    line = ServiceLine(id="s1", code="97124", minutes=60, bill_to=BillTo.CLIENT)
    before = [treated(date(2026, 11, day), services=(line,)) for day in range(2, 10)]
    assert coming(*before, booked()).gaps == ()


def test_a_report_that_is_due_is_the_therapists_at_the_visit() -> None:
    lni = preset("wa_lni")
    before = [treated(date(2026, 11, day)) for day in range(2, 8)]
    held: dict[str, Any] = {
        "office": office_with(lni),
        "coverage": (CHECKED.model_copy(update={"payer": "wa_lni"}),),
    }
    gaps = {gap.rule: gap for gap in coming(*before, booked(), **held).gaps}
    assert (gaps["A012"].owner, gaps["A012"].by) == (Role.THERAPIST, "at the visit")
    assert "A012" not in told(coming(*before, booked(kind=VisitKind.PROGRESS_REPORT), **held))


def answered(**benefit: Any) -> Coverage:
    asked = Eligibility(active=True, benefits=(Benefit(service="massage", covered=True, **benefit),))
    return CHECKED.model_copy(update={"eligibility": asked})


def test_a_ready_visit_tells_the_copay_and_what_is_left_of_the_deductible() -> None:
    visit = coming(booked(), coverage=(answered(copay=2500, deductible_left=30000, visits_left=60),))
    (gap,) = visit.gaps
    assert (visit.copay, visit.missing, gap.money, gap.mark) == (2500, (), True, "$")
    assert gap.message == "$300.00 of the deductible is left."
    assert gap.remedy == "As Premera Blue Cross answered on 11/2."
    ready = coming(booked(), coverage=(answered(copay=0, visits_left=60),))
    assert (ready.copay, ready.gaps) == (0, ())
    assert coming(booked()).copay is None


def test_a_policy_that_ended_and_a_therapist_who_is_not_enrolled_are_told_ahead() -> None:
    ended = CHECKED.model_copy(update={"eligibility": Eligibility(active=False)})
    (gap,) = coming(booked(), coverage=(ended,)).gaps
    assert (gap.rule, gap.owner, gap.place) == ("A040", Role.FRONT_DESK, "coverage[0].eligibility.active")
    kim = KIM.model_copy(update={"enrollments": (Enrollment(payer="premera", status="pending"),)})
    (pending,) = coming(booked(), office=office_with().model_copy(update={"people": (kim,)})).gaps
    assert (pending.rule, pending.owner, pending.place) == ("A038", Role.OWNER, "therapist.enrollments")


def test_visits_left_are_counted_down_from_the_day_of_the_payers_count() -> None:
    left = answered(copay=0, visits_left=3, as_of=date(2026, 11, 10))
    before = [treated(date(2026, 11, day)) for day in (3, 17)]
    (gap,) = coming(*before, booked(), coverage=(left,)).gaps
    assert gap.message == "1 visit is left after this one."


def test_what_is_merely_unknown_is_no_gap_and_told_once_for_each_payer_and_client() -> None:
    held: dict[str, Any] = {
        "office": office_with(preset("uhc")),
        "coverage": (CHECKED.model_copy(update={"payer": "uhc"}),),
    }
    visit = coming(booked(), **held)
    assert visit.gaps == ()
    of_payer, of_client = not_known_of([visit, visit])
    assert of_payer.sentence == (
        "UnitedHealthcare / Optum: whether it wants an authorization or a prescription; "
        "whether Kim Vale is enrolled (2 visits)."
    )
    assert of_client.sentence == "Doe, Jane: whether the policy is active; the copay."
    told = answered(copay=0)
    kim = KIM.model_copy(update={"enrollments": (Enrollment(payer="premera"),)})
    known = office_with().model_copy(update={"people": (kim,)})
    assert not_known_of([coming(booked(), office=known, coverage=(told,))]) == ()
    assert not_known_of([coming(booked(), coverage=())]) == ()


def test_what_the_practice_lacks_for_every_claim_is_not_told_of_one_visit() -> None:
    bare = office_with().model_copy(update={"practice": Practice(state="WA", npi="1234567890")})
    assert coming(booked(), office=bare).gaps == ()


def test_the_worst_comes_first_and_what_is_for_later_last() -> None:
    stale = CHECKED.model_copy(update={"eligibility_checked_on": None})
    ending = PRESCRIBED.model_copy(update={"expires": date(2026, 12, 1)})
    old = CLIENT.model_copy(update={"consent": None})
    visit = coming(
        booked(), booked(LATER, "after"), coverage=(stale,), referrals=(ending,), client=old, later=("after",)
    )
    assert [gap.rule for gap in visit.gaps] == ["N011", "A022", "A008"]
    assert [gap.rule for gap in visit.for_owner(Role.BILLER).gaps] == []


def test_a_case_ahead_is_judged_as_on_its_day_without_a_note() -> None:
    chart = views_of(
        Chart(file=ClientFile(client=CLIENT, coverage=(CHECKED,)), visits=(VisitFile(visit=booked()),))
    ).view("next")
    case = case_ahead(chart, of(chart.visit("next")), office_with())
    assert isinstance(case, Case)
    assert (case.ahead, case.has_come(DAY), case.claim) == (True, True, Claim())
    assert case.visit.note.text().strip() == ""


def test_the_next_days_are_those_with_bookings_and_the_rest_of_today(root: Path) -> None:
    store = open_clinic(root)
    for line, on in (
        ("900 jane 60", TODAY),
        ("1300 amir 60", TODAY),
        ("900 jane 60", date(2026, 11, 30)),
        ("800 amir 60 lee", date(2026, 11, 24)),
        ("900 jane 60", date(2026, 12, 1)),
        ("900 jane 60", date(2026, 12, 7)),
    ):
        booking = read_booking(line, ("kim", "lee"), TODAY)
        book(store, booking.client_words, booking, on)
    called_off = book(store, "amir", read_booking("1500 amir 60"), date(2026, 11, 24))
    mark_visit(store, "amir", called_off.id, VisitState.CANCELLED)
    shown = [(day.day.day, [visit.client_name for visit in day.visits]) for day in coming_days(store).days]
    assert shown == [(23, ["Doe, Amir"]), (24, ["Doe, Amir"]), (30, ["Doe, Jane"]), (1, ["Doe, Jane"])]
    assert [day.day.day for day in coming_days(store, 1).days] == [23, 24]
    assert [day.day.day for day in coming_days(store, 1, "lee").days] == [24]
    (root / "charts" / "amir.json").write_text("[")
    unread = [visit.unread for visit in coming_days(store).visits]
    assert unread == [True, True, False, False]
    store.close()


def without_consent(root: Path) -> None:
    store = open_clinic(root)
    known = read_known(store, "amir")
    save_client(store, known, known.file.client.model_copy(update={"consent": None}))
    book(store, "amir", read_booking("1300 amir 60"), date(2026, 11, 24))
    store.close()


def test_the_command_lists_what_is_missing_as_text_and_as_json(root: Path) -> None:
    empty = call("tomorrow", "--data", str(root), "--user", "kim", CHARTING_NOW=NOW_THERE)
    assert (empty.code, empty.out) == (0, "No visits are booked in the next four weeks.\n")
    without_consent(root)
    asked = ("tomorrow", "--data", str(root), "--user", "kim")
    text = call(*asked, CHARTING_NOW=NOW_THERE)
    assert "Tue Nov 24: 1 visit, 0 ready" in text.out
    assert "13:00 Doe, Amir · kim · Client pays" in text.out
    assert "No written consent is on file." in text.out
    assert "(front desk, at check-in)" in text.out
    answer = json.loads(call(*asked, "--format", "json", CHARTING_NOW=NOW_THERE).out)
    (visit,) = answer["visits"]
    assert [(gap["rule"], gap["owner"], gap["due"]) for gap in visit["missing"]] == [
        ("N011", "front desk", "2026-11-24")
    ]
    biller = call(*asked, "--for", "biller", CHARTING_NOW=NOW_THERE)
    assert biller.out == "Nothing is missing that the biller can fix.\n"
    assert call(*asked, "--for", "nurse").refused_in_one_sentence()
    assert call(*asked, "--therapist", "zoe").refused_in_one_sentence()


def test_the_mark_goes_on_to_the_next_row_where_its_own_is_gone() -> None:
    before = ["v1", "v1/consent", "v2", "v2/copay"]
    assert row_to_mark("v2", before, {"v1", "v2"}) == "v2"
    assert row_to_mark("v1/consent", before, {"v1", "v2"}) == "v2"
    assert row_to_mark("v2/copay", before, {"v1", "v2"}) == "v2"
    assert row_to_mark(None, [], {"v1"}) is None


async def test_tomorrow_leads_to_the_form_that_fixes_the_marked_line(root: Path) -> None:
    async with at_the_keyboard(root, size=(80, 24)) as kim:
        await kim.presses("m")
        assert "No visits are booked in the next four weeks." in kim.screen_text()
        await kim.presses("escape")
    without_consent(root)
    async with at_the_keyboard(root, size=(80, 24)) as kim:
        await kim.presses("m")
        assert "Tue Nov 24 · 1 visit, 0 ready" in kim.screen_text()
        await kim.presses("down", "enter")
        assert "consent signed" in kim.screen_text()
        await kim.presses("t", "ctrl+s")
        assert "1 visit, 1 ready" in kim.screen_text()
        await kim.presses("w")
        assert "No items for a therapist." in kim.screen_text()
