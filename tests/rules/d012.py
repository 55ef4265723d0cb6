"""D012 pointer-dangling."""

from tests.rules.bases import BARE_MANUAL, MANUAL
from tests.rules.example import on
from tests.year.changes import billed_as
from tests.year.courses import NECKS
from tests.year.fault import Fault

BAD = {
    "C, with two diagnoses": on(
        BARE_MANUAL, {"diagnoses": ["M54.2", "M62.838"], "services.0.pointers": ["C"]}
    ),
    "A and M": on(BARE_MANUAL, {"services.0.pointers": ["A", "M"]}),
}

GOOD = {
    "B, with two diagnoses": on(MANUAL, {"diagnoses": ["M54.2", "M62.838"], "services.0.pointers": ["B"]}),
    "a pointer in lower case": on(MANUAL, {"services.0.pointers": ["a"]}),
    "a client who pays": on(MANUAL, {"payer": "client_pay", "services.0.pointers": ["C"]}),
}


PLANTED = (
    Fault(
        "a letter without a diagnosis",
        f"{NECKS}, premera, regence, lni, auto",
        billed_as(0, pointers=("A", "D")),
    ),
    Fault("only a letter without a diagnosis", "commercial back, comp, ump", billed_as(0, pointers=("E",))),
)
