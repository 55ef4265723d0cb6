"""A012 progress-report-due."""

from charting_tui.records.visit import VisitKind
from tests.rules.bases import COMPLETE, LNI, MEDICARE_PT
from tests.rules.example import GONE, every, on
from tests.year.changes import days, visit
from tests.year.client_files import both, on_that_day, only_first
from tests.year.fault import Fault

MEDICARE_COURSE = on(
    MEDICARE_PT,
    {
        "plan_of_care": {
            "diagnoses": ["M54.2"],
            "goals": ["look over the left shoulder while driving"],
            "type": "manual therapy",
            "amount": "one visit",
            "duration": "12 weeks",
            "frequency": "1 a week",
            "first_treatment": "2026-10-01",
            "certified_on": "2026-10-01",
        },
        "earlier_visits": every(3, "2026-10-01", 9, {"state": "done", "services": []}),
    },
)

BAD = {
    "the 11th treatment day": on(
        MEDICARE_COURSE,
        {
            "plan_of_care.duration": "6 weeks",
            "earlier_visits.9": {"date": "2026-10-28", "state": "done", "services": []},
        },
    ),
    "the 13th treatment day": on(
        MEDICARE_COURSE,
        {
            "plan_of_care.duration": "6 weeks",
            "earlier_visits": every(3, "2026-10-01", 12, {"state": "done", "services": []}),
        },
    ),
    "the 7th visit at L&I": on(
        LNI,
        {
            "plan_of_care.last_progress_report": GONE,
            "plan_of_care.first_treatment": "2026-10-29",
            "earlier_visits": every(3, "2026-10-29", 6, {"state": "done", "services": []}),
        },
    ),
    "more than 30 days since the last report at L&I": on(
        LNI,
        {
            "plan_of_care.first_treatment": "2026-10-01",
            "plan_of_care.last_progress_report": "2026-10-14",
            "earlier_visits": [{"date": "2026-10-14", "state": "done", "services": []}],
        },
    ),
}

GOOD = {
    "the 9th treatment day": on(MEDICARE_COURSE, {"earlier_visits.8": GONE}),
    "the 10th treatment day": MEDICARE_COURSE,
    "this visit is the progress report": on(
        MEDICARE_COURSE,
        {
            "kind": "progress report",
            "earlier_visits": every(3, "2026-10-01", 12, {"state": "done", "services": []}),
        },
    ),
    "a progress report eight visits ago": on(
        MEDICARE_COURSE,
        {
            "plan_of_care.certified_on": "2026-10-02",
            "earlier_visits.8": {
                "date": "2026-10-28",
                "state": "done",
                "kind": "progress report",
                "services": [],
            },
            "earlier_visits.9": {"date": "2026-11-01", "state": "done", "services": []},
            "earlier_visits.10": {"date": "2026-11-05", "state": "done", "services": []},
        },
    ),
    "the 6th visit at L&I": on(
        LNI,
        {
            "plan_of_care.last_progress_report": GONE,
            "plan_of_care.first_treatment": "2026-10-29",
            "earlier_visits": every(3, "2026-10-29", 5, {"state": "done", "services": []}),
        },
    ),
    "a commercial payer": on(
        COMPLETE, {"earlier_visits": every(3, "2026-10-01", 12, {"state": "done", "services": []})}
    ),
}


PLANTED = (
    Fault(
        "eleven treatment days without a report",
        "medicare, medicare occupational",
        visits=11,
        draft=visit(kind=VisitKind.FOLLOW_UP),
        before=visit(kind=VisitKind.FOLLOW_UP),
    ),
    Fault(
        "forty days without a report",
        "lni, lni manual",
        file=both(only_first("plans"), on_that_day("plans", first_treatment=lambda day: day - days(40))),
    ),
)
