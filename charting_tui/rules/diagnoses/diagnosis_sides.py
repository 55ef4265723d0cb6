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
    return (Fix(f"Change to {other.code}, {other.text}", set_diagnosis(index, other.code)),)


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
    """A diagnosis has no side, but the record says which side.

    Payers deny codes with an unspecified side. The code comes from the prescription: if it says
    something else, ask the prescriber. Sides are read next to the area, as in “R shoulder”; “L4” is not
    a side.
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
                f"{entry.code} doesn't name a side, but the record says {_named(sides)} {entry.region}.",
                "If the prescription agrees, choose the code that names the side.",
                fixes,
            )


@rule(
    "D025",
    "dx-side-nowhere",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.THERAPIST,
    source="ICD-10-CM guidelines on laterality; remarks N769 and M81: the diagnosis needs a side",
    audience=INSURERS,
    denials=("M81", "N769"),
    bad="M25.519, and no side in the record",
    good="M25.511",
)
def dx_side_nowhere(case: Case) -> Iterator[Fault]:
    """A diagnosis has no side although codes with a side exist, and the record has no side either.

    Some payers deny such codes. If the record names the side, that is D006.
    """
    for index, entry in _entries(case):
        if not entry.billable or "unspecified" not in entry.text.lower() or sides_of_text(entry.text):
            continue
        known = sides_treated(case, entry.region) or sides_noted(case, entry.region)
        if not known and counterpart(case.tables.diagnoses, entry.code, "left") is not None:
            yield Fault(
                f"visit.diagnoses[{index}]",
                f"{entry.code} doesn't name a side, and neither does the record.",
                "Document the side you treated, and ask the prescriber for the code for that side.",
                (Fix("Go to the diagnoses", jump=f"visit.diagnoses[{index}]"),),
            )


@rule(
    "D007",
    "icd-side-vs-note",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="Denial reason CARC 11: the diagnosis doesn't fit the procedure",
    audience=INSURERS,
    denials=("CO-11",),
    bad="M25.512, but the right shoulder was treated",
    good="M25.511, and the right shoulder was treated",
)
def icd_side_vs_note(case: Case) -> Iterator[Fault]:
    """A diagnosis is for one side, but only the other side was treated.

    This blocks billing if the side was entered for a line or an area; if only the note says so, it is a
    warning.
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
            (
                f"{entry.code} is for the {_named(sides)} {entry.region}, but the "
                f"{_named(treated)} was treated."
            ),
            "Correct the side treated, or change the code to match the prescription.",
            _switch(case, index, entry, treated),
            severity=None if entered else Severity.WARNS,
        )


def _named(sides: frozenset[str]) -> str:
    return "bilateral" if sides == BOTH else next(iter(sides))
