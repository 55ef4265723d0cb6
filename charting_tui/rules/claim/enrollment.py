"""Whether the payer knows therapist and clinic: A038, A039 and A052."""

from collections.abc import Iterator

from charting_tui.records.people import ASSISTANTS, Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import a_licence, payer_name

_GO = (Fix("Go to the therapist", jump="therapist.enrollments"),)
_OWN_NUMBERS = frozenset({"medicaid", "workers compensation"})
"""Kinds of payer that give each provider a number of their own, which the claim carries."""


@rule(
    "A038",
    "therapist-not-enrolled",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.OWNER,
    source="Denial reasons CARC B7, 185, 242 and 279, remarks N198 and N570: not enrolled on that day",
    audience=INSURERS,
    denials=(
        "CO-147",
        "CO-185",
        "CO-242",
        "CO-279",
        "CO-B7",
        "CO-P16",
        "MA12",
        "N198",
        "N290",
        "N570",
        "N612",
        "N767",
    ),
    bad="a visit in May, and the enrollment with the payer begins in June",
    good="a visit in July",
)
def therapist_not_enrolled(case: Case) -> Iterator[Fault]:
    """The therapist's enrollment with the payer is on file, and does not hold on the day of the visit.

    It begins later, has ended, is pending or was refused. Of a payer without an entry nothing is known and
    nothing is said. An assistant is billed under the supervisor, whose enrollment counts. Where Medicaid or
    workers' compensation gives numbers of its own, an entry without one only warns.
    """
    treats = case.supervisor if case.licence in ASSISTANTS else case.therapist
    if treats is None or not case.bills_insurer:
        return
    day = case.visit.date
    found = treats.enrollment(case.visit.payer or case.payer.id, day)
    if found is None:
        return
    name, whose = payer_name(case, 24), treats.name.split(" ")[0][:14] or "The therapist"
    if not found.holds_on(day):
        if found.status in {"pending", "not enrolled"}:
            told = (
                f"{whose}'s enrollment with {name} is pending."
                if found.status == "pending"
                else (f"{whose} is not enrolled with {name}.")
            )
        elif found.starts is not None and day < found.starts:
            told = f"{whose} is enrolled with {name} from {found.starts}; the visit is of {day}."
        else:
            told = f"{whose}'s enrollment with {name} ended on {found.ends}; the visit is of {day}."
        yield Fault(
            "therapist.enrollments",
            told,
            "Hold the claim till the enrollment covers the day, or ask for an earlier start.",
            _GO,
        )
    elif case.payer.kind in _OWN_NUMBERS and not found.number.strip() and case.at_desk:
        yield Fault(
            "therapist.enrollments",
            f"{whose} has no provider number with {name} on file.",
            "Enter the number from the payer's letter.",
            _GO,
            severity=Severity.WARNS,
            missing=True,
        )


@rule(
    "A039",
    "contract-not-in-force",
    Severity.WARNS,
    stops="nothing",
    owner=Role.OWNER,
    source="Denial reasons CARC 147 and 242: the contract had run out, or had not begun",
    audience=INSURERS.asked_by("contract"),
    denials=("CO-147", "CO-242", "N381"),
    bad="a visit after the contract's last day",
    good="a visit on its last day",
)
def contract_not_in_force(case: Case) -> Iterator[Fault]:
    """The clinic's contract with the payer does not hold on the day of the visit."""
    contract = case.payer.contract
    if contract is None or not case.bills_insurer or contract.value.in_force(case.visit.date):
        return
    terms, day = contract.value, case.visit.date
    early = terms.starts is not None and day < terms.starts
    yield Fault(
        "payer.contract",
        f"The contract with {payer_name(case)} {'begins on' if early else 'ended on'} "
        f"{terms.starts if early else terms.ends}.",
        "Enter the renewed contract, or bill as out of network.",
    )


@rule(
    "A052",
    "assistant-without-supervisor",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="PPS on assistants; WebPT: assistants do not enroll with Medicare; CARC 185 and B7, N290",
    audience=INSURERS,
    denials=("CO-170", "CO-185", "CO-B7", "N290", "N297", "M136"),
    bad="a physical therapist's assistant without a supervisor, to Medicare",
    good="the same with the supervising physical therapist and NPI",
)
def assistant_without_supervisor(case: Case) -> Iterator[Fault]:
    """An assistant treated, and no supervising therapist with an NPI is on file to be billed under.

    Medicare and most payers enroll no assistants: the claim names the supervising therapist. Outside
    Medicare this only warns.
    """
    wanted = ASSISTANTS.get(case.licence) if case.licence else None
    if wanted is None or case.licence is None or not case.bills_insurer or not case.at_desk:
        return
    if case.supervisor is None and not (case.knows("supervisor") and case.knows("therapist.supervisor")):
        return
    supervisor = case.supervisor
    if supervisor is not None and supervisor.npi.strip() and supervisor.licence_type in {wanted, None}:
        return
    yield Fault(
        "therapist.supervisor",
        f"{a_licence(case.licence)[:1].upper()}{a_licence(case.licence)[1:]} treats; "
        f"no supervising {wanted} with an NPI is on file.",
        f"Enter the {wanted} who supervises; the claim names that one.",
        (Fix("Go to the therapist", jump="therapist.supervisor"),),
        severity=None if case.payer.kind == "medicare" else Severity.WARNS,
        missing=True,
    )
