"""Acupuncture, and codes that need another beside them: C009 to C011."""

from collections.abc import Iterator

from charting_tui.coding.prose.evidence import evidence
from charting_tui.records.draft_edits import bill_nobody, keep_units, set_code
from charting_tui.records.people import Role
from charting_tui.records.values import whole_number
from charting_tui.rules.audience import EVERYBODY
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import one_of

_OPENING = frozenset({"97810", "97813"})
_FURTHER = frozenset({"97811", "97814"})
_BASES = {
    "97811": ("97810", "97813"),
    "97814": ("97813", "97810"),
    "97546": ("97545",),
    "97130": ("97129",),
}
"""Add-on codes by the codes of which one must stand beside them, the nearest first."""
_OF_EQUAL_LENGTH = frozenset({"97811", "97814", "97130"})
"""Add-on codes whose first quarter hour is one of the base code."""
_LEAST_FURTHER = 8
"""Minutes face to face that earn a further quarter hour."""


@rule(
    "C009",
    "two-initial-acupuncture",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="CMS NCCI practitioner table 2024-07-01: 97813/97810, indicator 0; MUE 1; acupuncturetoday 31524",
    audience=EVERYBODY,
    denials=("CO-97", "CO-231", "CO-236"),
    bad="97810 and 97813",
    good="97813 and 97811",
    silences=("C019", "T013"),
)
def two_opening_quarter_hours(case: Case) -> Iterator[Fault]:
    """Two initial acupuncture codes are billed for the same day.

    A day has one initial code with one unit, with or without electrical stimulation. Further time is
    97811 or 97814, if needles were inserted again. Leaving needles in longer doesn't earn a second
    unit.
    """
    opening = [line for line in case.lines if line.billed and line.code in _OPENING]
    for line in opening[1:]:
        further = "97811" if line.code == "97810" else "97814"
        swap = (Fix(f"Change this line to {further}", set_code(line.index, further)),)
        both = f"{opening[0].code} and {line.code} are billed"
        yield Fault(
            line.path("code"),
            (
                f"Only one initial acupuncture code is allowed per day; "
                f"{both if opening[0].code != line.code else f'{line.code} is on two lines'}."
            ),
            f"Keep one. If needles were inserted again, use {further} for the other.",
            (
                *(swap if line.service.new_insertion else ()),
                Fix(f"Keep {line.code} in the record, do not bill it", bill_nobody(line.index)),
            ),
            pair=(opening[0].code, line.code),
        )
    for line in opening:
        units = whole_number(line.claim.units)
        if units is not None and units > 1:
            further = "97811" if line.code == "97810" else "97814"
            yield Fault(
                line.path("units"),
                f"{line.code} is one unit per day; {units} are entered.",
                f"Enter 1 unit. If needles were inserted again, add {further}.",
                (Fix(f"Enter 1 unit for {line.code}", keep_units({line.index: 1})),),
                pair=(line.code,),
            )


@rule(
    "C010",
    "addon-without-base",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="CMS physician fee schedule 2024: add-on codes (global period ZZZ)",
    audience=EVERYBODY,
    denials=("CO-107", "CO-B15", "N122", "N674"),
    bad="97811 without 97810",
    good="97810 and 97811",
)
def add_on_without_base(case: Case) -> Iterator[Fault]:
    """An add-on code is billed without its base code.

    97811 and 97814 need 97810 or 97813, 97546 needs 97545, 97130 needs 97129, billed to the same payer.
    """
    add_ons = [line for line in case.lines if line.billed and line.code in _BASES]
    for line in add_ons:
        bases = _BASES[line.code]
        beside = {other.code for other in case.lines if other.service.bill_to is line.service.bill_to}
        if beside.isdisjoint(bases):
            opening = {other.code for other in case.lines if other.billed} & {*bases, *_OPENING}
            alone = len(add_ons) == 1 and not opening and (whole_number(line.claim.units) or 1) == 1
            swap = (Fix(f"Change this line to {bases[0]}", set_code(line.index, bases[0])),)
            yield Fault(
                line.path("code"),
                f"{line.code} is an add-on code; it can't be billed without {one_of(bases)}.",
                f"If {one_of(bases)} was done too, add it. Otherwise do not bill {line.code}.",
                swap
                if alone and line.code in _OF_EQUAL_LENGTH
                else (Fix("Choose a code", jump=line.path("code")),),
            )


@rule(
    "C011",
    "reinsertion-not-documented",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Acupuncture coding pages (acupuncturetoday 31524, zrlka)",
    audience=EVERYBODY,
    denials=("CO-151",),
    bad="needles left in for 30 minutes, and 97811",
    good="a second set inserted, 15 more minutes",
)
def reinsertion_not_documented(case: Case) -> Iterator[Fault]:
    """More acupuncture time is billed, but the note shows no new needle insertion or too little time.

    97811 and 97814 need needles inserted again and at least 8 more minutes face to face. Leaving
    needles in doesn't earn more.
    """
    for line in case.lines:
        if not line.billed or line.code not in _FURTHER:
            continue
        spent = line.service.exact_minutes
        if not _inserted_anew(case, line):
            yield Fault(
                line.path("new_insertion"),
                f"{line.code} is billed, but the note doesn't show that needles were inserted again.",
                f"If they were, document that. Otherwise do not bill {line.code}.",
                (
                    Fix("Enter whether needles were inserted again", jump=line.path("new_insertion")),
                    Fix(f"Keep {line.code} in the record, do not bill it", bill_nobody(line.index)),
                ),
                missing=line.service.new_insertion is None and not case.visit.note.objective.strip(),
            )
        elif spent is not None and spent < _LEAST_FURTHER:
            yield Fault(
                line.path("minutes"),
                f"{line.code} needs at least {_LEAST_FURTHER} more face-to-face minutes; it has {spent}.",
                f"If the minutes are wrong, correct them. Otherwise do not bill {line.code}.",
                (Fix(f"Keep {line.code} in the record, do not bill it", bill_nobody(line.index)),),
            )


def _inserted_anew(case: Case, line: BilledLine) -> bool:
    if line.service.new_insertion is not None:
        return line.service.new_insertion
    if not case.note_given:
        return True
    said = "\n".join((case.told.text(), *line.service.techniques))
    return any(line.code in mention.codes for mention in evidence(said, case.tables.vocabulary))
