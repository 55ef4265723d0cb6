"""K041 assignment-not-signed."""

from tests.rules.bases import COMPLETE
from tests.rules.example import GONE, on
from tests.year.client_files import each
from tests.year.fault import Fault

CASE = {"kind": "auto", "injury_date": "2026-10-20", "state": "WA", "claim_number": "BA40117"}
AUTO = on(COMPLETE, {"payer": "auto", "case": CASE, "coverage.0.assignment_signed_on": "2026-11-05"})
OUTSIDE = {"id": "own", "name": "Granite Mutual", "kind": "commercial", "in_network": False}

BAD = {
    "an auto insurer": on(AUTO, {"coverage.0.assignment_signed_on": GONE}),
    "a plan out of network": on(COMPLETE, {"payer": OUTSIDE}),
}

GOOD = {
    "signed at the first visit": AUTO,
    "in network": on(COMPLETE, {"payer": {**OUTSIDE, "in_network": True}}),
    "nothing is told of it": on(COMPLETE, {"payer": OUTSIDE, "coverage.0.eligibility_checked_on": GONE}),
}


PLANTED = (
    Fault(
        "nobody signed the assignment of benefits",
        "auto, auto manual, pip",
        file=each("coverage", assignment_signed_on=None),
    ),
)
