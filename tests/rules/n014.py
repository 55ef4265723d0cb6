"""N014 licence-expired."""

from tests.rules.bases import HEALTH_TOLD
from tests.rules.example import GONE, on
from tests.year.changes import visit
from tests.year.fault import Fault

BAD = {
    "ended the day before": on(HEALTH_TOLD, {"therapist.licence_expires": "2026-11-18"}),
    "ended in June, for a client who pays": on(
        HEALTH_TOLD, {"payer": "client_pay", "therapist.licence_expires": "2026-06-30"}
    ),
}

GOOD = {
    "a license that ends later": HEALTH_TOLD,
    "it ends on the day": on(HEALTH_TOLD, {"therapist.licence_expires": "2026-11-19"}),
    "no end is known": on(HEALTH_TOLD, {"therapist.licence_expires": GONE}),
    "no therapist is known": on(HEALTH_TOLD, {"therapist": GONE}),
}


PLANTED = (
    Fault("a lapsed licence", "commercial, self, premera, lni, auto, regence", visit(therapist="lapsed")),
)
