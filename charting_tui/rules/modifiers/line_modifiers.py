"""Modifiers that say a side, less work, or what never belongs on a code: M015, M016 and M021."""

from collections.abc import Iterator

from charting_tui.coding.billing.units import LEAST_MINUTES
from charting_tui.coding.diagnosis_book.diagnoses import DiagnosisEntry, written
from charting_tui.records.claim import LETTERS
from charting_tui.records.draft_edits import bill_nobody, set_modifiers, set_pointers
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.diagnoses.diagnosis_fit import pointed
from charting_tui.rules.diagnoses.sides import side_entered, sides_of_text
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.modifiers.modifiers import without
from charting_tui.rules.rule import rule

_SIDES = {"RT": "right", "LT": "left"}
_OTHER = {"RT": "LT", "LT": "RT"}


@rule(
    "M015",
    "side-modifier-vs-dx",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="Noridian's modifier pages (2024); ICD-10-CM: the side is part of the code; CARC 4 and 11",
    audience=INSURERS,
    denials=("CO-11",),
    bad="97035-LT for M25.511, the right shoulder",
    good="97035-RT for M25.511",
)
def side_modifier_vs_dx(case: Case) -> Iterator[Fault]:
    """RT or LT names one side, but every diagnosis on the line is for the other side.

    Diagnoses with no side are not checked. Only the record can show which one is wrong: a change of
    modifier is offered unless the line itself was entered for that side.
    """
    if not case.payer.insures:
        return
    for line in case.payer_lines:
        given = tuple(one.strip().upper() for one in line.claim.modifiers)
        named = [one for one in given if one in _SIDES]
        entries = [(entry, sides_of_text(entry.text)) for entry in pointed(case, line)]
        sided = [(entry, sides) for entry, sides in entries if sides]
        for one in dict.fromkeys(named):
            if sided and not any(_SIDES[one] in sides for _, sides in sided):
                first = sided[0][0]
                yield Fault(
                    line.path("modifiers"),
                    f"{line.code} has {one} ({_SIDES[one]}), but {first.code} is for the "
                    f"{next(iter(sided[0][1]))} side.",
                    "Correct the modifier, or point to a diagnosis for the treated side.",
                    _fix_side(case, line, one, first),
                )


def _fix_side(case: Case, line: BilledLine, modifier: str, entry: DiagnosisEntry) -> tuple[Fix, ...]:
    """Offer the other modifier, and a diagnosis of the modifier's side in the same region."""
    fixes = []
    if side_entered(line) != _SIDES[modifier]:
        turned = tuple(
            dict.fromkeys(
                _OTHER[modifier] if one.strip().upper() == modifier else one for one in line.claim.modifiers
            )
        )
        label = f"Replace {modifier} with {_OTHER[modifier]} on {line.code}"
        fixes.append(Fix(label, set_modifiers(line.index, turned)))
    sides = {one.strip().upper() for one in line.claim.modifiers} & set(_SIDES)
    for letter, code in zip(LETTERS, case.visit.diagnoses if len(sides) == 1 else (), strict=False):
        other = case.tables.diagnosis(written(code))
        if (
            other is not None
            and other.region == entry.region
            and _SIDES[modifier] in sides_of_text(other.text)
        ):
            fixes.append(
                Fix(f"Point {line.code} to {letter}, {other.code}", set_pointers(line.index, (letter,)))
            )
    return tuple(fixes) or (Fix(f"Go to the diagnosis pointers for {line.code}", jump=line.path("pointers")),)


@rule(
    "M016",
    "52-for-short-time",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="The Timed Codes: 52 is no longer used for reduced time; Noridian's modifier pages (2024)",
    audience=INSURERS,
    denials=("CO-203",),
    bad="97124-52, 6 minutes",
    good="97124, 8 minutes, without 52",
)
def reduced_for_short_time(case: Case) -> Iterator[Fault]:
    """52 (reduced service) is on a timed code.

    A shorter timed service has fewer units. Minutes below one unit are not billed with 52, although
    older advice said so. Keep them in the record; for payers that add up minutes, they count with the
    other timed minutes of the day.
    """
    if not case.payer.insures:
        return
    for line in case.payer_lines:
        given = line.claim.modifiers
        if not line.timed or "52" not in {one.strip() for one in given}:
            continue
        spent = line.service.exact_minutes
        short = spent is not None and spent < LEAST_MINUTES
        take = Fix(
            f"Remove 52 from {line.code}", set_modifiers(line.index, without(given, frozenset({"52"})))
        )
        keep = Fix(f"Keep {line.code} in the record, do not bill it", bill_nobody(line.index))
        yield Fault(
            line.path("modifiers"),
            f"Don't use 52 for a shorter session; the units of {line.code} already show the time.",
            "Remove 52. Minutes below one unit aren't billable." if short else "Remove 52.",
            (keep, take) if short and len(case.payer_lines) == 1 else (take, keep) if short else (take,),
        )


@rule(
    "M021",
    "modifier-never-belongs",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="CMS physician fee schedule 2024, bilateral and multiple-procedure indicators; CARC 4 and N519",
    audience=INSURERS,
    denials=("CO-4", "N519", "N776"),
    bad="97140-51",
    good="97140-59 with 98940",
)
def modifier_never_belongs(case: Case) -> Iterator[Fault]:
    """A modifier is on a type of service it is never used for.

    51 (multiple procedures) and 50 (bilateral) are for surgery; for a second side or area, add minutes
    to the same line. 26 and TC separate a test from its reading. 95 and similar say it was done by
    telehealth, which hands-on treatment can't be. 76 and 77 (repeated) are only a warning: they are for
    another session on the same day, and more time in one session is more units.
    """
    if not case.payer.insures:
        return
    for line in case.payer_lines:
        given = line.claim.modifiers
        known = line.procedure
        wrong = tuple(
            dict.fromkeys(
                one.strip().upper() for one in given if known and case.tables.never_on(one.strip(), known)
            )
        )
        if wrong:
            named = " and ".join(wrong)
            yield Fault(
                line.path("modifiers"),
                f"{named} {'is' if len(wrong) == 1 else 'are'} never used with {line.code}.",
                f"Remove {named}.",
                (
                    Fix(
                        f"Remove {named} from {line.code}",
                        set_modifiers(line.index, without(given, frozenset(wrong))),
                    ),
                ),
            )
        again = next((one for one in ("76", "77") if one in {other.strip() for other in given}), "")
        if again and line.timed and not _given_before(case, line):
            yield Fault(
                line.path("modifiers"),
                f"{again} says {line.code} was repeated, but no other session that day has {line.code}.",
                f"Remove {again}. For more time in one session, bill more units.",
                (
                    Fix(
                        f"Remove {again} from {line.code}",
                        set_modifiers(line.index, without(given, frozenset({again}))),
                    ),
                ),
                severity=Severity.WARNS,
            )


def _given_before(case: Case, line: BilledLine) -> bool:
    """Whether another visit of that day has the code, or it was billed for the day already."""
    billed = any(code.strip().upper().startswith(line.code) for code in case.already_billed)
    return billed or any(
        service.code.strip().upper() == line.code
        for other in case.earlier_visits
        if other.date == case.visit.date
        for service in other.services
    )
