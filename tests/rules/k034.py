"""K034 group-npi-as-therapist."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.changes import visit
from tests.year.fault import Fault

BAD = {"one number for both": on(COMPLETE, {"therapist.npi": "1234567893"})}

GOOD = {
    "a number for each": COMPLETE,
    "a client who pays": on(COMPLETE, {"payer": "client_pay", "therapist.npi": "1234567893"}),
}


PLANTED = (Fault("the practice's NPI for a therapist", "commercial, premera", visit(therapist="grouped")),)
