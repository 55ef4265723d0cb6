"""K023 relation-missing."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.client import HOLDER
from tests.year.client_files import each
from tests.year.fault import Fault

SOMEBODY = {"name": "Doe, Robin", "birth_date": "1980-04-17"}

BAD = {
    "no relation": on(COMPLETE, {"coverage.0.subscriber": {**SOMEBODY, "relationship": ""}}),
}

GOOD = {
    "the spouse's policy": on(COMPLETE, {"coverage.0.subscriber": {**SOMEBODY, "relationship": "spouse"}}),
    "nothing is told of the relation": on(COMPLETE, {"coverage.0.subscriber": SOMEBODY}),
    "the client's own policy": COMPLETE,
}


PLANTED = (
    Fault(
        "a policy of somebody, without the relation",
        "commercial, uhc, medicaid",
        file=each("coverage", subscriber=HOLDER.model_copy(update={"relationship": ""})),
    ),
)
