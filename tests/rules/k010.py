"""K010 icd-indicator."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.changes import claim
from tests.year.fault import Fault

BAD = {
    "9": on(COMPLETE, {"claim": {"icd_indicator": "9"}}),
    "blank": on(COMPLETE, {"claim": {"icd_indicator": ""}}),
}

GOOD = {
    "no indicator": COMPLETE,
    "0": on(COMPLETE, {"claim": {"icd_indicator": "0"}}),
    "a client who pays": on(COMPLETE, {"payer": "client_pay", "claim": {"icd_indicator": "9"}}),
}


PLANTED = (Fault("ICD-9", "commercial, premera, comp", claim(icd_indicator="9")),)
