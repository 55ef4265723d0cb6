"""Clients who pay themselves: their receipt, their estimate, their letter of need: K013 to K015."""

from collections.abc import Iterator
from datetime import date, timedelta

from charting_tui.records.people import Role
from charting_tui.records.visit import BillTo, Visit
from charting_tui.rules.audience import EVERYBODY, only
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.note.record_law import year_after
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import after, all_of, has_come

_SOON, _LATER = 3, 10
"""Business days between booking and visit, from which an estimate is owed, and owed later."""
_SATURDAY = 5


def _pays(case: Case) -> bool:
    """Whether the client pays the visit alone, by choice or because no one else is to."""
    return not case.payer.insures and case.visit.state.kept


@rule(
    "K013",
    "superbill-fields",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.BILLER,
    source="legalclarity on massage receipts; dmlmt.com; creativewellnessstrategies.com",
    audience=only("client"),
    denials=("N26",),
    bad="a receipt without the length of the treatment",
    good="name, license, client, date, service, length and amount",
)
def receipt_incomplete(case: Case) -> Iterator[Fault]:
    """The client's receipt (superbill) is missing something that plans and HSA/FSAs ask for.

    It shows the therapist with license number, the client, the date, the service with its length, and
    the amount. A client with a policy on file may send it to the insurer; then it also needs the
    therapist's NPI and a diagnosis. This appears after the note is signed.
    """
    if not _pays(case) or case.signature is None:
        return
    visit, treats, client = case.visit, case.therapist, case.client
    billed = [line for line in case.priced if line.units != 0]
    for_insurer = bool(case.coverage or case.other_coverage)
    parts = [
        ("therapist.name", "the therapist's name", treats is None or treats.name.strip()),
        ("therapist.licence_number", "the license number", treats is None or treats.licence_number.strip()),
        ("client.name", "the client's name", client is None or client.name.strip()),
        ("visit.services", "a service", any(line.service.code.strip() for line in billed)),
        ("visit.time_in", "the treatment length", _has_length(visit)),
        ("practice.fees", "the amount", all(line.cents is not None for line in billed)),
        ("therapist.npi", "the NPI", not for_insurer or treats is None or treats.npi.strip()),
        ("visit.diagnoses", "a diagnosis", not for_insurer or visit.diagnoses),
    ]
    wanting = [(field, words) for field, words, known in parts if not known]
    if wanting:
        named = [words for _, words in wanting]
        if len(named) > 2:  # noqa: PLR2004 - as many as fit
            named[2:] = [f"{len(named) - 2} more"]
        yield Fault(
            wanting[0][0],
            f"The client's receipt is missing {all_of(named)}.",
            f"Enter {'it' if len(named) == 1 else 'them'} so that a health plan or HSA/FSA accepts "
            "the receipt.",
        )


def _has_length(visit: Visit) -> bool:
    timed = visit.time_in is not None and visit.time_out is not None
    return timed or any(service.exact_minutes for service in visit.services)


@rule(
    "K014",
    "gfe-missing",
    Severity.WARNS,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source="goodmanallen.com, jacksonllp.com and drqperry.com on the No Surprises Act's estimates",
    audience=only("client"),
    bad="booked 5 business days ahead, no estimate",
    good="booked 5 business days ahead, the estimate sent",
)
def estimate_missing(case: Case) -> Iterator[Fault]:
    """A self-pay client was booked three or more business days ahead and got no good-faith estimate.

    It is due in writing one business day after booking, or three if the visit is ten or more business
    days away. One estimate can cover twelve months of planned visits. Holidays are not known here and
    count as business days. An estimate dated after the visit doesn't show what was sent before it, so
    it is not reported.
    """
    booking, client, day = case.visit.appointment, case.client, case.visit.date
    if not _pays(case) or client is None or booking is None or booking.booked_on is None:
        return
    ahead = business_days(booking.booked_on, day)
    sent = client.estimate_sent_on
    if ahead < _SOON or (sent is not None and day <= year_after(sent)):
        return
    due = estimate_due(booking.booked_on, day)
    yield Fault(
        "client.estimate_sent_on",
        f"The good-faith estimate dated {sent:%m/%d/%Y} is over a year old; one was due {due:%m/%d/%Y}."
        if sent
        else f"Booked {ahead} business days ahead, so a good-faith estimate is due by {due:%m/%d/%Y}.",
        "Send the client a written estimate, and enter the date sent.",
        (Fix("Go to the client", jump="client.estimate_sent_on"),),
        missing=not case.at_desk or not has_come(case, after(due, 1)),
    )


def estimate_due(booked_on: date, day: date) -> date:
    """Return by when the estimate for a visit of that day is due, had it to be sent."""
    return _business_day_after(booked_on, 1 if business_days(booked_on, day) < _LATER else 3)


def business_days(start: date, end: date) -> int:
    """Return how many days from Monday to Friday lie after ``start``, up to ``end``."""
    weeks, rest = divmod(max((end - start).days, 0), 7)
    return 5 * weeks + sum((start.weekday() + step) % 7 < _SATURDAY for step in range(1, rest + 1))


def _business_day_after(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day


@rule(
    "K015",
    "lmn-missing",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source="legalclarity on HSA/FSA; creativewellnessstrategies.com: renewed yearly",
    audience=EVERYBODY,
    bad="a client who pays from an HSA/FSA, no letter",
    good="a letter dated 01/2026 for a visit in 11/2026",
)
def letter_of_need_missing(case: Case) -> Iterator[Fault]:
    """The client pays from an HSA/FSA, and no current letter of medical necessity (LMN) is on file.

    The letter gives the diagnosis, why massage is needed, how often and how long, and is renewed every
    year. Whether a client pays from an HSA/FSA is entered with the client. This appears after the note
    is signed.
    """
    client = case.client
    if not case.at_desk or client is None or not client.health_account or not case.visit.state.kept:
        return
    if not any(line.service.bill_to is BillTo.CLIENT or not case.payer.insures for line in case.lines):
        return
    letter = client.necessity_letter_on
    if letter is not None and case.visit.date <= year_after(letter):
        return
    yield Fault(
        "client.necessity_letter_on",
        f"The letter of medical necessity dated {letter:%m/%d/%Y} is over a year old."
        if letter
        else "The client pays from an HSA/FSA, but no letter of medical necessity is on file.",
        "Ask the prescriber for a new letter, and enter its date."
        if letter
        else "Ask the prescriber for a letter, and enter its date.",
        (Fix("Go to the client", jump="client.necessity_letter_on"),),
    )
