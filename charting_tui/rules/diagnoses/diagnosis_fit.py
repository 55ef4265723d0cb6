"""Diagnoses against one another, the treatment, the accident and the prescription: D008, D013 to D016."""

import re
from collections.abc import Iterator
from itertools import combinations

from charting_tui.coding.diagnosis_book.diagnoses import DiagnosisEntry, near, stops_a_bill, written
from charting_tui.coding.prose.evidence import areas_in
from charting_tui.coding.prose.note_words import not_a_main_reason
from charting_tui.records.claim import LETTERS
from charting_tui.records.draft_edits import reorder_diagnoses, set_pointers
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS, only
from charting_tui.rules.authorization.prescription import prescription_asked_for
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.codes.named import MANUAL, MASSAGE, named_for
from charting_tui.rules.diagnoses.diagnosis_codes import MOST_POINTERS
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_CODE = re.compile(r"[A-Z][0-9A-Z]{2}(\.[0-9A-Z]{1,4})?")
_STEM = 7
"""Length of a code without its seventh character."""
_INJURY = ("S", "T")
_RADIATES = re.compile(r"radicul|sciatica|neuralgia|limb\b", re.IGNORECASE)


def _codes(case: Case) -> list[tuple[int, str]]:
    """Return the diagnoses as they are written in the tables, with their places."""
    return [(index, written(code)) for index, code in enumerate(case.visit.diagnoses) if code.strip()]


def _without(case: Case, index: int) -> list[int]:
    return [place for place in range(len(case.visit.diagnoses)) if place != index]


@rule(
    "D008",
    "excludes1",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="ICD-10-CM tabular list, Excludes1 notes, release of April 2026",
    audience=INSURERS,
    denials=("CO-16",),
    bad="M54.2 with M50.20",
    good="M54.2 with M62.838",
)
def excludes1(case: Case) -> Iterator[Fault]:
    """Two diagnoses exclude each other by an Excludes1 note.

    Common pairs in this field block billing, because payers deny them: neck pain (M54.2) with a
    cervical disc (M50), sciatica with a lumbar disc, myalgia with a spasm, back or neck pain with a
    current injury of that part of the spine. Others are only a warning. If the two conditions clearly
    have nothing to do with each other, dismiss this and say so.
    """
    if not case.bills_insurer:
        return
    known = [(index, case.tables.diagnosis(code)) for index, code in _codes(case)]
    entries = [(index, entry) for index, entry in known if entry is not None]
    for (one_at, one), (other_at, other) in combinations(entries, 2):
        common = one.code != other.code and stops_a_bill(one.code, other.code)
        if one.code != other.code and (common or _excludes(one, other) or _excludes(other, one)):
            yield Fault(
                f"visit.diagnoses[{other_at}]",
                f"{one.code} and {other.code} can't be billed together (ICD-10-CM Excludes1).",
                "Keep the one listed first on the prescription.",
                (_take_off(case, other_at, one_at), _take_off(case, one_at, other_at)),
                severity=None if common else Severity.WARNS,
                pair=(one.code, other.code),
            )


def _take_off(case: Case, place: int, kept: int) -> Fix:
    """Offer to take a diagnosis off; where a line points to it alone, all point to the one kept instead."""
    letter, codes = LETTERS[place : place + 1], case.visit.diagnoses
    alone = [
        line
        for line in case.payer_lines
        if {one.strip().upper() for one in line.claim.pointers if one.strip()} == {letter}
    ]
    label = f"Remove {written(codes[place])}"
    if not alone:
        return Fix(label, reorder_diagnoses(_without(case, place)))
    told = f"{label}; point {alone[0].code} to {written(codes[kept])} instead"
    return Fix(told, reorder_diagnoses(_without(case, place), {place: kept}))


def _excludes(one: DiagnosisEntry, other: DiagnosisEntry) -> bool:
    return any(other.code.startswith(excluded) for excluded in one.excludes1)


@rule(
    "D013",
    "dx-region-vs-treatment",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Denial reason CARC 11: the diagnosis doesn't fit the procedure",
    audience=INSURERS,
    denials=("CO-11",),
    bad="M54.50, but only the neck was treated",
    good="M54.2, and the neck was treated",
)
def dx_region_vs_treatment(case: Case) -> Iterator[Fault]:
    """The treated region is not, and is not next to, the region of any diagnosis the line points to.

    Nothing is reported if a diagnosis has no region or radiates, or if no treated area is known.
    """
    if not case.payer.insures:
        return
    for line in case.payer_lines:
        treated = _regions(case, line)
        targets = pointed(case, line)
        if not treated or not targets or any(_anywhere(entry) for entry in targets):
            continue
        if not any(near(region, entry.region) for region in treated for entry in targets):
            first = targets[0]
            yield Fault(
                line.path("pointers"),
                f"{line.code} was done on the {_listed(treated)}, "
                f"but {first.code} is for the {first.region}.",
                "Point to a diagnosis for the area treated, or correct the area.",
                (
                    *repoint(case, line, treated),
                    Fix(f"Correct the areas for {line.code}", jump=line.path("area")),
                ),
            )


def _anywhere(entry: DiagnosisEntry) -> bool:
    """Whether what a diagnosis names may rightly be treated in any region."""
    return not entry.region or _RADIATES.search(entry.text) is not None


def _regions(case: Case, line: BilledLine) -> tuple[str, ...]:
    """Return the regions entered for a line, else for the visit, else those of its sentences in the note."""
    entered = (", ".join((line.service.area, *line.service.regions)), ", ".join(case.visit.areas))
    for words in entered:
        if words.strip(", "):
            return tuple(dict.fromkeys(area.region for area in areas_in(words, case.tables.vocabulary)))
    mentions = named_for(case, line).mentions
    return tuple(dict.fromkeys(region for mention in mentions for region in mention.regions))


def pointed(case: Case, line: BilledLine) -> list[DiagnosisEntry]:
    """Return the diagnoses that a line points to; none where one of them is not known."""
    by_letter = dict(zip(LETTERS, case.visit.diagnoses, strict=False))
    letters = [letter.strip().upper() for letter in line.claim.pointers if letter.strip()]
    entries = [case.tables.diagnosis(written(by_letter.get(letter, ""))) for letter in letters]
    known = [entry for entry in entries if entry is not None]
    return known if len(known) == len(entries) else []


def repoint(case: Case, line: BilledLine, treated: tuple[str, ...]) -> tuple[Fix, ...]:
    """Offer the diagnoses of treated regions for a line to point to."""
    fitting = []
    for letter, code in zip(LETTERS, case.visit.diagnoses, strict=False):
        entry = case.tables.diagnosis(written(code))
        if entry is not None and entry.region in treated:
            fitting.append(letter)
    letters = tuple(fitting[:MOST_POINTERS])
    if not letters:
        return ()
    return (Fix(f"Point {line.code} to {', '.join(letters)}", set_pointers(line.index, letters)),)


def _listed(regions: tuple[str, ...]) -> str:
    return " and ".join(regions[:2])


@rule(
    "D014",
    "injury-without-accident",
    Severity.WARNS,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source="NUCC, CMS-1500 items 10 and 14",
    audience=only("auto", "workers compensation"),
    denials=("CO-16", "CO-19", "CO-21", "MA100", "N305", "N744"),
    bad="S13.4XXA to an auto insurer, no accident date",
    good="S13.4XXA with an auto accident in Florida on 03/01/2026",
)
def injury_without_accident(case: Case) -> Iterator[Fault]:
    """An injury is billed to an auto insurer or workers' compensation, but no accident date is on file."""
    if case.payer.kind not in {"auto", "workers compensation"} or not case.bills_insurer:
        return
    injury = next(((index, code) for index, code in _codes(case) if code.startswith(_INJURY)), None)
    if injury is None or (case.injury is not None and case.injury.injury_date is not None):
        return
    index, code = injury
    wanting = "no injury case is on file" if case.injury is None else "the case has no injury date"
    yield Fault(
        f"visit.diagnoses[{index}]" if case.injury is None else "case.injury_date",
        f"{code} is an injury code, but {wanting}.",
        "Enter the case with the date and type of the accident."
        if case.injury is None
        else "Enter the injury date in the case.",
        (Fix("Go to the case", jump="case.injury_date"),),
        pair=("case",) if case.injury is None else ("case.injury_date",),
    )


@rule(
    "D015",
    "dx-not-on-referral",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="massageseattle.net on Regence and Premera: a massage therapist may not diagnose",
    audience=INSURERS.asked_by("referral"),
    denials=("CO-11", "CO-219", "N576", "N607"),
    bad="M79.18, and the prescription lists M54.2",
    good="M54.2, and the prescription lists it",
)
def dx_not_on_referral(case: Case) -> Iterator[Fault]:
    """A diagnosis on the claim is not on the prescription the payer requires.

    A more general or more specific code, or one with a different 7th character, counts as the same. A
    prescription with diagnoses in words is not checked.
    """
    if not prescription_asked_for(case) or case.referral is None:
        return
    given = [written(code) for code in case.referral.diagnoses if code.strip()]
    if not given or not all(_CODE.fullmatch(code) for code in given):
        return
    for index, code in _codes(case):
        if not any(_same(code, prescribed) for prescribed in given):
            yield Fault(
                f"visit.diagnoses[{index}]",
                f"{code} is not on the prescription, which lists {_few(given)}.",
                f"Use the prescribed diagnosis, or ask the prescriber to add {code}.",
                (Fix("Go to the prescription", jump="referral.diagnoses"),),
            )


def _same(code: str, prescribed: str) -> bool:
    one, other = code[:_STEM], prescribed[:_STEM]
    return one.startswith(other) or other.startswith(one)


def _few(codes: list[str]) -> str:
    return ", ".join(codes[:3]) + (", …" if len(codes) > 3 else "")  # noqa: PLR2004


@rule(
    "D016",
    "stress-as-primary",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="massageseattle.net and eviCore's massage criteria: relaxation and stress are not covered",
    audience=INSURERS,
    denials=("CO-11", "CO-49", "CO-167", "N115", "N569"),
    bad="97124, and Z73.3 is listed first",
    good="97124, and M54.2 is listed first",
)
def stress_as_primary(case: Case) -> Iterator[Fault]:
    """Stress, mood, sleep or fatigue is the first diagnosis for hands-on treatment.

    Payers deny that as not medically necessary. If the prescription also names a condition the
    treatment is for, list that first.
    """
    codes = _codes(case)
    lines = [line for line in case.payer_lines if line.code in {MASSAGE, MANUAL}]
    if not case.payer.insures or not codes or not lines or not codes[0][1].startswith(not_a_main_reason()):
        return
    first, code = codes[0]
    better = next((one for one in codes if not one[1].startswith(not_a_main_reason())), None)
    fixes: tuple[Fix, ...] = ()
    if better is not None:
        order = [better[0], *_without(case, better[0])]
        fixes = (Fix(f"List {better[1]} first", reorder_diagnoses(order)),)
    yield Fault(
        f"visit.diagnoses[{first}]",
        f"{code} is listed first for {lines[0].code}, but payers want the treated condition first.",
        f"List {better[1]} first." if better else "Ask the prescriber which condition the treatment is for.",
        fixes,
    )
