"""A063 prescriber-may-not-order."""

from tests.rules.bases import COMPLETE, MEDICARE_PT, PRESCRIBED
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.courses import TREATED_UNDER_PLAN
from tests.year.fault import Fault

BAD = {
    "a chiropractor certifies therapy": on(MEDICARE_PT, {"referral.prescriber_kind": "DC"}),
    "a physical therapist prescribes massage": on(PRESCRIBED, {"referral.prescriber_kind": "PT"}),
}

GOOD = {
    "a nurse practitioner certifies therapy": on(MEDICARE_PT, {"referral.prescriber_kind": "NP"}),
    "a chiropractor prescribes massage": on(PRESCRIBED, {"referral.prescriber_kind": "DC"}),
    "nobody knows the kind": MEDICARE_PT,
    "a payer that asks for none": on(COMPLETE, {"referral.prescriber_kind": "PT"}),
}


PLANTED = (
    Fault(
        "a chiropractor certifies therapy", TREATED_UNDER_PLAN, file=each("referrals", prescriber_kind="DC")
    ),
)
