"""A035 prescriber-is-us."""

from tests.rules.bases import COMPLETE, PRESCRIBED
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault
from tests.year.office import office

BAD = {
    "the therapist's NPI": on(PRESCRIBED, {"referral.npi": "1993999998"}),
    "the practice's NPI": on(COMPLETE, {"referral.npi": "1234567893"}),
}

GOOD = {
    "another NPI": PRESCRIBED,
    "no NPI, for a payer that asks for no prescription": on(COMPLETE, {"referral.npi": ""}),
}


PLANTED = (
    Fault(
        "the practice as prescriber",
        "regence, premera, medicare, commercial",
        file=each("referrals", npi=office().practice.npi),
    ),
)
