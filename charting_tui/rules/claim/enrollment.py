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
    source="Denial reasons CARC B7, 185, 242 and 279, remarks N198 and N570: not enrolled on that date",
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
    bad="a visit in May, and the enrollment with the payer starts in June",
    good="a visit in July",
)
def therapist_not_enrolled(case: Case) -> Iterator[Fault]:
    """The therapist's enrollment with the payer is on file, but was not active on the date of the visit.

    It starts later, has ended, is pending or was denied. If no enrollment with a payer is on file,
    nothing is reported. An assistant is billed under the supervisor, so the supervisor's enrollment
    counts. If Medicaid or workers' compensation assigns its own provider numbers, an enrollment with no
    number is only a warning.
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
            remedy = (
                f"Hold the claim until the payer approves it with a start date by {day:%m/%d/%Y}."
                if found.status == "pending"
                else f"Apply for enrollment with a start date by {day:%m/%d/%Y}, and hold the claim."
            )
        elif found.starts is not None and day < found.starts:
            told = (
                f"{whose}'s enrollment with {name} starts {found.starts:%m/%d/%Y}, after this "
                f"visit ({day:%m/%d/%Y})."
            )
            remedy = "Ask the payer to backdate the enrollment, and hold the claim until then."
        else:
            told = (
                f"{whose}'s enrollment with {name} ended {found.ends:%m/%d/%Y}, before this visit "
                f"({day:%m/%d/%Y})."
            )
            remedy = "If the enrollment was renewed, enter the new dates. Otherwise hold the claim."
        yield Fault(
            "therapist.enrollments",
            told,
            remedy,
            _GO,
        )
    elif case.payer.kind in _OWN_NUMBERS and not found.number.strip() and case.at_desk:
        yield Fault(
            "therapist.enrollments",
            f"{whose}'s provider number with {name} is not on file.",
            "Enter the provider number from the payer's letter.",
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
    source="Denial reasons CARC 147 and 242: the contract had expired, or had not started",
    audience=INSURERS.asked_by("contract"),
    denials=("CO-147", "CO-242", "N381"),
    bad="a visit after the contract's last day",
    good="a visit on its last day",
)
def contract_not_in_force(case: Case) -> Iterator[Fault]:
    """The clinic's contract with the payer was not active on the date of the visit."""
    contract = case.payer.contract
    if contract is None or not case.bills_insurer or contract.value.in_force(case.visit.date):
        return
    terms, day = contract.value, case.visit.date
    early = terms.starts is not None and day < terms.starts
    yield Fault(
        "payer.contract",
        (
            f"The contract with {payer_name(case, 20)} {'starts' if early else 'ended'} "
            f"{(terms.starts if early else terms.ends):%m/%d/%Y}; this visit is dated {day:%m/%d/%Y}."
        ),
        "If an earlier contract covers this visit, enter it. Otherwise bill as out of network."
        if early
        else "If the contract was renewed, enter the new dates. Otherwise bill as out of network.",
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
    bad="a PTA with no supervisor, billed to Medicare",
    good="the same with the supervising PT and NPI",
)
def assistant_without_supervisor(case: Case) -> Iterator[Fault]:
    """An assistant treated, but no supervising therapist with an NPI is on file.

    Medicare and most payers don't enroll assistants: the claim names the supervising therapist. For
    other payers than Medicare, this is only a warning.
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
        (
            f"{a_licence(case.licence)[:1].upper()}{a_licence(case.licence)[1:]} treated, but "
            f"no supervising {wanted} with an NPI is on file."
        ),
        f"Enter the supervising {wanted} with NPI; the claim names that {wanted}.",
        (Fix("Go to the therapist", jump="therapist.supervisor"),),
        severity=None if case.payer.kind == "medicare" else Severity.WARNS,
        missing=True,
    )
