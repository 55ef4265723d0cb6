"""A029 auto-claim-number-missing."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.client_files import both, each
from tests.year.fault import Fault

ACCIDENT = on(
    COMPLETE,
    {
        "payer": "auto",
        "case": {"kind": "auto", "injury_date": "2026-10-20", "state": "WA", "claim_number": "K4417"},
    },
)

BAD = {
    "no claim number and no policy": on(ACCIDENT, {"case.claim_number": "", "coverage": []}),
    "no claim number, and the policy's": on(ACCIDENT, {"case.claim_number": " "}),
}

GOOD = {
    "a claim number": ACCIDENT,
    "a health plan, for an accident": on(ACCIDENT, {"payer": "commercial", "case.kind": "other"}),
}


PLANTED = (
    Fault("an accident without claim number", "auto, auto manual, pip", file=each("cases", claim_number="")),
    Fault(
        "an accident without claim or policy number",
        "auto, pip therapy",
        file=both(each("cases", claim_number=""), each("coverage", member_id="")),
        also="K009",
        why="neither number identifies the client: the one is the policy's, the other the case's",
    ),
)
