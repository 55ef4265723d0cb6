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
from charting_tui.rules.wording import AS_AGREED, after, payer_name, whose


@rule(
    "A046",
    "auth-not-granted",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="Denial reason CARC 39: authorization denied; CARC 197: none on the date of service",
    audience=INSURERS,
    denials=("CO-39", "CO-197", "N758"),
    bad="an authorization that the payer denied",
    good="one that it approved",
)
def auth_not_granted(case: Case) -> Iterator[Fault]:
    """Every authorization for that date was denied, or is still pending.

    A pending authorization is only a warning.
    """
    covering = leaves_of_that_day(case)
    if not covering or any(leave.status not in {"asked", "refused"} for _, leave in covering):
        return
    index, leave = next((one for one in covering if one[1].status == "asked"), covering[-1])
    pending = leave.status == "asked"
    yield Fault(
        f"authorizations[{index}].status",
        "The authorization was requested but is not approved yet."
        if pending
        else f"{payer_name(case)} denied the authorization.",
        "When the payer approves it, enter the authorization number."
        if pending
        else f"Appeal the denial, or {AS_AGREED}.",
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
    """Every authorization for that date names a different provider, by NPI, than the therapist or clinic."""
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
            (
                "The authorization is for another provider: "
                f"{leave.provider[:30] or 'NPI ' + leave.provider_npi[:10]}."
            ),
            "Ask the payer to change it to the treating therapist or your clinic.",
            new_or_old(index, "provider_npi"),
        )


@rule(
    "A048",
    "auth-for-another-diagnosis",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="CARC 284, remarks N54 and N569: authorized, but not for this diagnosis",
    audience=INSURERS,
    denials=("CO-284", "N54", "N188", "N569"),
    bad="an authorization for M54.2, and M25.511 on the claim",
    good="M54.2 in both",
)
def auth_for_another_diagnosis(case: Case) -> Iterator[Fault]:
    """No diagnosis on the claim matches an authorization for that date.

    Codes of the same category match. An authorization that lists no diagnoses covers any.
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
            f"The authorization is for {', '.join(leave.diagnoses[:2])}, but the claim has {codes[0]}.",
            f"Ask the payer to add {codes[0]}, or use an authorized diagnosis if that is what you treated.",
            new_or_old(index, "diagnoses"),
        )


@rule(
    "A049",
    "auth-asked-late",
    Severity.WARNS,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source="CARC 210: requested too late; UnitedHealthcare (2025): 10 business days; the payer's setting",
    audience=INSURERS.asked_by("authorization"),
    denials=("CO-210",),
    bad="requested 30 days after the first visit it covers; the payer allows 14",
    good="requested before the first visit",
)
def auth_asked_late(case: Case) -> Iterator[Fault]:
    """Authorization was requested later than the payer allows after the first visit it covers."""
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
                f"Authorization was requested {leave.requested_on:%m/%d/%Y}; "
                f"{whose(payer_name(case, 20))} deadline was {last:%m/%d/%Y}.",
                "Ask the payer for a retroactive authorization for visits before "
                f"{leave.requested_on:%m/%d/%Y}.",
                new_or_old(index, "requested_on"),
            )


@rule(
    "A050",
    "auth-code-units-used",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="Denial reason CARC 198: more units of a code than authorized",
    audience=INSURERS,
    denials=("CO-198", "N54", "N640"),
    bad="12 units of 97140 are authorized, and this visit brings it to 14",
    good="this visit brings it to 12",
)
def auth_code_units_used(case: Case) -> Iterator[Fault]:
    """Every authorization for that date has fewer units of a code left than this visit bills.

    Units of earlier visits within the dates of the authorization count; only the last ten visits in the
    chart are checked.
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
                (
                    f"This visit brings {line.code} to {used} units; {leave.code_units[line.code]} "
                    f"{'is' if leave.code_units[line.code] == 1 else 'are'} authorized."
                ),
                f"Ask the payer for more units of {line.code}, and enter the new authorization.",
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
