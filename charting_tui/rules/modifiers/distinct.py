"""Modifiers that call a service separate: M004 to M006, M017, M018."""

from collections.abc import Iterator
from dataclasses import replace

from charting_tui.records.draft_edits import bill_nobody, set_modifiers
from charting_tui.records.people import Role
from charting_tui.rules.audience import EVERYBODY, INSURERS
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.codes.licences import is_visit_code
from charting_tui.rules.codes.manipulation import ADJUSTMENT, needs_no_other_region
from charting_tui.rules.codes.pairs import SEPARATE_VISIT, opened
from charting_tui.rules.codes.separate import apart_by, overlap, said_apart
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.units.day_of_units import on_one_line

_GENERAL = "59"
_EXACT = frozenset({"XE", "XS", "XP", "XU"})
_SEPARATE = frozenset({_GENERAL, *_EXACT})
_OTHER_PRACTITIONER = "XP"


def _given(line: BilledLine, wanted: frozenset[str]) -> tuple[str, ...]:
    return tuple(one.upper() for one in line.claim.modifiers if one.upper() in wanted)


def _without(line: BilledLine, left_out: frozenset[str]) -> tuple[str, ...]:
    return tuple(one for one in line.claim.modifiers if one.upper() not in left_out)


@rule(
    "M004",
    "59-with-x",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="Moda, HMSA and Asuris on the X modifiers: never with 59",
    audience=EVERYBODY,
    denials=("N519",),
    bad="97140-59-XS",
    good="97140-XS",
    dismissible=False,
)
def general_beside_exact(case: Case) -> Iterator[Fault]:
    """A line has both 59 and XE, XS, XP or XU, which is more specific."""
    for line in case.payer_lines:
        exact = _given(line, _EXACT)
        if exact and _given(line, frozenset({_GENERAL})):
            yield Fault(
                line.path("modifiers"),
                f"{line.code} has both 59 and {exact[0]}. {exact[0]} is more specific.",
                "Remove 59.",
                (
                    Fix(
                        f"Remove 59 from {line.code}",
                        set_modifiers(line.index, _without(line, frozenset({_GENERAL}))),
                    ),
                ),
            )


@rule(
    "M005",
    "59-on-em",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="CMS NCCI policy; Noridian's modifier pages (2024)",
    audience=EVERYBODY,
    denials=("CO-4",),
    bad="99213-59",
    good="99213-25",
    dismissible=False,
)
def separate_on_visit_code(case: Case) -> Iterator[Fault]:
    """59 or an X modifier is on an office visit, which uses 25."""
    for line in case.payer_lines:
        wrong = _given(line, _SEPARATE)
        if wrong and is_visit_code(line.code):
            changed = tuple(dict.fromkeys((SEPARATE_VISIT, *_without(line, _SEPARATE))))
            yield Fault(
                line.path("modifiers"),
                f"{wrong[0]} is not for office visits such as {line.code}; use 25.",
                f"Replace {wrong[0]} with 25.",
                (Fix(f"Replace {wrong[0]} with 25 on {line.code}", set_modifiers(line.index, changed)),),
            )


@rule(
    "M006",
    "25-on-non-em",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="CMS NCCI policy; Noridian's modifier pages (2024)",
    audience=EVERYBODY,
    denials=("CO-4",),
    bad="97140-25",
    good="99213-25",
    dismissible=False,
)
def separate_visit_on_procedure(case: Case) -> Iterator[Fault]:
    """25 is on a procedure; it is only for office visits."""
    for line in case.payer_lines:
        if _given(line, frozenset({SEPARATE_VISIT})) and line.code and not is_visit_code(line.code):
            yield Fault(
                line.path("modifiers"),
                f"Modifier 25 is only for office visits (E/M codes), not for {line.code[:5]}.",
                "Remove 25.",
                (
                    Fix(
                        f"Remove 25 from {line.code[:5]}",
                        set_modifiers(line.index, _without(line, frozenset({SEPARATE_VISIT}))),
                    ),
                ),
            )


@rule(
    "M017",
    "59-without-reason",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="CMS on modifier 59 (MLN1783722, 2025); Noridian",
    audience=INSURERS,
    denials=("M69",),
    bad="97140-59, one area and no times",
    good="97140-59, right shoulder, 10:15 to 10:30",
)
def separate_without_reason(case: Case) -> Iterator[Fault]:
    """59 or an X modifier says a service was separate, but the record doesn't show it.

    Times that don't overlap, another body region or another side show it, or a sentence in the note or
    on the claim. A different diagnosis or another name for the technique is not a reason. For payers
    other than Medicare and Medicaid, massage (97124) with a chiropractic adjustment may be for the same
    region: there, 59 only says that it was a separate service.
    """
    if not case.note_given or not case.payer.insures:
        return
    for line in case.payer_lines:
        given = _given(line, _SEPARATE)
        if not given or _OTHER_PRACTITIONER in given or is_visit_code(line.code):
            continue
        if _of_own_pair(case, line, given):
            continue
        partners = _partners(case, line)
        shown = said_apart(case, line) or any(apart_by(line, partner) for partner in partners)
        at_once = next((partner for partner in partners if overlap(line, partner)), None)
        if at_once is not None:
            message = (
                f"Modifier {given[0]} says {line.code} was separate, but its times overlap {at_once.code}."
            )
        elif not shown and not (line.service.blocks and not partners) and not _asked_for(case, line, given):
            message = f"Modifier {given[0]} says {line.code} was separate, but the record doesn't show that."
        else:
            continue
        remedy, fixes = _not_separate(case, line, partners, given[0])
        yield Fault(
            line.path("modifiers"),
            message,
            f"If it had its own time or region, document that. Otherwise {remedy}.",
            (Fix(f"Enter the times for {line.code}", jump=line.path("blocks")), *fixes),
        )


def _of_own_pair(case: Case, line: BilledLine, given: tuple[str, ...]) -> bool:
    """Whether a pair of the payer's own asks for one of these modifiers on the line."""
    pairs = case.payer.own_pairs.value if case.payer.own_pairs is not None else ()
    billed = {other.code for other in case.payer_lines}
    return any(
        pair.denied == line.code and pair.paid in billed and set(pair.unless) & set(given) for pair in pairs
    )


def _asked_for(case: Case, line: BilledLine, given: tuple[str, ...]) -> bool:
    """Whether the payer asks for 59 on massage beside an adjustment, whatever region it was of."""
    return (
        given == (_GENERAL,)
        and needs_no_other_region(case, line)
        and all(partner.code in ADJUSTMENT for partner in _partners(case, line))
    )


def _not_separate(
    case: Case, line: BilledLine, partners: tuple[BilledLine, ...], modifier: str
) -> tuple[str, tuple[Fix, ...]]:
    """Return what to do where a line was not separate, in words, and the changes that do it.

    Where nothing but the modifier lets it be paid beside another line, taking the modifier away alone
    would only bring the next fault.
    """
    twin = next((one for one in partners if one.code == line.code), None)
    if twin is not None and case.payer.kind == "medicare":
        return "bill both on one line", on_one_line(line, twin)
    bare = replace(line, claim=line.claim.model_copy(update={"modifiers": _without(line, _SEPARATE)}))
    if any(_closed(case, line, bare, partner) for partner in partners):
        keep = Fix(f"Keep {line.code} in the record, do not bill it", bill_nobody(line.index))
        return "bill only one of them", (keep,)
    return f"remove {modifier}", (
        Fix(f"Remove {modifier} from {line.code}", set_modifiers(line.index, bare.claim.modifiers)),
    )


def _closed(case: Case, line: BilledLine, bare: BilledLine, partner: BilledLine) -> bool:
    """Whether the line's pair with another code is closed once its modifier is gone."""
    both = tuple(
        bare if one is line else one for one in case.payer_lines if one.code in {line.code, partner.code}
    )
    pair = case.tables.pair(line.code, partner.code)
    return pair is not None and case.payer.ncci.value and not opened(case, both)


def _partners(case: Case, line: BilledLine) -> tuple[BilledLine, ...]:
    """Return the lines of this visit that form a pair with a line, or bear the same code."""
    return tuple(
        other
        for other in case.payer_lines
        if other is not line and (other.code == line.code or case.tables.pair(line.code, other.code))
    )


@rule(
    "M018",
    "59-without-partner",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="CMS on modifier 59 (MLN1783722, 2025); NCCI practitioner table 2024-07-01",
    audience=INSURERS,
    denials=("CO-4",),
    bad="only 97124-59",
    good="98940 and 97124-59",
)
def separate_without_partner(case: Case) -> Iterator[Fault]:
    """59 or an X modifier isn't needed: no other code that day bundles with this one.

    Codes of other visits that day and codes already billed count too.
    """
    for line in case.payer_lines if case.payer.insures else ():
        given = _given(line, _SEPARATE)
        if not given or is_visit_code(line.code) or _partners(case, line) or _of_own_pair(case, line, given):
            continue
        if not any(case.tables.pair(line.code, code) for code in _codes_of_that_day(case)):
            yield Fault(
                line.path("modifiers"),
                f"{line.code} doesn't need {given[0]}; no other code that day bundles with {line.code}.",
                f"Remove {given[0]}.",
                (
                    Fix(
                        f"Remove {given[0]} from {line.code}",
                        set_modifiers(line.index, _without(line, _SEPARATE)),
                    ),
                ),
            )


def _codes_of_that_day(case: Case) -> set[str]:
    other_visits = (visit for visit in case.earlier_visits if visit.date == case.visit.date)
    codes = {service.code.strip().upper() for visit in other_visits for service in visit.services}
    billed = (code.strip().upper() for code in case.already_billed)
    return codes | {code[:5] for code in billed}
