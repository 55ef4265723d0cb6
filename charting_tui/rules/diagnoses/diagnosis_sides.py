"""The side a diagnosis names against the side that was treated: D006, D007."""

from collections.abc import Iterator

from charting_tui.coding.diagnosis_book.diagnoses import DiagnosisEntry
from charting_tui.coding.prose.spoken_sides import BOTH
from charting_tui.records.draft_edits import set_diagnosis
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.diagnoses.sides import counterpart, sides_noted, sides_of_text, sides_treated
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule


def _entries(case: Case) -> list[tuple[int, DiagnosisEntry]]:
    """Return the known diagnoses that name a region of the body, with their places."""
    if not case.bills_insurer:
        return []
    found = ((index, case.tables.diagnosis(code.strip())) for index, code in enumerate(case.visit.diagnoses))
    return [(index, entry) for index, entry in found if entry is not None and entry.region]


def _side(sides: frozenset[str]) -> str:
    return "bilateral" if sides == BOTH else next(iter(sides))


def _switch(case: Case, index: int, entry: DiagnosisEntry, sides: frozenset[str]) -> tuple[Fix, ...]:
    other = counterpart(case.tables.diagnoses, entry.code, _side(sides))
    if other is None:
        return ()
    return (Fix(f"Write {other.code}, {other.text}", set_diagnosis(index, other.code)),)


@rule(
    "D006",
    "icd-unspecified-side",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="ICD-10-CM guidelines on laterality; remark MA81",
    audience=INSURERS,
    denials=("M81", "N769"),
    bad="M25.519, and the note says right shoulder",
    good="M25.511, and the note says right shoulder",
)
def icd_unspecified_side(case: Case) -> Iterator[Fault]:
    """A diagnosis leaves the side open, and the record names it.

    Payers turn unspecified sides down. The code comes from the prescription: ask the prescriber if it
    says otherwise. Sides are read beside the area, as in “R shoulder”; “L4” is no side.
    """
    for index, entry in _entries(case):
        if not entry.billable or "unspecified" not in entry.text.lower() or sides_of_text(entry.text):
            continue
        entered = sides_treated(case, entry.region)
        sides = entered or sides_noted(case, entry.region)
        if not sides or (sides == BOTH and not entered):
            continue
        fixes = _switch(case, index, entry, sides)
        if fixes:
            yield Fault(
                f"visit.diagnoses[{index}]",
                f"{entry.code} leaves the side open; the record says {_named(sides)} {entry.region}.",
                "Choose the code with the side, if the prescription agrees.",
                fixes,
            )


@rule(
    "D007",
    "icd-side-vs-note",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="Denial reason CARC 11: the diagnosis does not fit the procedure",
    audience=INSURERS,
    denials=("CO-11",),
    bad="M25.512, and the right shoulder was treated",
    good="M25.511, and the right shoulder was treated",
)
def icd_side_vs_note(case: Case) -> Iterator[Fault]:
    """A diagnosis names one side, and only the other side of its region was treated.

    What was entered for the lines and areas blocks; where only the note tells, the finding warns.
    """
    entries = _entries(case)
    for index, entry in entries:
        sides = sides_of_text(entry.text)
        entered = sides_treated(case, entry.region)
        treated = entered or sides_noted(case, entry.region)
        if not sides or not treated or treated & sides:
            continue
        if any(sides_of_text(other.text) & treated for _, other in entries if other.region == entry.region):
            continue
        yield Fault(
            f"visit.diagnoses[{index}]",
            f"{entry.code} is of the {_named(sides)} {entry.region}; the {_named(treated)} was treated.",
            "Correct the side of the treatment, or the code by the prescription.",
            _switch(case, index, entry, treated),
            severity=None if entered else Severity.WARNS,
        )


def _named(sides: frozenset[str]) -> str:
    return "both sides of the" if sides == BOTH else next(iter(sides))
