"""A018 auto-state."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.client_files import each, none_of
from tests.year.fault import Fault

ACCIDENT = on(
    COMPLETE,
    {
        "payer": "auto",
        "case": {
            "kind": "auto",
            "injury_date": "2026-10-20",
            "state": "wa",
            "claim_number": "P1",
            "insurer": "Sound Casualty",
        },
    },
)

BAD = {
    "no state": on(ACCIDENT, {"case.state": ""}),
    "an accident without a state, billed to a health plan": on(
        COMPLETE, {"case": {"kind": "auto", "injury_date": "2026-10-20"}}
    ),
    "BC is not a state": on(ACCIDENT, {"case.state": "BC"}),
}

GOOD = {
    "an accident in WA": on(ACCIDENT, {"case.state": "WA"}),
    "the state in lower case": ACCIDENT,
    "a case of another kind": on(COMPLETE, {"case": {"kind": "other"}}),
    "a client who pays": on(COMPLETE, {"payer": "client_pay", "case": {"kind": "auto"}}),
    "no case is known": on(COMPLETE, {"payer": "auto"}),
}


PLANTED = (
    Fault("an accident without its state", "auto, auto manual, pip therapy", file=each("cases", state="")),
    Fault("an accident in a state that is none", "auto, auto adjustment", file=each("cases", state="Wash")),
    Fault("an accident without a case", "auto, auto manual", file=none_of("cases")),
)
