"""Which diagnosis stands first: D020."""

from collections.abc import Iterator

from charting_tui.coding.diagnosis_book.diagnoses import is_aftercare, never_first, seldom_first, written
from charting_tui.records.draft_edits import Change, reorder_diagnoses
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_INJURY = "S"


@rule(
    "D020",
    "diagnosis-not-first",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="ICD-10-CM guidelines I.A.13, I.B.10, I.B.14, I.C.20 and I.C.21.c; notes at Z47 and Z48; CARC 11",
    audience=INSURERS,
    denials=("CO-11", "MA63"),
    bad="only S13.4XXS",
    good="M54.2, then S13.4XXS",
    silences=("D016",),
)
def diagnosis_not_first(case: Case) -> Iterator[Fault]:
    """The first diagnosis is one that can't be listed first on a claim.

    A sequela (7th character S) comes after the condition it caused. External causes (V to Y), social
    circumstances, a body mass index and manifestations of another disease are never first. A status or
    history code seldom is, and is only a warning. Aftercare (Z47, Z48) may be first after surgery, but
    an injury keeps its own code with D instead.
    """
    codes = [(at, written(code)) for at, code in enumerate(case.visit.diagnoses) if code.strip()]
    if not case.bills_insurer or not codes:
        return
    at, first = codes[0]
    field = f"visit.diagnoses[{at}]"
    never, seldom = never_first(first), seldom_first(first)
    if is_aftercare(first):
        injury = next(((place, code) for place, code in codes if code.startswith(_INJURY)), None)
        if injury is not None and not never_first(injury[1]):
            yield Fault(
                field,
                f"{first} is an aftercare code; don't use it for an injury ({injury[1]}).",
                f"List {injury[1]} first, and remove {first}.",
                (Fix(f"List {injury[1]} first", _first(injury[0], len(case.visit.diagnoses))),),
                severity=Severity.WARNS,
            )
        return
    if not never and not seldom:
        return
    better = next((one for one in codes if not never_first(one[1]) and not seldom_first(one[1])), None)
    left = first.endswith("S") and never_first(first) and first[0] in "ST"
    yield Fault(
        field,
        f"{first} is listed first, but {never or seldom} needs another code before it.",
        f"List {better[1]} first."
        if better
        else "First list the condition that the injury caused, as on the prescription."
        if left
        else "List the treated condition first, as on the prescription.",
        (Fix(f"List {better[1]} first", _first(better[0], len(case.visit.diagnoses))),)
        if better
        else (Fix("Choose a diagnosis", jump="visit.diagnoses"),),
        severity=None if never else Severity.WARNS,
        pair=(first,),
    )


def _first(place: int, number: int) -> Change:
    """Return the change that puts one diagnosis first."""
    return reorder_diagnoses([place, *(other for other in range(number) if other != place)])
