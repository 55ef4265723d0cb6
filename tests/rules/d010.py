"""D010 pointer-missing."""

from tests.rules.bases import BARE_MANUAL, MANUAL
from tests.rules.example import line, on
from tests.year.changes import billed_as
from tests.year.courses import NECKS
from tests.year.fault import Fault

BAD = {
    "no pointer": on(BARE_MANUAL, {"services.0.pointers": []}),
    "no pointer on line 2": on(
        BARE_MANUAL,
        {
            "diagnoses": ["M54.2", "M62.838"],
            "services": [line("97140", 30, 2, "GP", "A"), line("97110", 23, 2, "GP", "")],
        },
    ),
}

GOOD = {
    "line 1 has A": MANUAL,
    "a client who pays": on(MANUAL, {"payer": "client_pay", "services.0.pointers": []}),
    "a line not billed": on(
        MANUAL,
        {"services": [line("97140", 30, 2, "GP", "A"), line("97110", 23, 2, "GP", "", bill_to="nobody")]},
    ),
}


PLANTED = (
    Fault(
        "a line without letters", f"{NECKS}, premera, lni, auto, va, pip, medicaid", billed_as(0, pointers=())
    ),
)
