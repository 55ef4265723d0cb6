"""A visit of a chart, reduced to its one row: where it stands, what it comes to, what keeps it."""

from collections.abc import Iterable
from datetime import date, timedelta

from charting_tui.coding.billing.pricing import PricedLine, codes_in_words, price, timed_minutes, total
from charting_tui.coding.billing.visit_money import VisitMoney, visit_money
from charting_tui.coding.diagnosis_book.diagnoses import Diagnoses
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.claim import Claim, ClaimState, Draft
from charting_tui.records.office import Office
from charting_tui.records.visit import SECTIONS, BillTo, Visit, VisitState
from charting_tui.rules.case import Occupied, case_of
from charting_tui.rules.finding import Finding, Severity
from charting_tui.rules.registry import lint
from charting_tui.worklist.dismissed import standing
from charting_tui.worklist.summary import Bucket, Cause, NoteState, OpenMoney, VisitSummary

USUAL_CODE = "97124"
USUAL_UNITS = 4
"""An uncharted visit of a client who was never charged is expected to be an hour of massage."""
LOOK_BACK = timedelta(days=366)
"""How far back a visit's money may be taken as a guess for the next."""


def summarise(
    chart: Chart, kept: VisitFile, office: Office, today: date, book: Diagnoses | None = None
) -> VisitSummary:
    """Return the row of one visit of the chart, as it stands on ``today``.

    A hold that someone set is shown as held even while findings would block the bill, until its day comes.
    Whose row it is and what it comes to follow whom its lines bill.
    """
    visit, claim = kept.visit, kept.claim
    draft = Draft(visit=visit, claim=claim)
    fee = has_late_fee(visit)
    priced = price(draft, office.payer("" if fee else visit.payer), office.practice)
    payer = office.payer("" if fee or _bills_client_alone(visit) else visit.payer)
    note = note_state(kept)
    findings, turning_days = _judged(chart, kept, office, today, book)
    causes = _causes(findings, signed=note is NoteState.SIGNED)
    bucket = _bucket(kept, note, causes, today, insured=payer.insures)
    expected = bucket is Bucket.TO_CHART and not visit.services
    cents = _expected_cents(chart, visit, office) if expected else total(priced)
    waits = claim.hold is not None and claim.held_on(today)
    if claim.hold and claim.hold.until:
        turning_days |= {claim.hold.until}
    return VisitSummary(
        client=chart.id,
        visit=visit.id,
        client_name=chart.file.client.name,
        day=visit.date,
        start=visit.time_in or (visit.appointment.start if visit.appointment else None),
        time_in=visit.time_in,
        time_out=visit.time_out,
        timed_minutes=timed_minutes(visit),
        therapist=visit.therapist,
        kind=visit.kind.value,
        state=visit.state,
        note=note,
        bucket=bucket,
        codes=codes_in_words(priced),
        cents=cents,
        client_cents=cents if not payer.insures else total(_to_client(priced)),
        expected=expected,
        payer=visit.payer if payer.insures else "",
        payer_name=payer.name,
        billing=_billing(kept) if fee or note is NoteState.SIGNED else "",
        hold=claim.hold.reason if waits and claim.hold else "",
        hold_until=claim.hold.until if waits and claim.hold else None,
        waiting=_waiting(kept, office, payer.name),
        closing=f"{claim.closing.by}: {claim.closing.reason}" if claim.closing else "",
        batch=claim.batch,
        numbers=_numbers(claim),
        causes=causes,
        question=f"{claim.question.asked_by}: {claim.question.text}" if claim.question else "",
        answer=_last_answer(claim) if claim.state.unbilled else "",
        reasons=_reasons(claim),
        cosigner=_cosigner(kept, office),
        timer=_timed(visit),
        findings=sum(not finding.missing for finding in findings),
        stands_from=max((day for day in turning_days if day <= today), default=None),
        stands_until=min((day for day in turning_days if day > today), default=None),
        open_money=_open_money(chart, kept, office),
    )


def _waiting(kept: VisitFile, office: Office, payer: str) -> str:
    """Return whose answer is waited for: the therapist's to a question, or the payer's to an appeal."""
    claim = kept.claim
    if claim.question is not None:
        therapist = office.person(kept.visit.therapist)
        return f"waiting for {therapist.name if therapist else kept.visit.therapist}'s answer"
    sent = _appealed_on(claim)
    return f"appealed on {sent:%m/%d}, waiting for {payer}" if sent else ""


def _appealed_on(claim: Claim) -> date | None:
    denied = claim.state is ClaimState.DENIED
    return claim.denial.appeal_sent_on if denied and claim.denial else None


def _numbers(claim: Claim) -> str:
    """Return the numbers by which a claim is looked for, each once."""
    checks = (one.check.number for one in claim.remittances if one.check)
    every = (claim.number, claim.payer_number, claim.first_payer_number, claim.original_ref, *checks)
    return " ".join(dict.fromkeys(filter(None, every)))


def _last_answer(claim: Claim) -> str:
    """Return what the therapist answered last, where nothing was asked since; nothing where nothing was."""
    last = claim.questions[-1] if claim.questions else None
    return f"{last.answered_by}: {last.answer}" if last is not None and last.answer else ""


def _reasons(claim: Claim) -> str:
    came_back = claim.state in {ClaimState.DENIED, ClaimState.REJECTED}
    return " ".join(claim.turned_down_for) if came_back else ""


def money_of(chart: Chart, kept: VisitFile, office: Office) -> VisitMoney:
    """Return the money of a visit of the chart; a fee for a late cancel is the client's."""
    visit = kept.visit
    therapist = office.person(visit.therapist)
    return visit_money(
        visit,
        kept.claim,
        office.payer("" if has_late_fee(visit) else visit.payer),
        office.practice,
        coverage=chart.file.coverage,
        licence=therapist.licence_type if therapist else None,
    )


def _open_money(chart: Chart, kept: VisitFile, office: Office) -> OpenMoney:
    """Return what payer and client have still to pay; nothing for a visit that was not kept."""
    claim = kept.claim
    if not kept.visit.state.kept and not has_late_fee(kept.visit):
        return OpenMoney()
    money = money_of(chart, kept, office)
    left_on = [one.received_on for one in claim.remittances if one.client_owes]
    return OpenMoney(
        payer=money.payer_due if note_state(kept) is NoteState.SIGNED else 0,
        client=max(money.due, 0),
        credit=max(-money.due, 0),
        left_for=money.copay_for,
        left_on=max(left_on, default=None),
        claim=claim.number,
        billed_on=claim.billed_on,
    )


def note_state(kept: VisitFile) -> NoteState:
    """Return how far the visit's note has come; text, facts or a service line make a draft."""
    if kept.signed is not None:
        return NoteState.SIGNED
    visit = kept.visit
    treated = visit.services and visit.state.kept
    begun = visit.note.text().strip() or visit.note.facts is not None or treated
    return NoteState.DRAFT if begun else NoteState.NONE


def charted(kept: VisitFile) -> bool:
    """Return whether money can be asked for a visit: it is charted, or was canceled too late."""
    if has_late_fee(kept.visit):
        return True
    return kept.visit.state.kept and note_state(kept) is not NoteState.NONE


def _cosigner(kept: VisitFile, office: Office) -> str:
    """Return who has still to co-sign a signed note."""
    wanting = kept.signed is not None and kept.cosignature is None and kept.visit.state.kept
    return office.cosigner_of(kept.visit.therapist) if wanting else ""


def _timed(visit: Visit) -> str:
    runs = {timer.line for timer in visit.timers if timer.since is not None}
    return next((line.code for line in visit.services if line.id in runs), "")


def has_late_fee(visit: Visit) -> bool:
    """Return whether the visit was cancelled late for a fee, which needs neither note nor signature."""
    return visit.state is VisitState.LATE_CANCEL and bool(visit.services)


def _bills_client_alone(visit: Visit) -> bool:
    parties = {line.bill_to for line in visit.services} - {BillTo.NOBODY}
    return parties == {BillTo.CLIENT}


def _bills_nobody(visit: Visit) -> bool:
    return bool(visit.services) and all(line.bill_to is BillTo.NOBODY for line in visit.services)


def _to_client(lines: Iterable[PricedLine]) -> Iterable[PricedLine]:
    return (line for line in lines if line.service.bill_to is BillTo.CLIENT)


def _billing(kept: VisitFile) -> str:
    if _bills_nobody(kept.visit) and kept.claim.state.unbilled:
        return "billed to nobody"
    return kept.claim.state.value


def blocking(findings: Iterable[Finding], *, signed: bool) -> tuple[Finding, ...]:
    """Return what keeps an unsigned visit from being signed, or a signed one from being billed."""
    stop = "bill" if signed else "sign"
    return tuple(
        finding for finding in findings if finding.severity is Severity.BLOCKS and finding.stops == stop
    )


def findings_of(
    chart: Chart,
    kept: VisitFile,
    office: Office,
    today: date,
    book: Diagnoses | None = None,
    *,
    therapist_day: tuple[Occupied, ...] = (),
    report: bool = False,
) -> tuple[Finding, ...]:
    """Return the findings that stand; none where there is nothing yet to judge or nothing left to fix.

    ``report`` asks the rules of the owner's report, and only those.
    """
    return _judged(chart, kept, office, today, book, therapist_day=therapist_day, report=report)[0]


def is_judged(kept: VisitFile) -> bool:
    """Whether there is something to judge in a visit, and something left to fix."""
    note = note_state(kept)
    handed_over = note is NoteState.SIGNED and _over(kept.claim.state)
    return note is not NoteState.NONE and not handed_over and kept.visit.state.kept


def _judged(
    chart: Chart,
    kept: VisitFile,
    office: Office,
    today: date,
    book: Diagnoses | None,
    *,
    therapist_day: tuple[Occupied, ...] = (),
    report: bool = False,
) -> tuple[tuple[Finding, ...], frozenset[date]]:
    """Return the findings that stand, and the days on which they could be others."""
    if not is_judged(kept):
        return (), frozenset()
    draft = Draft(visit=kept.visit, claim=kept.claim)
    case = case_of(chart, draft, office, today, book, therapist_day=therapist_day)
    findings = standing(lint(case, report=report), kept.dismissals, kept.visit)
    return findings, frozenset(case.turning_days)


def _causes(findings: tuple[Finding, ...], *, signed: bool) -> tuple[Cause, ...]:
    worst_first = sorted(blocking(findings, signed=signed), key=lambda finding: finding.missing)
    return tuple(
        Cause(
            rule=finding.rule,
            name=finding.name,
            severity=finding.severity.value,
            owner=finding.owner.value,
            message=finding.message,
            remedy=finding.remedy,
            stops=finding.stops,
        )
        for finding in worst_first
    )


def _bucket(
    kept: VisitFile, note: NoteState, causes: tuple[Cause, ...], today: date, *, insured: bool
) -> Bucket | None:
    if not kept.visit.state.kept and not has_late_fee(kept.visit):
        return None
    if kept.visit.state.kept and note is not NoteState.SIGNED:
        return Bucket.TO_SIGN if _whole(kept.visit) else Bucket.TO_CHART
    claim = kept.claim
    if _over(claim.state) or _bills_nobody(kept.visit):
        return Bucket.NOT_SENT if claim.state is ClaimState.WRITTEN else Bucket.DONE
    if claim.held_on(today) or claim.question is not None or _appealed_on(claim):
        return Bucket.HELD
    if causes:
        return Bucket.BLOCKED
    came_back = claim.state in {ClaimState.DENIED, ClaimState.REJECTED} and claim.frequency == "1"
    return Bucket.DENIED if came_back and insured else Bucket.READY


def _whole(visit: Visit) -> bool:
    """Whether every section of the note says something and a code stands beside it."""
    return bool(visit.services) and all(getattr(visit.note, section).strip() for section in SECTIONS)


def _over(state: ClaimState) -> bool:
    return not state.unbilled


def _expected_cents(chart: Chart, visit: Visit, office: Office) -> int:
    before = [
        other
        for other in chart.visits
        if other.visit.id != visit.id and visit.date - LOOK_BACK <= other.visit.date <= visit.date
    ]
    for other in reversed(before):
        if other.visit.services and other.visit.state.kept:
            draft = Draft(visit=other.visit, claim=other.claim)
            charged = total(price(draft, office.payer(other.visit.payer), office.practice))
            if charged:
                return charged
    return USUAL_UNITS * (office.practice.fee(USUAL_CODE, visit.date) or 0)


def therapist_day(rows: Iterable[VisitSummary], visit: Visit) -> tuple[Occupied, ...]:
    """Return the kept visits with times of the visit's therapist and day, without the visit itself."""
    return tuple(
        Occupied(row.client_name, row.time_in, row.time_out, row.timed_minutes, row.note is NoteState.SIGNED)
        for row in rows
        if row.visit != visit.id and row.day == visit.date and row.state.kept
        if visit.therapist and row.therapist == visit.therapist
        if row.time_in is not None and row.time_out is not None
    )
