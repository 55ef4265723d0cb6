"""N023 license-of-another-state."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.changes import visit
from tests.year.fault import Fault

BAD = {"Oregon's license in Washington": on(COMPLETE, {"therapist.licence_state": "OR"})}

GOOD = {
    "Washington's license there": COMPLETE,
    "no state is known": on(COMPLETE, {"therapist.licence_state": ""}),
    "a client who pays": on(COMPLETE, {"payer": "client_pay", "therapist.licence_state": "OR"}),
}


PLANTED = (Fault("a license of another state", "commercial, premera", visit(therapist="oregon")),)
