"""A065 msp-not-asked."""

from datetime import date

from charting_tui.records.eligibility import MedicareSecondary
from tests.rules.bases import MEDICARE_PT
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault

CASE = {"kind": "auto", "injury_date": "2026-10-20", "state": "WA"}


def answered(**answer: str) -> dict[str, object]:
    return on(MEDICARE_PT, {"coverage.0.secondary": answer, "claim": {"billed_on": "2026-11-20"}})


BAD = {
    "asked fourteen months ago": answered(asked_on="2025-09-19", first="none"),
    "never asked": answered(),
    "asked before the accident": on(answered(asked_on="2026-02-04", first="none"), {"other_cases": [CASE]}),
}

GOOD = {
    "asked in February": answered(asked_on="2026-02-04", first="none"),
    "nothing is told of it": MEDICARE_PT,
    "asked after the accident": on(answered(asked_on="2026-11-02", first="none"), {"other_cases": [CASE]}),
    "Medicare is second": on(
        answered(),
        {
            "coverage.0.order": "secondary",
            "claim.primary_decided_on": "2026-11-19",
            "services.0.first_payer": {"paid": "40.00"},
        },
    ),
}


PLANTED = (
    Fault("nobody asked who pays before Medicare", "medicare", file=each("coverage", secondary=None)),
    Fault(
        "who pays before Medicare was asked two years ago",
        "medicare back, medicare adjustment",
        file=each("coverage", secondary=MedicareSecondary(asked_on=date(2024, 5, 2), first="none")),
    ),
)
