"""A036 claim-number-filler."""

from tests.rules.a029 import ACCIDENT
from tests.rules.bases import COMPLETE, LNI
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault

BAD = {
    "“pending”": on(LNI, {"case.claim_number": "pending"}),
    "“123”": on(ACCIDENT, {"case.claim_number": "123"}),
    "zeros": on(ACCIDENT, {"case.claim_number": "0000"}),
}

GOOD = {
    "L&I's number": LNI,
    "an auto insurer's number": ACCIDENT,
    "a health plan": on(COMPLETE, {"case": {"kind": "other", "claim_number": "n/a"}}),
}


PLANTED = (Fault("a claim number that is none", "auto, lni, comp", file=each("cases", claim_number="TBD")),)
