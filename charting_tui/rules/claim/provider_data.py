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
    source="NUCC provider taxonomy: ten signs, the last one X; 837P PRV03; rejected as A7:145",
    audience=INSURERS,
    denials=("CO-16", "N255", "N288", "A7:145"),
    bad="taxonomy 225700000",
    good="taxonomy 225700000X",
    dismissible=False,
)
def taxonomy_malformed(case: Case) -> Iterator[Fault]:
    """A taxonomy code has not the form of one: ten letters and digits, the last one an X."""
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
                f"The {whose}'s taxonomy {quoted(taxonomy)} is no taxonomy code.",
                "Enter the one that the NPI registry shows, like 225700000X.",
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
    good="a therapist alone in practice, billing with their own NPI",
)
def group_npi_as_therapist(case: Case) -> Iterator[Fault]:
    """A therapist of a clinic with several has the NPI of the practice.

    Box 24J wants the person, box 33a the group. Whoever practices alone may bill with one number; where it
    is not known if there are others, this only informs.
    """
    if not case.bills_insurer or case.therapist is None:
        return
    npi = case.therapist.npi.strip()
    if not npi or npi != case.practice.npi.strip() or case.colleagues == ():
        return
    yield Fault(
        "therapist.npi",
        "The therapist has the practice's NPI.",
        "Enter the therapist's own; the practice's is for the group.",
        (Fix("Go to the therapist", jump="therapist.npi"),),
        severity=None if case.colleagues else Severity.ADVISES,
    )


@rule(
    "N023",
    "license-of-another-state",
    Severity.WARNS,
    stops="nothing",
    owner=Role.OWNER,
    source="Denial reason CARC B7: not licensed for the service on that day and in that state",
    audience=INSURERS,
    denials=("CO-B7", "CO-185", "N665"),
    bad="a license of Oregon in a clinic in Washington",
    good="a license of Washington there",
)
def license_of_another_state(case: Case) -> Iterator[Fault]:
    """The therapist's license is of another state than the practice.

    A physical or occupational therapist may work under a compact of states; dismiss it then and say so.
    """
    if not case.bills_insurer or case.therapist is None or case.visit.place.strip() in _AT_A_DISTANCE:
        return
    own, here = case.therapist.licence_state.strip().upper(), case.practice.state.strip().upper()
    if own and here and own != here:
        named = a_licence(case.licence) if case.licence else "a therapist"
        yield Fault(
            "therapist.licence_state",
            f"{named[:1].upper()}{named[1:]} with a license of {own[:12]} treats in {here[:12]}.",
            "Enter the license of the state where the visit was.",
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
    bad="a visit on the day after the therapist's last one",
    good="a visit on the therapist's last day",
)
def treated_after_leaving(case: Case) -> Iterator[Fault]:
    """The visit is dated after the last day of the therapist in the clinic."""
    left = case.therapist.ended_on if case.therapist else None
    if left is not None and left < case.visit.date and case.visit.state.kept and case.visit.services:
        yield Fault(
            "therapist.ended_on",
            f"The therapist's last day was {left}; the visit is of {case.visit.date}.",
            "Correct the day or who treated, or the therapist's last day.",
            (Fix("Go to the therapist", jump="therapist.ended_on"),),
        )
