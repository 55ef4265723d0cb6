"""Chiropractic adjustments: how many regions of the spine, and for what: C030 and D019."""

import re
from collections.abc import Iterator

from charting_tui.coding.diagnosis_book.diagnoses import DiagnosisEntry, written
from charting_tui.records.claim import LETTERS, Draft
from charting_tui.records.draft_edits import Change, claim_line, reorder_diagnoses, set_code, set_pointers
from charting_tui.records.people import Role
from charting_tui.rules.audience import EVERYBODY, only
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.diagnoses.diagnosis_codes import MOST_POINTERS
from charting_tui.rules.diagnoses.diagnosis_fit import pointed
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_COUNTED = {"98940": (1, 2), "98941": (3, 4), "98942": (5, 5)}
"""How many regions of the spine each code is for."""
_IN_WORDS = {"98940": "1 or 2 spinal regions", "98941": "3 or 4 spinal regions", "98942": "5 spinal regions"}
_REGIONS = {
    "cervical": r"cervic|\bneck\b|occip|atla[ns]|\baxis\b|\bC[1-7]\b",
    "thoracic": r"thorac|upper back|mid(?:dle)?[ -]?back|\bribs?\b|costo|\bT(?:[1-9]|1[0-2])\b",
    "lumbar": r"lumb(?!osac)|low(?:er)? back|lumbosac|\bL[1-5]\b",
    "sacral": r"\bsacr(?!oil)|lumbosac|\bS[1-5]\b",
    "pelvic": r"pelv|sacroil|\bSI\b|\bSIJ\b|ili(?:um|ac)|innominate",
}
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _REGIONS.items()}
_SUBLUXATION = "M99.0"
_BY_DIGIT = {"0": "cervical", "1": "cervical", "2": "thoracic", "3": "lumbar", "4": "sacral", "5": "pelvic"}
"""Regions of M99 by the digit after the kind of lesion; the joint of head and neck is cervical."""
_BY_REGION = {
    "head": {"cervical"},
    "neck": {"cervical"},
    "upper back": {"thoracic"},
    "low back": {"lumbar", "sacral", "pelvic"},
}
"""Which regions of the spine a diagnosis of a part of the body may stand for."""


@rule(
    "C030",
    "adjustment-regions",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="CMS Pub. 100-02 ch. 15 §240.1.4 on the regions; ICD-10-CM M99; article A56273: not verified",
    audience=EVERYBODY,
    denials=("CO-150",),
    bad="98941, cervical and thoracic",
    good="98940, cervical and thoracic",
)
def adjustment_regions(case: Case) -> Iterator[Fault]:
    """The adjustment code doesn't match the number of spinal regions adjusted.

    98940 is for 1 or 2 regions, 98941 for 3 or 4, 98942 for all 5: cervical, thoracic, lumbar, sacral
    and pelvic (the sacroiliac joint). If more regions were adjusted than the code covers, this is only
    information. If the line has no regions, the diagnoses it points to are counted, and too few of them
    is only a warning.
    """
    for line in case.lines:
        if line.code not in _COUNTED or not line.billed:
            continue
        entered = _entered(line)
        if entered:
            yield from _against_entered(line, entered)
        elif entered is not None and case.payer.insures:
            yield from _against_diagnoses(case, line)


def _entered(line: BilledLine) -> list[str] | None:
    """Return the regions of the spine entered for a line, in their order; None where one is not known."""
    found: set[str] = set()
    for words in line.service.regions:
        named = {name for name, pattern in _PATTERNS.items() if pattern.search(words)}
        if words.strip() and not named:
            return None
        found |= named
    return [name for name in _REGIONS if name in found]


def _against_entered(line: BilledLine, regions: list[str]) -> Iterator[Fault]:
    least, most = _COUNTED[line.code]
    number = len(regions)
    if least <= number <= most:
        return
    right = next(code for code, (_, upper) in _COUNTED.items() if number <= upper)
    listed = ", ".join(regions)
    yield Fault(
        line.path("code"),
        f"{line.code} is for {_IN_WORDS[line.code]}, but {number} {'is' if number == 1 else 'are'} entered.",
        f"Use {right}, or correct the regions ({listed}).",
        (Fix(f"Change this line to {right}", set_code(line.index, right)),),
        severity=None if number < least else Severity.ADVISES,
    )


def _against_diagnoses(case: Case, line: BilledLine) -> Iterator[Fault]:
    entries = pointed(case, line)
    if not entries or any(not _may_be(entry) and not entry.region for entry in entries):
        return
    named = set[str]().union(*(_may_be(entry) for entry in entries))
    least, _ = _COUNTED[line.code]
    if named and len(named) < least:
        yield Fault(
            line.path("pointers"),
            f"{line.code} is for {_IN_WORDS[line.code]}, but its diagnoses name only {len(named)}.",
            "Point to a diagnosis for each region, or use the code for the regions adjusted.",
            (Fix("Choose the diagnosis pointers", jump=line.path("pointers")),),
            severity=Severity.WARNS,
        )


def _may_be(entry: DiagnosisEntry) -> set[str]:
    """Return the regions of the spine that a diagnosis may stand for; none for other parts of the body."""
    if entry.code.startswith("M99."):
        name = _BY_DIGIT.get(entry.code[5:6])
        return {name} if name else set()
    return _BY_REGION.get(entry.region, set())


@rule(
    "D019",
    "adjustment-without-subluxation",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="CMS Pub. 100-02 ch. 15 §240.1.3; contractors: M99.00 to M99.05 first; A56273: not verified",
    audience=only("medicare"),
    denials=("CO-11", "CO-167", "M64", "M122"),
    bad="98940-AT billed to Medicare for M54.2",
    good="98940-AT billed to Medicare for M99.01, then M54.2",
)
def adjustment_without_subluxation(case: Case) -> Iterator[Fault]:
    """Medicare pays an adjustment only for a subluxation (M99.0-), first on the claim and on the line.

    The pain or other condition comes second. For M99.1- (subluxation complex) this is only a warning,
    because some contractors accepted it. A line with GY asks for a denial, so it is not reported.
    """
    if case.payer.kind != "medicare":
        return
    codes = [written(code) for code in case.visit.diagnoses]
    for line in case.payer_lines:
        asked = {one.strip().upper() for one in line.claim.modifiers}
        if line.code not in _COUNTED or "GY" in asked or not any(codes):
            continue
        letters = [one.strip().upper() for one in line.claim.pointers if one.strip()]
        first = letters[0] if letters else ""
        main = dict(zip(LETTERS, codes, strict=False)).get(first, "")
        if main.startswith(_SUBLUXATION) and codes[0].startswith(_SUBLUXATION):
            continue
        place = next((at for at, code in enumerate(codes) if code.startswith(_SUBLUXATION)), None)
        if place is None:
            complex_only = codes[0].startswith("M99.1") and main == codes[0]
            yield Fault(
                "visit.diagnoses",
                f"Medicare pays {line.code} only for a subluxation, but the claim has no M99.0- code.",
                "If you found a subluxation, list its code first (M99.01 is cervical).",
                (Fix("Choose a diagnosis", jump="visit.diagnoses"),),
                severity=Severity.WARNS if complex_only else None,
            )
        else:
            yield Fault(
                line.path("pointers"),
                (
                    f"Medicare wants the subluxation first, but {line.code} points to "
                    f"{main or 'nothing'} first."
                ),
                f"List {codes[place]} first on the claim, and point {line.code} to it first.",
                (Fix(f"List {codes[place]} first", _first(line.index, place, len(codes))),),
            )


def _first(index: int, place: int, number: int) -> Change:
    """Return the change that puts one diagnosis first on the claim and among the letters of a line."""
    order = [place, *(other for other in range(number) if other != place)]

    def change(draft: Draft) -> Draft:
        draft = reorder_diagnoses(order)(draft)
        given = (one for one in claim_line(draft, index).pointers if one.strip().upper() != LETTERS[0])
        return set_pointers(index, (LETTERS[0], *given)[:MOST_POINTERS])(draft)

    return change
