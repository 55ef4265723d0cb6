"""A057 condition-not-accepted."""

from charting_tui.records.coverage import ClaimDecision
from tests.rules.bases import LNI
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault

BAD = {"the shoulder alone": on(LNI, {"case.decision": {"accepted": ["M25.511"]}})}

GOOD = {
    "the neck": on(LNI, {"case.decision": {"accepted": ["M54.2"]}}),
    "it named none": on(LNI, {"case.decision": {"status": "allowed"}}),
}


PLANTED = (
    Fault(
        "another condition than was accepted",
        "lni, auto",
        file=each("cases", decision=ClaimDecision(status="allowed", accepted=("M79.672",))),
    ),
)
