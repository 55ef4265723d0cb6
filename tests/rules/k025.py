"""K025 dependent-too-old."""

from datetime import date

from charting_tui.records.coverage import Subscriber
from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.client_files import both, each, of_client
from tests.year.fault import Fault

HOLDER = {"name": "Doe, Robin", "relationship": "Mother", "birth_date": "1960-04-17"}
ON_A_PARENTS = on(COMPLETE, {"coverage.0.subscriber": HOLDER})

BAD = {
    "42 years, on the mother's policy": ON_A_PARENTS,
    "26 on the day of the visit": on(ON_A_PARENTS, {"client.birth_date": "2000-11-19"}),
}

GOOD = {
    "26 on the day after the visit": on(ON_A_PARENTS, {"client.birth_date": "2000-11-20"}),
    "the spouse's policy": on(ON_A_PARENTS, {"coverage.0.subscriber.relationship": "spouse"}),
}


PLANTED = (
    Fault(
        "a grown child on the father's policy",
        "commercial, uhc",
        file=both(
            of_client(birth_date=date(1995, 2, 2)),
            each(
                "coverage",
                subscriber=Subscriber(
                    name="Marsh, Rolf", relationship="father", birth_date=date(1961, 4, 17)
                ),
            ),
        ),
    ),
)
