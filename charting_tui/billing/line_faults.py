"""What is wrong with the diagnoses and lines of a claim."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from charting_tui.billing.claim_data import ClaimData, LineData
from charting_tui.coding.code_tables.table_rows import other_places
from charting_tui.coding.code_tables.tables import CodeTables
from charting_tui.rules.claim.claim_lines import told_apart

_DIAGNOSIS = re.compile(r"[A-TV-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?")
_CODE = re.compile(r"\d{4}[0-9A-Z]|[A-V]\d{4}")
_MODIFIER = re.compile(r"[A-Z0-9]{2}")
_MOST_DIAGNOSES, _MOST_LINES, _MOST_POINTERS, _MOST_MODIFIERS, _MOST_UNITS = 12, 50, 4, 4, 9_999
_REPORTED = "G"
"""Codes that only report something may cost nothing; they begin with this letter."""
_Fault = tuple[str, str, str]


def diagnosis_faults(claim: ClaimData, tables: Callable[[date], CodeTables]) -> Iterator[_Fault]:
    """Yield path, fault and fix of what is wrong with the diagnoses."""
    if not claim.diagnoses:
        yield "diagnoses", "The claim has no diagnosis.", "Enter the one from the prescription."
    if len(claim.diagnoses) > _MOST_DIAGNOSES:
        yield "diagnoses", f"The claim has {len(claim.diagnoses)} diagnoses. The limit is 12.", "Remove some."
    known = tables(claim.lines[0].date) if claim.lines else None
    for place, code in enumerate(claim.diagnoses):
        path = f"diagnoses[{place}]"
        if code in claim.diagnoses[:place]:
            yield path, f"Diagnosis {code[:10]} is on the claim twice.", "Remove one."
        if not _DIAGNOSIS.fullmatch(code):
            yield path, f"“{code[:10]}” isn't an ICD-10-CM code.", "Enter it like M54.2."
        elif known is not None:
            entry = known.diagnosis(code)
            if entry is None and known.holds_category(code):
                yield path, f"ICD-10-CM has no code {code}.", "Choose one from the code book."
            elif entry is not None and not entry.billable:
                yield (
                    path,
                    f"Diagnosis {code} is a heading, not a billable code.",
                    "Choose one of the codes below it.",
                )
            elif entry is not None and not entry.in_force(claim.lines[0].date):
                yield (
                    path,
                    f"Diagnosis {code} was not in effect on {claim.lines[0].date}.",
                    "Choose the code that replaced it.",
                )


def line_faults(claim: ClaimData, tables: Callable[[date], CodeTables]) -> Iterator[_Fault]:
    """Yield path, fault and fix of what is wrong with the lines and their sum."""
    if not claim.lines:
        yield "lines", "The claim has no lines.", "Add a code to the visit, or mark the visit “do not bill”."
        return
    if len(claim.lines) > _MOST_LINES:
        yield (
            "lines",
            f"The claim has {len(claim.lines)} lines. The limit is 50.",
            "Split it into two claims.",
        )
    if claim.total <= 0:
        yield "lines", "The claim's total is zero.", "Enter the charges."
    if not 0 <= claim.paid_by_client <= max(claim.total, 0):
        yield (
            "paid_by_client",
            "The amount the client paid is below zero or more than the claim's total.",
            "Correct the payment.",
        )
    if not claim.place.strip():
        yield "place", "The claim's place of service is missing.", "Enter 11 for the office."
    seen: dict[tuple[str, date, frozenset[str]], int] = {}
    numbers: set[int] = set()
    for place, line in enumerate(claim.lines):
        known = tables(line.date)
        yield from _code(place, line, known)
        yield from _modifiers(place, line, known)
        yield from _amounts(place, line)
        yield from _pointers(place, line, len(claim.diagnoses))
        where = line.place or claim.place
        if where.strip() and known.place(where) is None and where not in other_places():
            yield (
                f"lines[{place}].place",
                f"“{where[:4]}” isn't a place of service.",
                "Enter 11 for the office.",
            )
        same = (line.code, line.date, frozenset(line.modifiers))
        if same in seen and not told_apart(line.modifiers):
            yield (
                f"lines[{place}].modifiers",
                f"Lines {seen[same] + 1} and {place + 1} have the same code and modifiers on the same day.",
                "Combine their units, or add modifier 59 or 76 if they were separate.",
            )
        seen.setdefault(same, place)
        if line.number in numbers:
            yield f"lines[{place}].number", f"Two lines have the number {line.number}.", "Number them from 1."
        numbers.add(line.number)


def is_unlisted(line: LineData, tables: Callable[[date], CodeTables]) -> bool:
    """Whether its code says nothing by itself, so that the claim describes it in words."""
    procedure = tables(line.date).procedure(line.code)
    return procedure is not None and procedure.kind == "unlisted"


def _code(place: int, line: LineData, known: CodeTables) -> Iterator[_Fault]:
    path = f"lines[{place}].code"
    if not _CODE.fullmatch(line.code):
        yield (
            path,
            f"Line {place + 1}'s code “{line.code[:8]}” isn't a procedure code.",
            "Enter it like 97124.",
        )
        return
    ended = known.ended(line.code)
    if ended is not None and ended.until < line.date:
        instead = f"Use {' or '.join(ended.now)}." if ended.now else "Choose the code now in effect."
        yield path, f"Code {line.code} ended on {ended.until}.", instead
    if is_unlisted(line, lambda _: known) and not line.description.strip():
        yield (
            f"lines[{place}].description",
            f"Code {line.code} is unlisted, and line {place + 1} doesn't describe the service.",
            "Describe it in a few words.",
        )


def _modifiers(place: int, line: LineData, known: CodeTables) -> Iterator[_Fault]:
    path = f"lines[{place}].modifiers"
    if len(line.modifiers) > _MOST_MODIFIERS:
        yield path, f"Line {place + 1} has {len(line.modifiers)} modifiers. The limit is 4.", "Remove some."
    for nth, modifier in enumerate(line.modifiers):
        if not _MODIFIER.fullmatch(modifier):
            yield (
                path,
                f"Modifier “{modifier[:4]}” isn't two capital letters or digits.",
                "Enter two characters, such as 59 or GP.",
            )
        elif not known.is_modifier(modifier):
            yield path, f"There is no modifier {modifier}.", "Choose one from the code book."
        if modifier in line.modifiers[:nth]:
            yield path, f"Line {place + 1} has modifier {modifier[:4]} twice.", "Remove one."


def _amounts(place: int, line: LineData) -> Iterator[_Fault]:
    if not 0 < line.units <= _MOST_UNITS:
        yield f"lines[{place}].units", f"Line {place + 1} has {line.units} units.", "Enter 1 or more."
    if line.charge < 0 or (line.charge == 0 and not line.code.startswith(_REPORTED)):
        yield f"lines[{place}].charge", f"Line {place + 1} has no charge.", "Enter its charge."


def _pointers(place: int, line: LineData, diagnoses: int) -> Iterator[_Fault]:
    path = f"lines[{place}].pointers"
    if not line.pointers:
        yield path, f"Line {place + 1} has no diagnosis pointer.", "Enter its diagnosis pointers, such as A."
    if len(line.pointers) > _MOST_POINTERS:
        yield (
            path,
            f"Line {place + 1} has {len(line.pointers)} diagnosis pointers. The limit is 4.",
            "Remove some.",
        )
    missing = next((one for one in line.pointers if not 1 <= one <= diagnoses), None)
    if missing is not None:
        yield (
            path,
            f"Line {place + 1} points to diagnosis {missing}, but the claim has {diagnoses}.",
            "Correct the pointer, or add the diagnosis.",
        )
    if len(set(line.pointers)) < len(line.pointers):
        yield path, f"Line {place + 1} points to the same diagnosis twice.", "Remove one pointer."
