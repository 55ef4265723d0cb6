from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting_tui.coding.billing.payers import preset
from charting_tui.demo.clinic import demo_charts
from charting_tui.demo.office import demo_office
from charting_tui.records.addresses import Address
from charting_tui.records.chart import Chart, ClientFile, VisitFile
from charting_tui.records.claim import Claim, ClaimLine, ClaimState, Hold
from charting_tui.records.coverage import Coverage
from charting_tui.records.office import Office
from charting_tui.records.people import Client, Fee, Practice, Role, Therapist
from charting_tui.records.visit import (
    BillTo,
    Dismissal,
    Note,
    ServiceLine,
    Signature,
    SignedRecord,
    Visit,
    VisitState,
)
from charting_tui.rules.finding import Finding, Severity
from charting_tui.worklist.dismissed import lasting_field, standing
from charting_tui.worklist.summarise import blocking, findings_of, summarise
from charting_tui.worklist.summary import (
    Bucket,
    Buckets,
    Cause,
    NoteState,
    Tally,
    VisitSummary,
    buckets_on,
    counts,
    head_line,
    next_visit,
    whole_dollars,
)
from charting_tui.worklist.unbilled import age_in_days, is_unbilled, unbilled_groups

TODAY = date(2026, 11, 23)
OFFICE = Office(
    practice=Practice(
        npi="1234567893",
        tax_id="12-3456789",
        address=Address(street="418 Alder Street", city="Bend", state="OR", zip_code="97701-2114"),
        fees=(Fee(code="97124", cents=4500), Fee(code="97140", cents=4900)),
    ),
    people=(Therapist(id="kim", licence_type="LMT", npi="1993999998"),),
    payers=(preset("uhc"), preset("client_pay")),
)
NOTE = Note(subjective="Neck pain 5/10.", objective="Tender.", assessment="Better.", plan="Weekly.")
LINE = ServiceLine(id="s1", code="97124", minutes=53)
SIGNED = SignedRecord(
    visit="v1",
    form=1,
    text="{}",
    signature=Signature(by="kim", at=datetime(2026, 11, 23, 20, tzinfo=UTC), digest="d"),
)


def visit(**changes: object) -> Visit:
    return Visit(id="v1", date=TODAY, state=VisitState.DONE, therapist="kim").model_copy(update=changes)


def row_of(kept: VisitFile, *earlier: VisitFile, today: date = TODAY) -> VisitSummary:
    file = ClientFile(
        client=Client(
            id="c1",
            name="Doe, Jane",
            birth_date=date(1980, 3, 7),
            sex="f",
            address=Address(street="1 Quay Street", city="Bend", state="OR", zip_code="97701"),
        ),
        coverage=(Coverage(payer="uhc", member_id="1"),),
    )
    return summarise(Chart(file=file, visits=(*earlier, kept)), kept, OFFICE, today)


def charted(
    *,
    state: ClaimState = ClaimState.OPEN,
    hold: Hold | None = None,
    payer: str = "",
    modifiers: tuple[str, ...] = (),
    bill_to: BillTo = BillTo.PAYER,
) -> VisitFile:
    line = LINE.model_copy(update={"bill_to": bill_to})
    claim_line = ClaimLine(line="s1", pointers=("A",), modifiers=modifiers)
    return VisitFile(
        visit=visit(note=NOTE, services=(line,), payer=payer, diagnoses=("M54.2",)),
        claim=Claim(state=state, hold=hold, lines=(claim_line,)),
        signed=SIGNED,
    )


def insured(**changes: Any) -> VisitFile:
    return charted(payer="uhc", modifiers=("GP",), **changes)


def test_a_kept_visit_without_anything_written_is_to_chart_with_the_usual_money() -> None:
    row = row_of(VisitFile(visit=visit()))
    assert (row.bucket, row.note, row.cents, row.expected) == (Bucket.TO_CHART, NoteState.NONE, 18000, True)


def test_the_money_expected_is_that_of_the_last_charged_visit() -> None:
    before = visit(id="v0", date=TODAY - timedelta(days=7), services=(ServiceLine(code="97140", minutes=30),))
    uncharged = visit(id="v00", date=TODAY - timedelta(days=3))
    row = row_of(VisitFile(visit=visit()), VisitFile(visit=before), VisitFile(visit=uncharged))
    assert row.cents == 9800


@pytest.mark.parametrize("changes", [{"note": Note(plan="Weekly.")}, {"services": (LINE,)}])
def test_a_line_or_a_word_makes_a_draft_that_is_still_to_chart(changes: dict[str, object]) -> None:
    row = row_of(VisitFile(visit=visit(**changes)))
    assert (row.bucket, row.note) == (Bucket.TO_CHART, NoteState.DRAFT)
    assert row.expected is ("services" not in changes)


def test_a_whole_note_with_a_code_is_one_to_sign() -> None:
    row = row_of(VisitFile(visit=visit(note=NOTE, services=(LINE,))))
    assert (row.bucket, row.expected, row.note) == (Bucket.TO_SIGN, False, NoteState.DRAFT)


@pytest.mark.parametrize("state", [VisitState.NO_SHOW, VisitState.LATE_CANCEL, VisitState.CANCELLED])
def test_a_visit_that_was_not_kept_is_in_no_bucket(state: VisitState) -> None:
    assert row_of(VisitFile(visit=visit(state=state, note=NOTE))).bucket is None


@pytest.mark.parametrize("state", list(ClaimState))
def test_a_signed_visit_stands_where_its_claim_stands(state: ClaimState) -> None:
    row = row_of(insured(state=state))
    elsewhere = {
        ClaimState.HELD: Bucket.HELD,
        ClaimState.DENIED: Bucket.DENIED,
        ClaimState.OPEN: Bucket.READY,
        ClaimState.REJECTED: Bucket.DENIED,
        ClaimState.WRITTEN: Bucket.NOT_SENT,
    }
    assert row.bucket is elsewhere.get(state, Bucket.DONE)
    assert row.billing == state.value


def test_a_line_billed_to_the_client_gives_the_row_to_the_client_with_its_money() -> None:
    row = row_of(insured(bill_to=BillTo.CLIENT))
    assert (row.bucket, row.payer, row.payer_name) == (Bucket.READY, "", "Client pays")
    assert (row.cents, row.client_cents) == (18000, 18000)


def test_a_visit_with_a_line_to_each_tells_what_the_client_pays_of_it() -> None:
    kept = insured()
    second = ServiceLine(id="s2", code="97140", minutes=15, bill_to=BillTo.CLIENT)
    both = kept.visit.model_copy(update={"services": (*kept.visit.services, second)})
    row = row_of(kept.model_copy(update={"visit": both}))
    assert (row.payer, row.cents, row.client_cents) == ("uhc", 22900, 4900)
    assert row.asked_of == "client $49.00 + UnitedHealthcare / Optum"
    ready = row.model_copy(update={"bucket": Bucket.READY})
    (group,) = unbilled_groups([ready], TODAY)
    assert group.sentence == "1 visit is ready to bill, $229, $49 of it from clients"


@pytest.mark.parametrize("state", [state for state in ClaimState if state.unbilled])
def test_a_claim_whose_every_line_is_billed_to_nobody_leaves_the_list(state: ClaimState) -> None:
    hold = Hold(reason="Card", by="robin") if state is ClaimState.HELD else None
    row = row_of(insured(state=state, hold=hold, bill_to=BillTo.NOBODY))
    assert (row.bucket, row.cents, row.billing) == (Bucket.DONE, 0, "billed to nobody")
    assert unbilled_groups([row], TODAY) == ()


def test_an_unsigned_visit_stays_to_sign_although_it_bills_nobody() -> None:
    line = LINE.model_copy(update={"bill_to": BillTo.NOBODY})
    assert row_of(VisitFile(visit=visit(note=NOTE, services=(line,)))).bucket is Bucket.TO_SIGN


@pytest.mark.parametrize("state", [ClaimState.DENIED, ClaimState.REJECTED])
def test_a_claim_that_came_back_is_ready_once_the_client_pays_instead(state: ClaimState) -> None:
    assert row_of(insured(state=state, bill_to=BillTo.CLIENT)).bucket is Bucket.READY
    assert row_of(charted(state=state)).bucket is Bucket.READY


def test_rejected_and_denied_claims_are_to_be_corrected_together() -> None:
    given_rows = [row_of(insured(state=state)) for state in (ClaimState.DENIED, ClaimState.REJECTED)]
    (group,) = unbilled_groups(given_rows, TODAY)
    assert group.sentence == "2 rejected or denied claims are to be corrected, $360"
    assert counts(Buckets({Bucket.DENIED: Tally().plus(given_rows[1])}))[1].words == "rejected"
    (alone,) = unbilled_groups(given_rows[1:], TODAY)
    assert alone.sentence == "1 rejected claim is to be corrected, $180"


def test_a_denied_claim_is_ready_once_it_replaces_the_one_denied() -> None:
    denied = insured(state=ClaimState.DENIED)
    replacing = denied.claim.model_copy(update={"frequency": "7", "original_ref": "2026110012"})
    assert row_of(denied).bucket is Bucket.DENIED
    assert row_of(denied.model_copy(update={"claim": replacing})).bucket is Bucket.READY


def test_a_signed_visit_without_the_modifier_its_payer_wants_is_blocked_and_says_why() -> None:
    row = row_of(charted(payer="uhc"))
    assert row.bucket is Bucket.BLOCKED
    assert "M001" in {cause.rule for cause in row.causes}
    assert all((cause.stops, cause.severity) == ("bill", "blocks") for cause in row.causes)


def test_a_hold_comes_back_on_its_day() -> None:
    held = charted(
        state=ClaimState.HELD, hold=Hold(reason="Card", by="robin", until=TODAY + timedelta(days=1))
    )
    assert (row_of(held).bucket, row_of(held).hold) == (Bucket.HELD, "Card")
    later = row_of(held, today=TODAY + timedelta(days=1))
    assert later.bucket in {Bucket.READY, Bucket.BLOCKED}
    assert later.hold == ""


def finding(
    rule: str, *, severity: Severity = Severity.BLOCKS, dismissible: bool = True, stops: str = "bill"
) -> Finding:
    return Finding(
        rule, "a-name", severity, "sign" if stops == "sign" else "bill", Role.BILLER, "f", "m", "r", "s",
        dismissible=dismissible,
    )  # fmt: skip


def test_what_somebody_set_aside_no_longer_stands_unless_it_cannot_be() -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    aside = [
        Dismissal(visit="v1", rule=rule, field="f", reason="so", by="kim", at=at) for rule in ("C013", "T001")
    ]
    found = (finding("C013"), finding("T001", dismissible=False), finding("A001"))
    assert [one.rule for one in standing(found, aside, Visit(date=TODAY))] == ["T001", "A001"]


def test_a_dismissed_finding_stops_no_bill() -> None:
    kept = charted(payer="uhc")
    chart = Chart(file=ClientFile(client=Client(id="c1", name="Doe, Jane")), visits=(kept,))
    at = datetime(2026, 11, 23, tzinfo=UTC)
    stopping = [one for one in findings_of(chart, kept, OFFICE, TODAY) if one.rule == "M001"]
    assert stopping
    aside = tuple(
        Dismissal(
            visit="v1",
            rule=one.rule,
            field=lasting_field(one.field, kept.visit),
            reason="so",
            by="kim",
            at=at,
        )
        for one in stopping
    )
    after = findings_of(chart, kept.model_copy(update={"dismissals": aside}), OFFICE, TODAY)
    assert stopping[0].dismissible
    assert "M001" not in {one.rule for one in after}


def test_only_what_stops_the_next_step_is_a_cause() -> None:
    found = (finding("A001"), finding("T007", stops="sign"), finding("N005", severity=Severity.WARNS))
    assert [one.rule for one in blocking(found, signed=False)] == ["T007"]
    assert [one.rule for one in blocking(found, signed=True)] == ["A001"]


def summary(
    number: int = 1,
    bucket: Bucket | None = Bucket.READY,
    *,
    cents: int = 9000,
    day: date = TODAY,
    start: time | None = time(9),
    cause: str = "",
    hold: str = "",
) -> VisitSummary:
    causes = (
        Cause(
            rule=cause,
            name="auth-missing",
            severity="blocks",
            owner="biller",
            message="",
            remedy="",
            stops="bill",
        ),
    )
    return VisitSummary(
        client=f"c{number}",
        visit=f"v{number}",
        client_name=f"Doe, {number}",
        day=day,
        start=start,
        state=VisitState.DONE if bucket else VisitState.NO_SHOW,
        note=NoteState.SIGNED,
        bucket=bucket,
        cents=cents,
        causes=causes if cause else (),
        hold=hold,
    )


rows = st.builds(
    summary,
    number=st.integers(1, 40),
    bucket=st.sampled_from([*Bucket, None]),
    cents=st.integers(0, 50_000),
    day=st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=2)),
)


@given(given_rows=st.lists(rows, max_size=30, unique_by=lambda row: row.visit))
def test_buckets_sum_to_the_visits_kept_that_day(given_rows: list[VisitSummary]) -> None:
    buckets = buckets_on(TODAY, given_rows)
    kept = [row for row in given_rows if row.day == TODAY and row.bucket is not None]
    assert buckets.visits == len(kept)
    assert buckets.cents == sum(row.cents for row in kept)
    earlier = [row for row in given_rows if row.day < TODAY and row.bucket not in {None, Bucket.DONE}]
    assert buckets.earlier == len(earlier)


def test_a_visit_handed_in_twice_counts_once() -> None:
    assert buckets_on(TODAY, [summary(), summary()]).visits == 1


@given(given_rows=st.lists(rows, max_size=30, unique_by=lambda row: row.visit))
def test_every_unbilled_visit_is_in_one_group_and_money_adds_up(given_rows: list[VisitSummary]) -> None:
    groups = unbilled_groups(given_rows, TODAY)
    grouped = Counter(visit.visit for group in groups for visit in group.visits)
    due = [row for row in given_rows if is_unbilled(row, TODAY)]
    assert grouped == Counter(row.visit for row in due)
    assert sum(group.cents for group in groups) == sum(row.cents for row in due)


def test_the_head_line_leaves_out_what_is_empty_but_for_the_first() -> None:
    tallies = {
        Bucket.TO_CHART: Tally(3, 27000),
        Bucket.TO_SIGN: Tally(2, 9000),
        Bucket.BLOCKED: Tally(1, 1),
        Bucket.READY: Tally(5, 41249),
        Bucket.HELD: Tally(1, 0),
        Bucket.DONE: Tally(4, 30000),
    }
    assert head_line(Buckets(tallies, 4)) == (
        "3 to chart ~$270  2 to sign  1 blocked  5 ready $412  1 held  4 done  4 earlier"
    )
    assert head_line(Buckets()) == "0 to chart"


def test_money_in_lines_is_to_the_nearest_dollar() -> None:
    assert [whole_dollars(cents) for cents in (0, 49, 50, 123_450, -150, -20)] == [
        "$0", "$0", "$1", "$1,235", "-$2", "$0",
    ]  # fmt: skip


def test_the_next_visit_is_todays_to_chart_before_to_sign_then_earlier_days_then_what_is_booked() -> None:
    now = datetime(2026, 11, 23, 12)  # noqa: DTZ001 - a wall clock
    old_draft = summary(1, Bucket.TO_SIGN, day=TODAY - timedelta(days=2))
    draft = summary(2, Bucket.TO_SIGN, start=time(8))
    due = summary(3, Bucket.TO_CHART, start=time(9))
    later = summary(4, Bucket.TO_CHART, start=time(15))
    everything = [later, due, summary(5, Bucket.READY), draft, old_draft]
    turns = []
    after = None
    for _ in range(5):
        found = next_visit(everything, after, now)
        assert found
        after = found.visit
        turns.append(found)
    assert turns == [due, draft, old_draft, later, due]
    assert next_visit([later], "v4", now) is None
    assert next_visit([], None, now) is None


def test_groups_say_how_many_wait_on_what_for_how_much() -> None:
    given_rows = [
        *(summary(number, Bucket.BLOCKED, cause="A001") for number in range(7)),
        summary(18, Bucket.READY),
        summary(19, Bucket.DENIED),
        summary(20, Bucket.HELD, hold="New card"),
        summary(21, Bucket.TO_CHART, day=TODAY - timedelta(days=5)),
        summary(22, Bucket.TO_CHART, day=TODAY + timedelta(days=1)),
    ]
    groups = unbilled_groups(given_rows, TODAY)
    assert [group.sentence for group in groups] == [
        "7 visits need an authorization, $630",
        "1 denied claim is to be corrected, $90",
        "1 visit is ready to bill, $90",
        "1 visit is held for New card, $90",
        "1 visit needs a note, about $90, 5 days old",
    ]
    assert groups[0].cause is not None
    assert age_in_days(given_rows[-1], TODAY) == 0


def test_every_day_of_the_demo_sums_to_its_kept_visits() -> None:
    office = demo_office(TODAY, 60)
    made = [demo.chart for demo in demo_charts(3, 60, office=office, today=TODAY)]
    every = [(kept, summarise(chart, kept, office, TODAY)) for chart in made for kept in chart.visits]
    for day in {kept.visit.date for kept, _ in every}:
        kept_that_day = [kept for kept, _ in every if kept.visit.date == day and kept.visit.state.kept]
        assert buckets_on(day, [row for _, row in every]).visits == len(kept_that_day)
