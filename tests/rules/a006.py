"""A006 benefit-limit."""

from datetime import date

from tests.rules.bases import PRESCRIBED
from tests.rules.example import GONE, every, on
from tests.year.fault import Fault

SEVENTEENTH = on(
    PRESCRIBED, {"payer": "ump", "earlier_visits": every(7, "2026-01-01", 16, {"state": "done"})}
)

BAD = {
    "visit 17 of the year at UMP": SEVENTEENTH,
    "visit 5 of a case for 4": on(
        PRESCRIBED,
        {
            "payer": {"name": "Plan", "case_visits": 4},
            "earlier_visits": every(7, "2026-01-01", 4, {"state": "done"}),
        },
    ),
}

GOOD = {
    "visit 16 of the year": on(SEVENTEENTH, {"earlier_visits.15": GONE}),
    "last year's visits do not count": on(
        SEVENTEENTH,
        {
            "earlier_visits": [
                {"date": "2025-09-01", "state": "done"},
                {"date": "2025-09-08", "state": "done"},
                {"date": "2025-09-15", "state": "done"},
                {"date": "2025-09-22", "state": "done"},
                {"date": "2025-09-29", "state": "done"},
                {"date": "2025-10-06", "state": "done"},
                {"date": "2025-10-13", "state": "done"},
                {"date": "2025-10-20", "state": "done"},
                {"date": "2025-10-27", "state": "done"},
                {"date": "2025-11-03", "state": "done"},
                {"date": "2026-01-01", "state": "done"},
                {"date": "2026-01-08", "state": "done"},
                {"date": "2026-01-15", "state": "done"},
                {"date": "2026-01-22", "state": "done"},
                {"date": "2026-01-29", "state": "done"},
                {"date": "2026-02-05", "state": "done"},
                {"date": "2026-02-12", "state": "done"},
                {"date": "2026-02-19", "state": "done"},
                {"date": "2026-02-26", "state": "done"},
                {"date": "2026-03-05", "state": "done"},
                {"date": "2026-03-12", "state": "done"},
                {"date": "2026-03-19", "state": "done"},
                {"date": "2026-03-26", "state": "done"},
                {"date": "2026-04-02", "state": "done"},
                {"date": "2026-04-09", "state": "done"},
            ]
        },
    ),
    "a no-show does not count": on(
        SEVENTEENTH, {"earlier_visits.15": {"date": "2026-10-30", "state": "no show"}}
    ),
    "a plan without a limit": on(SEVENTEENTH, {"payer": "commercial"}),
    "the client pays this visit": on(SEVENTEENTH, {"services.0.bill_to": "client"}),
}


PLANTED = (
    Fault("one visit more than the plan pays in a year", "ump", visits=17, since=date(2026, 2, 7)),
    Fault("one visit more than the plan pays for a case", "per case", visits=27, since=date(2026, 1, 3)),
)
