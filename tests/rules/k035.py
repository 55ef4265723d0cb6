"""K035 billed-before-visit."""

from datetime import timedelta

from charting_tui.records.chart import VisitFile
from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.fault import Fault

BAD = {"billed the day before": on(COMPLETE, {"claim": {"billed_on": "2026-11-18"}})}

GOOD = {
    "billed on the day": on(COMPLETE, {"claim": {"billed_on": "2026-11-19"}}),
    "not billed": COMPLETE,
}


def billed_early(kept: VisitFile) -> VisitFile:
    day = kept.visit.date - timedelta(days=1)
    return kept.model_copy(update={"claim": kept.claim.model_copy(update={"billed_on": day})})


PLANTED = (
    Fault(
        "billed the day before the visit",
        "commercial, uhc, self",
        kept=billed_early,
        also="K005",
        why="on the day of the bill the visit was still to come",
    ),
)
