"""K013 superbill-fields."""

from tests.rules.bases import COMPLETE, SELF_PAY
from tests.rules.example import GONE, on
from tests.year.changes import visit
from tests.year.fault import Fault

BAD = {
    "no length": on(
        SELF_PAY, {"time_in": GONE, "time_out": GONE, "services.0.minutes": None, "services.0.units": 1}
    ),
    "no license number": on(SELF_PAY, {"therapist.licence_number": ""}),
    "no amount": on(SELF_PAY, {"services.0.charge": GONE}),
    "no NPI and no diagnosis": on(
        SELF_PAY, {"therapist.npi": "", "diagnoses": [], "services.0.pointers": []}
    ),
}

GOOD = {
    "a full receipt": SELF_PAY,
    "a commercial payer": COMPLETE,
    "no NPI is needed": on(SELF_PAY, {"therapist.npi": "", "coverage": []}),
}


PLANTED = (Fault("a receipt without licence number", "self, self back", visit(therapist="unlicensed")),)
