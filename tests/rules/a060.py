"""A060 appeal-due."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.changes import answered
from tests.year.fault import Fault

DENIED = on(
    COMPLETE,
    {
        "as_of": "2027-03-10",
        "claim": {
            "billed_on": "2026-11-20",
            "denial": {"denied_on": "2026-12-01", "appeal_due": "2027-03-31"},
        },
    },
)

BAD = {
    "three weeks left": DENIED,
    "passed": on(DENIED, {"as_of": "2027-04-01"}),
    "by the payer's days": on(
        DENIED,
        {
            "payer": "cigna",
            "claim.denial": {"denied_on": "2026-12-01"},
            "as_of": "2027-05-20",
        },
    ),
}

GOOD = {
    "three months left": on(DENIED, {"as_of": "2026-12-20"}),
    "the appeal is sent": on(DENIED, {"claim.denial.appeal_sent_on": "2027-03-01"}),
    "nobody knows the last day": on(DENIED, {"claim.denial": {"denied_on": "2026-12-01"}}),
    "replaced": on(DENIED, {"claim.frequency": "7", "claim.original_ref": "2026320001"}),
}


PLANTED = (
    Fault("the last day to appeal is near", "commercial, uhc", kept=answered(due_in=10)),
    Fault("the last day to appeal has passed", "regence", kept=answered(due_in=-10)),
)
