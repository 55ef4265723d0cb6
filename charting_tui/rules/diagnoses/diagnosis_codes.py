"""Diagnosis codes by themselves and on the claim: D003, D004, D005, D009, D011, D017."""

from collections.abc import Iterator

from charting_tui.coding.diagnosis_book.diagnoses import DiagnosisEntry, never_first, written
from charting_tui.records.claim import LETTERS
from charting_tui.records.draft_edits import reorder_diagnoses, set_diagnosis, set_pointers
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.diagnoses.sides import sides_for, sides_of_text, sides_treated
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

MOST_DIAGNOSES = len(LETTERS)
MOST_POINTERS = 4
"""Letters of one line on the CMS-1500 (item 24E) and in the 837P."""
_FIXES = 4
_FIRST_DOTTED = 5
_PLACEHOLDER = "X"


def _written(case: Case) -> Iterator[tuple[int, str, DiagnosisEntry | None]]:
    """Give each diagnosis of a bill to an insurer: its place, its code, its entry."""
    if case.bills_insurer:
        for index, given in enumerate(case.visit.diagnoses):
            if given.strip():
                yield index, given.strip(), case.tables.diagnosis(given.strip())


def _prescribed_first(case: Case, entries: list[DiagnosisEntry]) -> list[DiagnosisEntry]:
    """Order proposals: those of the prescription first, then those of the side that was treated."""
    on_prescription = {written(code) for code in case.referral.diagnoses} if case.referral else set()

    def order(entry: DiagnosisEntry) -> tuple[bool, bool]:
        sides = sides_of_text(entry.text)
        return (entry.code not in on_prescription, bool(sides) and not sides <= sides_for(case, entry.region))

    return sorted(entries, key=order)


def _fixes(case: Case, index: int, entries: list[DiagnosisEntry]) -> tuple[Fix, ...]:
    """Offer the first of the proposals; one of the side that was not treated would only be the next fault."""
    fitting = [entry for entry in entries if not _of_the_other_side(case, entry)]
    return tuple(
        Fix(f"Change to {entry.code}, {entry.text}", set_diagnosis(index, entry.code))
        for entry in fitting[:_FIXES]
    )


def _of_the_other_side(case: Case, entry: DiagnosisEntry) -> bool:
    sides, treated = sides_of_text(entry.text), sides_treated(case, entry.region)
    return bool(sides and treated) and not sides & treated


def _listed(entries: list[DiagnosisEntry]) -> str:
    more = ", …" if len(entries) > _FIXES else ""
    return ", ".join(entry.code for entry in entries[:_FIXES]) + more


@rule(
    "D003",
    "icd-header",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="ICD-10-CM conventions: only codes with no codes below them are billable",
    audience=INSURERS,
    denials=("CO-16", "M64", "M76", "M81"),
    bad="M54.5",
    good="M54.50",
    dismissible=False,
)
def icd_header(case: Case) -> Iterator[Fault]:
    """A diagnosis is a category, not a billable code: choose one of the codes below it.

    The suggestions start with what the prescription says and with the side that was treated.
    """
    for index, code, entry in _written(case):
        if entry is None or entry.billable or entry.needs_seventh:
            continue
        if entry.valid_to is not None and case.visit.date <= entry.valid_to:
            continue
        below = _prescribed_first(case, case.tables.diagnoses.below(code, limit=200))
        yield Fault(
            f"visit.diagnoses[{index}]",
            f"{code} is not a billable code; payers want a more specific one.",
            f"Choose the one that matches the prescription: {_listed(below)}.",
            _fixes(case, index, below) or (Fix("Choose a diagnosis", jump=f"visit.diagnoses[{index}]"),),
        )


@rule(
    "D004",
    "icd-not-effective",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="ICD-10-CM releases; denial reason CARC 146",
    audience=INSURERS,
    denials=("CO-146", "M76", "M84"),
    bad="M54.5 on 02/01/2026",
    good="M54.5 on 09/15/2021",
    dismissible=False,
)
def icd_not_effective(case: Case) -> Iterator[Fault]:
    """A diagnosis was not valid on the date of service: it was deleted earlier, or not added yet.

    Two releases a year, in October and April, add codes and delete others. Dates that no release gives
    are unknown and not reported.
    """
    day = case.visit.date
    for index, code, entry in _written(case):
        if entry is None or entry.in_force(day):
            continue
        field = f"visit.diagnoses[{index}]"
        if entry.valid_to is not None and day > entry.valid_to:
            after = [one for one in case.tables.diagnoses.below(code, limit=50) if one.in_force(day)]
            after = _prescribed_first(case, [one for one in after if one.code != code])
            remedy = (
                f"Choose the code that replaced it: {_listed(after)}."
                if after
                else ("Ask the prescriber for the code that replaced it.")
            )
            message = f"{code} was deleted {entry.valid_to:%m/%d/%Y}; this visit is dated {day:%m/%d/%Y}."
        else:
            after = []
            remedy = "Choose a code that was valid on the date of service."
            message = (
                f"{code} was not valid on {day:%m/%d/%Y}; it took effect "
                f"{entry.valid_from:%m/%d/%Y} or later."
            )
        yield Fault(
            field, message, remedy, _fixes(case, index, after) or (Fix("Choose a diagnosis", jump=field),)
        )


@rule(
    "D005",
    "icd-7th-missing",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="ICD-10-CM conventions on the 7th character",
    audience=INSURERS,
    denials=("CO-16", "M64", "M76", "M81"),
    bad="S13.4",
    good="S13.4XXA",
    silences=("D002",),
    dismissible=False,
)
def icd_7th_missing(case: Case) -> Iterator[Fault]:
    """An injury code needs a 7th character (A active treatment, D subsequent, S sequela).

    Usually A during active treatment, D while healing and recovering, S for a lasting effect. Fill
    empty places with X.
    """
    for index, code, entry in _written(case):
        stem = entry if entry is not None else case.tables.diagnosis(_without_fill(written(code)))
        if stem is None or not stem.needs_seventh:
            continue
        below = _prescribed_first(case, case.tables.diagnoses.below(stem.code, limit=20))
        if index == 0:
            below = [one for one in below if not never_first(one.code)]
        yield Fault(
            f"visit.diagnoses[{index}]",
            f"{code if entry else written(code)} needs a 7th character (A active, D subsequent, S sequela).",
            f"Choose the one that matches the prescription: {_listed(below)}.",
            _fixes(case, index, below) or (Fix("Choose a diagnosis", jump=f"visit.diagnoses[{index}]"),),
            pair=(written(code),),
        )


def _without_fill(code: str) -> str:
    """Return a code without the X that fill it: ``S13.4XX`` is ``S13.4``."""
    bare = code.rstrip(_PLACEHOLDER)
    return bare if len(bare) >= _FIRST_DOTTED else code


@rule(
    "D009",
    "too-many-dx",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="NUCC, CMS-1500 item 21: A to L",
    audience=INSURERS,
    denials=("CO-16", "M76"),
    bad="13 diagnoses",
    good="12 diagnoses",
    dismissible=False,
)
def too_many_dx(case: Case) -> Iterator[Fault]:
    """A claim has room for twelve diagnoses, the most important first."""
    number = len(case.visit.diagnoses)
    if case.bills_insurer and number > MOST_DIAGNOSES:
        yield Fault(
            f"visit.diagnoses[{MOST_DIAGNOSES}]",
            f"{number} diagnoses are entered; a claim has room for {MOST_DIAGNOSES}.",
            "Keep the 12 diagnoses that were treated.",
            (Fix("Keep the first 12", reorder_diagnoses(range(MOST_DIAGNOSES))),),
        )


@rule(
    "D011",
    "pointer-too-many",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="NUCC, CMS-1500 item 24E: four pointers",
    audience=INSURERS,
    denials=("CO-16", "M76"),
    bad="97140 with ABCDE",
    good="97140 with ABCD",
    dismissible=False,
)
def pointer_too_many(case: Case) -> Iterator[Fault]:
    """A code line has more than four diagnosis pointers; the first is the main reason."""
    if not case.payer.insures:
        return
    for line in case.payer_lines:
        given = tuple(pointer for pointer in line.claim.pointers if pointer.strip())
        if len(given) > MOST_POINTERS:
            kept = given[:MOST_POINTERS]
            yield Fault(
                line.path("pointers"),
                f"{line.code} has {len(given)} diagnosis pointers; the limit is {MOST_POINTERS} per line.",
                f"Keep the four diagnoses that {line.code} treats.",
                (Fix(f"Keep {', '.join(kept)}", set_pointers(line.index, kept)),),
            )


@rule(
    "D017",
    "duplicate-dx",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="CMS-1500 item 21: each letter is a different diagnosis",
    audience=INSURERS,
    denials=("CO-16", "M76"),
    bad="M54.2 as A and as B",
    good="M54.2 once",
    dismissible=False,
)
def duplicate_dx(case: Case) -> Iterator[Fault]:
    """A diagnosis is entered twice. The fix moves the pointers of the second to the first."""
    first: dict[str, int] = {}
    for index, code, _entry in _written(case):
        kept = first.setdefault(written(code), index)
        if kept != index:
            order = [place for place in range(len(case.visit.diagnoses)) if place != index]
            where = LETTERS[kept] if kept < MOST_DIAGNOSES else str(kept + 1)
            yield Fault(
                f"visit.diagnoses[{index}]",
                f"{code} is entered twice; it is already diagnosis {where}.",
                "Remove the second one.",
                (Fix(f"Remove the second {code}", reorder_diagnoses(order, {index: kept})),),
            )
