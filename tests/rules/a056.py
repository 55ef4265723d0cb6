"""A056 injury-claim-denied."""

from charting_tui.records.coverage import ClaimDecision
from tests.rules.bases import LNI
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault

BAD = {
    "refused": on(LNI, {"case.decision": {"status": "denied", "as_of": "2026-11-10"}}),
    "not decided": on(LNI, {"case.decision": {"status": "open"}}),
}

GOOD = {
    "allowed": on(LNI, {"case.decision": {"status": "allowed"}}),
    "not asked": LNI,
}


PLANTED = (
    Fault("a refused work claim", "lni, comp", file=each("cases", decision=ClaimDecision(status="denied"))),
)
