"""K023 relation-missing."""

from datetime import date

from charting_tui.records.coverage import Subscriber
from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault

HOLDER = {"name": "Doe, Robin", "birth_date": "1980-04-17"}

BAD = {
    "no relation": on(COMPLETE, {"coverage.0.subscriber": {**HOLDER, "relationship": ""}}),
}

GOOD = {
    "the spouse's policy": on(COMPLETE, {"coverage.0.subscriber": {**HOLDER, "relationship": "spouse"}}),
    "nothing is told of the relation": on(COMPLETE, {"coverage.0.subscriber": HOLDER}),
    "the client's own policy": COMPLETE,
}


PLANTED = (
    Fault(
        "a policy of somebody, without the relation",
        "commercial, uhc, medicaid",
        file=each("coverage", subscriber=Subscriber(name="Marsh, Robin", birth_date=date(1980, 4, 17))),
    ),
)
