"""C035 treatment-without-evaluation."""

from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import line, on
from tests.year.changes import without
from tests.year.fault import Fault

FIRST = on(
    MEDICARE_PT, {"earlier_visits": [], "plan_of_care.first_treatment": "2026-11-19", "kind": "initial"}
)

BAD = {
    "the first visit, without an evaluation": FIRST,
    "the second visit, and none had one": on(
        FIRST,
        {
            "kind": "follow-up",
            "plan_of_care.first_treatment": "2026-11-12",
            "earlier_visits": [
                {"date": "2026-11-12", "kind": "initial", "state": "done", "services": [line("97110", 30, 2)]}
            ],
        },
    ),
}

GOOD = {
    "an evaluation on the first visit": on(
        FIRST, {"services.1": line("97161", 30, 1, "GP", "A", area="neck")}
    ),
    "one at the visit before": on(
        FIRST,
        {
            "earlier_visits": [
                {"date": "2026-11-12", "kind": "initial", "state": "done", "services": [line("97161", 30, 1)]}
            ]
        },
    ),
    "treatment began elsewhere": MEDICARE_PT,
    "a commercial payer": on(COMPLETE, {"earlier_visits": []}),
}


PLANTED = (
    Fault(
        "no evaluation before treatment",
        "medicare, medicare back, medicare occupational",
        without(0),
        number=0,
    ),
)
