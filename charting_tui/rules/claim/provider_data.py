"""Who bills and who treats, as payers enrolled them: K033, K034, N023 and N024."""

import re
from collections.abc import Iterator

from charting_tui.records.people import Role
from charting_tui.rules.audience import EVERYBODY, INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import a_licence, quoted

_TAXONOMY = re.compile(r"[0-9A-Z]{9}X")
_AT_A_DISTANCE = frozenset({"02", "10"})


def taxonomy_is_valid(taxonomy: str) -> bool:
    """Whether a taxonomy code has the form of one: ten letters and digits, the last one an X."""
    return bool(_TAXONOMY.fullmatch(taxonomy.strip().upper()))


@rule(
    "K033",
    "taxonomy-malformed",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.OWNER,
    source="NUCC provider taxonomy: ten characters, the last one X; 837P PRV03; rejected as A7:145",
    audience=INSURERS,
    denials=("CO-16", "N255", "N288", "A7:145"),
    bad="taxonomy 225700000",
    good="taxonomy 225700000X",
    dismissible=False,
)
def taxonomy_malformed(case: Case) -> Iterator[Fault]:
    """A taxonomy code is not in the right format: ten letters and digits, ending in X."""
    if not case.bills_insurer:
        return
    given = (
        ("therapist.taxonomy", "therapist", case.therapist.taxonomy if case.therapist else ""),
        ("practice.taxonomy", "practice", case.practice.taxonomy),
    )
    for field, whose, taxonomy in given:
        if taxonomy.strip() and not taxonomy_is_valid(taxonomy):
            yield Fault(
                field,
                f"The {whose}'s taxonomy code, {quoted(taxonomy)}, is not valid.",
                "Enter the code from the NPI registry, like 225700000X.",
                (Fix(f"Go to the {whose}", jump=field),),
            )


@rule(
    "K034",
    "group-npi-as-therapist",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.OWNER,
    source="CMS-1500 items 24J and 33a; remark N799, rejection A8:562 (Humana Military): a person's NPI",
    audience=INSURERS,
    denials=("N55", "N290", "N799", "A7:562", "A8:562"),
    bad="two therapists, and one has the practice's NPI",
    good="a solo therapist billing with their own NPI",
)
def group_npi_as_therapist(case: Case) -> Iterator[Fault]:
    """A therapist in a clinic with several has the practice's NPI.

    Box 24J needs the person's NPI, box 33a the group's. A solo therapist may use one NPI for both. If
    it is not known whether there are other therapists, this is only information.
    """
    if not case.bills_insurer or case.therapist is None:
        return
    npi = case.therapist.npi.strip()
    if not npi or npi != case.practice.npi.strip() or case.colleagues == ():
        return
    yield Fault(
        "therapist.npi",
        "The therapist has the same NPI as the practice.",
        "Enter the therapist's own NPI; the practice's NPI is for the group."
        if case.colleagues
        else "Enter the therapist's own NPI. If you work alone and have only one NPI, leave it.",
        (Fix("Go to the therapist", jump="therapist.npi"),),
        severity=None if case.colleagues else Severity.ADVISES,
    )


@rule(
    "N023",
    "license-of-another-state",
    Severity.WARNS,
    stops="nothing",
    owner=Role.OWNER,
    source="Denial reason CARC B7: not licensed for the service on that date and in that state",
    audience=INSURERS,
    denials=("CO-B7", "CO-185", "N665"),
    bad="an Oregon license in a Washington clinic",
    good="a Washington license there",
)
def license_of_another_state(case: Case) -> Iterator[Fault]:
    """The therapist's license is from a different state than the practice.

    A PT or OT may work under an interstate compact; if so, dismiss this and say so.
    """
    if not case.bills_insurer or case.therapist is None or case.visit.place.strip() in _AT_A_DISTANCE:
        return
    own, here = case.therapist.licence_state.strip().upper(), case.practice.state.strip().upper()
    if own and here and own != here:
        named = a_licence(case.licence) if case.licence else "a therapist"
        yield Fault(
            "therapist.licence_state",
            f"{named[:1].upper()}{named[1:]} licensed in {own[:12]} treated in {here[:12]}.",
            f"Enter the therapist's license for {here[:12]}.",
            (Fix("Go to the license", jump="therapist.licence_state"),),
        )


@rule(
    "N024",
    "treated-after-leaving",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.OWNER,
    source="Denial reason CARC B7; a payer's roster ends with the last day in the clinic",
    audience=EVERYBODY,
    denials=("CO-B7", "CO-185", "N198"),
    bad="a visit the day after the therapist's last day",
    good="a visit on the therapist's last day",
)
def treated_after_leaving(case: Case) -> Iterator[Fault]:
    """The visit is dated after the therapist's last day in the clinic."""
    left = case.therapist.ended_on if case.therapist else None
    if left is not None and left < case.visit.date and case.visit.state.kept and case.visit.services:
        yield Fault(
            "therapist.ended_on",
            f"The therapist's last day was {left:%m/%d/%Y}; this visit is dated {case.visit.date:%m/%d/%Y}.",
            "Correct the visit date, the treating therapist, or the therapist's last day.",
            (Fix("Go to the therapist", jump="therapist.ended_on"),),
        )
