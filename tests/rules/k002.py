"""K002 npi-missing."""

from tests.rules.bases import HEALTH_TOLD
from tests.rules.example import GONE, on
from tests.year.changes import visit
from tests.year.courses import INSURED
from tests.year.fault import Fault

BAD = {
    "a blank one for the therapist": on(HEALTH_TOLD, {"therapist.npi": ""}),
    "none for the therapist": on(HEALTH_TOLD, {"therapist.npi": GONE}),
    "none for the practice": on(HEALTH_TOLD, {"practice.npi": GONE}),
}

GOOD = {
    "therapist and practice with theirs": HEALTH_TOLD,
    "a client who pays": on(HEALTH_TOLD, {"payer": "client_pay", "therapist.npi": GONE}),
    "nobody is known": on(HEALTH_TOLD, {"practice": GONE, "therapist": GONE}),
    "the client pays this visit": on(HEALTH_TOLD, {"practice.npi": GONE, "services.0.bill_to": "client"}),
}


PLANTED = (Fault("a therapist without number", INSURED, visit(therapist="unnumbered")),)
