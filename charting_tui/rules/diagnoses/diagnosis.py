"""Diagnoses and the letters that point to them: D001, D002, D010, D012."""

import re
from collections.abc import Iterator

from charting_tui.coding.diagnosis_book.diagnoses import written
from charting_tui.records.claim import LETTERS
from charting_tui.records.draft_edits import set_diagnosis, set_pointers
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_SHAPE = re.compile(r"[A-Z][0-9A-Z][0-9A-Z](\.[0-9A-Z]{1,4})?")
_NEAREST = 3


@rule(
    "D001",
    "no-diagnosis",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="NUCC, CMS-1500 item 21",
    audience=INSURERS,
    denials=("CO-16", "M76", "MA63", "MA130"),
    bad="no diagnosis",
    good="M54.2",
)
def no_diagnosis(case: Case) -> Iterator[Fault]:
    """The claim has no diagnosis.

    Insurers pay for treating a condition. A massage therapist doesn't diagnose: the code comes from the
    prescription.
    """
    if case.payer.insures and case.payer_lines and not any(code.strip() for code in case.visit.diagnoses):
        yield Fault(
            "visit.diagnoses",
            "The visit has no diagnosis.",
            "Enter the diagnosis from the prescription.",
            (Fix("Choose a diagnosis", jump="visit.diagnoses"),),
            missing=True,
        )


@rule(
    "D002",
    "icd-unknown",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="CDC ICD-10-CM, release of April 2026",
    audience=INSURERS,
    denials=("CO-16", "M64", "M76"),
    bad="M54.99",
    good="M54.9",
)
def icd_unknown(case: Case) -> Iterator[Fault]:
    """A diagnosis code is not in this program's release of ICD-10-CM.

    The table has every code in the categories this field uses. A code missing from one of those
    categories does not exist. For other categories, this is only information.
    """
    if not case.payer.insures or not case.payer_lines:
        return
    for index, code in enumerate(case.visit.diagnoses):
        given = code.strip()
        if given and case.tables.diagnosis(given) is None:
            yield _unknown(case, index, given)


def _unknown(case: Case, index: int, given: str) -> Fault:
    field = f"visit.diagnoses[{index}]"
    proper = written(given)
    shown = given if len(given) <= 12 else f"{given[:11]}…"  # noqa: PLR2004
    if proper != given and case.tables.diagnosis(proper):
        fix = Fix(f"Change to {proper}", set_diagnosis(index, proper))
        return Fault(field, f"“{shown}” is not in ICD-10-CM format.", f"Enter {proper}.", (fix,))
    if not _SHAPE.fullmatch(proper):
        return Fault(
            field,
            f"“{shown}” is not an ICD-10-CM code.",
            "Enter the code from the prescription, like M54.2.",
            (Fix("Choose a diagnosis", jump=field),),
        )
    if not case.tables.holds_category(proper):
        return Fault(
            field,
            f"{proper} is in a category this program has no codes for, so it is not checked.",
            "Check the code against the prescription.",
            severity=Severity.ADVISES,
        )
    near = _nearest(case, proper)
    remedy = (
        f"Check the prescription. Similar codes: {', '.join(near)}." if near else ("Choose another code.")
    )
    return Fault(
        field,
        f"{proper} is not a valid ICD-10-CM code ({case.tables.diagnoses.release:%B %Y} release).",
        remedy,
        tuple(Fix(f"Change to {code}", set_diagnosis(index, code)) for code in near),
        pair=(proper,),
    )


def _nearest(case: Case, code: str) -> list[str]:
    """Return billable codes that share the longest beginning with an unknown one."""
    for length in range(len(code) - 1, 2, -1):
        found = case.tables.diagnoses.below(code[:length].removesuffix("."), limit=200)
        if found:
            last = code[-1]
            return [
                entry.code for entry in sorted(found, key=lambda one: (one.code[-1] != last, len(one.code)))
            ][:_NEAREST]
    return []


@rule(
    "D010",
    "pointer-missing",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="NUCC, CMS-1500 item 24E",
    audience=INSURERS,
    denials=("CO-16", "M76"),
    bad="line 1 has no diagnosis pointer",
    good="line 1 points to A",
)
def pointer_missing(case: Case) -> Iterator[Fault]:
    """A code line has no diagnosis pointer.

    Each line points, by letter, to the diagnoses it treats, the most important first.
    """
    if not case.payer.insures or not case.visit.diagnoses:
        return
    for line in case.payer_lines:
        if not any(pointer.strip() for pointer in line.claim.pointers):
            yield Fault(
                line.path("pointers"),
                f"{line.code} has no diagnosis pointer.",
                f"Enter the letter of the diagnosis that {line.code} treats.",
                _point(case, line),
                missing=True,
            )


def _point(case: Case, line: BilledLine) -> tuple[Fix, ...]:
    if len(case.visit.diagnoses) == 1:
        return (Fix(f"Point {line.code} to A, {case.visit.diagnoses[0]}", set_pointers(line.index, ("A",))),)
    return (Fix("Choose the diagnosis pointers", jump=line.path("pointers")),)


@rule(
    "D012",
    "pointer-dangling",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="NUCC, CMS-1500 items 21 and 24E",
    audience=INSURERS,
    denials=("CO-16", "M76"),
    bad="pointer C, with two diagnoses",
    good="pointer B, with two diagnoses",
)
def pointer_dangling(case: Case) -> Iterator[Fault]:
    """A diagnosis pointer has no diagnosis."""
    if not case.payer.insures:
        return
    known = {letter for letter, code in zip(LETTERS, case.visit.diagnoses, strict=False) if code.strip()}
    for line in case.payer_lines:
        given = line.claim.pointers
        wrong = [letter for letter in given if letter.strip() and letter.strip().upper() not in known]
        if wrong:
            kept = tuple(letter for letter in given if letter not in wrong)
            names = ", ".join(wrong)
            yield Fault(
                line.path("pointers"),
                f"{line.code} points to diagnosis {names}, but {_listed(len(case.visit.diagnoses))}.",
                f"Remove pointer {names}, or enter diagnosis {names}.",
                (Fix(f"Remove pointer {names} from {line.code}", set_pointers(line.index, kept)),)
                if any(letter.strip() for letter in kept)
                else _point(case, line),
            )


def _listed(number: int) -> str:
    if number == 0:
        return "no diagnosis is listed"
    if number == 1:
        return "only 1 diagnosis (A) is listed"
    between = "and" if number == 2 else "to"  # noqa: PLR2004
    return f"only {number} diagnoses (A {between} {LETTERS[min(number, len(LETTERS)) - 1]}) are listed"
