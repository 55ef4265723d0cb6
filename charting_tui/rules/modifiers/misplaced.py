"""Modifiers that do not go with the payer, the license or the file: M023 to M026."""

from collections.abc import Iterator

from charting_tui.coding.billing.payers import threshold_in
from charting_tui.records.draft_edits import set_modifiers
from charting_tui.records.people import LicenceType, Role
from charting_tui.records.values import in_dollars
from charting_tui.rules.audience import INSURERS, only
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.modifiers.modifiers import ASSISTANTS, DISCIPLINES, without
from charting_tui.rules.note.record_law import year_after
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import a_licence, payer_name

_NOTICES = ("GA", "GX", "GY", "GZ")
_OWN: dict[LicenceType, frozenset[str]] = {
    "PT": frozenset({"GP", "CQ"}),
    "PTA": frozenset({"GP", "CQ"}),
    "OT": frozenset({"GO", "CO"}),
    "OTA": frozenset({"GO", "CO"}),
}
"""The disciplines and assistants that a license may name; GN is for speech therapists."""
_DISCIPLINES = ("GP", "GO", "GN", "CQ", "CO")
_INSTEAD = {"GP": "GO", "GO": "GP", "CQ": "CO", "CO": "CQ"}


def _given(line: BilledLine) -> set[str]:
    return {one.strip().upper() for one in line.claim.modifiers}


def _take(line: BilledLine, *left_out: str) -> Fix:
    kept = without(line.claim.modifiers, frozenset(left_out))
    return Fix(f"Remove {' and '.join(left_out)} from {line.code}", set_modifiers(line.index, kept))


@rule(
    "M023",
    "medicare-notice-misplaced",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="Security Health Plan (2019) on Pub. 100-04 ch. 30: no ABN in Medicare Advantage; CARC 4, N519",
    audience=INSURERS,
    denials=("CO-4", "CO-96", "CO-116", "N519", "N823"),
    bad="97140-GY billed to a commercial plan",
    good="97124-GY billed to Medicare, by a massage therapist",
)
def medicare_notice_misplaced(case: Case) -> Iterator[Fault]:
    """GA, GX, GY or GZ is on a claim to another payer, or on a service Medicare may pay.

    They belong to Medicare's ABN (advance beneficiary notice). GY says that the law excludes a service;
    on therapy under a plan of care, Medicare then denies what it would have paid. A few other payers
    ask for GA or GY; for those, dismiss this. GX with GY says that the client wants it this way.
    """
    if not case.payer.insures:
        return
    for line in case.payer_lines:
        notices = [one for one in _NOTICES if one in _given(line)]
        if not notices:
            continue
        if case.payer.kind != "medicare":
            named, them = " and ".join(notices), "it" if len(notices) == 1 else "them"
            yield Fault(
                line.path("modifiers"),
                (
                    f"{named} on {line.code} {_is(notices)} for Medicare, but "
                    f"{payer_name(case, 24)} is billed."
                ),
                f"Remove {named}, unless this payer asks for {them}.",
                (_take(line, *notices),),
            )
        elif "GY" in notices and not _given(line) & {"AT", "GX"} and _covered(case, line):
            yield Fault(
                line.path("modifiers"),
                f"GY makes Medicare deny {line.code}, which Medicare might pay.",
                "Remove GY. If a denial is likely, use GA or GZ instead.",
                (_take(line, "GY"),),
            )


def _covered(case: Case, line: BilledLine) -> bool:
    """Whether it is therapy by one whom Medicare pays for it; GY on an adjustment is M020's."""
    return line.procedure is not None and line.procedure.always_therapy and case.licence in _OWN


@rule(
    "M024",
    "discipline-of-another-license",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="Noridian's modifier pages (2024): GP, GO and GN name the discipline of the plan; CARC 4",
    audience=INSURERS,
    denials=("CO-4", "CO-8", "N519", "N823"),
    bad="97530-GO by a physical therapist",
    good="97530-GO by an occupational therapist",
)
def discipline_of_another_license(case: Case) -> Iterator[Fault]:
    """A line has the plan or assistant modifier of a different discipline than the therapist's.

    GP and CQ are for physical therapy, GO and CO for occupational therapy, GN for speech therapy. Two
    plan modifiers on one line are M003, and an assistant with the wrong plan is M009.
    """
    own = _OWN.get(case.licence) if case.licence else None
    if not case.payer.insures or case.licence is None:
        return
    for line in case.payer_lines:
        given = _given(line)
        if len(given & DISCIPLINES) > 1 or any(ASSISTANTS[one] not in given for one in given & {*ASSISTANTS}):
            continue
        strange = [
            one for one in _DISCIPLINES if one in given and (one == "GN" if own is None else one not in own)
        ]
        if strange:
            instead = {one: _INSTEAD.get(one, "") if own is not None else "" for one in strange}
            yield Fault(
                line.path("modifiers"),
                f"{' and '.join(strange)} on {line.code} {_is(strange)} not for {a_licence(case.licence)}.",
                f"Change to {' and '.join(instead.values())}, or correct the treating therapist."
                if all(instead.values())
                else f"Remove {' and '.join(strange)}.",
                (_swap(line, instead),),
            )


def _is(modifiers: list[str]) -> str:
    return "is" if len(modifiers) == 1 else "are"


def _swap(line: BilledLine, instead: dict[str, str]) -> Fix:
    """Offer the therapist's own in place of what is another's, or to take that off."""
    if not all(instead.values()):
        return _take(line, *instead)
    swapped = (instead.get(one.strip().upper(), one) for one in line.claim.modifiers)
    label = f"Replace {' and '.join(instead)} with {' and '.join(instead.values())} on {line.code}"
    return Fix(label, set_modifiers(line.index, tuple(dict.fromkeys(swapped))))


@rule(
    "M025",
    "kx-not-needed",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="NGS Medicare 10703808 on KX: only above the year's threshold; routine use is reviewed",
    audience=only("medicare"),
    bad="Medicare 2026, $900.00 allowed this year, 97110-GP-KX",
    good="Medicare 2026, $2,600.00 allowed this year, 97110-GP-KX",
)
def exception_not_needed(case: Case) -> Iterator[Fault]:
    """KX is on therapy, but the client is still below Medicare's threshold for the year.

    KX on every line invites an audit. Nothing is reported if the amount used was not looked up, or if
    this visit reaches the threshold.
    """
    used = case.therapy_year_to_date
    known = threshold_in(case.visit.date.year, case.practice)
    if case.payer.kind != "medicare" or used is None or known is None:
        return
    here = sum(line.cents or 0 for line in case.priced)
    if used + here >= known:
        return
    for line in case.payer_lines:
        if "KX" in _given(line):
            yield Fault(
                line.path("modifiers"),
                f"{line.code} has KX, but Medicare has allowed only {in_dollars(used)} of "
                f"{in_dollars(known)} this year.",
                "Remove KX until the client reaches the KX threshold for the year.",
                (_take(line, "KX"),),
            )


@rule(
    "M026",
    "notice-old",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source="CMS Pub. 100-04 ch. 30 §50 on the ABN; its year for repeated care: not verified, sources differ",
    audience=only("medicare"),
    denials=("CO-116", "M39"),
    bad="98940-GA, the ABN signed two years ago",
    good="98940-GA, the ABN signed in spring",
)
def notice_old(case: Case) -> Iterator[Fault]:
    """GA relies on an ABN (advance beneficiary notice) signed more than a year before the visit.

    Contractors differ on whether an ABN expires after a year of unchanged care; a new one is safe.
    """
    signed = case.client.abn_signed_on if case.client else None
    if case.payer.kind != "medicare" or signed is None or case.visit.date <= year_after(signed):
        return
    line = next((one for one in case.payer_lines if "GA" in _given(one)), None)
    if line is not None:
        yield Fault(
            "client.abn_signed_on",
            f"The ABN for GA on {line.code} was signed {signed:%m/%d/%Y}, over a year before this visit.",
            "Have the client sign a new ABN, and enter the date signed.",
            (Fix("Go to the client", jump="client.abn_signed_on"),),
        )
