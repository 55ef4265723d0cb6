"""N005 soap-section-empty."""

from tests.rules.bases import BARE_MANUAL, MANUAL
from tests.rules.example import GONE, on
from tests.year.changes import note
from tests.year.courses import ANYBODY
from tests.year.fault import Fault

BAD = {
    "no assessment": on(BARE_MANUAL, {"note.assessment": GONE}),
    "a blank plan": on(BARE_MANUAL, {"note.plan": "  "}),
    "an empty note of a client who pays": on(BARE_MANUAL, {"payer": "client_pay", "note": {}}),
}

GOOD = {
    "all four sections": MANUAL,
    "a no-show": on(BARE_MANUAL, {"state": "no show", "note": {}, "services": []}),
}


PLANTED = (
    Fault("no assessment", ANYBODY, note(assessment="")),
    Fault("no plan", "commercial back, regence, comp, self back", note(plan="")),
)
