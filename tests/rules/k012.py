"""K012 correction-without-ref."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.changes import claim
from tests.year.fault import Fault

BAD = {
    "frequency 7 without a number": on(COMPLETE, {"claim": {"frequency": "7"}}),
    "frequency 8 with a blank number": on(COMPLETE, {"claim": {"frequency": "8", "original_ref": " "}}),
}

GOOD = {
    "frequency 7 with the payer's number": on(
        COMPLETE, {"claim": {"frequency": "7", "original_ref": "202611001"}}
    ),
    "a first claim": COMPLETE,
    "a client who pays": on(COMPLETE, {"payer": "client_pay", "claim": {"frequency": "7"}}),
}


PLANTED = (
    Fault("a replacement of nothing", "commercial, premera, medicaid, comp", claim(frequency="7")),
    Fault("a voiding of nothing", "uhc, auto", claim(frequency="8")),
)
