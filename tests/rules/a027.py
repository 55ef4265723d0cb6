"""A027 injury-billed-to-health-plan."""

from datetime import date
from typing import Literal

from charting_tui.records.chart import ClientFile
from charting_tui.records.coverage import InjuryCase
from tests.rules.bases import MANUAL_45
from tests.rules.example import on
from tests.year.changes import days, visit
from tests.year.fault import Fault, FileChange

BAD = {
    "a work injury with its claim number": on(
        MANUAL_45,
        {
            "diagnoses": ["S16.1XXD"],
            "case": {
                "kind": "employment",
                "injury_date": "2026-10-20",
                "state": "WA",
                "claim_number": "BB12345",
                "employer": "Boat Co",
            },
        },
    ),
    "an auto accident with its claim number": on(
        MANUAL_45,
        {
            "diagnoses": ["S13.4XXD"],
            "case": {
                "kind": "auto",
                "injury_date": "2026-10-20",
                "state": "WA",
                "claim_number": "BB12345",
                "employer": "",
            },
        },
    ),
    "the note tells of being rear-ended": on(
        MANUAL_45,
        {
            "diagnoses": ["S13.4XXA"],
            "note.subjective": "Rear-ended at a light last week; neck pain 6/10, cannot drive.",
        },
    ),
}

GOOD = {
    "billed to workers' compensation": on(
        MANUAL_45,
        {
            "payer": "workers_comp",
            "diagnoses": ["S16.1XXD"],
            "case": {
                "kind": "employment",
                "injury_date": "2026-10-20",
                "state": "WA",
                "claim_number": "BB12345",
                "employer": "Boat Co",
            },
            "coverage": [{"payer": "workers_comp", "member_id": "BB12345"}],
        },
    ),
    "an injury that is neither work nor auto": on(
        MANUAL_45, {"diagnoses": ["S16.1XXD"], "case": {"kind": "other", "injury_date": "2026-10-20"}}
    ),
    "the note denies an accident": on(
        MANUAL_45,
        {
            "diagnoses": ["S13.4XXA"],
            "note.subjective": "Denies MVA; woke with neck pain 6/10 after lifting a child, cannot drive.",
        },
    ),
    "an accident site is not an accident": on(
        MANUAL_45,
        {
            "note.subjective": (
                "Drives past the site of a car accident daily; neck pain 4/10, cannot look round."
            )
        },
    ),
}


def _injured(kind: Literal["auto", "employment"]) -> FileChange:
    """Let there be an accident that another insurer answers for."""

    def change(file: ClientFile, day: date) -> ClientFile:
        case = InjuryCase(id="k9", kind=kind, injury_date=day - days(20), state="WA", claim_number="BA40117")
        return file.model_copy(update={"cases": (case,)})

    return change


PLANTED = (
    Fault(
        "an injury at work, billed to a health plan",
        "commercial, uhc, medicaid",
        visit(case="k9"),
        file=_injured("employment"),
    ),
    Fault("an auto accident, billed to a health plan", "commercial", visit(case="k9"), file=_injured("auto")),
)
