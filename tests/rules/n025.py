"""N025 licence-not-yet-issued."""

from tests.rules.bases import HEALTH_TOLD
from tests.rules.example import on
from tests.year.changes import visit
from tests.year.fault import Fault

BAD = {
    "issued the day after": on(HEALTH_TOLD, {"therapist.licence_issued": "2026-11-20"}),
    "issued in December, for a client who pays": on(
        HEALTH_TOLD, {"payer": "client_pay", "therapist.licence_issued": "2026-12-01"}
    ),
}

GOOD = {
    "issued on the day": on(HEALTH_TOLD, {"therapist.licence_issued": "2026-11-19"}),
    "nobody knows when": HEALTH_TOLD,
}


PLANTED = (Fault("a licence that was not issued yet", "commercial, self, lni", visit(therapist="newly")),)
