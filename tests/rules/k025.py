"""K025 dependent-too-old."""

from datetime import date

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.client import HOLDER
from tests.year.client_files import both, each, of_client
from tests.year.fault import Fault

MOTHER = {"name": "Doe, Robin", "relationship": "Mother", "birth_date": "1960-04-17"}
ON_A_PARENTS = on(COMPLETE, {"coverage.0.subscriber": MOTHER})

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
                subscriber=HOLDER.model_copy(update={"relationship": "father"}),
            ),
        ),
    ),
)
