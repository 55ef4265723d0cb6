"""A024 case-not-open."""

from tests.rules.bases import COMPLETE, WORK_CASE
from tests.rules.example import on
from tests.year.changes import days
from tests.year.client_files import on_that_day
from tests.year.fault import Fault

OPEN_CASE = on(COMPLETE, {"payer": "workers_comp", "case": WORK_CASE})

BAD = {
    "a week after the case was closed": on(OPEN_CASE, {"case.ended_on": "2026-11-12"}),
    "the day before the injury": on(OPEN_CASE, {"case.injury_date": "2026-11-20"}),
    "an auto case closed the day before": on(
        COMPLETE,
        {
            "payer": "auto",
            "case": {
                "kind": "auto",
                "injury_date": "2026-10-20",
                "state": "WA",
                "claim_number": "P1",
                "insurer": "Sound Casualty",
                "ended_on": "2026-11-18",
            },
        },
    ),
}

GOOD = {
    "closed on the day of the visit": on(OPEN_CASE, {"case.ended_on": "2026-11-19"}),
    "an open case": OPEN_CASE,
    "the day of the accident": on(
        COMPLETE,
        {
            "payer": "auto",
            "case": {
                "kind": "auto",
                "injury_date": "2026-11-19",
                "state": "WA",
                "claim_number": "P1",
                "insurer": "Sound Casualty",
            },
        },
    ),
}


PLANTED = (
    Fault(
        "the case was closed a week before",
        "comp, lni, auto, pip",
        file=on_that_day("cases", ended_on=lambda day: day - days(7)),
    ),
    Fault(
        "a visit before the injury",
        "comp therapy, auto manual",
        file=on_that_day("cases", injury_date=lambda day: day + days(1)),
    ),
)
