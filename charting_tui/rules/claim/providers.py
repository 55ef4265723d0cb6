"""Those who treat and bill, as the claim names them: N014, N025, K002, K003."""

from collections.abc import Iterator

from charting_tui.records.people import LicenceType, Practice, Role
from charting_tui.rules.audience import EVERYBODY, INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import a_licence


@rule(
    "N014",
    "licence-expired",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.OWNER,
    source="Denial reason CARC B7: not licensed on the date of service",
    audience=EVERYBODY,
    denials=("CO-185", "CO-B7", "M143", "N665"),
    bad="a license that expired the day before the visit",
    good="a license that expires after it",
    dismissible=False,
)
def licence_expired(case: Case) -> Iterator[Fault]:
    """The therapist's license expired before the date of service."""
    ends = case.therapist.licence_expires if case.therapist else None
    if ends is not None and ends < case.visit.date and case.visit.state.kept:
        yield Fault(
            "therapist.licence_expires",
            (
                f"The therapist's license expired {ends:%m/%d/%Y}; this visit is dated "
                f"{case.visit.date:%m/%d/%Y}."
            ),
            "If it was renewed, enter the new expiration date.",
            (Fix("Go to the license", jump="therapist.licence_expires"),),
        )


@rule(
    "N025",
    "licence-not-yet-issued",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.OWNER,
    source="Denial reason CARC B7: not licensed on the date of service",
    audience=EVERYBODY,
    denials=("CO-185", "CO-B7", "N570"),
    bad="a license issued the day after the visit",
    good="a license issued that day",
    dismissible=False,
)
def licence_not_yet_issued(case: Case) -> Iterator[Fault]:
    """The therapist's license was issued after the date of service."""
    issued = case.therapist.licence_issued if case.therapist else None
    if issued is not None and case.visit.date < issued and case.visit.state.kept:
        yield Fault(
            "therapist.licence_issued",
            (
                f"The therapist's license was issued {issued:%m/%d/%Y}; this visit is dated "
                f"{case.visit.date:%m/%d/%Y}."
            ),
            "Correct the issue date or the treating therapist. Otherwise do not bill the visit.",
            (Fix("Go to the license", jump="therapist.licence_issued"),),
        )


@rule(
    "K002",
    "npi-missing",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.OWNER,
    source="CMS-1500 items 24J and 33a; remarks N290 and N257",
    audience=INSURERS,
    denials=("CO-16", "CO-206", "MA112", "MA130", "N55", "N257", "N290"),
    bad="a therapist with no NPI",
    good="therapist and practice, each with an NPI",
    dismissible=False,
)
def npi_missing(case: Case) -> Iterator[Fault]:
    """A claim needs the NPI of the therapist and of the practice, and one is missing."""
    if not case.bills_insurer:
        return
    given = (
        ("therapist.npi", "therapist", case.therapist is None or bool(case.therapist.npi.strip())),
        ("practice.npi", "practice", case.practice == Practice() or bool(case.practice.npi.strip())),
    )
    for field, whose, known in given:
        if not known:
            yield Fault(
                field,
                f"The {whose} has no NPI on file.",
                f"Look up the {whose}'s NPI in the NPI registry, and enter it.",
                (Fix(f"Go to the {whose}", jump=field),),
                missing=True,
            )


_TAXONOMY: dict[LicenceType, str] = {
    "LMT": "225700000X",
    "LAc": "171100000X",
    "DC": "111N00000X",
    "PT": "225100000X",
    "PTA": "225200000X",
    "OT": "225X00000X",
}
"""What kind of provider someone with that licence is, in NUCC's codes."""


@rule(
    "K003",
    "taxonomy",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.OWNER,
    source="NUCC provider taxonomy, as OpenEMR lists it",
    audience=INSURERS,
    denials=("CO-8", "CO-172", "N94", "N255", "N288"),
    bad="a massage therapist with no taxonomy code",
    good="a massage therapist with 225700000X",
)
def taxonomy_missing(case: Case) -> Iterator[Fault]:
    """The therapist or the practice has no taxonomy code, or the therapist's is for another license.

    It says what type of provider you are; some payers reject claims without it. A practice with several
    professions chooses one of theirs. This appears after the note is signed.
    """
    if not case.bills_insurer or not case.at_desk:
        return
    treats = case.therapist
    if treats is not None:
        given = treats.taxonomy.strip().upper()
        right = _TAXONOMY.get(treats.licence_type) if treats.licence_type else None
        if not given or (right and given != right and given in _TAXONOMY.values()):
            yield Fault(
                "therapist.taxonomy",
                f"The therapist's taxonomy code, {given}, is not for {a_licence(treats.licence_type)}."
                if given and treats.licence_type
                else "The therapist has no taxonomy code on file.",
                f"Enter {right}." if right else "Enter the code from the NPI registry.",
                (Fix("Go to the therapist", jump="therapist.taxonomy"),),
            )
    if case.practice != Practice() and not case.practice.taxonomy.strip():
        yield Fault(
            "practice.taxonomy",
            "The practice has no taxonomy code on file.",
            "Enter the code from the NPI registry.",
            (Fix("Go to the practice", jump="practice.taxonomy"),),
        )
