"""Where hands-on work was done, line by line: N019, N020."""

from collections.abc import Iterator
from itertools import product

from charting_tui.coding.diagnosis_book.diagnoses import near
from charting_tui.coding.prose.evidence import areas_in
from charting_tui.coding.prose.spoken_sides import HANDS_ON, areas_for
from charting_tui.records.draft_edits import set_area
from charting_tui.records.people import Role
from charting_tui.rules.audience import EVERYBODY, INSURERS
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.note.record_law import names_no_area
from charting_tui.rules.rule import rule


@rule(
    "N019",
    "line-without-area",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="WAC 246-830-565: the record names the areas; insurers deny what it does not say, CARC 16",
    audience=INSURERS,
    denials=("CO-16",),
    bad="97140 with no area, and the note says “MFR to R upper traps and levator”",
    good="97140, right upper trapezius, levator scapulae",
)
def line_without_area(case: Case) -> Iterator[Fault]:
    """A code line for massage or manual therapy doesn't say which area was treated.

    Reviewers look for the area next to each hands-on code. Areas entered for the visit or in the quick
    line's treatment count. The fix enters the areas that the note names with the technique, or else
    those in Objective. In a signed note, name the area in an addendum. A record with no area at all is
    N008.
    """
    if not case.noted or not case.payer.insures or case.visit.areas or names_no_area(case):
        return
    if any(areas_in(one.text, case.tables.vocabulary) for one in case.addenda):
        return
    signed = case.signature is not None
    for line in case.payer_lines:
        if line.code in HANDS_ON and not _has_area(case, line):
            yield Fault(
                line.path("area"),
                f"No treated area is entered for {line.code}.",
                "Name the areas you worked on in an addendum."
                if signed
                else "Enter the areas you worked on.",
                () if signed else tuple(_fixes(case, line)),
                missing=not signed and not case.told.objective.strip(),
            )


def _has_area(case: Case, line: BilledLine) -> bool:
    facts = case.told.facts
    return bool(
        line.service.area.strip()
        or line.service.regions
        or any(one.areas for one in (facts.treatments if facts else ()) if one.code in {"", line.code})
    )


def _fixes(case: Case, line: BilledLine) -> Iterator[Fix]:
    """Offer what the note names beside the technique, else in its objective part, else to type it."""
    named = areas_for(case.told, line.code, case.tables.vocabulary)
    if named.words:
        whence = "" if named.beside_technique else ", named in Objective"
        yield Fix(f"Enter {named.words}{whence}", set_area(line.index, named.words))
    yield Fix("Enter the areas", jump=line.path("area"))


@rule(
    "N020",
    "area-not-in-note",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="WAC 246-830-565: the record names the areas; the claim must match the record",
    audience=EVERYBODY,
    denials=("CO-16", "N206"),
    bad="97140, low back, and the note says “MFR to R upper traps and levator”",
    good="97140, right upper trapezius, and the note says “MFR to R upper traps and levator”",
)
def area_not_in_note(case: Case) -> Iterator[Fault]:
    """A code line for massage or manual therapy names a different area than the note.

    Areas named with the code's techniques count, and so does everything in Objective. Neighboring
    regions count as the same. Nothing is reported if the note names no area, or if an addendum does.
    """
    known = case.tables.vocabulary
    if not case.noted or any(areas_in(one.text, known) for one in case.addenda):
        return
    objective = areas_in(case.told.objective, known)
    for line in case.lines:
        if line.code not in HANDS_ON:
            continue
        entered = areas_in(", ".join((line.service.area, *line.service.regions)), known)
        beside = areas_for(case.told, line.code, known)
        told = (*areas_in(beside.words, known), *objective)
        if (
            not entered
            or not told
            or any(near(one.region, other.region) for one, other in product(entered, told))
        ):
            continue
        here, there = (" and ".join(dict.fromkeys(one.region for one in areas)) for areas in (entered, told))
        yield Fault(
            line.path("area"),
            f"{line.code} is entered for {here}, but the note says {there}.",
            "Say in an addendum which area is right."
            if case.signature is not None
            else f"Correct the areas for {line.code}, or correct the note.",
            () if case.signature is not None else tuple(_both_ways(line, beside.words)),
        )


def _both_ways(line: BilledLine, words: str) -> Iterator[Fix]:
    if words:
        yield Fix(f"Enter {words}, as the note says", set_area(line.index, words))
    yield Fix(f"Correct the areas for {line.code}", jump=line.path("area"))
    yield Fix("Go to Objective", jump="visit.note.objective")
