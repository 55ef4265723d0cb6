"""D001 no-diagnosis."""

from tests.rules.bases import BARE_MANUAL, MANUAL
from tests.rules.example import line, on
from tests.year.changes import diagnosed
from tests.year.courses import NECKS
from tests.year.fault import Fault

BAD = {
    "no diagnosis": on(BARE_MANUAL, {"diagnoses": [], "services.0.pointers": []}),
}

GOOD = {
    "M54.2": MANUAL,
    "a client who pays": on(MANUAL, {"payer": "client_pay", "diagnoses": [], "services.0.pointers": []}),
    "a line billed to the client": on(
        MANUAL, {"diagnoses": [], "services.0": line("97140", 53, 4, "GP", "", bill_to="client")}
    ),
}


PLANTED = (Fault("no diagnosis", f"{NECKS}, premera, lni, auto, medicare", diagnosed()),)
