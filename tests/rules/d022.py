"""D022 dx-without-place."""

from tests.rules.bases import COMPLETE, MANUAL
from tests.rules.example import on
from tests.year.changes import diagnosed
from tests.year.fault import Fault

BAD = {"M54.9": on(MANUAL, {"diagnoses": ["M54.9"]})}

GOOD = {
    "M54.2": COMPLETE,
    "M54.9 behind M54.2": on(MANUAL, {"diagnoses": ["M54.2", "M54.9"]}),
    "a client who pays": on(MANUAL, {"payer": "client_pay", "diagnoses": ["M54.9"]}),
}


PLANTED = (Fault("pain of the back, nobody says where", "commercial, uhc, medicaid", diagnosed("M54.9")),)
