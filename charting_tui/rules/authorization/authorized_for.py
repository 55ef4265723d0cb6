"""What an authorization is for, and how it stands: A046 to A050."""

from collections.abc import Iterator

from charting_tui.coding.diagnosis_book.diagnoses import CATEGORY, written
from charting_tui.records.coverage import Authorization
from charting_tui.records.people import Role
from charting_tui.records.visit import BillTo
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.authorization.authorization import new_or_old
from charting_tui.rules.authorization.visits_used import falls_under, leaves_of_that_day
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import after, payer_name


@rule(
    "A046",
    "auth-not-granted",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="Denial reason CARC 39: the authorization was refused; CARC 197: none was there on the day",
    audience=INSURERS,
    denials=("CO-39", "CO-197", "N758"),
    bad="an authorization that the payer refused",
    good="one that it granted",
)
def auth_not_granted(case: Case) -> Iterator[Fault]:
    """Every authorization of that day was refused, or was only asked for so far.

    One that is still pending only warns.
    """
    covering = leaves_of_that_day(case)
    if not covering or any(leave.status not in {"asked", "refused"} for _, leave in covering):
        return
    index, leave = next((one for one in covering if one[1].status == "asked"), covering[-1])
    pending = leave.status == "asked"
    yield Fault(
        f"authorizations[{index}].status",
        "The authorization was asked for and is not granted yet."
        if pending
        else f"{payer_name(case)} refused the authorization.",
        "Wait for the payer's answer, and enter its number."
        if pending
        else "Appeal the refusal, or bill the client if that was agreed in writing.",
        new_or_old(index, "status"),
        severity=Severity.WARNS if pending else None,
    )


@rule(
    "A047",
    "auth-for-another-provider",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="Denial reason CARC 296: authorized for another provider",
    audience=INSURERS,
    denials=("CO-243", "CO-296", "N54"),
    bad="an authorization that names another therapist's NPI",
    good="one that names the clinic's NPI",
)
def auth_for_another_provider(case: Case) -> Iterator[Fault]:
    """Every authorization of that day names somebody else than the therapist or the clinic, by NPI."""
    covering = leaves_of_that_day(case)
    own = {case.practice.npi.strip(), case.therapist.npi.strip() if case.therapist else ""}
    own |= {case.supervisor.npi.strip()} if case.supervisor else set()
    if not covering or not own - {""}:
        return
    named = [(index, leave) for index, leave in covering if leave.provider_npi.strip() not in {"", *own}]
    if len(named) == len(covering):
        index, leave = named[-1]
        yield Fault(
            f"authorizations[{index}].provider_npi",
            f"The authorization is for {leave.provider[:30] or 'NPI ' + leave.provider_npi[:10]}.",
            "Ask the payer to move it to this therapist or clinic.",
            new_or_old(index, "provider_npi"),
        )


@rule(
    "A048",
    "auth-for-another-diagnosis",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="CARC 284, remarks N54 and N569: authorized, and not for this diagnosis",
    audience=INSURERS,
    denials=("CO-284", "N54", "N188", "N569"),
    bad="an authorization for M54.2, and M25.511 on the claim",
    good="M54.2 in both",
)
def auth_for_another_diagnosis(case: Case) -> Iterator[Fault]:
    """No diagnosis of the claim is one that an authorization of that day is for.

    Codes of one category count as the same; an authorization without diagnoses is for any.
    """
    covering = leaves_of_that_day(case)
    codes = [written(code) for code in case.visit.diagnoses if code.strip()]
    if not covering or not codes or any(not leave.diagnoses for _, leave in covering):
        return
    allowed = {written(code)[:CATEGORY] for _, leave in covering for code in leave.diagnoses}
    if not any(code[:CATEGORY] in allowed for code in codes):
        index, leave = covering[-1]
        yield Fault(
            f"authorizations[{index}].diagnoses",
            f"The authorization is for {', '.join(leave.diagnoses[:2])}; the claim has {codes[0]}.",
            "Ask the payer to add it, or use the authorized diagnosis if that was treated.",
            new_or_old(index, "diagnoses"),
        )


@rule(
    "A049",
    "auth-asked-late",
    Severity.WARNS,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source="CARC 210: asked for too late; UnitedHealthcare (2025): 10 business days; the payer's setting",
    audience=INSURERS.asked_by("authorization"),
    denials=("CO-210",),
    bad="asked for 30 days after its first visit, where the payer allows 14",
    good="asked for before the first visit",
)
def auth_asked_late(case: Case) -> Iterator[Fault]:
    """The authorization was asked for later than the payer allows after the first visit that it covers."""
    setting = case.payer.authorization
    within = setting.value.ask_within_days if setting is not None else None
    covering = leaves_of_that_day(case)
    if within is None or not covering:
        return
    for index, leave in covering:
        days = [day for day in case.days_of_payer_before if falls_under(leave, day)]
        last = after(min(days, default=case.visit.date), within)
        if leave.requested_on is not None and leave.requested_on > last:
            yield Fault(
                f"authorizations[{index}].requested_on",
                f"Asked for on {leave.requested_on}; {payer_name(case)} wanted it by {last}.",
                "Ask the payer for an exception for the visits before it.",
                new_or_old(index, "requested_on"),
            )


@rule(
    "A050",
    "auth-code-units-used",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="Denial reason CARC 198: more units of a code than were authorized",
    audience=INSURERS,
    denials=("CO-198", "N54", "N640"),
    bad="12 units of 97140 are authorized, and this visit makes it 14",
    good="it makes it 12",
)
def auth_code_units_used(case: Case) -> Iterator[Fault]:
    """Every authorization of that day has fewer units left of a code than this visit bills of it.

    Units that earlier visits at hand earned between its days count; of a chart the ten before this one.
    """
    covering = leaves_of_that_day(case)
    for line in case.payer_lines:
        over = [
            (index, leave, used)
            for index, leave in covering
            if (used := _units(case, leave, line.code)) > leave.code_units.get(line.code, used)
        ]
        if covering and len(over) == len(covering):
            index, leave, used = over[-1]
            yield Fault(
                f"authorizations[{index}].code_units",
                f"With this visit {used} of {leave.code_units[line.code]} units of {line.code} are used.",
                "Ask the payer for more units of the code.",
                new_or_old(index, "code_units"),
            )
            return


def _units(case: Case, leave: Authorization, code: str) -> int:
    """Return the units of a code that this visit and those at hand bill under an authorization."""
    if code not in leave.code_units:
        return 0
    seen = [
        case.priced_before(other)
        for other in case.earlier_visits
        if other.state.kept and other.payer == case.visit.payer and falls_under(leave, other.date)
    ]
    return sum(
        max(0, line.units or 0)
        for priced in (*seen, case.priced)
        for line in priced
        if line.service.bill_to is BillTo.PAYER and line.service.code.strip().upper() == code
    )
