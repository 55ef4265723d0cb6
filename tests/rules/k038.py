"""K038 first-payers-answer-missing."""

from tests.rules.a014 import SECONDARY
from tests.rules.example import on
from tests.year.changes import billed_as
from tests.year.fault import Fault

DECIDED = on(SECONDARY, {"claim": {"primary_decided_on": "2026-11-19"}})
ANSWER = {"paid": "90.00", "adjustments": [{"group": "CO", "reason": "45", "cents": "40.00"}]}

BAD = {"the day alone": DECIDED}

GOOD = {
    "paid and taken off": on(DECIDED, {"services.0.first_payer": ANSWER}),
    "the first one has not decided yet, which A014 says": on(
        SECONDARY, {"coverage.0.order": "primary", "coverage.1.order": "secondary"}
    ),
}


PLANTED = (Fault("the first payer's amounts are missing", "two payers", billed_as(0, first_payer=None)),)
