"""A022 eligibility-stale."""

from datetime import date

from tests.rules.bases import COMPLETE, VA, WORK_CASE
from tests.rules.example import GONE, on
from tests.year.client_files import each
from tests.year.fault import Fault

BAD = {
    "checked 90 days before": on(COMPLETE, {"coverage.0.eligibility_checked_on": "2026-08-21"}),
    "checked in the month before": on(COMPLETE, {"coverage.0.eligibility_checked_on": "2026-10-31"}),
    "never checked": on(COMPLETE, {"coverage.0.eligibility_checked_on": GONE}),
}

GOOD = {
    "checked in the week of the visit": on(COMPLETE, {"coverage.0.eligibility_checked_on": "2026-11-16"}),
    "checked on the first of the month": on(COMPLETE, {"coverage.0.eligibility_checked_on": "2026-11-01"}),
    "checked after the visit": on(COMPLETE, {"coverage.0.eligibility_checked_on": "2026-12-03"}),
    "workers' compensation has no eligibility": on(
        COMPLETE, {"payer": "workers_comp", "coverage.0.eligibility_checked_on": GONE, "case": WORK_CASE}
    ),
    "the VA has no eligibility": on(VA, {"coverage.0.eligibility_checked_on": GONE}),
}


PLANTED = (
    Fault(
        "membership was last asked a year ago",
        "commercial, uhc, premera, medicare, medicaid",
        file=each("coverage", eligibility_checked_on=date(2025, 11, 3)),
    ),
    Fault(
        "membership was never asked",
        "regence, ump, anthem",
        file=each("coverage", eligibility_checked_on=None),
    ),
)
