"""A033 prescriber-name-missing."""

from tests.rules.bases import COMPLETE, PRESCRIBED
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault

BAD = {"a prescription without a name": on(PRESCRIBED, {"referral.name": " "})}

GOOD = {
    "a prescription with a name": PRESCRIBED,
    "a payer that asks for none": on(COMPLETE, {"referral.name": ""}),
}


PLANTED = (
    Fault(
        "a prescription without the prescriber's name",
        "regence, premera, ump",
        file=each("referrals", name=""),
    ),
)
