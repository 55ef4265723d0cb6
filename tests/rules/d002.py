"""D002 icd-unknown."""

from tests.rules.bases import BARE_MANUAL, MANUAL
from tests.rules.example import on
from tests.year.changes import diagnosed
from tests.year.courses import NECKS
from tests.year.fault import Fault

BAD = {
    "M54.99": on(BARE_MANUAL, {"diagnoses": ["M54.99"]}),
    "a code without its dot": on(BARE_MANUAL, {"diagnoses": ["m542"]}),
    "words for a code": on(BARE_MANUAL, {"diagnoses": ["M54.2", "neck pain"]}),
    "a code outside the starter table": on(BARE_MANUAL, {"diagnoses": ["M54.2", "C50.911"]}),
}

GOOD = {
    "M54.9": on(MANUAL, {"diagnoses": ["M54.9"]}),
    "three codes of the table": on(MANUAL, {"diagnoses": ["S13.4XXA", "M62.838", "G44.209"]}),
    "a client who pays": on(MANUAL, {"payer": "client_pay", "diagnoses": ["M54.99"]}),
}


PLANTED = (
    Fault("a diagnosis that does not exist", f"{NECKS}, auto", diagnosed("M54.99")),
    Fault("a diagnosis without its dot", NECKS, diagnosed("M542")),
    Fault("a diagnosis in words", "commercial, comp, medicaid", diagnosed("neck pain")),
    Fault("a diagnosis of a category that is not held", "commercial, auto", diagnosed("A00.0")),
)
